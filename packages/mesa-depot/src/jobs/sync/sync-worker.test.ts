import type { SyncRef } from 'mesa-rest';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RemoteGitError } from '../../git/remote/remote-git-error.js';
import { SyncRuns } from '../../service/sync-runs.js';
import { SyncService } from '../../service/syncs.js';
import { createTestDepot, type TestDepot } from '../../service/testing/test-depot.js';
import { WebhookTargetService } from '../../service/webhook-targets.js';
import { updateRepo } from '../../storage/index.js';
import { SyncWorker, type SyncWorkerOptions } from './sync-worker.js';

const REF: SyncRef = { name: 'refs/heads/main', before: null, after: 'a'.repeat(40), outcome: 'updated' };

let depot: TestDepot;
let syncs: SyncService;
const workers: SyncWorker[] = [];
beforeEach(async () => {
  depot = await createTestDepot();
  depot.deps.allowPrivateNetworks = true;
  syncs = new SyncService(deps());
  for (const name of ['one', 'two']) {
    const id = await depot.addRepo(name);
    await depot.deps.storage.transaction((tx) => updateRepo(tx, id, { upstream: '{}' }));
  }
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await depot.close();
});

const deps = () => ({ ...depot.deps, storage: depot.deps.storage, apiOrigin: () => 'http://127.0.0.1:1' });

async function queue(repo = 'one'): Promise<string> {
  return (await syncs.create(depot.call(), { org: 'acme', repo, direction: 'pull' })).id;
}

const get = (syncId: string, repo = 'one') => syncs.get(depot.call(), { org: 'acme', repo, syncId });

async function until(syncId: string, status: string, repo = 'one') {
  return vi.waitUntil(async () => {
    const sync = await get(syncId, repo);
    return sync.status === status && sync;
  }, 5_000);
}

/** Starts a worker whose pauses last no time but move the clock. Its claims hold as long as it wants. */
function startWorker(
  runSync: SyncWorkerOptions['runSync'],
  options: Partial<SyncWorkerOptions> = {},
): SyncWorker {
  const worker = new SyncWorker({
    ...deps(),
    runs: new SyncRuns(deps()),
    runSync,
    pollMs: 10_000,
    renewMs: 60_000,
    leaseMs: 24 * 60 * 60_000,
    setTimer(callback, delayMs) {
      if (delayMs === 60_000) return () => {}; // nothing is renewed
      const timer = setTimeout(() => {
        depot.advance(delayMs);
        callback();
      }, 1);
      return () => clearTimeout(timer);
    },
    ...options,
  });
  workers.push(worker);
  worker.start();
  return worker;
}

/** Resolves and stays busy until it is told to end or interrupted. */
function busy(): { runSync: SyncWorkerOptions['runSync']; end(): void; started: string[] } {
  const started: string[] = [];
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    started,
    end: () => end(),
    async runSync({ sync }, signal) {
      started.push(sync.id);
      await Promise.race([
        ended,
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      ]);
      return [REF];
    },
  };
}

it('carries a sync out, and tells of each state once', async () => {
  const targets = new WebhookTargetService(depot.deps);
  const target = await targets.create(depot.call(), {
    org: 'acme',
    url: 'http://127.0.0.1:9/',
    events: ['sync.queued', 'sync.in_progress', 'sync.completed', 'sync.failed'],
  });
  const id = await queue();
  let calls = 0;
  startWorker(async () => {
    calls += 1;
    if (calls === 1) throw new RemoteGitError('cut', { isTransient: true });
    return [REF];
  });
  expect(await until(id, 'completed')).toMatchObject({
    attempt: 2,
    stats: { refs: [REF] },
    error: null,
    started_at: expect.any(String),
    finished_at: expect.any(String),
  });
  const { deliveries } = await targets.listDeliveries(depot.call(), {
    org: 'acme',
    webhookTargetId: target.id,
  });
  expect(deliveries.map((delivery) => delivery.event_type).reverse()).toEqual([
    'sync.queued',
    'sync.in_progress',
    'sync.in_progress',
    'sync.completed',
  ]);
});

