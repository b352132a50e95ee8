import { InvalidOptionsError } from 'mesa-rest';
import { expect, test } from 'vitest';
import type { RepoOptions } from './layout.js';
import { repo } from './repo.js';

test('an entry is plain data', () => {
  expect(repo('demo', { mode: 'ro' })).toEqual({ kind: 'repo', name: 'demo', mode: 'ro' });
  expect(repo('demo', { mode: 'rw', at: { bookmark: 'next' }, alias: 'work', subPaths: ['src'] })).toEqual({
    kind: 'repo',
    name: 'demo',
    mode: 'rw',
    at: { bookmark: 'next' },
    alias: 'work',
    subPaths: ['src'],
  });
});

test('a mode has no default', () => {
  // @ts-expect-error Types say it too.
  expect(() => repo('demo', {})).toThrow('repo("demo") needs `mode`: `\'ro\'` to read');
});

test('only a repository that can be written is branched', () => {
  // @ts-expect-error Types say it too.
  expect(() => repo('demo', { mode: 'ro', branchedFrom: { bookmark: 'main' } })).toThrow("use `mode: 'rw'`");
  expect(() =>
    // @ts-expect-error Types say it too.
    repo('demo', { mode: 'rw', at: { bookmark: 'main' }, branchedFrom: { bookmark: 'main' } }),
  ).toThrow('takes at most one of `at` and `branchedFrom`');
});

test.each<[string, unknown, unknown, string]>([
  ['no name', undefined, {}, 'needs `name`'],
  ['a blank name', ' ', {}, 'needs `name`'],
  ['the name of an organization', 'acme/demo', {}, 'write only the name of the repository'],
  ['a misspelled option', 'demo', { subpaths: ['src'] }, 'does not take `subpaths`; it takes'],
  ['a text for a revision', 'demo', { at: 'main' }, 'say what it names: { bookmark: "main" }'],
  [
    'two revisions',
    'demo',
    { at: { bookmark: 'a', changeId: 'b' } },
    'exactly one of `bookmark` and `changeId`',
  ],
  ['no revision', 'demo', { at: {} }, 'exactly one of `bookmark` and `changeId`'],
  ['an empty bookmark', 'demo', { at: { bookmark: '' } }, '`at`.bookmark is empty'],
  ['`as` where nothing is branched', 'demo', { at: { bookmark: 'a', as: {} } }, 'does not take `as`'],
  [
    'a branch of its own name',
    'demo',
    { branchedFrom: { bookmark: 'main', as: { bookmark: 'main' } } },
    'the new bookmark needs another name',
  ],
  ['a directory as alias', 'demo', { alias: 'a/b' }, 'the name of one directory'],
  ['the directory above as alias', 'demo', { alias: '..' }, 'the name of one directory'],
  ['no sub-paths', 'demo', { subPaths: [] }, 'shows nothing: leave it out to show all'],
  ['a text for sub-paths', 'demo', { subPaths: 'src' }, 'must be an array of paths'],
  ['a number for a sub-path', 'demo', { subPaths: [1] }, 'has a number; it must be a path'],
  ['an absolute sub-path', 'demo', { subPaths: ['/src/'] }, 'write "src"'],
  ['a sub-path that leads out', 'demo', { subPaths: ['src/../../x'] }, 'write "x"'],
  ['the root as sub-path', 'demo', { subPaths: ['.'] }, 'leave `subPaths` out'],
  ["git's own folder", 'demo', { subPaths: ['src/.git'] }, "git's own"],
  [
    'a sub-path within another',
    'demo',
    { subPaths: ['src/lib', 'src'] },
    'has `src/lib`, and `src`, which shows it',
  ],
  ['a sub-path twice', 'demo', { subPaths: ['src', 'src'] }, 'leave one of them out'],
])('an entry with %s is refused', (_, name, options, message) => {
  const make = (): unknown => repo(name as string, { mode: 'rw', ...(options as object) } as RepoOptions);
  expect(make).toThrow(InvalidOptionsError);
  expect(make).toThrow(message);
});
