import type { Edit } from './change-marks.js';
import { diffLines } from './diff-lines.js';
import { splitLines } from './lines.js';
import { type MergeResult, mergeText } from './merge-text.js';
import { BudgetExceededError, StepBudget } from './step-budget.js';

/** Two texts to be compared. */
export interface EditsJob {
  readonly kind: 'edits';
  readonly old: Uint8Array;
  readonly new: Uint8Array;
}

/** Three texts to be merged. */
export interface MergeJob {
  readonly kind: 'merge';
  readonly base: Uint8Array;
  readonly target: Uint8Array;
  readonly source: Uint8Array;
}

/** A comparison that may take long. */
export type TextJob = EditsJob | MergeJob;

/** What a job gives; `too_large` when it takes more steps, time or memory than allowed. */
export type TextJobResult<Job extends TextJob = TextJob> =
  | (Job extends EditsJob ? readonly Edit[] : MergeResult)
  | 'too_large';

/** Does a job here and now. */
export function runTextJob<Job extends TextJob>(job: Job, maxSteps: number): TextJobResult<Job> {
  try {
    return doJob(job, new StepBudget(maxSteps)) as TextJobResult<Job>;
  } catch (error) {
    if (error instanceof BudgetExceededError) return 'too_large';
    throw error;
  }
}

function doJob(job: TextJob, budget: StepBudget): readonly Edit[] | MergeResult {
  if (job.kind === 'edits') return diffLines(splitLines(job.old), splitLines(job.new), { budget });
  return mergeText(job.base, job.target, job.source, { budget });
}
