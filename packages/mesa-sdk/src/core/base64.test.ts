import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url, isBase64 } from './base64.js';

describe('base64', () => {
  test('agrees with Buffer for any bytes, both ways', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        expect(encodeBase64(bytes)).toBe(text);
        expect(decodeBase64(text)).toEqual(bytes);
        expect(encodeBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
        expect(decodeBase64Url(encodeBase64Url(bytes))).toEqual(bytes);
      }),
    );
  });

  test('takes megabytes without running out of stack', () => {
    const bytes = new Uint8Array(8 * 1024 * 1024).fill(0x61);
    const text = encodeBase64(bytes);
    expect(isBase64(text)).toBe(true);
    expect(isBase64(`${text.slice(0, -4)}!AAA`)).toBe(false);
    expect(decodeBase64(text).length).toBe(bytes.length);
  });

  test.each(['', 'YQ==', 'YWI=', 'YWJj', '+/+/'])('%j is base64', (text) => {
    expect(isBase64(text)).toBe(true);
  });

  test.each(['a', 'YQ', 'YQ=', 'Y===', '====', 'YQ==YQ==', 'Hello, world!', 'YWJj\n', '-_-_', 'YW=j'])(
    '%j is not base64',
    (text) => {
      expect(isBase64(text)).toBe(false);
      expect(() => decodeBase64(text)).toThrow(TypeError);
    },
  );

  test('base64url refuses padding, foreign letters and left-over bits', () => {
    expect(decodeBase64Url('YQ==')).toBeUndefined();
    expect(decodeBase64Url('+A')).toBeUndefined();
    expect(decodeBase64Url('Y')).toBeUndefined();
    expect(decodeBase64Url('YR')).toBeUndefined();
    expect(decodeBase64Url('YQ')).toEqual(new Uint8Array([0x61]));
  });
});
