import { describe, expect, it } from 'vitest';
import { checkRegister, type RegisterOperation } from './check-register.js';

const swap = (from: string, to: string, invokedAt: number, returnedAt: number): RegisterOperation => ({
  kind: 'swap',
  from,
  to,
  invokedAt,
  returnedAt,
  isAcknowledged: returnedAt !== Number.POSITIVE_INFINITY,
});
const read = (value: string, invokedAt: number, returnedAt: number): RegisterOperation => ({
  kind: 'read',
  value,
  invokedAt,
  returnedAt,
});
const NEVER = Number.POSITIVE_INFINITY;

describe('checkRegister', () => {
  it('accepts what one register could have done', () => {
    const history = [
      swap('a', 'b', 0, 10),
      swap('b', 'c', 2, 8), // its answer overtook that of the one before
      read('a', 1, 9),
      read('c', 9, 12),
      swap('c', 'd', 11, NEVER), // took effect: somebody saw it
      read('d', 13, 14),
      swap('d', 'e', 14, NEVER), // did not
      swap('d', 'f', 20, 25),
    ];
    expect(checkRegister(history, 'a', 'f')).toEqual([]);
    expect(checkRegister([], 'a', 'a')).toEqual([]);
  });

  it('follows a swap without an answer to one that came of it', () => {
    const history = [swap('a', 'b', 0, NEVER), swap('b', 'c', 5, NEVER), swap('c', 'd', 9, 10)];
    expect(checkRegister(history, 'a', 'd')).toEqual([]);
  });

  it.each<[string, RegisterOperation[], string, RegExp]>([
    ['two that replaced the same value', [swap('a', 'b', 0, 1), swap('a', 'c', 0, 1)], 'c', /lost update/],
    ['one that is not in the end', [swap('a', 'b', 0, 1)], 'a', /not the end of the chain/],
    ['one that replaced what never was', [swap('a', 'b', 0, 1), swap('x', 'y', 0, 1)], 'b', /ghost: y/],
    ['a read of what never was', [read('x', 0, 1)], 'a', /ghost: x was read/],
    [
      'an old value, read after the new one was acknowledged',
      [swap('a', 'b', 0, 1), read('a', 2, 3)],
      'b',
      /stale/,
    ],
    [
      'a new value, read and then not any more',
      [swap('a', 'b', 0, 9), read('b', 1, 2), read('a', 3, 4)],
      'b',
      /stale/,
    ],
    ['a value read before it was written', [read('b', 0, 1), swap('a', 'b', 2, 3)], 'b', /stale/],
    ['two in an order that the clock forbids', [swap('b', 'c', 0, 1), swap('a', 'b', 2, 3)], 'c', /stale/],
  ])('finds %s', (_, history, last, problem) => {
    expect(checkRegister(history, 'a', last).join('\n')).toMatch(problem);
  });
});
