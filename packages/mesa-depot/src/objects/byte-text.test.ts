import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToText, textToBytes } from './byte-text.js';

describe('bytesToText and textToBytes', () => {
  it('read and write UTF-8 as it is, byte order marks and NUL included', () => {
    for (const text of ['', 'plain', 'Zoë', '\ufeffmark', 'a\0b', '😀 👩‍🚀']) {
      expect(bytesToText(Buffer.from(text))).toBe(text);
      expect(Buffer.from(textToBytes(text))).toEqual(Buffer.from(text));
    }
  });

  it('give back any bytes, UTF-8 or not', () => {
    const fragments = fc.oneof(
      fc.uint8Array(),
      fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(fc.array(fragments), (parts) => {
        const bytes = Buffer.concat(parts);
        expect(Buffer.compare(textToBytes(bytesToText(bytes)), bytes)).toBe(0);
      }),
    );
  });

  it('keep the readable part of a text in another encoding readable', () => {
    expect(bytesToText(Buffer.from('caf\xe9 au lait', 'latin1'))).toBe('caf\udce9 au lait');
  });

  it('do not take a cut sequence, an overlong form or a surrogate for UTF-8', () => {
    for (const bytes of [[0xe2, 0x82], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xff]]) {
      expect(bytesToText(Uint8Array.from(bytes))).toBe(
        String.fromCharCode(...bytes.map((byte) => 0xdc00 + byte)),
      );
    }
  });
});
