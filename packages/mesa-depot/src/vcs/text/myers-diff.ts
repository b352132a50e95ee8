import { type ChangeMarks, createChangeMarks } from './change-marks.js';
import { StepBudget } from './step-budget.js';

/*
 * Myers' diff ("An O(ND) Difference Algorithm and Its Variations", 1986) in its linear-space form: search from both
 * ends until the two frontiers meet, split there, repeat with both parts. Like every diff in daily use it is bounded
 * by the heuristics that GNU diff introduced; the constants are git's, so that the outcome is git's too.
 */

/** A diagonal run this long says that the search is on the right way. */
const GOOD_RUN = 20;
/** After this many rounds a frontier that advanced far is taken as the split, though it may not be the best. */
const ROUNDS_BEFORE_GUESSING = 256;
/** "Far" is this many times the rounds it took. */
const GUESS_FACTOR = 4;
/** After as many rounds as the root of the diagonals, but no fewer than this, the farthest frontier is taken. */
const MIN_ROUND_LIMIT = 256;
/** A line that the other file has as often as the root of its length, but at most this often, is a weak hint. */
const MAX_HINT_OCCURRENCES = 1024;
/** How far around a weak line to look for lines without counterpart. */
const HINT_WINDOW = 100;
/** A weak line is ignored when at least this many in so many around it have no counterpart at all. */
const WEAK_SHARE = 4;

const BEYOND = 0x7fff_ffff;

interface Region {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/**
 * Compares two files given as sequences of line numbers (see `internLines`), as `git diff` does by default.
 *
 * @throws BudgetExceededError when the budget is spent.
 */
export function myersDiff(
  oldFile: Int32Array,
  newFile: Int32Array,
  budget: StepBudget = new StepBudget(),
): ChangeMarks {
  const marks = createChangeMarks(oldFile.length, newFile.length);
  const whole = { oldStart: 0, oldEnd: oldFile.length, newStart: 0, newEnd: newFile.length };
  markMyersDiff(oldFile, newFile, whole, marks, budget);
  return marks;
}

/** Compares one region of two files and adds what differs to `marks`. */
export function markMyersDiff(
  oldFile: Int32Array,
  newFile: Int32Array,
  region: Region,
  marks: ChangeMarks,
  budget: StepBudget,
): void {
  let { oldStart, oldEnd, newStart, newEnd } = region;
  budget.spend(oldEnd - oldStart + newEnd - newStart);
  // How often each line occurs is asked of the whole region, before its equal ends are cut off.
  const inOld = countEach(oldFile, oldStart, oldEnd);
  const inNew = countEach(newFile, newStart, newEnd);
  const oldHintLimit = Math.min(roughRoot(oldEnd - oldStart), MAX_HINT_OCCURRENCES);
  const newHintLimit = Math.min(roughRoot(newEnd - newStart), MAX_HINT_OCCURRENCES);
  while (oldStart < oldEnd && newStart < newEnd && oldFile[oldStart] === newFile[newStart]) {
    oldStart += 1;
    newStart += 1;
  }
  while (oldStart < oldEnd && newStart < newEnd && oldFile[oldEnd - 1] === newFile[newEnd - 1]) {
    oldEnd -= 1;
    newEnd -= 1;
  }
  const oldSide = keepHelpful(oldFile, oldStart, oldEnd, inNew, oldHintLimit, marks.old);
  const newSide = keepHelpful(newFile, newStart, newEnd, inOld, newHintLimit, marks.new);
  new Comparison(oldSide, newSide, marks, budget).run();
}

function countEach(file: Int32Array, start: number, end: number): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let at = start; at < end; at += 1) {
    const line = file[at] as number;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return counts;
}

/** Returns a power of two near the square root: at least it, less than four times it. */
function roughRoot(value: number): number {
  let root = 1;
  for (let left = value; left > 0; left >>= 2) root <<= 1;
  return root;
}

/** The lines of one file that take part in the comparison, and where in the file they stand. */
interface Side {
  readonly lines: Int32Array;
  readonly places: Int32Array;
}

const UNMATCHED = 0;
const HELPFUL = 1;
const WEAK = 2;

/**
 * Marks the lines that the other file does not have, and the very common ones among them, and returns the others.
 *
 * This makes large rewrites fast, and it keeps stray braces and blank lines from being matched with each other in
 * the middle of a block that is otherwise entirely new.
 */
