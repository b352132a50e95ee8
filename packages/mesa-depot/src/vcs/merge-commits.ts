import { EMPTY_TREE_OID, type Oid } from '../objects/index.js';
import type { ChangeId } from './change-id.js';
import type { CommitGraph } from './commit-graph.js';
import { type ConflictTerms, NO_CONFLICTS, sameTerms } from './conflict.js';
import { mergeBases } from './merge-bases.js';
import type { MergeTools } from './merge-tools.js';
import { type MergedTree, type MergeSide, mergeTrees } from './merge-trees.js';

/** What a commit holds, and whose snapshot it is. */
export interface CommitState extends MergeSide {
  /** Given by the store; a commit made elsewhere need not carry it in a header. */
  readonly changeId?: ChangeId;
}

/** The contents of a repository's commits. */
export interface CommitStates {
  /** Returns the states of `oids`; each of them is in the map. */
  read(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, CommitState>>;
}

/** What merging commits needs from outside. */
export interface MergeContext {
  readonly tools: MergeTools;
  readonly graph: CommitGraph;
  readonly states: CommitStates;
}

/** The merge of two commits. */
export interface MergedCommits extends MergedTree {
  /** The best common ancestors that the merge was based on: none when the histories are unrelated. */
  readonly bases: readonly Oid[];
}

/** What the virtual root holds. */
const EMPTY_SIDE: MergeSide = { treeOid: EMPTY_TREE_OID, conflicts: NO_CONFLICTS };

/**
 * How deep merge bases of merge bases are merged. Histories that criss-cross more often than this in a row have
 * their deepest merge based on one common ancestor, so that nobody can make a merge arbitrarily expensive.
 */
const MAX_DEPTH = 64;

/**
 * Merges the contents of two commits, `undefined` being the virtual root. Makes no commit.
 *
 * Where there are several best common ancestors, the base is their own merge, made the same way, as git does; what
 * clashes in it counts with its conflict markers as plain text. Unrelated histories have the empty tree as base.
 */
export async function mergeCommits(
  context: MergeContext,
  target: Oid | undefined,
  source: Oid | undefined,
): Promise<MergedCommits> {
  const bases =
    target === undefined || source === undefined ? [] : await mergeBases(context.graph, [target], [source]);
  const merged = await mergeTrees(context.tools, {
    base: await mergedBases(context, bases, 0),
    target: target === undefined ? EMPTY_SIDE : await readState(context.states, target),
    source: source === undefined ? EMPTY_SIDE : await readState(context.states, source),
  });
  return { ...merged, bases };
}

/**
 * Returns what a commit with these parents holds before anybody edits it: nothing without parents, the parent's
 * own contents with one, else the parents merged one after the other.
 */
export async function mergeParents(context: MergeContext, parents: readonly Oid[]): Promise<MergedTree> {
  return foldMerges(context, parents, 0, (merged) => merged);
}

type Settle = (merged: MergedTree, target: MergeSide, source: MergeSide) => MergedTree;

async function foldMerges(
  context: MergeContext,
  commits: readonly Oid[],
  depth: number,
  settle: Settle,
): Promise<MergedTree> {
  let merged: MergedTree | undefined;
  for (const [index, oid] of commits.entries()) {
    const source = await readState(context.states, oid);
    if (merged === undefined) {
      merged = { treeOid: source.treeOid, conflicts: source.conflicts, contentMerges: 0 };
      continue;
    }
    const bases = await mergeBases(context.graph, commits.slice(0, index), [oid]);
    const target: MergedTree = merged;
    const next = await mergeTrees(context.tools, {
      base: await mergedBases(context, bases, depth),
      target,
      source,
    });
    merged = {
      ...settle(next, target, source),
      contentMerges: target.contentMerges + next.contentMerges,
    };
  }
  return merged ?? { ...EMPTY_SIDE, contentMerges: 0 };
}

/** The one base that several merge bases make together. */
async function mergedBases(context: MergeContext, bases: readonly Oid[], depth: number): Promise<MergeSide> {
  return foldMerges(context, depth < MAX_DEPTH ? bases : bases.slice(0, 1), depth + 1, forgetNewConflicts);
}

/**
 * Turns the conflicts that a merge has made into plain text. Those that it took over from a side stay: they are
 * what the commits to be merged have inherited, and compare as such.
 */
function forgetNewConflicts(merged: MergedTree, target: MergeSide, source: MergeSide): MergedTree {
  const isOld = (path: string, terms: ConflictTerms) =>
    [target, source].some((side) => {
      const old = side.conflicts.get(path);
      return old !== undefined && sameTerms(old, terms);
    });
  return {
    ...merged,
    conflicts: new Map([...merged.conflicts].filter(([path, terms]) => isOld(path, terms))),
  };
}

async function readState(states: CommitStates, oid: Oid): Promise<CommitState> {
  // The contract of `read` is that every oid asked for is in the map.
  return (await states.read([oid])).get(oid) as CommitState;
}
