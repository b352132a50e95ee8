import { expect, test } from 'vitest';
import { checkLength, checkNewName } from './names.js';

test('a name has 255 bytes at most', () => {
  expect(() => checkNewName('n'.repeat(255))).not.toThrow();
  expect(() => checkNewName('n'.repeat(256))).toThrow('ENAMETOOLONG');
  expect(() => checkNewName('é'.repeat(127))).not.toThrow();
  expect(() => checkNewName('é'.repeat(128))).toThrow('ENAMETOOLONG');
});

test('a byte that is no UTF-8 is one of them, and no name has it', () => {
  expect(() => checkLength('\udcff'.repeat(255))).not.toThrow();
  expect(() => checkNewName('\udcff'.repeat(255))).toThrow('EILSEQ');
  expect(() => checkNewName('\udcff'.repeat(256))).toThrow('ENAMETOOLONG');
});
