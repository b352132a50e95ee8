import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.js';

const INVALID = expect.objectContaining({ code: 'INVALID_CURSOR' });

describe('cursor', () => {
  const parts = ['repos', 'org_1', { tags: 'env:prod' }];

  it('gives back the position it was made from', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null))), (position) => {
        expect(decodeCursor(parts, encodeCursor(parts, position))).toEqual(position);
      }),
    );
  });

  it('is safe in a URL without escaping', () => {
    expect(encodeCursor(parts, ['a/b?ü&=', 1])).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it('is refused for another list or other filters', () => {
    const cursor = encodeCursor(parts, [1, 'a']);
    for (const other of [['repos', 'org_2', { tags: 'env:prod' }], ['repos', 'org_1', {}], ['repos'], []]) {
      expect(() => decodeCursor(other, cursor)).toThrow(INVALID);
    }
  });

  it('is refused when its position was edited', () => {
    const [print] = JSON.parse(Buffer.from(encodeCursor(parts, [1]), 'base64url').toString());
    const edited = Buffer.from(JSON.stringify([print, [2]])).toString('base64url');
    expect(() => decodeCursor(parts, edited)).toThrow(INVALID);
  });

  it('is refused when the position has another shape than the list expects', () => {
    const isName = (position: unknown): position is string => typeof position === 'string';
    expect(decodeCursor(parts, encodeCursor(parts, 'main'), isName)).toBe('main');
    expect(() => decodeCursor(parts, encodeCursor(parts, 7), isName)).toThrow(INVALID);
  });

  it('is refused, never a crash, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.json()), (text) => {
        expect(() => decodeCursor(parts, text)).toThrow(INVALID);
        const wrapped = Buffer.from(text).toString('base64url');
        expect(() => decodeCursor(parts, wrapped)).toThrow(INVALID);
      }),
    );
  });
});
