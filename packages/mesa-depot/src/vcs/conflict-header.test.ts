import { describe, expect, it } from 'vitest';
import type { ConflictMap, ConflictTerms } from './conflict.js';
import { conflictHeader } from './conflict-header.js';

const file = (digit: string) => ({ mode: '100644' as const, oid: digit.repeat(40) });
const conflict: ConflictTerms = { base: undefined, target: file('1'), source: file('2') };
const headers = [['encoding', 'latin1']] as const;

describe('conflictHeader', () => {
  it('names the conflicts behind the headers that are there, and not twice', () => {
    const once = conflictHeader(new Map([['a', conflict]]), headers);
    expect(once.extraHeaders?.map(([name]) => name)).toEqual(['encoding', 'mesa-conflicts']);
    expect(conflictHeader(new Map([['a', conflict]]), once.extraHeaders)).toEqual(once);
  });

  it('goes with the conflicts', () => {
    const { extraHeaders } = conflictHeader(new Map([['a', conflict]]));
    expect(conflictHeader(new Map(), extraHeaders)).toEqual({});
  });

  it('tells conflicts apart, in whatever order they come', () => {
    const value = (conflicts: ConflictMap) => conflictHeader(conflicts).extraHeaders?.[0]?.[1];
    const other = { ...conflict, base: file('3') };
    expect(value(new Map([['a', conflict]]))).not.toBe(value(new Map([['a', other]])));
    expect(value(new Map([['a', conflict]]))).not.toBe(value(new Map([['b', conflict]])));
    const both = [['a', conflict] as const, ['b', other] as const];
    expect(value(new Map(both))).toBe(value(new Map([...both].reverse())));
  });
});
