import { InvalidOptionsError } from 'mesa-rest';
import { describe, expect, test } from 'vitest';
import type { FsMountOptions } from './mount-options.js';
import { planRepos, rightsOf } from './mount-plan.js';

describe('the plan of repositories', () => {
  test('shows each at its name and, unlisted, below the organization', () => {
    const { mounts } = planRepos(
      { repos: ['demo', { name: 'acme/site', bookmark: 'next', readOnly: true }] },
      'acme',
    );
    expect(mounts).toMatchObject([
      {
        repo: 'demo',
        names: ['demo', 'acme/demo'],
        path: '/demo',
        aliases: ['/acme/demo'],
        readOnly: false,
        start: undefined,
      },
      {
        repo: 'site',
        names: ['site', 'acme/site'],
        path: '/site',
        aliases: ['/acme/site'],
        readOnly: true,
        start: { bookmark: 'next' },
      },
    ]);
  });

  test('can be sent to a worker', () => {
    const plan = planRepos({ repos: ['demo'] }, 'acme');
    expect(structuredClone(plan)).toEqual(plan);
  });

  test('asks for writing only where something is written', () => {
    const readers = planRepos({ repos: [{ name: 'demo', readOnly: true }] }, 'acme');
    expect(rightsOf(readers)).toEqual({ scopes: ['read'], repos: ['acme/demo'] });
    const mixed = planRepos({ repos: [{ name: 'demo', readOnly: true }, 'site'] }, 'acme');
    expect(rightsOf(mixed)).toEqual({ scopes: ['read', 'write'], repos: ['acme/demo', 'acme/site'] });
  });

  test.each<[string, unknown, string]>([
    ['no repository', { repos: [] }, '`repos` is empty'],
    ['a text for a list', { repos: 'demo' }, '`repos` is a string; it must be an array'],
    ['a misspelled option', { repos: ['demo'], mountpoint: '/m' }, 'does not take `mountpoint`'],
    ['a misspelled right', { repos: [{ name: 'demo', readonly: true }] }, 'does not take `readonly`'],
    ['a misspelled cache', { repos: ['demo'], cache: { disk: {} } }, 'does not take `disk`'],
    ['a misspelled size', { repos: ['demo'], cache: { diskCache: { path: '/c', maxSize: 1 } } }, '`maxSize`'],
    ['a misspelled durability', { repos: ['demo'], durability: 'disk' }, '`durability` is "disk"'],
    [
      'a journal that is not there',
      { repos: ['demo'], durability: 'journal', journal: false },
      '`journal: false`',
    ],
    ['one without a name', { repos: ['demo', { bookmark: 'main' }] }, '`repos[1].name` is missing'],
    ['one of another organization', { repos: ['other/demo'] }, 'of the organization `other`'],
    ['one twice', { repos: ['demo', 'acme/demo'] }, '`repos` has `demo` twice'],
    [
      'two revisions',
      { repos: [{ name: 'demo', bookmark: 'main', changeId: 'k' }] },
      'at most one of `bookmark` and `changeId`',
    ],
    ['a negative cache', { repos: ['demo'], cache: { maxMemoryBytes: -1 } }, 'it must be 0 or more'],
  ])('with %s is refused', (_, options, message) => {
    const plan = (): unknown => planRepos(options as FsMountOptions, 'acme');
    expect(plan).toThrow(InvalidOptionsError);
    expect(plan).toThrow(message);
  });
});
