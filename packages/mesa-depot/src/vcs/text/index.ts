export type { Edit } from './change-marks.js';
export {
  type ConflictFile,
  type ConflictHunk,
  type ConflictSide,
  type ConflictSides,
  conflictFile,
  conflictId,
  type HunkChoice,
  type HunkResolution,
  isTextConflict,
  type OmittedReason,
  resolveHunks,
} from './conflict-file.js';
export { type DiffAlgorithm, type DiffLinesOptions, diffLines } from './diff-lines.js';
export { type GitPatchOptions, gitPatch, type PatchFile, type PatchSide } from './git-patch.js';
export { isBinary } from './is-binary.js';
export { countLines, joinLines, type Line, splitLines } from './lines.js';
export { MAX_TEXT_BYTES } from './max-text-bytes.js';
export {
  type ConflictChunk,
  type LineRange,
  type MergeChunk,
  type MergedChunk,
  type MergeResult,
  type MergeTextOptions,
  mergeText,
} from './merge-text.js';
export { quotePath } from './quote-path.js';
export {
  type BlobLoader,
  type FindRenamesOptions,
  findRenames,
  type Rename,
  type RenameCandidate,
  type RenameResult,
} from './renames.js';
export { BudgetExceededError, StepBudget } from './step-budget.js';
export { type TextDiff, TextEngine, type TextEngineOptions } from './text-engine.js';
export {
  countEdits,
  type DiffHunk,
  type DiffLine,
  type DiffLineKind,
  type LineCounts,
  unifiedHunks,
} from './unified-hunks.js';
