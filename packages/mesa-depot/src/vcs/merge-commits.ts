import { EMPTY_TREE_OID, type Oid } from '../objects/index.js';
import type { ChangeId } from './change-id.js';
import type { CommitGraph } from './commit-graph.js';
import { type ConflictTerms, NO_CONFLICTS, sameTerms } from './conflict.js';
import { type FileEntry, isRegularFile, sameFile } from './file-entry.js';
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
 * How many merges of merge bases one merge may need. Beyond, the bases not merged yet are left out, so that no
 * history, however it criss-crosses, makes a merge arbitrarily expensive; that can only bring more conflicts.
 */
const MAX_BASE_MERGES = 200;

/**
 * Merges the contents of two commits, `undefined` being the virtual root. Makes no commit.
 *
 * Where there are several best common ancestors, the base is their own merge, made the same way, as git does; text
 * that clashes in it counts with its conflict markers. Unrelated histories have the empty tree as base.
 */
export async function mergeCommits(
  context: MergeContext,
  target: Oid | undefined,
  source: Oid | undefined,
): Promise<MergedCommits> {
  const bases =
    target === undefined || source === undefined ? [] : await mergeBases(context.graph, [target], [source]);
  const merged = await mergeTrees(context.tools, {
    base: await new BaseMerger(context).merge(bases),
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
  const merger = new BaseMerger(context);
  return foldMerges(context, context.tools, merger, parents, (merged) => merged);
}

/** Merges `commits` one after the other; `settle` sees each merge before it goes into the next. */
async function foldMerges(
  context: MergeContext,
  tools: MergeTools,
  baseMerger: BaseMerger,
  commits: readonly Oid[],
  settle: (merged: MergedTree, target: MergeSide, source: MergeSide) => MergedTree,
): Promise<MergedTree> {
  let merged: MergedTree = { ...EMPTY_SIDE, contentMerges: 0 };
  for (const [index, oid] of commits.entries()) {
    const source = await readState(context.states, oid);
    if (index === 0) {
      merged = { treeOid: source.treeOid, conflicts: source.conflicts, contentMerges: 0 };
      continue;
    }
    const base = await baseMerger.merge(await mergeBases(context.graph, commits.slice(0, index), [oid]));
    const next = await mergeTrees(tools, { base, target: merged, source });
    const contentMerges = merged.contentMerges + next.contentMerges;
    merged = { ...settle(next, merged, source), contentMerges };
  }
  return merged;
}

/** Makes one base of several, for the merges of one call. */
class BaseMerger {
  readonly #context: MergeContext;
  readonly #tools: MergeTools;
  readonly #done = new Map<string, Promise<MergeSide>>();
  #mergesLeft = MAX_BASE_MERGES;

  constructor(context: MergeContext) {
    const { tools } = context;
    this.#context = context;
    this.#tools = {
      buffer: tools.buffer,
      mergeContent: (base, target, source) => tools.mergeContent(base, target, source),
      materialise: (terms) => showInBase(tools, terms),
    };
  }

  async merge(bases: readonly Oid[]): Promise<MergeSide> {
    const affordable = bases.slice(0, 1 + this.#mergesLeft);
    const key = affordable.join();
    let merged = this.#done.get(key);
    if (merged === undefined) {
      this.#mergesLeft -= Math.max(0, affordable.length - 1);
      merged = foldMerges(this.#context, this.#tools, this, affordable, forgetNewConflicts);
      this.#done.set(key, merged);
    }
    return merged;
  }
}

/**
 * Returns what a base holds where its own sides clash: text with conflict markers, which neither side of the merge can
 * be equal to by accident. Of anything else the older version, as in git: if it were one of the two sides, whoever
 * resolved the clash that way would seem to have changed nothing, and lose against any other change.
 *
 * Where there is no older version, the two files have no lines known to be common. Then a line that nobody else has
 * stands for the clash: it cannot be merged with anything, so that sides which do not agree clash again.
 */
async function showInBase(tools: MergeTools, terms: ConflictTerms): Promise<FileEntry> {
  const { base, target, source } = terms;
  if (base === undefined || (await isOvergrown(tools, terms))) {
    const line = `unresolved: ${target?.oid ?? 'none'} or ${source?.oid ?? 'none'}\n`;
    return { mode: '100644', oid: tools.buffer.writeBlob(Buffer.from(line)) };
  }
  if (!isRegularFile(base) || !isRegularFile(target) || !isRegularFile(source)) return base;
  const shown = await tools.materialise(terms);
  return sameFile(shown, target) || sameFile(shown, source) ? base : shown;
}

/** How many times as large as the larger side a base may be before conflicts stop showing it. */
const OVERGROWN = 4;

/**
 * Tells whether the base is little but the markers of deeper conflicts. Where three sides or more merge each other
 * again and again, each level would hold the one below it more than once, and double what a merge has to read.
 */
async function isOvergrown(tools: MergeTools, { base, target, source }: ConflictTerms): Promise<boolean> {
  if (!isRegularFile(base) || !isRegularFile(target) || !isRegularFile(source)) return false;
  const sizes = await tools.buffer.blobSizes([base.oid, target.oid, source.oid]);
  const size = (file: FileEntry) => sizes.get(file.oid) ?? 0;
  return size(base) > OVERGROWN * Math.max(size(target), size(source));
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
  const kept = [...merged.conflicts].filter(([path, terms]) => isOld(path, terms));
  return { ...merged, conflicts: new Map(kept) };
}

async function readState(states: CommitStates, oid: Oid): Promise<CommitState> {
  // The contract of `read` is that every oid asked for is in the map.
  return (await states.read([oid])).get(oid) as CommitState;
}
