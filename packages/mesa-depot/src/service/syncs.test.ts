import { afterEach, beforeEach, expect, it } from 'vitest';
import { deleteRepo, getUpstreamSync, insertUpstreamSync, updateRepo } from '../storage/index.js';
import { SyncRuns } from './sync-runs.js';
import { SyncService } from './syncs.js';
import { createTestDepot, type TestDepot } from './testing/test-depot.js';

const at = { org: 'acme', repo: 'one' };

let depot: TestDepot;
let syncs: SyncService;
let runs: SyncRuns;
let wakes = 0;
let repoId: string;
beforeEach(async () => {
  depot = await createTestDepot();
  wakes = 0;
  const deps = {
    ...depot.deps,
    storage: depot.deps.storage,
    apiOrigin: () => 'http://127.0.0.1:8790',
    onSyncQueued: () => void wakes++,
  };
  syncs = new SyncService(deps);
  runs = new SyncRuns(deps);
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
    requestedBy: {},
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
  const [run] = await runs.claim(5, 1_000);
  await runs.finish({ id: 'sync_1', attempt: 1 }, { status: 'completed', stats: { refs }, error: null });
  expect(run).toMatchObject({ repo: { name: 'one' }, org: { slug: 'acme' }, sync: { id: 'sync_1' } });
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

async function setUpstream(upstream = '{}'): Promise<void> {
  await depot.deps.storage.transaction((tx) => updateRepo(tx, repoId, { upstream }));
}

it('queues a run, with both globs and in the name of who asks', async () => {
  await setUpstream();
  const sync = await syncs.create(depot.call(), { ...at, direction: 'push' });
  expect(sync).toMatchObject({
    id: expect.stringMatching(/^sync_/),
    repo_id: repoId,
    direction: 'push',
    status: 'queued',
    attempt: 0,
    ref_globs: { branches: '*', tags: '*' },
  });
  const only = await syncs.create(depot.call(), { ...at, direction: 'pull', ref_globs: { tags: 'v1.*' } });
  expect(only.ref_globs).toEqual({ branches: '', tags: 'v1.*' });
  expect(wakes).toBe(2);
  // One at a time, the first one first.
  const claimed = await runs.claim(5, 1_000);
  expect(claimed.map((run) => run.sync.id)).toEqual([sync.id]);
  expect(claimed[0]?.sync.requestedBy).toEqual({
    credentialId: 'key_admin',
    keyId: 'key_admin',
    keyName: 'admin',
    authors: [{ name: 'admin', email: 'key_admin@keys.mesa.local' }],
  });
});

it('queues none without an upstream, for globs of full names, and when too many wait', async () => {
  const start = (branches = '*') =>
    syncs.create(depot.call(), { ...at, direction: 'pull', ref_globs: { branches } });
  await expect(start()).rejects.toMatchObject({
    code: 'NOT_CONFIGURED',
    message: expect.stringContaining('has no upstream'),
  });
  await setUpstream();
  await expect(start('refs/heads/main')).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: '`ref_globs.branches` takes short names: "main", not "refs/heads/main".',
  });
  await expect(
    syncs.create(depot.call(), { org: 'acme', repo: 'none', direction: 'pull' }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (let index = 0; index < 100; index++) await start();
  await expect(start()).rejects.toMatchObject({ code: 'RATE_LIMITED' });
});

it('ends the run of a repository that was deleted', async () => {
  await addSync('sync_1');
  await depot.deps.storage.transaction((tx) => deleteRepo(tx, repoId, depot.deps.now()));
  expect(await runs.claim(5, 1_000)).toEqual([]);
  expect(await getUpstreamSync(depot.deps.storage.read, repoId, 'sync_1')).toMatchObject({
    status: 'failed',
    error: 'The repository was deleted.',
  });
});
