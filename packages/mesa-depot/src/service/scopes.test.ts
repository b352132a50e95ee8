import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampScopes, includesScope, SCOPES, toScopes } from './scopes.js';

describe('includesScope', () => {
  it('is hierarchical', () => {
    expect(SCOPES.map((needed) => includesScope(['admin'], needed))).toEqual([true, true, true]);
    expect(SCOPES.map((needed) => includesScope(['write'], needed))).toEqual([true, true, false]);
    expect(SCOPES.map((needed) => includesScope(['read'], needed))).toEqual([true, false, false]);
    expect(SCOPES.map((needed) => includesScope([], needed))).toEqual([false, false, false]);
  });
});

describe('clampScopes', () => {
  it.each([
    [
      ['read', 'write'],
      ['read', 'write'],
      ['read', 'write'],
    ],
    [['admin'], ['read', 'write'], ['read', 'write']],
    [['write'], ['admin'], ['write']],
    [['read', 'admin'], ['write'], ['read', 'write']],
    [['write'], ['read'], ['read']],
    [[], ['admin'], []],
  ] as const)('gives %j of a key with %j the scopes %j', (asked, held, expected) => {
    expect(clampScopes(asked, held)).toEqual(expected);
  });

  it('allows exactly what both sides allow', () => {
    const scopes = fc.subarray([...SCOPES]);
    fc.assert(
      fc.property(scopes, scopes, (asked, held) => {
        const both = clampScopes(asked, held);
        for (const scope of SCOPES) {
          expect(includesScope(both, scope)).toBe(includesScope(asked, scope) && includesScope(held, scope));
        }
      }),
    );
  });
});

describe('toScopes', () => {
  it('drops names it does not know', () => {
    expect(toScopes(['write', 'root', 'read', 'read', 7, null])).toEqual(['read', 'write']);
  });
});
