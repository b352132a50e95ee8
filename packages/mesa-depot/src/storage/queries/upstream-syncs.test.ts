import { afterEach, beforeEach, expect, it } from 'vitest';
import { addRepo, createTempStorage, describeOnEngines, type TempStorage } from '../testing/temp-storage.js';
import {
  getUpstreamSync,
  insertUpstreamSync,
  latestUpstreamSyncs,
  listUpstreamSyncs,
  updateUpstreamSync,
} from './upstream-syncs.js';

describeOnEngines('upstream syncs', (engine) => {
  let temp: TempStorage;
  beforeEach(async () => {
    temp = await createTempStorage(engine);
    for (const id of ['repo_1', 'repo_2', 'repo_3']) await addRepo(temp.storage, id);
  });
  afterEach(() => temp.remove());

  const add = (id: string, repoId: string) =>
    temp.storage.transaction((tx) =>
      insertUpstreamSync(tx, {
        id,
        repoId,
        direction: 'pull',
        refGlobs: { branches: '*', tags: '' },
        createdAt: 5,
      }),
    );

  it('are listed newest first, and the newest of each repository is found', async () => {
    await add('sync_1', 'repo_1');
    const second = await add('sync_2', 'repo_1');
    const third = await add('sync_3', 'repo_2');
    const { read } = temp.storage;
    expect(third).toMatchObject({
      status: 'queued',
      attempt: 0,
      stats: null,
      refGlobs: { branches: '*', tags: '' },
    });
    const page = await listUpstreamSyncs(read, 'repo_1', { limit: 1 });
    expect([page.items, page.hasMore]).toEqual([[second], true]);
    const rest = await listUpstreamSyncs(read, 'repo_1', { before: second.seq, limit: 5 });
    expect([rest.items.map((sync) => sync.id), rest.hasMore]).toEqual([['sync_1'], false]);
    expect(await latestUpstreamSyncs(read, ['repo_1', 'repo_2', 'repo_3'])).toEqual(
      new Map([
        ['repo_1', second],
        ['repo_2', third],
      ]),
    );
    expect(await getUpstreamSync(read, 'repo_2', 'sync_1')).toBeUndefined();
  });

  it('change status by compare-and-swap', async () => {
    await add('sync_1', 'repo_1');
    const start = () =>
      temp.storage.transaction((tx) =>
        updateUpstreamSync(tx, 'sync_1', 'queued', { status: 'in_progress', attempt: 1, startedAt: 6 }),
      );
    expect(await start()).toMatchObject({
      status: 'in_progress',
      attempt: 1,
      startedAt: 6,
      finishedAt: null,
    });
    expect(await start()).toBeUndefined();
    const done = { status: 'completed', stats: { refs: [] }, finishedAt: 7 } as const;
    await temp.storage.transaction((tx) => updateUpstreamSync(tx, 'sync_1', 'in_progress', done));
    expect(await getUpstreamSync(temp.storage.read, 'repo_1', 'sync_1')).toMatchObject({
      ...done,
      startedAt: 6,
    });
  });
});
