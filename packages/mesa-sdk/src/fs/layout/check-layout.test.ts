import { InvalidOptionsError } from 'mesa-rest';
import { describe, expect, test } from 'vitest';
import { checkLayout } from './check-layout.js';
import { repo } from './repo.js';

const demo = repo('demo', { mode: 'rw' });
const site = repo('site', { mode: 'ro' });

describe('a layout', () => {
  test('is the same as a JSON file of it', () => {
    const layout = {
      '/workspace': repo('demo', {
        mode: 'rw',
        branchedFrom: { bookmark: 'main', as: { bookmark: 'agent', describe: 'Work' } },
        subPaths: ['src', 'docs/guide'],
      }),
      '/reference': [site, repo('site', { mode: 'rw', alias: 'old', at: { changeId: 'k'.repeat(32) } })],
      '/a/b': demo,
    };
    expect(checkLayout(JSON.parse(JSON.stringify(layout)))).toEqual(layout);
  });

  test('is a copy', () => {
    const given = { '/workspace': { kind: 'repo', name: 'demo', mode: 'ro', subPaths: ['src'] } };
    const checked = checkLayout(given);
    given['/workspace'].subPaths.push('secrets');
    expect(checked).toEqual({ '/workspace': { kind: 'repo', name: 'demo', mode: 'ro', subPaths: ['src'] } });
  });

  test.each<[string, unknown, string]>([
    ['nothing', undefined, '`layout` is nothing; it must be an object'],
    ['a list', [demo], '`layout` is an array'],
    ['no path', {}, '`layout` is empty'],
    ['a relative path', { workspace: demo }, 'write "/workspace"'],
    ['a slash at the end', { '/workspace/': demo }, 'write "/workspace"'],
    ['..', { '/a/../b': demo }, '"/a/../b", which is no absolute path in its shortest form: write "/b"'],
    ['a null character', { '/a\0b': demo }, 'a character that no file name can have'],
    ['a long name', { [`/${'ü'.repeat(128)}`]: demo }, 'more than 255 bytes'],
    ['a text', { '/a': 'demo' }, 'The layout at `/a` is a string; it must be repo(name, options)'],
    ['an empty list', { '/a': [] }, 'The layout at `/a` is an empty list'],
    ['a repository at the root', { '/': demo }, 'one repository at `/`'],
    ['one inside of another', { '/a': demo, '/a/b': site }, '`/a/b` inside of `/a`'],
    [
      'one inside of another of a list',
      { '/a': [demo], '/a/demo/b': site },
      '`/a/demo/b` inside of `/a/demo`',
    ],
    ['two of one name', { '/a': [demo, demo] }, '`/a/demo` twice: give the entries of the list an `alias`'],
    [
      'an entry that is none',
      { '/a': { name: 'demo', mode: 'rw' } },
      "The layout at `/a` has no `kind: 'repo'`",
    ],
    [
      'two branches of one name',
      Object.fromEntries(
        ['/a', '/b'].map((path) => [
          path,
          repo('demo', { mode: 'rw', branchedFrom: { bookmark: 'main', as: { bookmark: 'agent' } } }),
        ]),
      ),
      'branches `demo` as the bookmark `agent` at `/a` and at `/b`',
    ],
  ])('with %s is refused', (_, layout, message) => {
    expect(() => checkLayout(layout)).toThrow(InvalidOptionsError);
    expect(() => checkLayout(layout)).toThrow(message);
  });
});
