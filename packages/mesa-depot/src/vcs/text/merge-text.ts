import { type Edit, editsFromMarks } from './change-marks.js';
import { compareInterned, type DiffAlgorithm } from './diff-lines.js';
import { internLines, joinLines, type Line, splitLines } from './lines.js';
import { slideChanges } from './slide-changes.js';
import { StepBudget } from './step-budget.js';

/** Lines `start..end` of one of the three files (0-based, end exclusive). */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** A part of a merge that came out clean. */
export interface MergedChunk {
  readonly kind: 'merged';
  readonly content: Uint8Array;
}

/** A part of a merge where both sides changed the same lines differently. */
export interface ConflictChunk {
  readonly kind: 'conflict';
  readonly target: Uint8Array;
  readonly base: Uint8Array;
  readonly source: Uint8Array;
  /** Where these bytes stand in the three whole files. */
  readonly ranges: { readonly target: LineRange; readonly base: LineRange; readonly source: LineRange };
}

/** A stretch of the merged file. */
export type MergeChunk = MergedChunk | ConflictChunk;

/** What {@link mergeText} returns. Chunks joined with one side of each conflict give a whole file. */
export type MergeResult =
  | { readonly clean: true; readonly content: Uint8Array }
  | { readonly clean: false; readonly chunks: readonly MergeChunk[] };

/** Options of {@link mergeText}. */
export interface MergeTextOptions {
  /** Default `histogram`, as `git merge`; `myers` is what `git merge-file` uses. */
  readonly algorithm?: DiffAlgorithm;
  /** Where to stop. Default: never. */
  readonly budget?: StepBudget;
}

/**
 * Merges what happened between `base` and `source` into `target`.
 *
 * Changes that touch or overlap clash, unless both sides made the same; so does what git calls a conflict and nothing
 * else. A conflict whose two sides read the same in the end is none. Unlike in git's default marker style a conflict
 * is not cut into smaller ones along lines that both sides share, since the base has no such cut.
 *
 * Works on bytes, line by line: no encoding or line ending is assumed or changed.
 *
 * @throws BudgetExceededError when the budget is spent.
 */
export function mergeText(
  base: Uint8Array,
  target: Uint8Array,
  source: Uint8Array,
  { algorithm = 'histogram', budget = new StepBudget() }: MergeTextOptions = {},
): MergeResult {
  const lines = { base: splitLines(base), target: splitLines(target), source: splitLines(source) };
  const { files, distinct } = internLines(lines.base, lines.target, lines.source);
  const [baseFile, targetFile, sourceFile] = files as [Int32Array, Int32Array, Int32Array];
  const compare = (side: Int32Array): Edit[] => {
    const marks = compareInterned(baseFile, side, distinct, { algorithm, budget });
    slideChanges(baseFile, side, marks);
    return editsFromMarks(marks);
  };
  const regions = combineEdits(targetFile, sourceFile, compare(targetFile), compare(sourceFile));
  return assemble(lines, regions);
}

/** A conflict of two files as wholes: for sides that are too different, or too large, to be merged by line. */
export function conflictOfWholes(base: Uint8Array, target: Uint8Array, source: Uint8Array): MergeResult {
  const whole = (bytes: Uint8Array): LineRange => ({ start: 0, end: splitLines(bytes).length });
  const ranges = { target: whole(target), base: whole(base), source: whole(source) };
  return { clean: false, chunks: [{ kind: 'conflict', target, base, source, ranges }] };
}

type Outcome = 'target' | 'source' | 'conflict';

/** A place where at least one side differs from the base. Between two regions, all three files are equal. */
interface MergeRegion {
  outcome: Outcome;
  readonly base: { start: number; end: number };
  readonly target: { start: number; end: number };
  readonly source: { start: number; end: number };
}

