import { describe, expect, it } from 'vitest';
import { gatherMetadata, parseQuery } from './query.js';

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

describe('parseQuery', () => {
  it.each([
    ['limit=5&cursor=a%20b+c', { limit: '5', cursor: 'a b c' }],
    ['path=', { path: '' }],
    ['&&b=x', { b: 'x' }],
    ['metadata[tag]=archived&metadata%5Blang%5D=en%20x', { metadata: { tag: 'archived', lang: 'en x' } }],
    ['metadata[a.b]=1', { metadata: { 'a.b': '1' } }],
    ['metadata[0]=x', { metadata: { 0: 'x' } }],
    ['limit=1&limit=2', { limit: ['1', '2'] }],
    ['metadata[toString]=x', { metadata: { toString: 'x' } }],
  ])('reads %s', (query, expected) => {
    expect(plain(parseQuery(query))).toEqual(expected);
  });

  it('cannot reach a prototype', () => {
    const query = parseQuery('__proto__[polluted]=1&metadata[__proto__]=2&constructor[prototype]=3');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(query)).toBeNull();
  });

  it('keeps every pair of a long query', () => {
    const query = Array.from({ length: 3000 }, (_, i) => `k${i}=1`).join('&');
    expect(Object.keys(parseQuery(query))).toHaveLength(3000);
  });
});

describe('gatherMetadata', () => {
  const known = new Set(['path', 'metadata']);

  it('moves flat pairs into the filter and keeps the parameters', () => {
    expect(plain(gatherMetadata(parseQuery('path=a&tag=x&metadata[lang]=en'), known))).toEqual({
      path: 'a',
      metadata: { tag: 'x', lang: 'en' },
    });
  });

  it('adds no filter where there is none', () => {
    expect(gatherMetadata(parseQuery('path=a'), known)).toEqual({ path: 'a' });
  });
});
