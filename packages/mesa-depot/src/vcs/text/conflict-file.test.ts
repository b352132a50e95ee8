import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashObject, type TreeMode } from '../../objects/index.js';
import {
  type ConflictFile,
  type ConflictSide,
  type ConflictSides,
  conflictFile,
  conflictId,
  type HunkChoice,
  isTextConflict,
  resolveHunks,
} from './conflict-file.js';
import { MAX_TEXT_BYTES } from './max-text-bytes.js';
import { mergeText } from './merge-text.js';

function side(text: string | Uint8Array, mode: TreeMode = '100644'): ConflictSide {
  const bytes = Buffer.from(text);
  return { mode, oid: hashObject('blob', bytes), size: bytes.length, bytes };
}

function conflict(target: string | null, base: string | null, source: string | null): ConflictFile {
  const sides = {
    target: target === null ? null : side(target),
    base: base === null ? null : side(base),
    source: source === null ? null : side(source),
  };
  const merge = isTextConflict(sides)
    ? mergeText(Buffer.from(base ?? ''), Buffer.from(target ?? ''), Buffer.from(source ?? ''))
    : null;
  return conflictFile(sides, merge);
}

function text(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString();
}

describe('conflictFile', () => {
  const two = conflict('1\nA\n3\n4\n5\n6\nX\n', '1\n2\n3\n4\n5\n6\n7\n', '1\nB\n3\n4\n5\n6\nY\nZ\n');

  it('puts each conflict between markers, target first, then base, then source', () => {
    expect(text(two.materialised)).toBe(
      [
        '1',
        '<<<<<<< conflict 1 of 2',
        '+++++++ side #1 (target)',
        'A',
        '------- base',
        '2',
        '+++++++ side #2 (source)',
        'B',
        '>>>>>>> conflict 1 of 2 ends',
        '3',
        '4',
        '5',
        '6',
        '<<<<<<< conflict 2 of 2',
        '+++++++ side #1 (target)',
        'X',
        '------- base',
        '7',
        '+++++++ side #2 (source)',
        'Y',
        'Z',
        '>>>>>>> conflict 2 of 2 ends',
        '',
      ].join('\n'),
    );
  });

  it('says for each hunk where it stands in the base and in the materialised file', () => {
    expect(two).toMatchObject({ omittedReason: null, sizeBytes: 16 });
    expect(two.hunks).toMatchObject([
      { old_start: 2, old_lines: 1, new_start: 2, new_lines: 8 },
      { old_start: 7, old_lines: 1, new_start: 14, new_lines: 9 },
    ]);
    expect(two.hunks.map((hunk) => [hunk.target, hunk.base, hunk.source].map(text))).toEqual([
      ['A\n', '2\n', 'B\n'],
      ['X\n', '7\n', 'Y\nZ\n'],
    ]);
  });

  it('names hunks by the three sides and their number alone', () => {
    const [first, second] = two.hunks.map((hunk) => hunk.hunk_id) as [string, string];
    expect(first).toMatch(/^[0-9a-f]{12}-1$/);
    expect(second).toBe(first.replace(/1$/, '2'));
    const sides: ConflictSides = { target: side('a'), base: null, source: side('b') };
    const ids = [
      sides,
      { ...sides, base: side('') },
      { ...sides, target: sides.source, source: sides.target },
      { ...sides, target: side('a', '100755') },
    ].map(conflictId);
    expect(new Set(ids).size).toBe(4);
    // Clients may keep ids over a change of version: the rule must stay.
    expect(ids[0]).toBe('3ea1779353d8');
  });

  it('grows the markers where the contents hold lines that look like them', () => {
    const file = conflict('<<<<<<< mine\nA\n', 'B\n', '=========\nC\n');
    expect(text(file.materialised)).toContain('<<<<<<<<<<<<< conflict 1 of 1\n');
    expect(text(file.materialised)).toContain('\n>>>>>>>>>>>>> conflict 1 of 1 ends\n');
    expect(text(conflict('<<<<<<<mine\n', 'B\n', '------\n').materialised)).toContain('<<<<<<< conflict');
  });

  it('keeps markers on their own lines where a side does not end in a newline, and says so', () => {
    expect(text(conflict('A', 'B\n', '').materialised)).toBe(
      [
        '<<<<<<< conflict 1 of 1',
        '+++++++ side #1 (target) (no terminating newline)',
        'A',
        '------- base',
        'B',
        '+++++++ side #2 (source)',
        '>>>>>>> conflict 1 of 1 ends',
        '',
      ].join('\n'),
    );
  });

  it('has no base in its hunks where both sides added the file', () => {
    const file = conflict('A\n', null, 'B\n');
    expect(file.hunks).toMatchObject([
      { base: null, old_start: 0, old_lines: 0, new_start: 1, new_lines: 7 },
    ]);
    expect(text(file.materialised)).toContain('------- base (absent)\n+++++++ side #2');
  });

  it('has no hunks where one side deleted the file, and shows both wholes between markers', () => {
    const file = conflict(null, 'A\n', 'B\n');
    expect(file).toMatchObject({ omittedReason: null, hunks: [], chunks: [], sizeBytes: 2 });
    expect(text(file.materialised)).toBe(
      [
        '<<<<<<< conflict 1 of 1',
        '+++++++ side #1 (target) (absent)',
        '------- base',
        'A',
        '+++++++ side #2 (source)',
        'B',
        '>>>>>>> conflict 1 of 1 ends',
        '',
      ].join('\n'),
    );
    expect(text(conflict('B\n', 'A\n', null).materialised)).toContain('side #2 (source) (absent)\n>>>>>>>');
  });

  it('leaves out what is binary or too large, and what is no regular file', () => {
    const [a, b] = [side('a\n'), side('b\n')];
    const omitted = (target: ConflictSide): ConflictFile =>
      conflictFile({ target, base: a, source: b }, null);
    expect(omitted(side('\0'))).toMatchObject({ omittedReason: 'binary', hunks: [], materialised: null });
    const large = { mode: '100644', oid: a.oid, size: MAX_TEXT_BYTES + 1 } as const;
    expect(omitted(large)).toMatchObject({ omittedReason: 'too_large', hunks: [], sizeBytes: 1_048_577 });
    expect(omitted(side('to', '120000'))).toMatchObject({
      omittedReason: null,
      hunks: [],
      materialised: null,
    });
  });

  it('has no hunks where the texts merge and only the modes clash', () => {
    const sides = { target: side('a\n', '100755'), base: null, source: side('a\n') };
    const file = conflictFile(sides, { clean: true, content: Buffer.from('a\n') });
    expect(file).toMatchObject({ omittedReason: null, hunks: [] });
    expect(text(file.materialised)).toBe('a\n');
  });
});

