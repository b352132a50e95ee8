import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countLines, internLines, joinLines, splitLines } from './lines.js';

const someBytes = fc
  .array(fc.oneof(fc.constant(0x0a), fc.constant(0x0d), fc.integer({ min: 0, max: 255 })))
  .map((values) => Uint8Array.from(values));

describe('lines', () => {
  it('keep their terminators, whatever comes before them', () => {
    expect(splitLines(Buffer.from('a\r\n\nb'))).toEqual(['a\r\n', '\n', 'b']);
    expect(splitLines(new Uint8Array())).toEqual([]);
  });

  it('give back every byte when joined, and are as many as counted', () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        const lines = splitLines(bytes);
        expect(Buffer.compare(joinLines(lines), bytes)).toBe(0);
        expect(countLines(bytes)).toBe(lines.length);
      }),
    );
  });

  it('have equal numbers exactly when they are equal', () => {
    const { files, distinct } = internLines(['a\n', 'b\n', 'a'], ['b\n', 'c\n']);
    expect(files.map((file) => [...file])).toEqual([
      [0, 1, 2],
      [1, 3],
    ]);
    expect(distinct).toBe(4);
  });
});
