import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonNumber, JsonSyntaxError, parseJson, toPlainJson } from './index.js';

describe('parseJson', () => {
  it('keeps the text of numbers', () => {
    expect(parseJson('[1.0, 1, -0]')).toEqual(['1.0', '1', '-0'].map((text) => new JsonNumber(text)));
  });

  it('takes the last of members with one name, and names that mean something to JavaScript', () => {
    expect(parseJson('{"a":true,"a":false}')).toEqual({ a: false });
    const value = parseJson('{"__proto__":{"a":null}}') as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('reads what JSON.parse reads, and as it does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 4 }), (value, blanks) => {
        const text = JSON.stringify(value, null, blanks);
        expect(toPlainJson(parseJson(` ${text}\r\n\t`))).toEqual(JSON.parse(text));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses what JSON.parse refuses, wherever a text is damaged', () => {
    const text = '{"a":[1.5,-2e+3,true,null],"b":"x\\u00e9\\"","c":{}}';
    const characters = [...'{}[]",:\\.e-+0u \u0001tn'];
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(2),
        fc.constantFrom('', ...characters),
        (position, removed, inserted) => {
          const damaged = text.slice(0, position) + inserted + text.slice(position + removed);
          expect(outcome(() => toPlainJson(parseJson(damaged)))).toEqual(outcome(() => JSON.parse(damaged)));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('says where a text goes wrong, and nothing of what is there', () => {
    const read = (): unknown => parseJson('{"secret": hunter2}');
    expect(read).toThrow(new JsonSyntaxError('The JSON goes wrong at position 11.', 11));
    expect(() => parseJson('["a')).toThrow(/position 1 has no end/);
    expect(() => parseJson('')).toThrow(/ends too early at position 0/);
  });

  it('refuses what is nested too deep, in place of running out of stack', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow(/nested deeper than 1000 levels/);
    expect(() => parseJson('[[[]]]', { maxDepth: 2 })).toThrow(JsonSyntaxError);
    expect(parseJson('[[[]]]', { maxDepth: 3 })).toEqual([[[]]]);
  });

  it('takes time that grows with the length alone', () => {
    const text = `"${'\\\\'.repeat(500_000)}\\""`;
    expect(parseJson(text)).toHaveLength(500_001);
  });
});

function outcome(read: () => unknown): unknown {
  try {
    return { value: read() };
  } catch {
    return 'refused';
  }
}