/** Runs through the edits of both sides, in the order of the base, and says who wins where. */
function combineEdits(
  targetFile: Int32Array,
  sourceFile: Int32Array,
  targetEdits: readonly Edit[],
  sourceEdits: readonly Edit[],
): MergeRegion[] {
  const regions: MergeRegion[] = [];
  // What lies before the next edit of a side is shifted against the base by its earlier edits.
  let targetShift = 0;
  let sourceShift = 0;
  let targetIndex = 0;
  let sourceIndex = 0;
  let ours = targetEdits[targetIndex];
  let theirs = sourceEdits[sourceIndex];
  const nextOurs = (): void => {
    if (ours !== undefined) targetShift = ours.newEnd - ours.oldEnd;
    targetIndex += 1;
    ours = targetEdits[targetIndex];
  };
  const nextTheirs = (): void => {
    if (theirs !== undefined) sourceShift = theirs.newEnd - theirs.oldEnd;
    sourceIndex += 1;
    theirs = sourceEdits[sourceIndex];
  };

  while (ours !== undefined || theirs !== undefined) {
    if (theirs === undefined || (ours !== undefined && ours.oldEnd < theirs.oldStart)) {
      const edit = ours as Edit;
      addRegion(regions, 'target', edit.oldStart, edit.oldEnd, {
        target: { start: edit.newStart, end: edit.newEnd },
        source: { start: edit.oldStart + sourceShift, end: edit.oldEnd + sourceShift },
      });
      nextOurs();
    } else if (ours === undefined || theirs.oldEnd < ours.oldStart) {
      addRegion(regions, 'source', theirs.oldStart, theirs.oldEnd, {
        target: { start: theirs.oldStart + targetShift, end: theirs.oldEnd + targetShift },
        source: { start: theirs.newStart, end: theirs.newEnd },
      });
      nextTheirs();
    } else {
      if (!isSameEdit(ours, theirs, targetFile, sourceFile)) {
        const start = Math.min(ours.oldStart, theirs.oldStart);
        const end = Math.max(ours.oldEnd, theirs.oldEnd);
        addRegion(regions, 'conflict', start, end, {
          target: {
            start: ours.newStart - (ours.oldStart - start),
            end: ours.newEnd + (end - ours.oldEnd),
          },
          source: {
            start: theirs.newStart - (theirs.oldStart - start),
            end: theirs.newEnd + (end - theirs.oldEnd),
          },
        });
      }
      // The longer of the two may clash with further edits of the other side.
      const oursEnd = ours.oldEnd;
      const theirsEnd = theirs.oldEnd;
      if (oursEnd <= theirsEnd) nextOurs();
      if (theirsEnd <= oursEnd) nextTheirs();
    }
  }
  return regions.filter(
    (region) => region.outcome !== 'conflict' || !equalRanges(region, targetFile, sourceFile),
  );
}

function addRegion(
  regions: MergeRegion[],
  outcome: Outcome,
  baseStart: number,
  baseEnd: number,
  sides: { target: LineRange; source: LineRange },
): void {
  const last = regions.at(-1);
  if (
    last !== undefined &&
    (sides.target.start <= last.target.end || sides.source.start <= last.source.end)
  ) {
    if (last.outcome !== outcome) last.outcome = 'conflict';
    last.base.end = baseEnd;
    last.target.end = sides.target.end;
    last.source.end = sides.source.end;
    return;
  }
  regions.push({
    outcome,
    base: { start: baseStart, end: baseEnd },
    target: { ...sides.target },
    source: { ...sides.source },
  });
}

function isSameEdit(ours: Edit, theirs: Edit, targetFile: Int32Array, sourceFile: Int32Array): boolean {
  return (
    ours.oldStart === theirs.oldStart &&
    ours.oldEnd === theirs.oldEnd &&
    equalRanges(
      {
        target: { start: ours.newStart, end: ours.newEnd },
        source: { start: theirs.newStart, end: theirs.newEnd },
      },
      targetFile,
      sourceFile,
    )
  );
}

function equalRanges(
  { target, source }: { target: LineRange; source: LineRange },
  targetFile: Int32Array,
  sourceFile: Int32Array,
): boolean {
  if (target.end - target.start !== source.end - source.start) return false;
  for (let offset = 0; offset < target.end - target.start; offset += 1) {
    if (targetFile[target.start + offset] !== sourceFile[source.start + offset]) return false;
  }
  return true;
}

function assemble(
  lines: { base: readonly Line[]; target: readonly Line[]; source: readonly Line[] },
  regions: readonly MergeRegion[],
): MergeResult {
  const chunks: MergeChunk[] = [];
  let merged: Line[] = [];
  const flush = (): void => {
    if (merged.length > 0) chunks.push({ kind: 'merged', content: joinLines(merged) });
    merged = [];
  };
  const take = (file: readonly Line[], start: number, end: number): void => {
    for (let at = start; at < end; at += 1) merged.push(file[at] as Line);
  };

  let targetAt = 0;
  for (const { outcome, base, target, source } of regions) {
    take(lines.target, targetAt, target.start);
    targetAt = target.end;
    if (outcome === 'target') take(lines.target, target.start, target.end);
    else if (outcome === 'source') take(lines.source, source.start, source.end);
    else {
      flush();
      chunks.push({
        kind: 'conflict',
        target: joinLines(lines.target, target.start, target.end),
        base: joinLines(lines.base, base.start, base.end),
        source: joinLines(lines.source, source.start, source.end),
        ranges: { target, base, source },
      });
    }
  }
  take(lines.target, targetAt, lines.target.length);
  if (chunks.length === 0) return { clean: true, content: joinLines(merged) };
  flush();
  return { clean: false, chunks };
}
