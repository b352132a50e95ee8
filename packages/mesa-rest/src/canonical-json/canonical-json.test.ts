import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CanonicalJsonError, canonicalJson, type ExactJson, JsonNumber, parseJson } from './index.js';

describe('canonicalJson', () => {
  it('sorts members by code point at every depth', () => {
    const names = ['～', '😀', 'b', 'B', 'aa', 'a', '10', '9'];
    const object = Object.fromEntries(names.map((name) => [name, 0]));
    const sorted = '{"10":0,"9":0,"B":0,"a":0,"aa":0,"b":0,"～":0,"😀":0}';
    expect(canonicalJson(object)).toBe(sorted);
    expect(canonicalJson([{ inner: object }])).toBe(`[{"inner":${sorted}}]`);
  });

  it.each([
    ['-0', '0'],
    ['12345678901234567890', '12345678901234567890'],
    ['1.0', '1.0'],
    ['100.00', '100.0'],
    ['1e2', '100.0'],
    ['1E+2', '100.0'],
    ['-0.0', '-0.0'],
    ['0e5', '0.0'],
    ['1e15', '1000000000000000.0'],
    ['1e16', '1e+16'],
    ['123456789012345680.0', '1.2345678901234568e+17'],
    ['0.0001', '0.0001'],
    ['0.00001', '1e-05'],
    ['1e-7', '1e-07'],
    ['5e-324', '5e-324'],
    ['1.7976931348623157e308', '1.7976931348623157e+308'],
    ['0.1', '0.1'],
    ['2.50', '2.5'],
  ])('writes the number %s as %s', (text, canonical) => {
    expect(canonicalJson(parseJson(text))).toBe(canonical);
  });

  it.each([
    [40_000, '40000'],
    [1.5, '1.5'],
    [-0, '0'],
    [1e-7, '1e-07'],
    [1e20, '100000000000000000000'],
    [1e21, '1e+21'],
    [12345678901234567890n, '12345678901234567890'],
  ])('writes the number of JavaScript %s as %s', (value, canonical) => {
    expect(canonicalJson(value)).toBe(canonical);
  });

  it('escapes what has to be, and nothing else', () => {
    expect(canonicalJson('"\\\b\t\n\f\r\u0001\u001f')).toBe('"\\"\\\\\\b\\t\\n\\f\\r\\u0001\\u001f"');
    expect(canonicalJson('/\u007f\u2028\u2029é😀')).toBe('"/\u007f\u2028\u2029é😀"');
    expect(canonicalJson('é')).not.toBe(canonicalJson('e\u0301'));
  });

  it('treats what JSON has not as JSON.stringify does', () => {
    const value = { b: undefined, a: [undefined, new Date(0)], c: true, d: null };
    expect(canonicalJson(value)).toBe('{"a":[null,"1970-01-01T00:00:00.000Z"],"c":true,"d":null}');
  });

  const cycle: unknown[] = [];
  cycle.push(cycle);
  it.each([
    ['NaN', Number.NaN],
    ['an infinity', Number.POSITIVE_INFINITY],
    ['a number that no double holds', parseJson('{"a":1e400}')],
    ['half a surrogate pair', '\ud83d'],
    ['half a surrogate pair in a name', { '\udc00': 1 }],
    ['undefined', undefined],
    ['a function', { a: () => 1 }],
    ['a symbol', Symbol('a')],
    ['a cycle', cycle],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(CanonicalJsonError);
  });

  it('lets the same object occur twice where it is no cycle', () => {
    const terms = { a: 1 };
    expect(canonicalJson([terms, terms])).toBe('[{"a":1},{"a":1}]');
  });

  it('is a fixed point, and reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }), (value) => {
        fc.pre(JSON.stringify(value).isWellFormed());
        const text = canonicalJson(value);
        expect(canonicalJson(parseJson(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 150 },
    );
  });
});

describe('JsonNumber', () => {
  it('counts as its number, and keeps its text', () => {
    const value = new JsonNumber('1.50');
    expect([value.text, `${value}`, Number(value), JSON.stringify([value])]).toEqual([
      '1.50',
      '1.50',
      1.5,
      '[1.5]',
    ]);
    expect(canonicalJson({ value } satisfies ExactJson)).toBe('{"value":1.5}');
  });

  it.each(['', '01', '1.', '.5', '+1', 'NaN', '0x1', '1 ', '1e'])('refuses %j', (text) => {
    expect(() => new JsonNumber(text)).toThrow(CanonicalJsonError);
  });
});
