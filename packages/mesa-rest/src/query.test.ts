import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidRequestError } from './errors/invalid-request-error.js';
import { serializeQuery } from './query.js';

describe('serializeQuery', () => {
  it('writes members in order and leaves out undefined and null', () => {
    expect(
      serializeQuery({ path: '', depth: 2, ref: undefined, cursor: null, tags: 'env:prod,team:a b' }),
    ).toBe('path=&depth=2&tags=env%3Aprod%2Cteam%3Aa%20b');
  });

  it('repeats arrays and writes objects as name[key]', () => {
    expect(serializeQuery({ a: ['x', 'y'], metadata: { lang: 'en', tag: 'ä' }, none: [], empty: {} })).toBe(
      'a=x&a=y&metadata[lang]=en&metadata[tag]=%C3%A4',
    );
  });

  it('writes dates as ISO strings', () => {
    expect(serializeQuery({ at: new Date(0) })).toBe('at=1970-01-01T00%3A00%3A00.000Z');
  });

  it('refuses objects within objects', () => {
    expect(() => serializeQuery({ filter: { a: { b: 1 } } })).toThrow(InvalidRequestError);
  });

  it('never lets a key or a value add a parameter', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.dictionary(text, text), text, (metadata, path) => {
        const pairs = [...new URLSearchParams(serializeQuery({ path, metadata }))];
        const expected = Object.entries(metadata).map(([key, value]) => [`metadata[${key}]`, value]);
        expect(pairs).toEqual([['path', path], ...expected]);
      }),
    );
  });
});
