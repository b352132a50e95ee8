import fc from 'fast-check';
import { expect, it } from 'vitest';
import { crc32, portableCrc32 } from './crc32.js';

it('is the CRC-32 that everybody means', () => {
  expect(portableCrc32(Buffer.from('123456789'))).toBe(0xcbf43926);
  expect(portableCrc32(new Uint8Array())).toBe(0);
});

it('is the same with and without the help of Node', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      expect(portableCrc32(bytes)).toBe(crc32(bytes));
    }),
  );
});
