import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64 } from './base64.js';

const decode = (text: string): string | undefined => {
  try {
    return Buffer.from(decodeBase64(text, 'it')).toString('hex');
  } catch {
    return undefined;
  }
};

describe('decodeBase64', () => {
  it('gives the bytes back, with and without padding', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        const hex = Buffer.from(bytes).toString('hex');
        expect([decode(text), decode(text.replace(/=+$/, ''))]).toEqual([hex, hex]);
      }),
    );
  });

  it.each([
    'Hello, world!',
    'QUJD\n',
    'QU JD',
    'QUI-',
    'QUI_',
    'QUJD=QUJD',
    'QQ==QQ==',
    'QQ===',
    'Q',
    'QUJDR',
    '\u0151UJD',
    'é',
  ])('refuses %j', (text) => {
    expect(() => decodeBase64(text, 'the content')).toThrow(/Not valid base64: the content/);
  });

  it('refuses exactly what has another character than those of base64, or too few', () => {
    const character = fc.constantFrom(...'AZaz09+/=-_ \n.é\u0141', '\ud83d\ude00');
    fc.assert(
      fc.property(fc.array(character, { maxLength: 12 }), (characters) => {
        const text = characters.join('');
        const digits = text.replace(/={1,2}$/, '');
        const isValid = /^[A-Za-z0-9+/]*$/.test(digits) && digits.length % 4 !== 1;
        expect(decode(text) !== undefined).toBe(isValid);
      }),
      { numRuns: 2_000 },
    );
  });
});
