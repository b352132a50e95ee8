import { expect, it } from 'vitest';
import { entityTag, isKnown } from './entity-tag.js';

it.each([
  ['"abc"', true],
  ['W/"abc"', true],
  ['"x", "abc"', true],
  ['*', true],
  ['abc', false],
  ['"x"', false],
  [undefined, false],
])('If-None-Match: %s', (header, expected) => {
  expect(isKnown(header, entityTag('abc'))).toBe(expected);
});
