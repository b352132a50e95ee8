import { describe, expect, it } from 'vitest';
import { guardParameters } from './bind-guard.js';
import { countParameters } from './count-parameters.js';

describe('guardParameters', () => {
  it('lets the values through that SQLite stores as they are', () => {
    const values = [null, 1, -1.5, 'text', 10n, new Uint8Array(1), Buffer.alloc(1)];
    expect(guardParameters(values, values.length)).toBe(values);
  });

  it('refuses everything else, naming the parameter and not its value', () => {
    for (const value of [
      undefined,
      true,
      new Date(),
      {},
      [],
      () => 'secret',
      Symbol('secret'),
      Number.NaN,
      1 / 0,
    ]) {
      expect(() => guardParameters(['secret', value], 2)).toThrow(
        /^Parameter 2 cannot be stored: it is (?!.*secret)/,
      );
    }
  });

  it('refuses too few and too many values', () => {
    expect(() => guardParameters([1], 2)).toThrow('has 2 parameters, but 1 values');
    expect(() => guardParameters([1, 2], 1)).toThrow('has 1 parameters, but 2 values');
  });
});

describe('countParameters', () => {
  it.each([
    ['select 1', 0],
    ['select ? where a = ?', 2],
    ["select '?', 'it''s ?', ?", 1],
    ['select "odd?name", "a""?" from t where b = ?', 1],
    ['select ? -- and ?\n, ?', 2],
    ['select /* ? \n ? */ ?', 1],
  ])('counts those of %j', (sql, count) => {
    expect(countParameters(sql)).toBe(count);
  });
});