function keepHelpful(
  file: Int32Array,
  start: number,
  end: number,
  inOther: ReadonlyMap<number, number>,
  hintLimit: number,
  marks: Uint8Array,
): Side {
  const worth = new Uint8Array(end - start);
  for (let at = start; at < end; at += 1) {
    const count = inOther.get(file[at] as number) ?? 0;
    worth[at - start] = count === 0 ? UNMATCHED : count >= hintLimit ? WEAK : HELPFUL;
  }
  const lines = new Int32Array(end - start);
  const places = new Int32Array(end - start);
  let kept = 0;
  for (let at = start; at < end; at += 1) {
    const own = worth[at - start];
    if (own === HELPFUL || (own === WEAK && !standsAmongUnmatched(worth, at - start))) {
      lines[kept] = file[at] as number;
      places[kept] = at;
      kept += 1;
    } else {
      marks[at] = 1;
    }
  }
  return { lines: lines.subarray(0, kept), places: places.subarray(0, kept) };
}

/** Says whether a weak line lies in a run of unmatched and weak lines that has unmatched ones on both sides, and many. */
function standsAmongUnmatched(worth: Uint8Array, at: number): boolean {
  const before = surveyRun(worth, at, -1);
  if (before.unmatched === 0) return false;
  const after = surveyRun(worth, at, 1);
  if (after.unmatched === 0) return false;
  // The line itself counts once in each direction.
  const weak = before.weak + after.weak + 2;
  return weak * WEAK_SHARE < weak + before.unmatched + after.unmatched;
}

function surveyRun(worth: Uint8Array, from: number, step: 1 | -1): { unmatched: number; weak: number } {
  let unmatched = 0;
  let weak = 0;
  for (let distance = 1; distance <= HINT_WINDOW; distance += 1) {
    const kind = worth[from + step * distance];
    if (kind === UNMATCHED) unmatched += 1;
    else if (kind === WEAK) weak += 1;
    else break;
  }
  return { unmatched, weak };
}

/** A part of both sides still to be compared; `thorough` where guessing a split is not allowed. */
interface Box extends Region {
  readonly thorough: boolean;
}

/** Where to split a box, and which of the two parts is known to be split at its best. */
interface Split {
  readonly oldAt: number;
  readonly newAt: number;
  readonly lowThorough: boolean;
  readonly highThorough: boolean;
}

/**
 * One run of the divide and conquer.
 *
 * A frontier holds, for each diagonal (`old - new`), how far along the old side a path has come. Diagonals are
 * negative too, hence `#shift`; one more on both ends keeps the loops free of bounds checks.
 */
class Comparison {
  readonly #old: Int32Array;
  readonly #new: Int32Array;
  readonly #oldPlaces: Int32Array;
  readonly #newPlaces: Int32Array;
  readonly #marks: ChangeMarks;
  readonly #budget: StepBudget;
  readonly #forward: Int32Array;
  readonly #backward: Int32Array;
  readonly #shift: number;
  readonly #roundLimit: number;

  constructor(oldSide: Side, newSide: Side, marks: ChangeMarks, budget: StepBudget) {
    this.#old = oldSide.lines;
    this.#new = newSide.lines;
    this.#oldPlaces = oldSide.places;
    this.#newPlaces = newSide.places;
    this.#marks = marks;
    this.#budget = budget;
    const diagonals = this.#old.length + this.#new.length + 3;
    this.#forward = new Int32Array(diagonals);
    this.#backward = new Int32Array(diagonals);
    this.#shift = this.#new.length + 1;
    this.#roundLimit = Math.max(roughRoot(diagonals), MIN_ROUND_LIMIT);
  }

  run(): void {
    const todo: Box[] = [
      { oldStart: 0, oldEnd: this.#old.length, newStart: 0, newEnd: this.#new.length, thorough: false },
    ];
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      const box = this.#shrink(next);
      if (box.oldStart === box.oldEnd) {
        for (let at = box.newStart; at < box.newEnd; at += 1)
          this.#marks.new[this.#newPlaces[at] as number] = 1;
      } else if (box.newStart === box.newEnd) {
        for (let at = box.oldStart; at < box.oldEnd; at += 1)
          this.#marks.old[this.#oldPlaces[at] as number] = 1;
      } else {
        const split = this.#split(box);
        todo.push(
          { ...box, oldStart: split.oldAt, newStart: split.newAt, thorough: split.highThorough },
          { ...box, oldEnd: split.oldAt, newEnd: split.newAt, thorough: split.lowThorough },
        );
      }
    }
  }

