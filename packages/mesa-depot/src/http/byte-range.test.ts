import { expect, it } from 'vitest';
import { parseByteRange } from './byte-range.js';

it.each([
  ['bytes=0-0', 10, { from: 0, to: 1 }],
  ['bytes=2-5', 10, { from: 2, to: 6 }],
  ['bytes=2-', 10, { from: 2, to: 10 }],
  ['bytes=2-99', 10, { from: 2, to: 10 }],
  ['bytes=-3', 10, { from: 7, to: 10 }],
  ['bytes=-99', 10, { from: 0, to: 10 }],
  ['Bytes=1-2', 10, { from: 1, to: 3 }],
  ['bytes=10-', 10, 'unsatisfiable'],
  ['bytes=-0', 10, 'unsatisfiable'],
  ['bytes=0-', 0, 'unsatisfiable'],
  ['bytes=5-2', 10, undefined],
  ['bytes=0-1,4-5', 10, undefined],
  ['bytes=-', 10, undefined],
  ['lines=1-2', 10, undefined],
  [undefined, 10, undefined],
] as const)('%s of %i bytes', (header, size, expected) => {
  expect(parseByteRange(header, size)).toEqual(expected);
});
