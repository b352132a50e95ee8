import type { Edit } from './change-marks.js';
import {
  type ConflictFile,
  type ConflictSides,
  conflictFile,
  isTextConflict,
  type OmittedReason,
} from './conflict-file.js';
import { isBinary } from './is-binary.js';
import { countLines, splitLines } from './lines.js';
import { MAX_TEXT_BYTES } from './max-text-bytes.js';
import { conflictOfWholes, type MergeResult } from './merge-text.js';
import { runTextJob, type TextJob, type TextJobResult } from './text-job.js';
import { TextWorkerPool } from './text-worker-pool.js';
import { countEdits, type DiffHunk, unifiedHunks } from './unified-hunks.js';

/** Options of {@link TextEngine}. */
export interface TextEngineOptions {
  /** The built `text-worker.js`. Default: the one beside this module. */
  readonly workerUrl?: URL;
  /** How long one comparison may run in a worker, in milliseconds. Default 1,500. */
  readonly budgetMs?: number;
  /** Texts of up to this many lines on each side are compared without a worker. Default 2,000. `0` means never. */
  readonly inlineLines?: number;
}

/** How a file changed, line by line. */
export type TextDiff =
  | {
      readonly omittedReason: null;
      readonly hunks: readonly DiffHunk[];
      readonly additions: number;
      readonly deletions: number;
    }
  | {
      readonly omittedReason: OmittedReason;
      readonly hunks: null;
      readonly additions: 0;
      readonly deletions: 0;
    };

const DEFAULT_BUDGET_MS = 1_500;
const DEFAULT_INLINE_LINES = 2_000;
/** Splitting and hashing long lines takes time too. */
const INLINE_BYTES = 262_144; // 256 KiB
/** About 10 ms: what a request may keep the others waiting. Few texts of 2,000 lines need a hundredth of it. */
const INLINE_STEPS = 1_000_000;
/** About a third of the default time on an idle machine, so that this, not the clock, decides nearly always. */
const WORKER_STEPS = 60_000_000;
const MAX_WORKERS = 2;
/** Text with a larger side is not merged line by line. */
const MAX_MERGE_BYTES = 16_777_216; // 16 MiB

const NO_BYTES = new Uint8Array(0);

/**
 * Compares and merges texts without ever holding up the process.
 *
 * Small texts are done at once. Larger ones, and small ones that turn out to be laborious, go to a worker thread, which
 * has a budget of steps and, behind it, of time. Beyond the budget a diff is `too_large` and a merge is a conflict of
 * the whole files. The steps are counted, so the same texts give the same answer however busy the machine is.
 */
export class TextEngine implements AsyncDisposable {
  readonly #pool: TextWorkerPool;
  readonly #inlineLines: number;

  constructor(options: TextEngineOptions = {}) {
    this.#inlineLines = options.inlineLines ?? DEFAULT_INLINE_LINES;
    this.#pool = new TextWorkerPool({
      workerUrl: options.workerUrl ?? new URL('./text-worker.js', import.meta.url),
      budgetMs: options.budgetMs ?? DEFAULT_BUDGET_MS,
      maxSteps: WORKER_STEPS,
      maxWorkers: MAX_WORKERS,
    });
  }

  /** Returns the edits that turn one text into another, or `too_large`. Can be given to `gitPatch`. */
  edits(oldBytes: Uint8Array, newBytes: Uint8Array): Promise<readonly Edit[] | 'too_large'> {
    return this.#run({ kind: 'edits', old: oldBytes, new: newBytes });
  }

  /** Returns how a file changed, as the API shows it: hunks with three lines of context, or why there are none. */
  async hunks(oldBytes: Uint8Array, newBytes: Uint8Array): Promise<TextDiff> {
    if (isBinary(oldBytes) || isBinary(newBytes)) return omitted('binary');
    if (oldBytes.length > MAX_TEXT_BYTES || newBytes.length > MAX_TEXT_BYTES) return omitted('too_large');
    const edits = await this.edits(oldBytes, newBytes);
    if (edits === 'too_large') return omitted('too_large');
    const hunks = unifiedHunks(edits, splitLines(oldBytes), splitLines(newBytes));
    return { omittedReason: null, hunks, ...countEdits(edits) };
  }

  /**
   * Merges what happened between `base` and `source` into `target`, as `git merge` does.
   *
   * Where only one side changed anything, or both the same, that is the result, whatever the bytes are. Otherwise
   * binary files, and texts too large or too different to be merged by line, clash as wholes.
   */
  async merge(base: Uint8Array, target: Uint8Array, source: Uint8Array): Promise<MergeResult> {
    if (isEqual(target, source) || isEqual(base, source)) return { clean: true, content: target };
    if (isEqual(base, target)) return { clean: true, content: source };
    const files = [base, target, source];
    if (files.some((file) => file.length > MAX_MERGE_BYTES || isBinary(file))) {
      return conflictOfWholes(base, target, source);
    }
    const result = await this.#run({ kind: 'merge', base, target, source });
    return result === 'too_large' ? conflictOfWholes(base, target, source) : result;
  }

  /** Looks into a conflict: its hunks, and the file with markers that stands for it. */
  async conflict(sides: ConflictSides): Promise<ConflictFile> {
    if (!isTextConflict(sides)) return conflictFile(sides, null);
    const { target, base, source } = sides;
    return conflictFile(
      sides,
      await this.merge(base?.bytes ?? NO_BYTES, target?.bytes ?? NO_BYTES, source?.bytes ?? NO_BYTES),
    );
  }

  /** Ends the worker threads; comparisons not done are rejected. May be called more than once. */
  close(): Promise<void> {
    return this.#pool.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #run<Job extends TextJob>(job: Job): Promise<TextJobResult<Job>> {
    if (this.#isSmall(job)) {
      const result = runTextJob(job, INLINE_STEPS);
      if (result !== 'too_large') return result;
    }
    return this.#pool.run(job);
  }

  #isSmall(job: TextJob): boolean {
    const files = job.kind === 'edits' ? [job.old, job.new] : [job.base, job.target, job.source];
    return files.every((file) => file.length <= INLINE_BYTES && countLines(file) <= this.#inlineLines);
  }
}

function omitted(reason: OmittedReason): TextDiff {
  return { omittedReason: reason, hunks: null, additions: 0, deletions: 0 };
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}