it('tries ten times what may pass, with growing pauses, and once what cannot', async () => {
  const id = await queue();
  const times: number[] = [];
  startWorker(async () => {
    times.push(depot.deps.now());
    throw new RemoteGitError('the line is bad', { isTransient: true });
  });
  expect(await until(id, 'failed')).toMatchObject({ attempt: 10, stats: null, error: 'the line is bad' });
  expect(times).toHaveLength(10);
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  for (const [index, pause] of pauses.entries()) expect(pause).toBeGreaterThanOrEqual(500 * 2 ** index);

  const refused = await queue('two');
  startWorker(async () => {
    throw new RemoteGitError('wrong password');
  });
  await workers[0]?.stop();
  expect(await until(refused, 'failed', 'two')).toMatchObject({ attempt: 1, error: 'wrong password' });
});

it('waits as long as the upstream asks to', async () => {
  const id = await queue();
  const times: number[] = [];
  startWorker(async () => {
    times.push(depot.deps.now());
    if (times.length === 2) return [];
    throw new RemoteGitError('slow down', { isTransient: true, retryAfterMs: 600_000 });
  });
  await until(id, 'completed');
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(600_000);
});

it('tells nothing of the inside when the depot itself fails', async () => {
  const id = await queue();
  let calls = 0;
  startWorker(async () => {
    calls += 1;
    throw new Error('no space left in /secret');
  });
  const sync = await until(id, 'failed');
  expect(calls).toBe(10);
  expect(sync.error).toBe('The depot failed; the cause is in its log.');
});

it('runs one sync of a repository at a time, also with several workers', async () => {
  const [first, second, other] = [await queue(), await queue(), await queue('two')];
  const one = busy();
  startWorker(one.runSync);
  startWorker(one.runSync);
  await vi.waitUntil(() => one.started.length === 2);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([...one.started].sort()).toEqual([first, other].sort());
  expect(await get(second)).toMatchObject({ status: 'queued', attempt: 0 });
  one.end();
  await until(second, 'completed');
  expect(one.started).toHaveLength(3);
});

it('puts back at its end what is under way, and the next one takes it up at once', async () => {
  const id = await queue();
  const one = busy();
  const worker = startWorker(one.runSync);
  await until(id, 'in_progress');
  await worker.stop();
  expect(await get(id)).toMatchObject({ status: 'queued', attempt: 0, error: null, started_at: null });
  startWorker(async () => [REF]);
  expect(await until(id, 'completed')).toMatchObject({ attempt: 1 });
});

it('takes up what a process left behind that is gone, whose late word then counts for nothing', async () => {
  const id = await queue();
  const dead = busy();
  startWorker(dead.runSync, { leaseMs: 5_000, concurrency: 1 });
  await until(id, 'in_progress');
  const heir = busy();
  startWorker(heir.runSync, { leaseMs: 24 * 60 * 60_000 });
  await vi.waitUntil(() => heir.started.length === 1);
  dead.end();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await get(id)).toMatchObject({ status: 'in_progress', attempt: 2 });
  heir.end();
  expect(await until(id, 'completed')).toMatchObject({ attempt: 2 });
});

it('gives up what ends the process again and again', async () => {
  const id = await queue();
  const runs = new SyncRuns(deps());
  for (let crash = 0; crash < 10; crash++) {
    await runs.claim(1, 0);
    depot.advance(1);
  }
  const runSync = vi.fn(async () => [REF]);
  startWorker(runSync);
  expect(await until(id, 'failed')).toMatchObject({
    attempt: 11,
    error: 'The depot ended in the middle of 10 attempts.',
  });
  expect(runSync).not.toHaveBeenCalled();
});

it('ends an attempt that was taken over, or takes too long', async () => {
  const id = await queue();
  const reasons: unknown[] = [];
  const runSync: SyncWorkerOptions['runSync'] = async (_, signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    reasons.push(signal.reason);
    throw signal.reason;
  };
  const runs = new SyncRuns(deps());
  const worker = new SyncWorker({ ...deps(), runs, runSync, maxAttemptMs: 50, pollMs: 10 });
  workers.push(worker);
  worker.start();
  const sync = await vi.waitUntil(async () => {
    const now = await get(id);
    return now.error !== null && now;
  });
  expect(sync).toMatchObject({ status: 'queued', attempt: 1, error: 'The attempt took too long.' });
  await worker.stop();

  depot.advance(10_000);
  const slow = new SyncWorker({ ...deps(), runs: new SyncRuns(deps()), runSync, leaseMs: 5, renewMs: 100 });
  workers.push(slow);
  slow.start();
  await until(id, 'in_progress');
  depot.advance(10);
  await new SyncRuns(deps()).claim(1, 60_000);
  await vi.waitUntil(() => reasons.length === 2);
  expect(String(reasons[1])).toContain('taken up elsewhere');
});
