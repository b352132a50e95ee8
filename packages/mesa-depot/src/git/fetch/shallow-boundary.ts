import type { Oid, StoredObjects } from '../../objects/index.js';
import { GitProtocolError } from '../wire/index.js';
import type { History, WalkedCommit } from './history.js';
import { findMissingCommits } from './missing-commits.js';
import { reachableAmong } from './reachable-among.js';

/** How much history a client asks for. */
export type Deepening =
  | {
      readonly kind: 'depth';
      /** Commits in a line from a tip, the tip included. */
      readonly depth: number;
      /** Counts from where the history of the client ends now, instead of from the tips. */
      readonly isRelative: boolean;
    }
  | {
      readonly kind: 'range';
      /** Seconds since 1970; older commits are left out. */
      readonly since?: number;
      /** Commits that are left out, with all that they descend from. */
      readonly not: readonly Oid[];
    };

/** Git's word for all of the history. */
export const INFINITE_DEPTH = 0x7fff_ffff;

/** What a client has to change about where its history ends. */
export interface ShallowBoundary {
  /** Commits whose parents it will not have from now on. */
  readonly shallow: readonly Oid[];
  /** Commits whose parents it will get, and lacked so far. */
  readonly unshallow: readonly WalkedCommit[];
}

/**
 * Returns where the history of a client will end.
 *
 * @param clientShallow Commits whose parents the client lacks now. Those that are not known here are passed over.
 * @throws GitProtocolError when nothing is left of the history.
 */
export async function findShallowBoundary(
  history: History,
  objects: StoredObjects,
  request: {
    readonly wants: readonly Oid[];
    readonly clientShallow: readonly Oid[];
    readonly deepening: Deepening;
    readonly signal?: AbortSignal;
  },
): Promise<ShallowBoundary> {
  const { wants, deepening, signal } = request;
  const known = await history.walk(request.clientShallow);
  const isAll = deepening.kind === 'depth' && deepening.depth >= INFINITE_DEPTH;
  if (isAll) return { shallow: [], unshallow: [...known.values()] };
  const reached =
    deepening.kind === 'depth' ? await byDepth(deepening) : await byRange(deepening.not, deepening.since);
  return {
    shallow: [...reached.end].filter((oid) => !known.has(oid)),
    unshallow: [...known.values()].filter(({ oid }) => reached.inside.has(oid)),
  };

  async function byDepth({ depth, isRelative }: { depth: number; isRelative: boolean }): Promise<Reached> {
    if (!isRelative) return reachByDepth(history, wants, depth, signal);
    // One more, since the commits it starts from are not new.
    return reachByDepth(
      history,
      [...(await reachableAmong(history, wants, [...known.keys()], signal))],
      depth + 1,
      signal,
    );
  }

  async function byRange(not: readonly Oid[], since: number | undefined): Promise<Reached> {
    const { commits } =
      since === undefined
        ? await findMissingCommits(history, { wants, haves: not, ...(signal && { signal }) })
        : { commits: await reachSince(history, objects, { wants, not, since, signal }) };
    if (commits.length === 0) throw new GitProtocolError('no commits selected for shallow requests');
    const selected = new Set(commits.map(({ oid }) => oid));
    const end = commits.filter(({ parents }) => parents.some((parent) => !selected.has(parent)));
    const endOids = new Set(end.map(({ oid }) => oid));
    return { end: endOids, inside: new Set([...selected].filter((oid) => !endOids.has(oid))) };
  }
}

interface Reached {
  /** Commits whose parents are left out. */
  readonly end: ReadonlySet<Oid>;
  /** Commits whose parents are not. */
  readonly inside: ReadonlySet<Oid>;
}

/**
 * A commit without parents can be an end too, as it is to git: a clone of depth 1 is shallow whatever the history is, and scripts
 * rely on being able to unshallow it.
 */
async function reachByDepth(
  history: History,
  tips: readonly Oid[],
  depth: number,
  signal: AbortSignal | undefined,
): Promise<Reached> {
  const end = new Set<Oid>();
  const inside = new Set<Oid>();
  let frontier = new Set(tips);
  for (let level = 1; frontier.size > 0; level += 1) {
    signal?.throwIfAborted();
    const next = new Set<Oid>();
    for (const { oid, parents } of (await history.walk([...frontier])).values()) {
      if (level >= depth) end.add(oid);
      else inside.add(oid);
      if (level < depth) for (const parent of parents) next.add(parent);
    }
    // What was reached in fewer steps is done.
    frontier = new Set([...next].filter((oid) => !inside.has(oid) && !end.has(oid)));
  }
  return { end, inside };
}

/** Returns the commits that are not older than a time, walking on only through such. */
async function reachSince(
  history: History,
  objects: StoredObjects,
  request: {
    readonly wants: readonly Oid[];
    readonly not: readonly Oid[];
    readonly since: number;
    readonly signal: AbortSignal | undefined;
  },
): Promise<WalkedCommit[]> {
  const { wants, not, since, signal } = request;
  const recent = new Map<Oid, WalkedCommit>();
  let frontier = new Set(wants);
  while (frontier.size > 0) {
    signal?.throwIfAborted();
    const rows = await history.walk([...frontier]);
    const commits = await objects.readCommits([...rows.keys()]);
    const next = new Set<Oid>();
    for (const row of rows.values()) {
      const committedAt = (commits.get(row.oid)?.committer.timestampMs ?? 0) / 1000;
      if (committedAt < since) continue;
      recent.set(row.oid, row);
      for (const parent of row.parents) next.add(parent);
    }
    frontier = new Set([...next].filter((oid) => !recent.has(oid)));
  }
  if (not.length === 0) return [...recent.values()];
  const left = await findMissingCommits(history, { wants, haves: not, ...(signal && { signal }) });
  return left.commits.filter(({ oid }) => recent.has(oid));
}
