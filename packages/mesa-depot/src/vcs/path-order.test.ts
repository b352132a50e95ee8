import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToText, textToBytes } from '../objects/index.js';
import { comparePaths } from './path-order.js';

describe('comparePaths', () => {
  it('orders by bytes, whatever the characters', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('a', '/', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}') }),
      fc.uint8Array({ maxLength: 6 }).map(bytesToText),
    );
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(comparePaths(a, b))).toBe(Buffer.compare(textToBytes(a), textToBytes(b)));
      }),
      { numRuns: 2_000 },
    );
  });
});
