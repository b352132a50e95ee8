import { afterEach, beforeEach, expect, it } from 'vitest';
import { insertUpstreamSync, updateRepo, updateUpstreamSync } from '../storage/index.js';
import { SyncService } from './syncs.js';
import { createTestDepot, type TestDepot } from './testing/test-depot.js';

const at = { org: 'acme', repo: 'one' };

let depot: TestDepot;
let syncs: SyncService;
let repoId: string;
beforeEach(async () => {
  depot = await createTestDepot();
  syncs = new SyncService(depot.deps);
  repoId = await depot.addRepo('one');
  await depot.addRepo('two');
});
afterEach(() => depot.close());

async function addSync(id: string): Promise<void> {
  const sync = {
    id,
    repoId,
    direction: 'pull' as const,
    refGlobs: { branches: 'main', tags: '' },
    createdAt: depot.deps.now(),
  };
  await depot.deps.storage.transaction((tx) => insertUpstreamSync(tx, sync));
}

it('lists syncs from the newest to the oldest', async () => {
  for (const id of ['sync_1', 'sync_2', 'sync_3']) await addSync(id);
  const first = await syncs.list(depot.call(), { ...at, limit: 2 });
  const cursor = first.next_cursor ?? '';
  const second = await syncs.list(depot.call(), { ...at, limit: 2, cursor });
  expect([...first.syncs, ...second.syncs].map((sync) => sync.id)).toEqual(['sync_3', 'sync_2', 'sync_1']);
  await expect(syncs.list(depot.call(), { org: 'acme', repo: 'two', cursor })).rejects.toMatchObject({
    code: 'INVALID_CURSOR',
  });
});

it('shows one sync in any state', async () => {
  await addSync('sync_1');
  const queued = {
    id: 'sync_1',
    repo_id: repoId,
    direction: 'pull',
    status: 'queued',
    attempt: 0,
    ref_globs: { branches: 'main', tags: '' },
    stats: null,
    error: null,
    created_at: '2023-11-14T22:13:20.000Z',
    started_at: null,
    finished_at: null,
  };
  expect(await syncs.get(depot.call(), { ...at, syncId: 'sync_1' })).toEqual(queued);
  const refs = [{ name: 'main', before: null, after: 'a'.repeat(40), outcome: 'updated' }];
  const now = depot.deps.now();
  await depot.deps.storage.transaction((tx) =>
    updateUpstreamSync(tx, 'sync_1', 'queued', {
      status: 'completed',
      attempt: 1,
      stats: { refs },
      startedAt: now,
      finishedAt: now,
    }),
  );
  expect(await syncs.get(depot.call(), { ...at, syncId: 'sync_1' })).toEqual({
    ...queued,
    status: 'completed',
    attempt: 1,
    stats: { refs },
    started_at: queued.created_at,
    finished_at: queued.created_at,
  });
});

it('finds no sync of another repository or beyond the restriction', async () => {
  await addSync('sync_1');
  for (const [call, repo, syncId] of [
    [depot.call(), 'two', 'sync_1'],
    [depot.call(), 'one', 'sync_2'],
    [depot.call(), 'none', 'sync_1'],
    [depot.call({ repoIds: ['repo_acme_two'] }), 'one', 'sync_1'],
  ] as const) {
    await expect(syncs.get(call, { org: 'acme', repo, syncId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

it('starts none, and says whether the upstream or the server is missing', async () => {
  const start = () => syncs.create(depot.call(), { ...at, direction: 'pull' });
  await expect(start()).rejects.toMatchObject({
    code: 'NOT_CONFIGURED',
    message: expect.stringContaining('has no upstream'),
  });
  await depot.deps.storage.transaction((tx) => updateRepo(tx, repoId, { upstream: '{}' }));
  await expect(start()).rejects.toMatchObject({
    code: 'NOT_CONFIGURED',
    message: expect.stringContaining('does not run syncs'),
  });
  await expect(
    syncs.create(depot.call(), { org: 'acme', repo: 'none', direction: 'pull' }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
