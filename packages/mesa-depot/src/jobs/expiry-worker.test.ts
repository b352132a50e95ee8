import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDepot, type TestDepot } from '../service/testing/test-depot.js';
import { WebhookTargetService } from '../service/webhook-targets.js';
import {
  claimDeliveries,
  completeDelivery,
  deleteRepo,
  enqueueEvents,
  insertIdempotency,
  parkDelivery,
  type Storage,
} from '../storage/index.js';
import { ExpiryWorker } from './expiry-worker.js';

const DAY = 24 * 3_600_000;

let depot: TestDepot;
let storage: Storage;
let worker: ExpiryWorker;

beforeEach(async () => {
  depot = await createTestDepot();
  storage = depot.deps.storage;
  worker = new ExpiryWorker({ holder: 'this', storage, now: depot.deps.now });
});
afterEach(async () => {
  await worker.stop();
  await depot.close();
});

async function count(
  table: 'idempotency' | 'webhook_deliveries' | 'repos' | 'bookmarks' | 'objects' | 'operations',
): Promise<number> {
  return (await storage.read.selectFrom(table).selectAll().execute()).length;
}

describe('ExpiryWorker', () => {
  it('removes answers whose time is over', async () => {
    for (const [key, ttl] of [
      ['old', DAY],
      ['young', 2 * DAY],
    ] as const) {
      const answer = {
        credentialId: 'key_1',
        key,
        requestHash: new Uint8Array(32),
        response: new Uint8Array(1),
        status: 200,
        expiresAt: depot.deps.now() + ttl,
      };
      await storage.transaction((tx) => insertIdempotency(tx, answer, depot.deps.now()));
    }
    depot.advance(DAY);
    await worker.runOnce();
    expect(await storage.read.selectFrom('idempotency').select('key').execute()).toEqual([{ key: 'young' }]);
  });

  it('removes deliveries 30 days after they arrived or were given up, and none that waits', async () => {
    const targets = new WebhookTargetService({ ...depot.deps, storage, allowPrivateNetworks: true });
    for (let index = 0; index < 3; index++)
      await targets.create(depot.call(), { org: 'acme', url: 'http://127.0.0.1:1/' });
    const now = depot.deps.now();
    await storage.transaction(async (tx) => {
      const events = [{ id: 'evt_1', type: 'push', body: '{}' }];
      await enqueueEvents(tx, { orgId: 'org_acme', repoId: null, events, now });
      const [arrived, parked] = await claimDeliveries(tx, { now, leaseMs: 1, limit: 2 });
      if (!arrived || !parked) throw new Error('no claims');
      await completeDelivery(tx, arrived, { lastStatus: 200, lastError: null }, now);
      await parkDelivery(tx, parked, { lastStatus: 500, lastError: 'answered 500' }, now);
    });
    depot.advance(30 * DAY);
    await worker.runOnce();
    expect(await count('webhook_deliveries')).toBe(3);
    depot.advance(1);
    await worker.runOnce();
    expect(await storage.read.selectFrom('webhook_deliveries').select('status').execute()).toEqual([
      { status: 'pending' },
    ]);
  });

  it('removes what is left of a deleted repository after a day, objects included', async () => {
    const [deleted] = [await depot.addRepo('deleted'), await depot.addRepo('kept')];
    const repos = await storage.read.selectFrom('repos').select(['id', 'seq']).execute();
    await storage.transaction(async (tx) => {
      for (const { seq } of repos) {
        for (let index = 0; index < 1_200; index++) {
          const oid = new Uint8Array(20);
          new DataView(oid.buffer).setUint32(0, index);
          await tx
            .insertInto('objects')
            .values({ repo_seq: seq, oid, type_code: 3, size: 0, data: new Uint8Array(1) })
            .execute();
        }
      }
      for (const repo_id of [deleted, 'repo_acme_kept']) {
        const operations = Array.from({ length: 2_500 }, (_, index) => ({
          repo_id,
          op_seq: index + 1,
          actor: 'key_1',
          kind: 'change.create',
          detail: '{}',
          created_at: 0,
        }));
        await tx.insertInto('operations').values(operations).execute();
        await tx
          .insertInto('bookmarks')
          .values({ repo_id, name: 'main', commit_oid: null, version: 1, updated_at: 0 })
          .execute();
      }
      await deleteRepo(tx, deleted, depot.deps.now());
    });
    depot.advance(DAY);
    await worker.runOnce();
    expect(await count('repos')).toBe(2);
    depot.advance(1);
    const transactions = vi.spyOn(storage, 'transaction');
    await worker.runOnce();
    // Expired answers, expired deliveries, expired syncs, two batches of objects, three of the history, and the repository.
    expect(transactions).toHaveBeenCalledTimes(9);
    expect(await storage.read.selectFrom('repos').select('name').execute()).toEqual([{ name: 'kept' }]);
    expect(await count('objects')).toBe(1_200);
    expect(await count('operations')).toBe(2_500);
    expect(await count('bookmarks')).toBe(1);
  });

  it('works in rounds until it is stopped, and outlives a failing one', async () => {
    const timers: Array<() => void> = [];
    const error = vi.fn();
    const failing = vi.fn().mockRejectedValueOnce(new Error('disk full'));
    const rounds = new ExpiryWorker({
      holder: 'this',
      storage: {
        read: storage.read,
        close: () => storage.close(),
        transaction: (work) => failing() ?? storage.transaction(work),
      },
      now: depot.deps.now,
      log: { debug: () => {}, warn: () => {}, error },
      setTimer: (callback, delayMs) => {
        expect(delayMs).toBe(600_000);
        timers.push(callback);
        return () => timers.splice(timers.indexOf(callback), 1);
      },
    });
    rounds.start();
    rounds.start();
    await vi.waitUntil(() => timers.length === 1);
    expect(error).toHaveBeenCalledOnce();
    timers.splice(0)[0]?.();
    await vi.waitUntil(() => timers.length === 1);
    expect(error).toHaveBeenCalledOnce();
    await rounds.stop();
    await rounds.stop();
    expect(timers).toEqual([]);
    rounds.start();
    expect(timers).toEqual([]);
  });

  it('leaves a round to one of several processes, and to the next one when that is stopped', async () => {
    const rounds: string[] = [];
    const start = (holder: string) => {
      const next = new ExpiryWorker({ holder, storage, now: depot.deps.now, setTimer: () => () => {} });
      vi.spyOn(next, 'runOnce').mockImplementation(async () => void rounds.push(holder));
      next.start();
      return next;
    };
    const first = start('first');
    await vi.waitUntil(() => rounds.length === 1);
    await start('second').stop();
    await first.stop();
    await start('third').stop();
    expect(rounds).toEqual(['first', 'third']);
  });
});
