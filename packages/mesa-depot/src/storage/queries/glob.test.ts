import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literalPrefix, matchesGlob } from './glob.js';

/** The obvious way, which takes exponential time for some patterns. */
function matchesByRegExp(name: string, glob: string): boolean {
  const escaped = glob
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]');
  return new RegExp(`^${escaped}$`, 'u').test(name);
}

const letters = (unit: string) => fc.string({ unit: fc.constantFrom(...unit), maxLength: 8 });

describe('matchesGlob', () => {
  it('agrees with a regular expression', () => {
    fc.assert(
      fc.property(letters('ab/.😀'), letters('ab/.😀**??'), (name, glob) => {
        expect(matchesGlob(name, glob)).toBe(matchesByRegExp(name, glob));
      }),
      { numRuns: 2_000 },
    );
  });

  it('lets both wildcards match a slash', () => {
    expect(matchesGlob('session/1/a', 'session/*')).toBe(true);
    expect(matchesGlob('a/b', 'a?b')).toBe(true);
  });

  it('takes no longer for a hostile pattern', () => {
    const started = performance.now();
    expect(matchesGlob('a'.repeat(2_000), `${'*a'.repeat(500)}*b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('literalPrefix', () => {
  it('ends at the first wildcard', () => {
    expect(['main', 'a/*', '?a', '*', 'a?b*'].map(literalPrefix)).toEqual(['main', 'a/', '', '', 'a']);
  });
});
