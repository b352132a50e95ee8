import { DepotError } from '../errors/index.js';
import type { Commit, Oid } from '../objects/index.js';
import {
  type CommitGraph,
  type CommitNode,
  generationAbove,
  type NamedCommit,
  readCommits,
} from './commit-graph.js';
import { type CommitState, type CommitStates, type MergeContext, mergeParents } from './merge-commits.js';
import { type MergeSide, mergeTrees } from './merge-trees.js';

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
 * parents: the merge of `new parents` and `its tree` over `old parents`. So a child of a commit whose message alone
 * has changed keeps its tree, a change that no longer applies gets a conflict, and a conflict that a child inherited
 * goes when its parent is resolved. Nothing but objects in the buffer is written.
 *
 * @throws DepotError `TOO_MANY_DESCENDANTS` before anything is rewritten.
 */
export async function rebaseDescendants(
  context: RebaseContext,
  replaced: ReadonlyMap<Oid, RewrittenCommit>,
): Promise<RebasedCommit[]> {
  const descendants = await findDescendants(context, replaced);
  const rewritten = new Map(replaced);
  const overlay = withRewritten(context, rewritten);
  const rebased: RebasedCommit[] = [];
  for (const { oid, parents } of descendants) {
    const next = await rebaseOne(overlay, oid, parents, rewritten);
    rewritten.set(oid, next);
    overlay.add(next);
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
  context: RebaseContext,
  previous: Oid,
  oldParents: readonly Oid[],
  rewritten: ReadonlyMap<Oid, RewrittenCommit>,
): Promise<RebasedCommit> {
  const { tools, graph, states, nowMs } = context;
  // Two parents may have been replaced by the same commit.
  const parents = [...new Set(oldParents.map((parent) => rewritten.get(parent)?.oid ?? parent))];
  const old = (await states.read([previous])).get(previous) as CommitState;
  const side: MergeSide = { treeOid: old.treeOid, conflicts: old.conflicts };
  const { treeOid, conflicts, contentMerges } = await mergeTrees(tools, {
    base: await mergeParents(context, oldParents),
    target: await mergeParents(context, parents),
    source: side,
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
    ...(headers === undefined || headers.length === 0 ? {} : { extraHeaders: headers }),
  };
  return {
    previous,
    oid: tools.buffer.writeCommit(commit),
    parents,
    generation: generationAbove(await readCommits(graph, parents)),
    treeOid,
    conflicts,
    ...(changeId === undefined ? {} : { changeId }),
    commit,
    contentMerges,
  };
}

/** Headers that vouch for the exact bytes of a commit or of a parent. */
const SIGNATURES: ReadonlySet<string> = new Set(['gpgsig', 'gpgsig-sha256', 'mergetag']);

interface Overlay extends RebaseContext {
  add(commit: RewrittenCommit): void;
}

/** The context with commits that no store knows yet. */
function withRewritten(context: RebaseContext, rewritten: ReadonlyMap<Oid, RewrittenCommit>): Overlay {
  const added = new Map<Oid, RewrittenCommit>();
  for (const commit of rewritten.values()) added.set(commit.oid, commit);

  async function over<T>(
    oids: readonly Oid[],
    read: (oids: readonly Oid[]) => Promise<ReadonlyMap<Oid, T>>,
    own: (commit: RewrittenCommit) => T,
  ): Promise<ReadonlyMap<Oid, T>> {
    const here = new Map<Oid, T>();
    for (const oid of oids) {
      const commit = added.get(oid);
      if (commit !== undefined) here.set(oid, own(commit));
    }
    if (here.size === oids.length) return here;
    return new Map([...here, ...(await read(oids.filter((oid) => !here.has(oid))))]);
  }

  const graph: CommitGraph = {
    parents: (oids) =>
      over<CommitNode>(
        oids,
        (missing) => context.graph.parents(missing),
        (commit) => commit,
      ),
  };
  const states: CommitStates = {
    read: (oids) =>
      over<CommitState>(
        oids,
        (missing) => context.states.read(missing),
        (commit) => commit,
      ),
  };
  return { ...context, graph, states, add: (commit) => void added.set(commit.oid, commit) };
}
