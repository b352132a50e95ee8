import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OidSet } from './oid-set.js';

/** Oids that often share the bytes that are hashed. */
const anyOid = fc
  .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 3 }))
  .map(([tail, head]) => `${String(head).padStart(8, '0')}${tail.toString(16).padStart(32, '0')}`);

describe('OidSet', () => {
  it('is a set that keeps the order', () => {
    fc.assert(
      fc.property(fc.array(anyOid, { maxLength: 200 }), fc.array(anyOid), (oids, others) => {
        const set = new OidSet();
        const model = new Set<string>();
        for (const oid of oids) {
          expect(set.add(oid)).toBe(!model.has(oid));
          model.add(oid);
        }
        expect([...set.batches(7)].flat()).toEqual([...model]);
        for (const oid of [...oids, ...others]) expect(set.has(oid)).toBe(model.has(oid));
        expect(set.size).toBe(model.size);
      }),
      { numRuns: 50 },
    );
  });

  it('grows', () => {
    const set = new OidSet();
    const oids = Array.from({ length: 5_000 }, (_, index) =>
      createHash('sha1')
        .update(`${index % 4_000}`)
        .digest('hex'),
    );
    for (const oid of oids) set.add(oid);
    expect(set.size).toBe(new Set(oids).size);
    expect(oids.every((oid) => set.has(oid))).toBe(true);
    expect(set.has('e'.repeat(40))).toBe(false);
    expect([...set.batches(999)].flat()).toEqual([...new Set(oids)]);
  });
});
