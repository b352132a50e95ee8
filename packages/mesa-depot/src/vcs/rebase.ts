import { DepotError } from '../errors/index.js';
import type { Commit, Oid } from '../objects/index.js';
import {
  type CommitGraph,
  type CommitNode,
  generationAbove,
  type NamedCommit,
  readCommits,
} from './commit-graph.js';
import { sameConflicts } from './conflict.js';
import { conflictHeader } from './conflict-header.js';
import { type CommitState, type CommitStates, type MergeContext, mergeParents } from './merge-commits.js';
import type { MergeTools } from './merge-tools.js';
import { mergeTrees } from './merge-trees.js';

/** How many commits one rebase may rewrite. */
export const MAX_DESCENDANTS = 10_000;

/** A commit that takes the place of another, with everything about it that is not stored yet. */
export interface RewrittenCommit extends NamedCommit, CommitState {}

/** A descendant, rewritten. Its object is in the buffer. */
export interface RebasedCommit extends RewrittenCommit {
  /** The commit whose place it takes. */
  readonly previous: Oid;
  readonly commit: Commit;
  /** In how many files the bytes of both sides had to be merged. */
  readonly contentMerges: number;
}

/** What a rebase needs from outside. `graph` and `states` need not know the new commits. */
export interface RebaseContext extends MergeContext {
  /** Returns the commits directly on top of each of `oids` which are to follow it; one that has none may be absent. */
  children(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, readonly Oid[]>>;
  /** When the rewritten commits are said to be committed, in milliseconds since 1970. */
  readonly nowMs: number;
  /** Default: {@link MAX_DESCENDANTS}. */
  readonly maxDescendants?: number;
}

/**
 * Rewrites all that descends from commits which were replaced (`replaced`: old commit to new), as jj does when a
 * change is amended. Returns the new commits, parents first.
 *
 * A descendant keeps its change id, author and message; its committer keeps name and zone and gets the time of the
 * rebase; a signature goes, since it would no longer be true. Its tree is what its own change makes of the new
 * parents: the merge of `new parents` and `its tree` over `old parents`. So a child of commits whose contents stay the
 * same keeps its tree, a change that no longer applies gets a conflict, and a conflict that a child inherited
 * goes when its parent is resolved. Nothing but objects in the buffer is written.
 *
 * @throws DepotError `TOO_MANY_DESCENDANTS` before anything is rewritten.
 */
export async function rebaseDescendants(
  context: RebaseContext,
  replaced: ReadonlyMap<Oid, RewrittenCommit>,
): Promise<RebasedCommit[]> {
  const rewritten = new Map([...replaced].filter(([old, { oid }]) => oid !== old));
  const descendants = await findDescendants(context, rewritten);
  const history = await KnownHistory.load(context, descendants);
  for (const commit of rewritten.values()) history.add(commit);
  const rebased: RebasedCommit[] = [];
  for (const { oid, parents } of descendants) {
    const next = await rebaseOne(context, history, oid, parents, rewritten);
    rewritten.set(oid, next);
    history.add(next);
    rebased.push(next);
  }
  return rebased;
}

/** Returns everything on top of the replaced commits that is not replaced itself, parents first. */
async function findDescendants(
  context: RebaseContext,
  replaced: ReadonlyMap<Oid, RewrittenCommit>,
): Promise<NamedCommit[]> {
  const { maxDescendants = MAX_DESCENDANTS } = context;
  const found = new Set<Oid>();
  let level: readonly Oid[] = [...replaced.keys()];
  while (level.length > 0) {
    const next = new Set<Oid>();
    for (const oids of (await context.children(level)).values()) {
      for (const oid of oids) if (!found.has(oid) && !replaced.has(oid)) next.add(oid);
    }
    for (const oid of next) found.add(oid);
    if (found.size > maxDescendants) {
      throw new DepotError(
        'TOO_MANY_DESCENDANTS',
        `More than ${maxDescendants} commits descend from what this would amend, and all of them would have to be ` +
          'rewritten. Make a new change on top of the history instead.',
        { details: { max_descendants: maxDescendants } },
      );
    }
    level = [...next];
  }
  const commits = await readCommits(context.graph, [...found]);
  return commits.sort((a, b) => a.generation - b.generation || (a.oid < b.oid ? -1 : 1));
}

async function rebaseOne(
  { tools, nowMs }: RebaseContext,
  history: KnownHistory,
  previous: Oid,
  oldParents: readonly Oid[],
  rewritten: ReadonlyMap<Oid, RewrittenCommit>,
): Promise<RebasedCommit> {
  // Two parents may have been replaced by the same commit.
  const parents = [...new Set(oldParents.map((parent) => rewritten.get(parent)?.oid ?? parent))];
  const old = await history.state(previous);
  const { treeOid, conflicts, contentMerges } = (await haveSameContents(history, oldParents, parents))
    ? { ...old, contentMerges: 0 }
    : await mergeTrees(tools, {
        base: await mergeParents(history, oldParents),
        target: await mergeParents(history, parents),
        source: old,
      });

  const before = await tools.buffer.readCommit(previous);
  const { extraHeaders, changeId: _, ...kept } = before;
  const changeId = old.changeId ?? before.changeId;
  const headers = extraHeaders?.filter(([name]) => !SIGNATURES.has(name));
  const commit: Commit = {
    ...kept,
    tree: treeOid,
    parents,
    committer: { ...before.committer, timestampMs: nowMs },
    ...(changeId === undefined ? {} : { changeId }),
    ...conflictHeader(conflicts, headers),
  };
  return {
    previous,
    oid: tools.buffer.writeCommit(commit),
    parents,
    generation: generationAbove(await readCommits(history.graph, parents)),
    treeOid,
    conflicts,
    ...(changeId === undefined ? {} : { changeId }),
    commit,
    contentMerges,
  };
}

/** Tells whether commits stand for others that hold the same, one for one: nothing has to be merged on top of them. */
async function haveSameContents(
  history: KnownHistory,
  before: readonly Oid[],
  after: readonly Oid[],
): Promise<boolean> {
  if (before.length !== after.length) return false;
  for (const [i, oid] of before.entries()) {
    const old = await history.state(oid);
    const now = await history.state(after[i] as Oid);
    if (old.treeOid !== now.treeOid || !sameConflicts(old.conflicts, now.conflicts)) return false;
  }
  return true;
}

/** Headers that vouch for the exact bytes of a commit or of a parent. */
const SIGNATURES: ReadonlySet<string> = new Set(['gpgsig', 'gpgsig-sha256', 'mergetag']);

/** How many states are read at once. */
const STATES_AT_ONCE = 500;

/** The history as the store knows it, with what is known here already: descendants, and commits not stored yet. */
class KnownHistory implements MergeContext {
  readonly tools: MergeTools;
  readonly graph: CommitGraph;
  readonly states: CommitStates;
  readonly #nodes = new Map<Oid, CommitNode>();
  readonly #states = new Map<Oid, CommitState>();

