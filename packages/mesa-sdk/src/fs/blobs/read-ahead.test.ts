import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FRAME_BYTES as F, type FrameRun } from './frames.js';
import { ReadAhead } from './read-ahead.js';

const SIZE = 100 * F;

/** Returns what is asked for by reads of one size, one after the other. */
const readAll = (ahead: ReadAhead, step: number, size: number): FrameRun[] => {
  const asked: FrameRun[] = [];
  for (let at = 0; at < size; at += step) {
    const run = ahead.note(at, Math.min(at + step, size), size);
    if (run !== undefined) asked.push(run);
  }
  return asked;
};

it('begins at the second of two reads that follow each other', () => {
  const ahead = new ReadAhead(16);
  expect(ahead.note(0, 4096, SIZE)).toBeUndefined();
  expect(ahead.note(4096, 8192, SIZE)).toEqual({ first: 1, end: 2 });
});

it('asks for nothing when the reads jump about', () => {
  const ahead = new ReadAhead(16);
  for (const frame of [50, 3, 80, 2, 40, 99, 0, 10])
    expect(ahead.note(frame * F, frame * F + 4096, SIZE)).toBeUndefined();
});

it('grows to its limit, and asks for large parts', () => {
  const asked = readAll(new ReadAhead(16), F / 8, SIZE);
  expect(asked.slice(0, 4).map(({ first, end }) => end - first)).toEqual([1, 2, 3, 6]);
  const lengths = asked.map(({ first, end }) => end - first);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(16);
  expect(lengths.filter((length) => length < 4).length).toBeLessThan(6);
});

it('begins anew after a jump', () => {
  const ahead = new ReadAhead(16);
  readAll(ahead, F, 20 * F);
  expect(ahead.note(60 * F, 60 * F + 10, SIZE)).toBeUndefined();
  expect(ahead.note(60 * F + 10, 60 * F + 20, SIZE)).toEqual({ first: 61, end: 62 });
});

it('is not put off by reads that overtake each other', () => {
  const ahead = new ReadAhead(16);
  const K = 128 * 1024;
  ahead.note(0, K, SIZE);
  expect(ahead.note(2 * K, 3 * K, SIZE)).toBeDefined();
  expect(ahead.note(K, 2 * K, SIZE)).toBeUndefined();
  expect(ahead.note(3 * K, 4 * K, SIZE)).toBeUndefined(); // one frame is asked for, and not used yet
});

it('reads nothing ahead with a limit of none', () => {
  expect(readAll(new ReadAhead(0), F / 2, SIZE)).toEqual([]);
});

it('asks for every frame once, in their order, all before they are needed, and none beyond the end', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 * F }),
      fc.integer({ min: 4096, max: 3 * F }),
      fc.integer({ min: 1, max: 16 }),
      (size, step, max) => {
        const ahead = new ReadAhead(max);
        let askedTo: number | undefined;
        for (let at = 0; at < size; at += step) {
          const to = Math.min(at + step, size);
          const run = ahead.note(at, to, size);
          if (run === undefined) continue;
          expect(run.first).toBe(Math.max(askedTo ?? 0, Math.ceil(to / F)));
          expect(run.end).toBeGreaterThan(run.first);
          expect(run.end).toBeLessThanOrEqual(Math.min(Math.ceil(size / F), Math.ceil(to / F) + max));
          askedTo = run.end;
        }
      },
    ),
  );
});
