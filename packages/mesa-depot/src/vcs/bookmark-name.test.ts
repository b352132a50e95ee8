import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { bookmarksClash, parseBookmarkName, parseTagName } from './bookmark-name.js';
import { expectDepotError } from './testing/expect-depot-error.js';
import { GitRepo } from './testing/git-repo.js';

const repo = new GitRepo();
afterAll(() => repo.dispose());

const accepts = (name: string) => {
  try {
    return parseBookmarkName(name) === name;
  } catch {
    return false;
  }
};

describe('parseBookmarkName', () => {
  it.each([
    'main',
    'session/42',
    'proposal/fix-1',
    'a.b',
    'a@b',
    'merged',
    'merge/x',
    'ümläut',
    '#1',
    '%2F',
    "it's",
  ])('accepts %j', (name) => {
    expect(parseBookmarkName(name)).toBe(name);
    expect(repo.tryRun(['check-ref-format', '--branch', name]).ok).toBe(true);
  });

  it.each([
    ['', 'empty'],
    ['merge', 'route'],
    ['k'.repeat(32), 'change id'],
    ['z'.repeat(32), 'change id'],
    ['HEAD', 'git'],
    ['@', 'git'],
    ['-x', 'option'],
    ['a b', '" "'],
    ['a\u007fb', '\\u007f'],
    ['a..b', '".."'],
    ['a@{b', '"@{"'],
    ['a.', 'ends with'],
    ['/a', 'slash'],
    ['a//b', 'slash'],
    ['a/', 'slash'],
    ['.a', 'starts with'],
    ['a/.b', 'starts with'],
    ['a.lock/b', '.lock'],
    ['\ud800', 'Unicode'],
    ['x'.repeat(251), '250 bytes'],
    [`${'x'.repeat(100)}/${'x'.repeat(100)}/${'x'.repeat(100)}`, '255 bytes'],
  ])('refuses %j', async (name, reason) => {
    const error = await expectDepotError(() => parseBookmarkName(name), 'BAD_REQUEST');
    expect(error.message).toContain('bookmark name');
    expect(error.message).toContain(reason);
  });

  it('agrees with git check-ref-format', () => {
    const part = fc.constantFrom(
      'a',
      'b',
      '.',
      '..',
      '/',
      '@',
      '{',
      '-',
      '.lock',
      ' ',
      '~',
      '^',
      ':',
      '?',
      '*',
      '[',
      '\\',
      'ü',
      '\u0001',
      'HEAD',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        const name = parts.join('');
        // git takes a lone @ for the branch it is on, and would create one of that name.
        fc.pre(name !== '@');
        expect({ name, ok: accepts(name) }).toEqual({
          name,
          ok: repo.tryRun(['check-ref-format', '--branch', name]).ok,
        });
      }),
      { numRuns: 250 },
    );
  });
});

describe('bookmarksClash', () => {
  it('finds names of which one would be a folder of the other', () => {
    expect(bookmarksClash('a', 'a/b')).toBe(true);
    expect(bookmarksClash('a/b/c', 'a')).toBe(true);
    expect(bookmarksClash('a', 'ab')).toBe(false);
    expect(bookmarksClash('a/b', 'a/c')).toBe(false);
    expect(bookmarksClash('a', 'a')).toBe(false);
  });
});

describe('parseTagName', () => {
  it('takes what git takes, also names that no bookmark can have', async () => {
    for (const name of ['v1', 'merge', 'k'.repeat(32), 'release/1.0']) expect(parseTagName(name)).toBe(name);
    for (const name of ['', 'a..b', 'a b', 'x.lock', '-v', 'a/', '\ud800']) {
      await expectDepotError(() => parseTagName(name), 'BAD_REQUEST');
    }
  });
});
