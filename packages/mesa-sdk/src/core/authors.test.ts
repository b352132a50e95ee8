import { InvalidOptionsError } from 'mesa-rest';
import { expect, test } from 'vitest';
import { toAuthorClaims } from './authors.js';

test('keeps the order, trims names and turns a blank email into null', () => {
  expect(
    toAuthorClaims([{ name: ' Ada ', email: 'ada@example.com' }, { name: 'Bot' }, { name: 'C', email: ' ' }]),
  ).toEqual([
    ['Ada', 'ada@example.com'],
    ['Bot', null],
    ['C', null],
  ]);
});

test.each([
  ['a blank name', [{ name: ' ' }]],
  ['a name with a bracket', [{ name: 'A <b>' }]],
  ['an email with a line break', [{ name: 'A', email: 'a@b\nx' }]],
  ['101 authors', Array.from({ length: 101 }, () => ({ name: 'A' }))],
])('refuses %s', (_, authors) => {
  expect(() => toAuthorClaims(authors)).toThrow(InvalidOptionsError);
});
