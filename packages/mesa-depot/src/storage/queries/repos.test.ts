import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  addRepo,
  createTempStorage,
  describeOnEngines,
  type Engine,
  type TempStorage,
} from '../testing/temp-storage.js';
import { insertObjects } from './objects.js';
import type { RepoTagFilter } from './repo-tag-filter.js';
import {
  countRepos,
  deleteRepo,
  getRepoById,
  getRepoByName,
  getReposByIds,
  insertRepo,
  listDeletedRepos,
  listRepos,
  purgeRepo,
  updateRepo,
} from './repos.js';

let temp: TempStorage;
const useStorage = (engine: Engine): void => {
  beforeEach(async () => {
    temp = await createTempStorage(engine);
  });
  afterEach(() => temp.remove());
};

const idsOf = (page: { items: readonly { id: string }[] }): string[] => page.items.map((repo) => repo.id);

describeOnEngines('repositories', (engine) => {
  useStorage(engine);
  it('have names that are unique in their organization while they live', async () => {
    const repo = await addRepo(temp.storage, 'repo_1', {
      name: 'app',
      tags: { Env: 'Prod' },
      upstream: '{}',
    });
    const { read, transaction } = temp.storage;
    expect(repo).toMatchObject({ id: 'repo_1', opSeq: 0, tags: { Env: 'Prod' }, upstream: '{}' });
    expect(await getRepoByName(read, 'org_1', 'app')).toEqual(repo);
    expect(await getRepoById(read, 'repo_1')).toEqual(repo);
    await expect(addRepo(temp.storage, 'repo_2', { name: 'app' })).rejects.toThrow('taken');
    expect(await transaction.call(temp.storage, (tx) => deleteRepo(tx, 'repo_1', 9))).toBe(true);
    expect(await transaction.call(temp.storage, (tx) => deleteRepo(tx, 'repo_1', 9))).toBe(false);
    expect(await getRepoByName(read, 'org_1', 'app')).toBeUndefined();
    expect(await getRepoById(read, 'repo_1')).toBeUndefined();
    const again = await addRepo(temp.storage, 'repo_2', { name: 'app' });
    expect(again.seq).toBeGreaterThan(repo.seq);
  });

  it('are listed oldest first within organization and restriction', async () => {
    for (let n = 1; n <= 5; n++) await addRepo(temp.storage, `repo_${n}`);
    const { read } = temp.storage;
    const first = await listRepos(read, { orgId: 'org_1', limit: 2 });
    expect([idsOf(first), first.hasMore]).toEqual([['repo_1', 'repo_2'], true]);
    await temp.storage.transaction((tx) => deleteRepo(tx, 'repo_1', 9));
    await addRepo(temp.storage, 'repo_6');
    const next = await listRepos(read, { orgId: 'org_1', limit: 10, after: first.items[1]?.seq ?? null });
    expect([idsOf(next), next.hasMore]).toEqual([['repo_3', 'repo_4', 'repo_5', 'repo_6'], false]);
    expect(
      idsOf(await listRepos(read, { orgId: 'org_1', repoIds: ['repo_4', 'repo_1'], limit: 10 })),
    ).toEqual(['repo_4']);
    expect(idsOf(await listRepos(read, { orgId: 'org_1', repoIds: [], limit: 10 }))).toEqual([]);
    expect(idsOf(await listRepos(read, { orgId: 'org_2', limit: 10 }))).toEqual([]);
    expect([await countRepos(read, 'org_1'), await countRepos(read, 'org_1', ['repo_4', 'repo_1'])]).toEqual([
      5, 1,
    ]);
    expect([...(await getReposByIds(read, 'org_1', ['repo_2', 'repo_1', 'x'])).keys()]).toEqual(['repo_2']);
  });

  it('change what a patch names and nothing else', async () => {
    await addRepo(temp.storage, 'repo_1', { tags: { a: '1' }, upstream: 'u' });
    await addRepo(temp.storage, 'repo_2');
    const update = (patch: Parameters<typeof updateRepo>[2], id = 'repo_1') =>
      temp.storage.transaction((tx) => updateRepo(tx, id, patch));
    expect(await update({})).toBe('updated');
    expect(await update({ tags: { b: '2' } })).toBe('updated');
    expect(await update({ upstream: null, defaultBookmark: 'trunk' })).toBe('updated');
    expect(await update({ name: 'repo_2' })).toBe('name_taken');
    expect([await update({ name: 'x' }, 'repo_9'), await update({}, 'repo_9')]).toEqual([
      'missing',
      'missing',
    ]);
    expect(await getRepoById(temp.storage.read, 'repo_1')).toMatchObject({
      name: 'repo_1',
      defaultBookmark: 'trunk',
      tags: { b: '2' },
      upstream: null,
    });
  });

  it('leave nothing behind after a purge', async () => {
    const repo = await addRepo(temp.storage, 'repo_1', { tags: { a: '1' } });
    await temp.storage.transaction((tx) =>
      insertObjects(tx, repo.seq, [
        { oid: 'a'.repeat(40), typeCode: 3, size: 1, frames: [Buffer.from('a')] },
      ]),
    );
    await temp.storage.transaction((tx) => purgeRepo(tx, 'repo_1'));
    expect(await getRepoById(temp.storage.read, 'repo_1')).toBeDefined();
    await temp.storage.transaction((tx) => deleteRepo(tx, 'repo_1', 9));
    expect(await listDeletedRepos(temp.storage.read, 9, 10)).toEqual([]);
    expect(await listDeletedRepos(temp.storage.read, 10, 10)).toEqual([{ seq: repo.seq, id: 'repo_1' }]);
    await temp.storage.transaction((tx) => purgeRepo(tx, 'repo_1'));
    for (const table of ['repos', 'repo_tags', 'objects'] as const) {
      expect(await temp.storage.read.selectFrom(table).selectAll().execute()).toEqual([]);
    }
  });

  it('cannot belong to an organization that does not exist', async () => {
    const insert = temp.storage.transaction((tx) =>
      insertRepo(tx, {
        id: 'r',
        orgId: 'org_9',
        name: 'n',
        defaultBookmark: 'main',
        tags: {},
        upstream: null,
        createdAt: 1,
      }),
    );
    await expect(insert).rejects.toThrow(/foreign key/i);
  });
});

