import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { hashObject, isOid } from './oid.js';
import { createScratchRepo } from './testing/git.js';

const repo = createScratchRepo();
afterAll(() => repo.remove());

describe('hashObject', () => {
  it('gives blobs the oid that git gives them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(hashObject('blob', bytes)).toBe(repo.git(['hash-object', '--stdin'], bytes).toString().trim());
      }),
      { numRuns: 25 },
    );
  });

  it('tells types apart', () => {
    const types = ['blob', 'tree', 'commit', 'tag'] as const;
    expect(new Set(types.map((type) => hashObject(type, new Uint8Array()))).size).toBe(4);
  });
});

describe('isOid', () => {
  it('wants forty lower-case hexadecimal digits', () => {
    expect(isOid('0123456789abcdef0123456789abcdef01234567')).toBe(true);
    for (const text of [
      '',
      'a'.repeat(39),
      'a'.repeat(41),
      'A'.repeat(40),
      'g'.repeat(40),
      `${'a'.repeat(40)}\n`,
    ]) {
      expect(isOid(text)).toBe(false);
    }
  });
});
