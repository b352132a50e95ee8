/**
 * Which lines of two files are not part of what both have in common: 1 for a line that was deleted (in `old`) or
 * added (in `new`). The unmarked lines of both, read in order, are equal.
 */
export interface ChangeMarks {
  readonly old: Uint8Array;
  readonly new: Uint8Array;
}

/** Returns marks for two files of these lengths, with nothing marked yet. */
export function createChangeMarks(oldLength: number, newLength: number): ChangeMarks {
  return { old: new Uint8Array(oldLength), new: new Uint8Array(newLength) };
}

/** One place where two files differ: lines `oldStart..oldEnd` became `newStart..newEnd` (0-based, end exclusive). */
export interface Edit {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Returns the edits that the marks describe, in order. Between two edits lies at least one common line. */
export function editsFromMarks(marks: ChangeMarks): Edit[] {
  const edits: Edit[] = [];
  let oldAt = 0;
  let newAt = 0;
  while (oldAt < marks.old.length || newAt < marks.new.length) {
    const oldStart = oldAt;
    const newStart = newAt;
    while (marks.old[oldAt] === 1) oldAt += 1;
    while (marks.new[newAt] === 1) newAt += 1;
    if (oldAt > oldStart || newAt > newStart) {
      edits.push({ oldStart, oldEnd: oldAt, newStart, newEnd: newAt });
    }
    oldAt += 1;
    newAt += 1;
  }
  return edits;
}
