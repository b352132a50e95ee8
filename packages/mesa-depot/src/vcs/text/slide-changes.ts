import type { ChangeMarks } from './change-marks.js';
import { measureIndents, type SplitScore, scoreSplit, worseOrEqual } from './split-score.js';

/** Sliding farther than this to please the eye is not tried. */
const MAX_SLIDE = 100;

/** A run of marked lines `start..end` (exclusive), empty between two lines that follow each other unmarked. */
interface Run {
  start: number;
  end: number;
}

/**
 * Walks over the runs of one file. Between any two neighbouring unmarked lines there is a run, mostly an empty one,
 * so that the n-th runs of both files lie at the same place of what the files have in common.
 */
class RunCursor {
  readonly run: Run = { start: 0, end: 0 };
  readonly #lines: Int32Array;
  readonly #marks: Uint8Array;

  constructor(lines: Int32Array, marks: Uint8Array) {
    this.#lines = lines;
    this.#marks = marks;
    this.#growDown();
  }

  get isEmpty(): boolean {
    return this.run.start === this.run.end;
  }

  next(): boolean {
    if (this.run.end === this.#lines.length) return false;
    this.run.start = this.run.end + 1;
    this.run.end = this.run.start;
    this.#growDown();
    return true;
  }

  previous(): void {
    this.run.end = this.run.start - 1;
    this.run.start = this.run.end;
    this.#growUp();
  }

  /** Moves the run one line up, if the line above equals its last; joins the run it then touches. */
  slideUp(): boolean {
    const { run } = this;
    if (run.start === 0 || this.#lines[run.start - 1] !== this.#lines[run.end - 1]) return false;
    run.start -= 1;
    run.end -= 1;
    this.#marks[run.start] = 1;
    this.#marks[run.end] = 0;
    this.#growUp();
    return true;
  }

  slideDown(): boolean {
    const { run } = this;
    if (run.end === this.#lines.length || this.#lines[run.start] !== this.#lines[run.end]) return false;
    this.#marks[run.start] = 0;
    this.#marks[run.end] = 1;
    run.start += 1;
    run.end += 1;
    this.#growDown();
    return true;
  }

  #growDown(): void {
    while (this.#marks[this.run.end] === 1) this.run.end += 1;
  }

  #growUp(): void {
    while (this.run.start > 0 && this.#marks[this.run.start - 1] === 1) this.run.start -= 1;
  }
}

/** How changes may be moved where the lines leave a choice. */
export interface SlideOptions {
  /**
   * Returns the indentation of a line of the old and of the new file (see `indentOf`). Given, runs that could start
   * at several places are put where a reader expects them (git's indent heuristic). `git diff` does so, `git merge`
   * does not.
   */
  readonly indents?: { readonly old: Int16Array; readonly new: Int16Array };
}

/**
 * Moves the changes within the freedom that equal lines leave, first in the old file, then in the new.
 *
 * A run of added lines that begins like what follows it can slide down, and the other way round. Sliding joins runs
 * that come to touch; a run that can lie beside a change of the other file is put there, so that "deleted here, added
 * here" reads as one edit. Only which of several equal lines is called changed is decided; the counts stay.
 */
export function slideChanges(
  oldFile: Int32Array,
  newFile: Int32Array,
  marks: ChangeMarks,
  options: SlideOptions = {},
): void {
  slideOneFile(oldFile, marks.old, newFile, marks.new, options.indents?.old);
  slideOneFile(newFile, marks.new, oldFile, marks.old, options.indents?.new);
}

function slideOneFile(
  lines: Int32Array,
  marks: Uint8Array,
  otherLines: Int32Array,
  otherMarks: Uint8Array,
  indents: Int16Array | undefined,
): void {
  const cursor = new RunCursor(lines, marks);
  const other = new RunCursor(otherLines, otherMarks);
  let more = true;
  while (more) {
    if (!cursor.isEmpty) settle(cursor, other, indents);
    more = cursor.next();
    other.next();
  }
}

function settle(cursor: RunCursor, other: RunCursor, indents: Int16Array | undefined): void {
  const { run } = cursor;
  let size: number;
  let highestEnd: number;
  let besideOther: boolean;
  // As far up as it goes, then as far down. A run that has swallowed another may go farther: again.
  do {
    size = run.end - run.start;
    while (cursor.slideUp()) other.previous();
    highestEnd = run.end;
    besideOther = !other.isEmpty;
    while (cursor.slideDown()) {
      other.next();
      if (!other.isEmpty) besideOther = true;
    }
  } while (run.end - run.start !== size);

  if (run.end === highestEnd) return;
  if (besideOther) {
    while (other.isEmpty) {
      cursor.slideUp();
      other.previous();
    }
  } else if (indents !== undefined) {
    const target = bestEnd(run, size, highestEnd, indents);
    while (run.end > target) {
      cursor.slideUp();
      other.previous();
    }
  }
}

/** Returns where the run should end so that it begins and ends where a reader would split the text. */
function bestEnd(run: Run, size: number, highestEnd: number, indents: Int16Array): number {
  let best = -1;
  let bestScore: SplitScore | undefined;
  for (let end = Math.max(highestEnd, run.end - size - 1, run.end - MAX_SLIDE); end <= run.end; end += 1) {
    const score = scoreSplit(measureIndents(indents, end), measureIndents(indents, end - size));
    if (bestScore === undefined || worseOrEqual(bestScore, score)) {
      best = end;
      bestScore = score;
    }
  }
  return best;
}
