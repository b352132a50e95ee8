import { describe, expect, it } from 'vitest';
import { diffLines } from './diff-lines.js';
import { splitLines } from './lines.js';
import { countEdits, type DiffHunk, unifiedHunks } from './unified-hunks.js';

function hunks(oldBytes: Uint8Array | string, newBytes: Uint8Array | string): DiffHunk[] {
  const [oldLines, newLines] = [oldBytes, newBytes].map((bytes) => splitLines(Buffer.from(bytes))) as [
    string[],
    string[],
  ];
  return unifiedHunks(diffLines(oldLines, newLines), oldLines, newLines);
}

function lines(from: number, to: number, change: Record<number, string> = {}): string {
  return Array.from(
    { length: to - from + 1 },
    (_, index) => `${change[from + index] ?? from + index}\n`,
  ).join('');
}

describe('unifiedHunks', () => {
  it('shows three lines around a change, and one hunk where the surroundings of two touch', () => {
    const near = hunks(lines(1, 30), lines(1, 30, { 10: 'ten', 17: 'seventeen' }));
    expect(near).toMatchObject([{ old_start: 7, old_lines: 14, new_start: 7, new_lines: 14 }]);
    const far = hunks(lines(1, 30), lines(1, 30, { 10: 'ten', 18: 'eighteen' }));
    expect(far).toMatchObject([
      { old_start: 7, old_lines: 7 },
      { old_start: 15, old_lines: 7 },
    ]);
  });

  it('gives an empty range the number of the line before it, as in a patch', () => {
    expect(hunks('', 'a\n')).toMatchObject([{ old_start: 0, old_lines: 0, new_start: 1, new_lines: 1 }]);
    expect(hunks('a\n', '')).toMatchObject([{ old_start: 1, old_lines: 1, new_start: 0, new_lines: 0 }]);
    expect(hunks('a\n', 'a\n')).toEqual([]);
  });

  it('remarks on a last line without newline, on the side that has none', () => {
    expect(hunks('a\nb', 'a\nb\n')[0]?.lines).toEqual([
      { kind: 'context', text: 'a' },
      { kind: 'deleted', text: 'b' },
      { kind: 'annotation', text: 'No newline at end of file' },
      { kind: 'added', text: 'b' },
    ]);
  });

  it('shows bytes that are not UTF-8 as U+FFFD and keeps everything else, a byte order mark included', () => {
    const added = hunks('', Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0xff, 0x0d, 0x0a, 0xc3, 0xbc, 0x0a]))[0];
    expect(added?.lines.map((line) => line.text)).toEqual(['\ufeffa\ufffd\r', 'ü']);
  });

  it('counts added and deleted lines', () => {
    const [oldLines, newLines] = [
      splitLines(Buffer.from('a\nb\nc\n')),
      splitLines(Buffer.from('a\nx\ny\nc\n')),
    ];
    expect(countEdits(diffLines(oldLines, newLines))).toEqual({ additions: 2, deletions: 1 });
  });
});
