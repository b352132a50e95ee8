import type { Edit } from './change-marks.js';
import type { Line } from './lines.js';

/** Lines shown around a change, as `git diff` does. */
export const CONTEXT_LINES = 3;

/** What a line of a hunk is: in both files, only in the new, only in the old, or a remark about the line before. */
export type DiffLineKind = 'context' | 'added' | 'deleted' | 'annotation';

/** A line of a hunk as the API shows it. `text` has no newline; bytes that are not UTF-8 read U+FFFD. */
export interface DiffLine {
  readonly kind: DiffLineKind;
  readonly text: string;
}

/** A hunk as the API shows it; the numbers are those of a unified diff's `@@` line. */
export interface DiffHunk {
  readonly old_start: number;
  readonly old_lines: number;
  readonly new_start: number;
  readonly new_lines: number;
  readonly lines: readonly DiffLine[];
}

/** Neighbouring edits together with the lines around them (0-based, end exclusive). */
export interface EditGroup {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
  readonly edits: readonly Edit[];
}

/** The text of an annotation: the line before is the last of its file and has no newline. */
export const NO_NEWLINE = 'No newline at end of file';

/** Groups edits whose surroundings touch, and adds those surroundings. */
export function groupEdits(
  edits: readonly Edit[],
  oldLength: number,
  newLength: number,
  context: number = CONTEXT_LINES,
): EditGroup[] {
  const groups: EditGroup[] = [];
  let members: Edit[] = [];
  const close = (): void => {
    const first = members[0];
    const last = members.at(-1);
    if (first === undefined || last === undefined) return;
    const before = Math.min(context, first.oldStart, first.newStart);
    const after = Math.min(context, oldLength - last.oldEnd, newLength - last.newEnd);
    groups.push({
      oldStart: first.oldStart - before,
      oldEnd: last.oldEnd + after,
      newStart: first.newStart - before,
      newEnd: last.newEnd + after,
      edits: members,
    });
    members = [];
  };
  for (const edit of edits) {
    const last = members.at(-1);
    if (last !== undefined && edit.oldStart - last.oldEnd > 2 * context) close();
    members.push(edit);
  }
  close();
  return groups;
}

/** A line of a unified diff: a line of the old file, of the new one, or of both. */
export interface GroupLine {
  readonly kind: 'context' | 'added' | 'deleted';
  readonly line: Line;
}

/** Walks through a group as a unified diff prints it: deleted lines before the added ones that replace them. */
export function* linesOfGroup(
  group: EditGroup,
  oldLines: readonly Line[],
  newLines: readonly Line[],
): Generator<GroupLine> {
  let at = group.oldStart;
  for (const edit of group.edits) {
    for (; at < edit.oldStart; at += 1) yield { kind: 'context', line: oldLines[at] as Line };
    for (; at < edit.oldEnd; at += 1) yield { kind: 'deleted', line: oldLines[at] as Line };
    for (let added = edit.newStart; added < edit.newEnd; added += 1) {
      yield { kind: 'added', line: newLines[added] as Line };
    }
  }
  for (; at < group.oldEnd; at += 1) yield { kind: 'context', line: oldLines[at] as Line };
}

/** Returns the number an `@@` line gives for the start of a range: the line before it where the range is empty. */
export function rangeStart(start: number, end: number): number {
  return end > start ? start + 1 : start;
}

/** Returns the hunks of a change of a text file, with three lines of context, as the API shows them. */
export function unifiedHunks(
  edits: readonly Edit[],
  oldLines: readonly Line[],
  newLines: readonly Line[],
): DiffHunk[] {
  return groupEdits(edits, oldLines.length, newLines.length).map((group) => {
    const lines: DiffLine[] = [];
    for (const { kind, line } of linesOfGroup(group, oldLines, newLines)) {
      const complete = line.endsWith('\n');
      lines.push({ kind, text: decodeLine(complete ? line.slice(0, -1) : line) });
      if (!complete) lines.push({ kind: 'annotation', text: NO_NEWLINE });
    }
    return {
      old_start: rangeStart(group.oldStart, group.oldEnd),
      old_lines: group.oldEnd - group.oldStart,
      new_start: rangeStart(group.newStart, group.newEnd),
      new_lines: group.newEnd - group.newStart,
      lines,
    };
  });
}

/** How many lines edits add and delete. */
export interface LineCounts {
  readonly additions: number;
  readonly deletions: number;
}

/** Returns how many lines the edits add and delete, as `git diff --numstat` counts. */
export function countEdits(edits: readonly Edit[]): LineCounts {
  let additions = 0;
  let deletions = 0;
  for (const edit of edits) {
    additions += edit.newEnd - edit.newStart;
    deletions += edit.oldEnd - edit.oldStart;
  }
  return { additions, deletions };
}

// The lossy reading is for showing only; patches and merges work on the bytes. A BOM is content, so it stays.
const lossyUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });
// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole ASCII range is meant.
const ASCII = /^[\x00-\x7f]*$/;

function decodeLine(line: Line): string {
  return ASCII.test(line) ? line : lossyUtf8.decode(Buffer.from(line, 'latin1'));
}
