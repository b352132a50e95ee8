import { afterAll, beforeAll, expect, it } from 'vitest';
import { addRepo, createTempStorage, describeOnEngines, type TempStorage } from '../testing/temp-storage.js';
import { getGitTags, listGitTags, writeGitTags } from './git-tags.js';

describeOnEngines('tags of git', (engine) => {
  let temp: TempStorage;

  beforeAll(async () => {
    temp = await createTempStorage(engine);
    await addRepo(temp.storage, 'repo_a');
    await addRepo(temp.storage, 'repo_b');
  });

  afterAll(() => temp.remove());

  const write = (repoId: string, name: string, oid: string | null, now = 1): Promise<void> => {
    const target = oid === null ? null : { oid, peeledOid: 'c'.repeat(40), peeledType: 'commit' as const };
    return temp.storage.transaction((tx) => writeGitTags(tx, repoId, [{ name, target }], now));
  };

  it('are set, moved and deleted, each in its repository, and listed by the bytes of their names', async () => {
    const { read } = temp.storage;
    for (const name of ['v2', 'v10', 'V1', 'é', 'v1/x']) await write('repo_a', name, 'a'.repeat(40));
    await write('repo_b', 'v2', 'b'.repeat(40));
    await write('repo_a', 'v2', 'd'.repeat(40), 2);
    await write('repo_a', 'v10', null);
    await write('repo_a', 'unknown', null);
    expect(await getGitTags(read, 'repo_a', ['v2', 'v10'])).toEqual(
      new Map([
        [
          'v2',
          {
            name: 'v2',
            oid: 'd'.repeat(40),
            peeledOid: 'c'.repeat(40),
            peeledType: 'commit',
            updatedAt: 2,
          },
        ],
      ]),
    );
    const first = await listGitTags(read, 'repo_a', { limit: 3 });
    expect([first.items.map(({ name }) => name), first.hasMore]).toEqual([['V1', 'v1/x', 'v2'], true]);
    const rest = await listGitTags(read, 'repo_a', { after: 'v2', limit: 3 });
    expect([rest.items.map(({ name }) => name), rest.hasMore]).toEqual([['é'], false]);
  });
});
