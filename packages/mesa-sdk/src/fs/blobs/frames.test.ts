import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutRange, FRAME_BYTES, frameCount, framesOf, isFramed, rangeOf } from './frames.js';

const sizes = fc.integer({ min: 1, max: 5 * FRAME_BYTES });
const edges = fc.oneof(
  sizes,
  fc
    .integer({ min: 1, max: 5 })
    .chain((frame) => fc.constantFrom(frame * FRAME_BYTES - 1, frame * FRAME_BYTES)),
);

it('finds the bytes of any range in the frames that it names', () => {
  const bytes = new Uint8Array(5 * FRAME_BYTES).map((_, index) => (index * 31 + (index >> 13)) & 255);
  fc.assert(
    fc.property(edges, edges, edges, (size, one, other) => {
      const from = Math.min(one, other, size - 1);
      const to = Math.min(Math.max(one, other, from + 1), size);
      if (to <= from) return;
      const run = framesOf(from, to);
      expect(run.end).toBeLessThanOrEqual(frameCount(size));
      const frames: Uint8Array[] = [];
      for (let first = run.first; first < run.end; first++) {
        const range = rangeOf({ first, end: first + 1 }, size);
        frames.push(bytes.subarray(range.from, range.to));
      }
      const found = cutRange(frames, run.first, from, to);
      expect(Buffer.compare(found, bytes.subarray(from, to))).toBe(0);
    }),
  );
});

it('cuts a file into frames that fit together', () => {
  fc.assert(
    fc.property(edges, (size) => {
      let at = 0;
      for (let first = 0; first < frameCount(size); first++) {
        const { from, to } = rangeOf({ first, end: first + 1 }, size);
        expect(from).toBe(at);
        expect(to - from).toBeLessThanOrEqual(FRAME_BYTES);
        at = to;
      }
      expect(at).toBe(size);
      expect(isFramed(size)).toBe(frameCount(size) > 1);
    }),
  );
});