  #shrink(box: Box): Box {
    let { oldStart, oldEnd, newStart, newEnd } = box;
    while (oldStart < oldEnd && newStart < newEnd && this.#old[oldStart] === this.#new[newStart]) {
      oldStart += 1;
      newStart += 1;
    }
    while (oldStart < oldEnd && newStart < newEnd && this.#old[oldEnd - 1] === this.#new[newEnd - 1]) {
      oldEnd -= 1;
      newEnd -= 1;
    }
    return { oldStart, oldEnd, newStart, newEnd, thorough: box.thorough };
  }

  #split(box: Box): Split {
    const { oldStart, oldEnd, newStart, newEnd } = box;
    const forward = this.#forward;
    const backward = this.#backward;
    const shift = this.#shift;
    const lowest = oldStart - newEnd;
    const highest = oldEnd - newStart;
    const forwardOrigin = oldStart - newStart;
    const backwardOrigin = oldEnd - newEnd;
    const meetsForward = ((forwardOrigin - backwardOrigin) & 1) !== 0;
    let forwardLow = forwardOrigin;
    let forwardHigh = forwardOrigin;
    let backwardLow = backwardOrigin;
    let backwardHigh = backwardOrigin;
    forward[forwardOrigin + shift] = oldStart;
    backward[backwardOrigin + shift] = oldEnd;

    for (let round = 1; ; round += 1) {
      let sawGoodRun = false;
      let steps = 0;

      // One diagonal wider on each side, or one narrower where the box ends.
      if (forwardLow > lowest) {
        forwardLow -= 1;
        forward[forwardLow - 1 + shift] = -1;
      } else forwardLow += 1;
      if (forwardHigh < highest) {
        forwardHigh += 1;
        forward[forwardHigh + 1 + shift] = -1;
      } else forwardHigh -= 1;
      for (let diagonal = forwardHigh; diagonal >= forwardLow; diagonal -= 2) {
        const below = forward[diagonal - 1 + shift] as number;
        const above = forward[diagonal + 1 + shift] as number;
        const from = below >= above ? below + 1 : above;
        let oldAt = from;
        let newAt = from - diagonal;
        while (oldAt < oldEnd && newAt < newEnd && this.#old[oldAt] === this.#new[newAt]) {
          oldAt += 1;
          newAt += 1;
        }
        steps += oldAt - from + 1;
        if (oldAt - from > GOOD_RUN) sawGoodRun = true;
        forward[diagonal + shift] = oldAt;
        if (
          meetsForward &&
          backwardLow <= diagonal &&
          diagonal <= backwardHigh &&
          (backward[diagonal + shift] as number) <= oldAt
        ) {
          return { oldAt, newAt, lowThorough: true, highThorough: true };
        }
      }

      if (backwardLow > lowest) {
        backwardLow -= 1;
        backward[backwardLow - 1 + shift] = BEYOND;
      } else backwardLow += 1;
      if (backwardHigh < highest) {
        backwardHigh += 1;
        backward[backwardHigh + 1 + shift] = BEYOND;
      } else backwardHigh -= 1;
      for (let diagonal = backwardHigh; diagonal >= backwardLow; diagonal -= 2) {
        const below = backward[diagonal - 1 + shift] as number;
        const above = backward[diagonal + 1 + shift] as number;
        const from = below < above ? below : above - 1;
        let oldAt = from;
        let newAt = from - diagonal;
        while (oldAt > oldStart && newAt > newStart && this.#old[oldAt - 1] === this.#new[newAt - 1]) {
          oldAt -= 1;
          newAt -= 1;
        }
        steps += from - oldAt + 1;
        if (from - oldAt > GOOD_RUN) sawGoodRun = true;
        backward[diagonal + shift] = oldAt;
        if (
          !meetsForward &&
          forwardLow <= diagonal &&
          diagonal <= forwardHigh &&
          oldAt <= (forward[diagonal + shift] as number)
        ) {
          return { oldAt, newAt, lowThorough: true, highThorough: true };
        }
      }

      this.#budget.spend(steps);
      if (box.thorough) continue;
      if (sawGoodRun && round > ROUNDS_BEFORE_GUESSING) {
        const guess =
          this.#guessForward(box, forwardLow, forwardHigh, round) ??
          this.#guessBackward(box, backwardLow, backwardHigh, round);
        if (guess !== undefined) return guess;
      }
      if (round >= this.#roundLimit) {
        return this.#giveUp(box, forwardLow, forwardHigh, backwardLow, backwardHigh);
      }
    }
  }

  /** Returns the forward path that came farthest beyond its cost and ends in a good run, if there is one. */
  #guessForward(box: Box, low: number, high: number, round: number): Split | undefined {
    const origin = box.oldStart - box.newStart;
    let best = GUESS_FACTOR * round;
    let guess: Split | undefined;
    for (let diagonal = high; diagonal >= low; diagonal -= 2) {
      const oldAt = this.#forward[diagonal + this.#shift] as number;
      const newAt = oldAt - diagonal;
      const gain = oldAt - box.oldStart + (newAt - box.newStart) - Math.abs(diagonal - origin);
      if (
        gain > best &&
        oldAt >= box.oldStart + GOOD_RUN &&
        oldAt < box.oldEnd &&
        newAt >= box.newStart + GOOD_RUN &&
        newAt < box.newEnd &&
        this.#equalRun(oldAt - GOOD_RUN, newAt - GOOD_RUN)
      ) {
        best = gain;
        guess = { oldAt, newAt, lowThorough: true, highThorough: false };
      }
    }
    return guess;
  }

  #guessBackward(box: Box, low: number, high: number, round: number): Split | undefined {
    const origin = box.oldEnd - box.newEnd;
    let best = GUESS_FACTOR * round;
    let guess: Split | undefined;
    for (let diagonal = high; diagonal >= low; diagonal -= 2) {
      const oldAt = this.#backward[diagonal + this.#shift] as number;
      const newAt = oldAt - diagonal;
      const gain = box.oldEnd - oldAt + (box.newEnd - newAt) - Math.abs(diagonal - origin);
      if (
        gain > best &&
        oldAt > box.oldStart &&
        oldAt <= box.oldEnd - GOOD_RUN &&
        newAt > box.newStart &&
        newAt <= box.newEnd - GOOD_RUN &&
        this.#equalRun(oldAt, newAt)
      ) {
        best = gain;
        guess = { oldAt, newAt, lowThorough: false, highThorough: true };
      }
    }
    return guess;
  }

  #equalRun(oldAt: number, newAt: number): boolean {
    for (let offset = 0; offset < GOOD_RUN; offset += 1) {
      if (this.#old[oldAt + offset] !== this.#new[newAt + offset]) return false;
    }
    return true;
  }

  /** Returns the end of the path, from either side, that has covered most of the box. */
  #giveUp(
    box: Box,
    forwardLow: number,
    forwardHigh: number,
    backwardLow: number,
    backwardHigh: number,
  ): Split {
    let forwardSum = -1;
    let forwardOld = -1;
    for (let diagonal = forwardHigh; diagonal >= forwardLow; diagonal -= 2) {
      const reached = Math.min(this.#forward[diagonal + this.#shift] as number, box.oldEnd);
      const oldAt = Math.min(reached, box.newEnd + diagonal);
      const sum = oldAt + oldAt - diagonal;
      if (sum > forwardSum) {
        forwardSum = sum;
        forwardOld = oldAt;
      }
    }
    let backwardSum = BEYOND;
    let backwardOld = BEYOND;
    for (let diagonal = backwardHigh; diagonal >= backwardLow; diagonal -= 2) {
      const reached = Math.max(this.#backward[diagonal + this.#shift] as number, box.oldStart);
      const oldAt = Math.max(reached, box.newStart + diagonal);
      const sum = oldAt + oldAt - diagonal;
      if (sum < backwardSum) {
        backwardSum = sum;
        backwardOld = oldAt;
      }
    }
    if (box.oldEnd + box.newEnd - backwardSum < forwardSum - (box.oldStart + box.newStart)) {
      return { oldAt: forwardOld, newAt: forwardSum - forwardOld, lowThorough: true, highThorough: false };
    }
    return { oldAt: backwardOld, newAt: backwardSum - backwardOld, lowThorough: false, highThorough: true };
  }
}