describeOnEngines('tag filters', (engine) => {
  useStorage(engine);
  const value = fc.string({ unit: fc.constantFrom('a', 'b', '%', '_', '😀', "'"), maxLength: 3 });
  const key = fc.constantFrom('env', 'team', 'x_y');
  const { filter } = fc.letrec<{ filter: RepoTagFilter }>((tie) => ({
    filter: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ kind: fc.constant('exists' as const), key }),
      fc.record({
        kind: fc.constant('match' as const),
        key,
        operator: fc.constantFrom(
          'in' as const,
          'contains' as const,
          'starts_with' as const,
          'ends_with' as const,
        ),
        values: fc.array(value, { maxLength: 2 }),
      }),
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        filters: fc.array(tie('filter'), { maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('not' as const), filter: tie('filter') }),
    ),
  }));

  function matches(tags: Readonly<Record<string, string>>, test: RepoTagFilter): boolean {
    switch (test.kind) {
      case 'and':
        return test.filters.every((part) => matches(tags, part));
      case 'or':
        return test.filters.some((part) => matches(tags, part));
      case 'not':
        return !matches(tags, test.filter);
      case 'exists':
        return test.key in tags;
      case 'match': {
        const actual = tags[test.key]?.toLowerCase();
        const operators = {
          in: (wanted: string) => actual === wanted,
          contains: (wanted: string) => actual?.includes(wanted),
          starts_with: (wanted: string) => actual?.startsWith(wanted),
          ends_with: (wanted: string) => actual?.endsWith(wanted),
        };
        return actual !== undefined && test.values.some((wanted) => operators[test.operator](wanted));
      }
    }
  }

  it('find the repositories that the same test in code finds', async () => {
    const sets: Record<string, string>[] = [{}];
    const values = fc.sample(value, { numRuns: 40, seed: 7 });
    for (const [index, tag] of values.entries()) {
      sets.push({ env: tag.toUpperCase(), ...(index % 3 ? { team: values.at(index - 5) as string } : {}) });
    }
    for (const [index, tags] of sets.entries()) await addRepo(temp.storage, `repo_${index}`, { tags });
    await fc.assert(
      fc.asyncProperty(filter, async (tags) => {
        const page = await listRepos(temp.storage.read, { orgId: 'org_1', tags, limit: 100 });
        const expected = sets.flatMap((set, index) => (matches(set, tags) ? [`repo_${index}`] : []));
        expect(idsOf(page)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });
});
