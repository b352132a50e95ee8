import type { Oid } from '../objects/index.js';
import { type ConflictTerms, sameTerms } from './conflict.js';
import { type FileEntry, isRegularFile, sameFile } from './file-entry.js';
import type { MergeTools } from './merge-tools.js';
import { undisputedSide } from './undisputed-side.js';

/** What a path holds: a file or nothing, and where it is in conflict the terms that the file shows. */
export interface PathValue {
  readonly entry: FileEntry | undefined;
  readonly terms: ConflictTerms | undefined;
}

/** The outcome of merging one path. */
export interface MergedPath extends PathValue {
  /** Whether the bytes of files had to be merged to get there. */
  readonly mergedContent: boolean;
}

/**
 * Merges what two sides made of one path.
 *
 * What only one side changed is taken from it, with its conflict if it has one. What both changed is merged by
 * content where all three are regular files, and their executable bits likewise; else it is a conflict.
 *
 * Where a side is in conflict already, its change is seen as jj sees it: a conflict is the sum
 * `target - base + source`, so merging is `target side - base + source side`, and what is added and subtracted
 * cancels. So a conflict inherited from a parent dissolves when the parent resolves it, and grows into an
 * ordinary three-way conflict when the child had its own change. A sum that stays longer than three terms becomes
 * a conflict of the files as they are shown, markers included.
 */
export async function mergePath(
  tools: MergeTools,
  base: PathValue,
  target: PathValue,
  source: PathValue,
): Promise<MergedPath> {
  const sides = { target, source };
  const winner = undisputedSide(base, target, source, sameValue);
  if (winner !== undefined) return { ...sides[winner], mergedContent: false };

  if (target.terms === undefined && source.terms === undefined) {
    // Two resolutions of one conflict do not cancel it: together they would give back its base.
    return threeWay(tools, { base: base.entry, target: target.entry, source: source.entry });
  }

  const sum = simplifiedSum(base, target, source);
  if (sum.length === 1) return { entry: sum.adds[0], terms: undefined, mergedContent: false };
  if (sum.length === 3) {
    return threeWay(tools, { base: sum.removes[0], target: sum.adds[0], source: sum.adds[1] });
  }

  const shown = undisputedSide(base, target, source, (a, b) => sameFile(a.entry, b.entry));
  if (shown !== undefined) return { ...sides[shown], mergedContent: false };
  return conflict(tools, { base: base.entry, target: target.entry, source: source.entry }, false);
}

function sameValue(a: PathValue, b: PathValue): boolean {
  if (a.terms === undefined || b.terms === undefined)
    return a.terms === b.terms && sameFile(a.entry, b.entry);
  return sameTerms(a.terms, b.terms);
}

async function threeWay(tools: MergeTools, terms: ConflictTerms): Promise<MergedPath> {
  const { base, target, source } = terms;
  const winner = undisputedSide(base, target, source, sameFile);
  if (winner !== undefined) return { entry: terms[winner], terms: undefined, mergedContent: false };
  const origin = base ?? emptyOrigin(target, source);
  if (origin === undefined || target === undefined || source === undefined || !isSameKind(target, source)) {
    return conflict(tools, terms, false);
  }

  // Mode and content are two things: one side may have changed the one, the other side the other.
  const sides = { target, source };
  const modeFrom = undisputedSide(origin.mode, target.mode, source.mode, (a, b) => a === b);
  if (modeFrom === undefined) return conflict(tools, terms, false);
  const { mode } = sides[modeFrom];
  const bytesFrom = undisputedSide(origin.oid, target.oid, source.oid, (a, b) => a === b);
  if (bytesFrom !== undefined) {
    return { entry: { mode, oid: sides[bytesFrom].oid }, terms: undefined, mergedContent: false };
  }
  if (!isRegularFile(origin) || !isRegularFile(target)) return conflict(tools, terms, false);

  const blobs = await tools.buffer.readBlobs([origin.oid, target.oid, source.oid]);
  const bytes = (file: FileEntry) => blobs.get(file.oid) as Uint8Array;
  const merged = await tools.mergeContent(bytes(origin), bytes(target), bytes(source));
  if (!merged.clean) return conflict(tools, terms, true);
  return {
    entry: { mode, oid: tools.buffer.writeBlob(merged.content) },
    terms: undefined,
    mergedContent: true,
  };
}

/** Tells whether both are regular files, executable or not, or both links, or both submodules. */
function isSameKind(a: FileEntry, b: FileEntry): boolean {
  return a.mode === b.mode || (isRegularFile(a) && isRegularFile(b));
}

const EMPTY_BLOB_OID: Oid = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';

/**
 * Two new files of one path clash, unless one of them is empty: then the other is taken. So does git, which sees an
 * empty file as their base, but for binary files.
 */
function emptyOrigin(target: FileEntry | undefined, source: FileEntry | undefined): FileEntry | undefined {
  if (!isRegularFile(target) || target.mode !== source?.mode) return undefined;
  if (target.oid !== EMPTY_BLOB_OID && source.oid !== EMPTY_BLOB_OID) return undefined;
  return { mode: target.mode, oid: EMPTY_BLOB_OID };
}

async function conflict(
  tools: MergeTools,
  terms: ConflictTerms,
  mergedContent: boolean,
): Promise<MergedPath> {
  return { entry: await tools.materialise(terms), terms, mergedContent };
}

interface Sum {
  readonly length: number;
  readonly adds: readonly (FileEntry | undefined)[];
  readonly removes: readonly (FileEntry | undefined)[];
}

/** Returns `target - base + source` without the terms that cancel; what came from the target stands first. */
function simplifiedSum(base: PathValue, target: PathValue, source: PathValue): Sum {
  const adds = [...added(target), ...removed(base), ...added(source)];
  const removes: (FileEntry | undefined)[] = [];
  for (const term of [...removed(target), ...added(base), ...removed(source)]) {
    const opposite = adds.findIndex((add) => sameFile(add, term));
    if (opposite === -1) removes.push(term);
    else adds.splice(opposite, 1);
  }
  return { length: adds.length + removes.length, adds, removes };
}

function added({ entry, terms }: PathValue): (FileEntry | undefined)[] {
  return terms === undefined ? [entry] : [terms.target, terms.source];
}

function removed({ terms }: PathValue): (FileEntry | undefined)[] {
  return terms === undefined ? [] : [terms.base];
}
