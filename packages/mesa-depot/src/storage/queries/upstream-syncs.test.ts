import { afterEach, beforeEach, expect, it } from 'vitest';
import { addRepo, createTempStorage, describeOnEngines, type TempStorage } from '../testing/temp-storage.js';
import {
  claimUpstreamSyncs,
  deleteFinishedSyncs,
  finishUpstreamSync,
  getUpstreamSync,
  insertUpstreamSync,
  latestCompletedSync,
  latestUpstreamSyncs,
  listUpstreamSyncs,
  nextUpstreamSyncDueAt,
  renewUpstreamSync,
  requeueUpstreamSync,
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
        requestedBy: { credentialId: 'key_1' },
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

  const claim = (now: number) =>
    temp.storage.transaction((tx) => claimUpstreamSyncs(tx, { now, leaseMs: 10, limit: 5 }));
  const end = (id: string, attempt: number, now: number) =>
    temp.storage.transaction((tx) =>
      finishUpstreamSync(tx, { id, attempt }, { status: 'completed', stats: { refs: [] }, error: null }, now),
    );

  it('are taken up one at a time for each repository, in order', async () => {
    for (const [id, repoId] of [
      ['sync_1', 'repo_1'],
      ['sync_2', 'repo_1'],
      ['sync_3', 'repo_2'],
    ] as const) {
      await add(id, repoId);
    }
    const { read } = temp.storage;
    expect(await nextUpstreamSyncDueAt(read)).toBe(5);
    const [first, second] = await claim(6);
    expect([first, second]).toMatchObject([
      {
        id: 'sync_1',
        status: 'in_progress',
        attempt: 1,
        startedAt: 6,
        requestedBy: { credentialId: 'key_1' },
      },
      { id: 'sync_3', status: 'in_progress', attempt: 1, startedAt: 6 },
    ]);
    expect(await claim(7)).toEqual([]);
    expect(await nextUpstreamSyncDueAt(read)).toBe(16);
    expect(await end('sync_1', 1, 8)).toMatchObject({
      status: 'completed',
      stats: { refs: [] },
      finishedAt: 8,
    });
    expect(await claim(8)).toMatchObject([{ id: 'sync_2' }]);
    await end('sync_2', 1, 9);
    await end('sync_3', 1, 9);
    expect(await nextUpstreamSyncDueAt(read)).toBeNull();
    expect(await latestCompletedSync(read, 'repo_1')).toMatchObject({ id: 'sync_2' });
    // The newest of each repository stays to be seen.
    expect(await temp.storage.transaction((tx) => deleteFinishedSyncs(tx, 100))).toBe(1);
    expect((await listUpstreamSyncs(read, 'repo_1', { limit: 5 })).items).toHaveLength(1);
  });

  it('are taken from a worker that is gone, which then changes nothing any more', async () => {
    await add('sync_1', 'repo_1');
    const { storage } = temp;
    const [first] = await claim(6);
    if (!first) throw new Error('nothing was claimed');
    expect(await storage.transaction((tx) => renewUpstreamSync(tx, first, 30))).toBe(true);
    expect(await claim(29)).toEqual([]);
    const [second] = await claim(30);
    expect(second).toMatchObject({ id: 'sync_1', attempt: 2, startedAt: 30 });
    expect(await storage.transaction((tx) => renewUpstreamSync(tx, first, 99))).toBe(false);
    expect(await end('sync_1', 1, 31)).toBeUndefined();
    const again = { error: 'the line was cut', nextAttemptAt: 50 };
    expect(
      await storage.transaction((tx) => requeueUpstreamSync(tx, first, { ...again, counts: true })),
    ).toBeUndefined();
    expect(
      await storage.transaction((tx) =>
        requeueUpstreamSync(tx, { id: 'sync_1', attempt: 2 }, { ...again, counts: true }),
      ),
    ).toMatchObject({ status: 'queued', attempt: 2, error: 'the line was cut', startedAt: null });
    expect(await nextUpstreamSyncDueAt(storage.read)).toBe(50);
    expect(await claim(49)).toEqual([]);
    expect(await claim(50)).toMatchObject([{ attempt: 3, error: null }]);
    expect(
      await storage.transaction((tx) =>
        requeueUpstreamSync(
          tx,
          { id: 'sync_1', attempt: 3 },
          { error: null, nextAttemptAt: 50, counts: false },
        ),
      ),
    ).toMatchObject({ attempt: 2, status: 'queued' });
  });
});
