import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeName, encodeName } from './name-bytes.js';

describe('names', () => {
  test('of any bytes come back as they were, and different bytes are different names', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
        const name = decodeName(Buffer.from(one));
        expect(encodeName(name)).toEqual(Buffer.from(one));
        expect(name === decodeName(Buffer.from(other))).toBe(Buffer.compare(one, other) === 0);
      }),
    );
  });

  test('of UTF-8 read as what they say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(decodeName(Buffer.from(name))).toBe(name);
        expect(encodeName(name)).toEqual(Buffer.from(name));
      }),
    );
  });

  test('escape only the bytes that are not UTF-8', () => {
    expect(decodeName(Buffer.from([0x61, 0xff, 0xc3, 0xa9, 0xe2, 0x82]))).toBe('a\udcff\u00e9\udce2\udc82');
    expect(decodeName(Buffer.from('\ufffd'))).toBe('\ufffd');
    expect(encodeName('\ud83d')).toEqual(Buffer.from('\ufffd'));
  });
});
