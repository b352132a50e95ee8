import { describe, expect, it } from 'vitest';
import { applyTagsPatch, toTags } from './tags.js';

const bad = (why: RegExp) =>
  expect.objectContaining({ code: 'BAD_REQUEST', message: expect.stringMatching(why) });

describe('toTags', () => {
  it('lowers keys and leaves values', () => {
    expect(toTags({ Env: 'Prod', team: '' })).toEqual({ env: 'Prod', team: '' });
  });

  it.each([
    [{ Env: 'a', env: 'b' }, /"env" is given twice/],
    [{ '': 'a' }, /1 to 64/],
    [{ $and: 'a' }, /not begin with/],
    [{ ['k'.repeat(65)]: 'a' }, /1 to 64/],
    [{ ['İ'.repeat(40)]: 'a' }, /1 to 64/], // 80 characters in lower case
    [{ k: 'v'.repeat(257) }, /more than 256/],
    [{ 'k\0': 'v' }, /holds a NUL/],
    [{ k: 'v\0' }, /holds a NUL/],
    [{ '\ud800': 'a', '\udfff': 'b' }, /half a surrogate pair/],
    [Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`k${index}`, ''])), /65 tags; at most 64/],
  ])('refuses %j', (tags, why) => {
    expect(() => toTags(tags)).toThrow(bad(why));
  });

  it('counts characters, not code units', () => {
    expect(toTags({ ['😀'.repeat(64)]: '😀'.repeat(256) })).toBeDefined();
  });

  it('keeps a key named __proto__ as any other', () => {
    const tags = toTags(JSON.parse('{"__proto__":"x"}'));
    expect(Object.entries(tags)).toEqual([['__proto__', 'x']]);
  });
});

describe('applyTagsPatch', () => {
  it('sets, keeps and removes', () => {
    expect(applyTagsPatch({ a: '1', b: '2', c: '3' }, { A: '9', b: null, D: '4', gone: null })).toEqual({
      a: '9',
      c: '3',
      d: '4',
    });
  });

  it('refuses to pass 64 tags, counting those that stay', () => {
    const full = Object.fromEntries(Array.from({ length: 64 }, (_, index) => [`k${index}`, '']));
    expect(() => applyTagsPatch(full, { one: 'more' })).toThrow(bad(/65 tags/));
    expect(Object.keys(applyTagsPatch(full, { one: 'more', k0: null }))).toHaveLength(64);
  });
});
