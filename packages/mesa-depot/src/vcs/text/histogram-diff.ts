import { type ChangeMarks, createChangeMarks } from './change-marks.js';
import { markMyersDiff } from './myers-diff.js';
import { StepBudget } from './step-budget.js';

/*
 * Histogram diff, the algorithm that JGit introduced and `git merge` uses: find the longest run of lines common to
 * both files that holds the rarest line, keep it, and do the same with what is left before and after it. Rare lines
 * (a function's name, not its closing brace) make the anchors that a person would choose.
 *
 * A line that occurs more often than this is no anchor. Where both files have only such lines in common, the
 * region is compared with Myers' algorithm instead.
 */
const MAX_OCCURRENCES = 64;

interface Region {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/**
 * Compares two files given as sequences of line numbers (see `internLines`).
 *
 * Common lines at both ends are not cut off first: they take part in counting how rare a line is, as in git, whose
 * choices this follows exactly.
 *
 * @param distinct exclusive upper bound of the line numbers.
 * @throws BudgetExceededError when the budget is spent; the result is then lost.
 */
export function histogramDiff(
  oldFile: Int32Array,
  newFile: Int32Array,
  distinct: number,
  budget: StepBudget = new StepBudget(),
): ChangeMarks {
  const marks = createChangeMarks(oldFile.length, newFile.length);
  const occurrences = new Occurrences(oldFile, distinct);
  // A list of regions still to do instead of recursion: a file of 100,000 lines may split as often.
  const todo: Region[] = [{ oldStart: 0, oldEnd: oldFile.length, newStart: 0, newEnd: newFile.length }];
  for (let region = todo.pop(); region !== undefined; region = todo.pop()) {
    if (region.oldStart === region.oldEnd || region.newStart === region.newEnd) {
      markWhole(marks, region);
      continue;
    }
    const anchor = findAnchor(oldFile, newFile, region, occurrences, budget);
    if (anchor === 'nothing-common') {
      markWhole(marks, region);
    } else if (anchor === 'too-common') {
      markMyersDiff(oldFile, newFile, region, marks, budget);
    } else {
      todo.push(
        {
          oldStart: region.oldStart,
          oldEnd: anchor.oldStart,
          newStart: region.newStart,
          newEnd: anchor.newStart,
        },
        { oldStart: anchor.oldEnd, oldEnd: region.oldEnd, newStart: anchor.newEnd, newEnd: region.newEnd },
      );
    }
  }
  return marks;
}

function markWhole(marks: ChangeMarks, region: Region): void {
  marks.old.fill(1, region.oldStart, region.oldEnd);
  marks.new.fill(1, region.newStart, region.newEnd);
}

/** Where each line number occurs in one region of the old file. Reused for every region: only its own is cleared. */
class Occurrences {
  readonly #file: Int32Array;
  readonly #first: Int32Array;
  readonly #next: Int32Array;
  readonly #count: Int32Array;
  #start = 0;
  #end = 0;

  constructor(file: Int32Array, distinct: number) {
    this.#file = file;
    this.#first = new Int32Array(distinct).fill(-1);
    this.#next = new Int32Array(file.length);
    this.#count = new Int32Array(distinct);
  }

  scan(start: number, end: number): void {
    for (let at = this.#start; at < this.#end; at += 1) {
      const line = this.#file[at] as number;
      this.#first[line] = -1;
      this.#count[line] = 0;
    }
    // Backwards, so that each list runs from the first occurrence to the last.
    for (let at = end - 1; at >= start; at -= 1) {
      const line = this.#file[at] as number;
      this.#next[at] = this.#first[line] as number;
      this.#first[line] = at;
      this.#count[line] = (this.#count[line] as number) + 1;
    }
    this.#start = start;
    this.#end = end;
  }

  count(line: number): number {
    return this.#count[line] as number;
  }

  first(line: number): number {
    return this.#first[line] as number;
  }

  /** Returns the next place of the same line, -1 when there is none. */
  after(place: number): number {
    return this.#next[place] as number;
  }
}

function findAnchor(
  oldFile: Int32Array,
  newFile: Int32Array,
  region: Region,
  occurrences: Occurrences,
  budget: StepBudget,
): Region | 'nothing-common' | 'too-common' {
  const { oldStart, oldEnd, newStart, newEnd } = region;
  budget.spend(oldEnd - oldStart + newEnd - newStart);
  occurrences.scan(oldStart, oldEnd);

  let anchor: Region | undefined;
  let anchorLength = 1;
  let anchorRarity = MAX_OCCURRENCES + 1;
  let anythingCommon = false;

  let at = newStart;
  while (at < newEnd) {
    let resumeAt = at + 1;
    const line = newFile[at] as number;
    const lineCount = occurrences.count(line);
    if (lineCount > 0) anythingCommon = true;
    let place = lineCount > 0 && lineCount <= anchorRarity ? occurrences.first(line) : -1;
    while (place !== -1) {
      // Grow the pair of equal lines into the longest equal run around it; the run is as rare as its rarest line.
      let rarity = lineCount;
      let runOldStart = place;
      let runNewStart = at;
      while (
        runOldStart > oldStart &&
        runNewStart > newStart &&
        oldFile[runOldStart - 1] === newFile[runNewStart - 1]
      ) {
        runOldStart -= 1;
        runNewStart -= 1;
        if (rarity > 1) rarity = Math.min(rarity, occurrences.count(oldFile[runOldStart] as number));
      }
      let runOldEnd = place + 1;
      let runNewEnd = at + 1;
      while (runOldEnd < oldEnd && runNewEnd < newEnd && oldFile[runOldEnd] === newFile[runNewEnd]) {
        if (rarity > 1) rarity = Math.min(rarity, occurrences.count(oldFile[runOldEnd] as number));
        runOldEnd += 1;
        runNewEnd += 1;
      }
      budget.spend(runOldEnd - runOldStart + 1);
      if (resumeAt < runNewEnd) resumeAt = runNewEnd;
      if (runOldEnd - runOldStart > anchorLength || rarity < anchorRarity) {
        anchor = { oldStart: runOldStart, oldEnd: runOldEnd, newStart: runNewStart, newEnd: runNewEnd };
        anchorLength = runOldEnd - runOldStart;
        anchorRarity = rarity;
      }
      // Occurrences inside the run just found can only give a part of it.
      do {
        place = occurrences.after(place);
      } while (place !== -1 && place < runOldEnd);
    }
    at = resumeAt;
  }

  if (!anythingCommon) return 'nothing-common';
  return anchor === undefined || anchorRarity > MAX_OCCURRENCES ? 'too-common' : anchor;
}
