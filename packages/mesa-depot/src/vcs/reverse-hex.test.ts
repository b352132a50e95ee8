import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromReverseHex, toReverseHex } from './reverse-hex.js';

describe('reverse hex', () => {
  it('spells the digits 0 to f as z to k', () => {
    expect(toReverseHex(Uint8Array.of(0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef))).toBe(
      'zyxwvutsrqponmlk',
    );
  });

  it('comes back the same', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromReverseHex(toReverseHex(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each(['z', 'zj', 'ZZ', '00', 'zz '])('is not %j', (text) => {
    expect(fromReverseHex(text)).toBeUndefined();
  });
});