describe('resolveHunks', () => {
  const file = conflict('1\nA\n3\n4\n5\n6\nX\n', '1\n2\n3\n4\n5\n6\n7\n', '1\nB\n3\n4\n5\n6\nY\n');
  const [first, second] = file.hunks.map((hunk) => hunk.hunk_id) as [string, string];

  it('puts the chosen sides or contents between the merged parts', () => {
    const choices = new Map<string, HunkChoice>([
      [first, { take: 'source' }],
      [second, { content: Buffer.from('own\n') }],
    ]);
    const result = resolveHunks(file, choices);
    expect(result.resolved && text(result.content)).toBe('1\nB\n3\n4\n5\n6\nown\n');
  });

  it('refuses when a hunk has no choice, or a choice no hunk', () => {
    const choices = new Map<string, HunkChoice>([
      [first, { take: 'source' }],
      ['000000000000-9', { take: 'target' }],
    ]);
    expect(resolveHunks(file, choices)).toEqual({
      resolved: false,
      missing: [second],
      unknown: ['000000000000-9'],
    });
  });

  it('refuses a conflict that has no hunks', () => {
    expect(resolveHunks(conflict(null, 'A\n', 'B\n'), new Map())).toEqual({
      resolved: false,
      missing: [],
      unknown: [],
    });
  });

  it('gives a side of the merge when that side is taken everywhere', () => {
    const someText = fc
      .array(fc.constantFrom('a\n', 'b\n', 'c\n', '\n'), { maxLength: 10 })
      .map((lines) => lines.join(''));
    fc.assert(
      fc.property(someText, someText, (target, source) => {
        // Without a base everything clashes, so that taking a side must give that side.
        const added = conflict(target, null, source);
        for (const take of ['target', 'source'] as const) {
          const result = resolveHunks(added, new Map(added.hunks.map((hunk) => [hunk.hunk_id, { take }])));
          const expected = take === 'target' ? target : source;
          if (added.hunks.length > 0) expect(result.resolved && text(result.content)).toBe(expected);
        }
      }),
    );
  });
});
