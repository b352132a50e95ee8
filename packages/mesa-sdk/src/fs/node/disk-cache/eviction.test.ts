import fc from 'fast-check';
import { expect, it } from 'vitest';
import { filesToEvict } from './eviction.js';

const files = fc.array(fc.record({ name: fc.uuid(), bytes: fc.nat(1_000), usedAtMs: fc.nat(100) }), {
  maxLength: 50,
});

it('leaves what fits, and of the rest what was used last', () => {
  fc.assert(
    fc.property(files, fc.integer({ min: 1, max: 20_000 }), (all, max) => {
      const evicted = filesToEvict(all, max);
      const kept = all.filter((file) => !evicted.includes(file));
      const sum = (some: typeof all): number => some.reduce((bytes, file) => bytes + file.bytes, 0);
      if (sum(all) <= max) expect(evicted).toEqual([]);
      else {
        expect(sum(kept)).toBeLessThanOrEqual(max * 0.9);
        // Not more than needed: with the last of them it would be too much.
        expect(sum(kept) + (evicted.at(-1)?.bytes ?? 0)).toBeGreaterThan(max * 0.9);
      }
      const newestGone = Math.max(...evicted.map(({ usedAtMs }) => usedAtMs));
      for (const { usedAtMs } of kept) expect(usedAtMs).toBeGreaterThanOrEqual(newestGone);
    }),
  );
});