  private constructor({ tools, graph, states }: RebaseContext) {
    this.tools = tools;
    this.graph = { parents: (oids) => readThrough(this.#nodes, oids, (unknown) => graph.parents(unknown)) };
    this.states = { read: (oids) => readThrough(this.#states, oids, (unknown) => states.read(unknown)) };
  }

  /** Reads `descendants` and their parents in few round trips, not one by one on the way. */
  static async load(context: RebaseContext, descendants: readonly NamedCommit[]): Promise<KnownHistory> {
    const history = new KnownHistory(context);
    const oids = new Set<Oid>();
    for (const { oid, parents, generation } of descendants) {
      history.#nodes.set(oid, { parents, generation });
      for (const each of [oid, ...parents]) oids.add(each);
    }
    const all = [...oids];
    for (let at = 0; at < all.length; at += STATES_AT_ONCE) {
      for (const [oid, state] of await context.states.read(all.slice(at, at + STATES_AT_ONCE))) {
        history.#states.set(oid, state);
      }
    }
    return history;
  }

  async state(oid: Oid): Promise<CommitState> {
    // The contract of `read` is that every oid asked for is in the map.
    return (await this.states.read([oid])).get(oid) as CommitState;
  }

  add(commit: RewrittenCommit): void {
    this.#nodes.set(commit.oid, commit);
    this.#states.set(commit.oid, commit);
  }
}

async function readThrough<T>(
  known: ReadonlyMap<Oid, T>,
  oids: readonly Oid[],
  read: (unknown: readonly Oid[]) => Promise<ReadonlyMap<Oid, T>>,
): Promise<ReadonlyMap<Oid, T>> {
  const unknown = oids.filter((oid) => !known.has(oid));
  const found = new Map<Oid, T>(unknown.length === 0 ? [] : await read(unknown));
  for (const oid of oids) {
    const value = known.get(oid);
    if (value !== undefined) found.set(oid, value);
  }
  return found;
}
