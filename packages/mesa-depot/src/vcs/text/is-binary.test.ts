import { expect, it } from 'vitest';
import { isBinary } from './is-binary.js';

it('takes a NUL among the first 8,000 bytes for a sign of binary data, as git does', () => {
  const text = Buffer.alloc(10_000, 'a');
  expect(isBinary(text)).toBe(false);
  text[8_000] = 0;
  expect(isBinary(text)).toBe(false);
  text[7_999] = 0;
  expect(isBinary(text)).toBe(true);
  expect(isBinary(new Uint8Array())).toBe(false);
});
