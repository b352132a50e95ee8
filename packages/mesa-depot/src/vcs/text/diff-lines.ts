import { type ChangeMarks, type Edit, editsFromMarks } from './change-marks.js';
import { histogramDiff } from './histogram-diff.js';
import { internLines, type Line } from './lines.js';
import { myersDiff } from './myers-diff.js';
import { slideChanges } from './slide-changes.js';
import { indentOf } from './split-score.js';
import { StepBudget } from './step-budget.js';

/** How two files are compared: `histogram` as `git diff --histogram` and `git merge`, `myers` as plain `git diff`. */
export type DiffAlgorithm = 'histogram' | 'myers';

/** Options of {@link diffLines}. */
export interface DiffLinesOptions {
  /** Default `histogram`. */
  readonly algorithm?: DiffAlgorithm;
  /** Where to stop. Default: never. */
  readonly budget?: StepBudget;
}

/**
 * Returns the edits that turn one file into another, as `git diff --histogram` finds them.
 *
 * @throws BudgetExceededError when the budget is spent.
 */
export function diffLines(
  oldLines: readonly Line[],
  newLines: readonly Line[],
  options: DiffLinesOptions = {},
): Edit[] {
  const { files, distinct } = internLines(oldLines, newLines);
  const [oldFile, newFile] = files as [Int32Array, Int32Array];
  const marks = compareInterned(oldFile, newFile, distinct, options);
  slideChanges(oldFile, newFile, marks, {
    indents: { old: Int16Array.from(oldLines, indentOf), new: Int16Array.from(newLines, indentOf) },
  });
  return editsFromMarks(marks);
}

/** Compares two interned files and leaves the changes where the algorithm found them. */
export function compareInterned(
  oldFile: Int32Array,
  newFile: Int32Array,
  distinct: number,
  { algorithm = 'histogram', budget = new StepBudget() }: DiffLinesOptions = {},
): ChangeMarks {
  return algorithm === 'histogram'
    ? histogramDiff(oldFile, newFile, distinct, budget)
    : myersDiff(oldFile, newFile, budget);
}
