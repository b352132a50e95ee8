import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDepot, type TestDepot } from '../service/testing/test-depot.js';
import { WebhookTargetService } from '../service/webhook-targets.js';
import { claimDeliveries, enqueueEvents } from '../storage/index.js';
import { DeliveryWorker, type DeliveryWorkerOptions } from './delivery-worker.js';
import { type Receiver, startReceiver } from './testing/receiver.js';

const HOUR = 3_600_000;

let depot: TestDepot;
let targets: WebhookTargetService;
const receivers: Receiver[] = [];
const workers: DeliveryWorker[] = [];

beforeEach(async () => {
  depot = await createTestDepot();
  depot.deps.allowPrivateNetworks = true;
  targets = new WebhookTargetService(depot.deps);
});
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
  for (const worker of workers.splice(0)) await worker.stop();
  await depot.close();
});

async function newReceiver(): Promise<Receiver> {
  const receiver = await startReceiver();
  receivers.push(receiver);
  return receiver;
}

async function newTarget(url: string): Promise<{ id: string; secret: string }> {
  return targets.create(depot.call(), { org: 'acme', url, events: ['change.created'] });
}

let events = 0;
/** Commits an event; its body is the JSON of `content`. */
async function emit(content: unknown): Promise<void> {
  const event = { id: `evt_${++events}`, type: 'change.created', body: JSON.stringify(content) };
  await depot.deps.storage.transaction((tx) =>
    enqueueEvents(tx, { orgId: 'org_acme', repoId: 'repo_1', events: [event], now: depot.deps.now() }),
  );
}

interface WorkerOptions extends Partial<DeliveryWorkerOptions> {
  /** Leaves the clock where it is. */
  readonly standStill?: boolean;
}

/**
 * Starts a worker whose pauses last no time but move the clock, as soon as nothing is under way: a day of retries
 * takes as long as its attempts.
 */
function startWorker({ standStill, ...options }: WorkerOptions = {}): DeliveryWorker {
  const isBusy = async (): Promise<boolean> => {
    const claimed = depot.deps.storage.read
      .selectFrom('webhook_deliveries')
      .where('locked_until', 'is not', null);
    return (await claimed.select('id').execute()).length > 0;
  };
  const worker = new DeliveryWorker({
    ...depot.deps,
    storage: depot.deps.storage,
    allowPrivateNetworks: true,
    version: '1.2.3',
    timeoutMs: 2_000,
    setTimer(callback, delayMs) {
      let isCancelled = false;
      const tick = async (): Promise<void> => {
        // The end of a test closes the storage, whoever is asking it something.
        const wait = !standStill && !isCancelled && (await isBusy().catch(() => true));
        if (isCancelled) return;
        if (wait) {
          setTimeout(tick, 1);
          return;
        }
        if (!standStill) depot.advance(delayMs);
        callback();
      };
      setTimeout(tick, 1);
      return () => {
        isCancelled = true;
      };
    },
    ...options,
  });
  workers.push(worker);
  worker.start();
  return worker;
}

async function deliveries(targetId: string) {
  return (
    await targets.listDeliveries(depot.call(), { org: 'acme', webhookTargetId: targetId })
  ).deliveries.reverse();
}

const bodies = (receiver: Receiver): unknown[] =>
  receiver.received.map((webhook) => JSON.parse(webhook.body));

describe('DeliveryWorker', () => {
  it('posts the signed body with the headers of a webhook, and notes that it arrived', async () => {
    const receiver = await newReceiver();
    const target = await newTarget(receiver.url);
    await emit({ text: 'ä' });
    const worker = startWorker({ standStill: true });
    await receiver.hasReceived(1);
    await worker.stop();
    const [delivery] = await deliveries(target.id);
    expect(delivery).toMatchObject({
      status: 'delivered',
      attempts: 1,
      last_status: 200,
      last_error: null,
      next_attempt_at: null,
      finished_at: new Date(depot.deps.now()).toISOString(),
    });
    const [webhook] = receiver.received;
    expect(webhook?.body).toBe('{"text":"ä"}');
    const t = Math.floor(depot.deps.now() / 1000);
    const hex = createHmac('sha256', target.secret).update(`${t}.{"text":"ä"}`).digest('hex');
    expect(webhook?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'mesa-depot/1.2.3',
      'x-mesa-event': 'change.created',
      'x-mesa-delivery': delivery?.id,
      'x-mesa-signature': `t=${t},sha256=${hex}`,
    });
    expect(await worker.metrics()).toEqual({ pending: 0, parked: 0, delivered: 1 });
  });

  it('keeps the order of commit for each target, through failures', async () => {
    const receiver = await newReceiver();
    const target = await newTarget(receiver.url);
    let calls = 0;
    receiver.answer = () => (calls++ % 3 === 0 ? 200 : 503);
    for (let index = 0; index < 5; index++) await emit(index);
    const worker = startWorker();
    await receiver.hasReceived(13);
    await worker.stop();
    expect(bodies(receiver)).toEqual([0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
    expect((await deliveries(target.id)).map(({ status, attempts }) => [status, attempts])).toEqual([
      ['delivered', 1],
      ['delivered', 3],
      ['delivered', 3],
      ['delivered', 3],
      ['delivered', 3],
    ]);
  });

  it('posts one event at a time to a target, and to several targets at once', async () => {
    const [one, two] = [await newReceiver(), await newReceiver()];
    let [atOnce, most] = [0, 0];
    const inBoth = Promise.all([one.hasReceived(1), two.hasReceived(1)]);
    for (const receiver of [one, two]) {
      await newTarget(receiver.url);
      let mine = 0;
      receiver.answer = async () => {
        expect(++mine).toBe(1);
        most = Math.max(most, ++atOnce);
        await inBoth;
        atOnce--;
        mine--;
        return 200;
      };
    }
    for (let index = 0; index < 3; index++) await emit(index);
    startWorker({ standStill: true });
    await Promise.all([one.hasReceived(3), two.hasReceived(3)]);
    expect(most).toBe(2);
    expect(bodies(one)).toEqual([0, 1, 2]);
    expect(bodies(two)).toEqual([0, 1, 2]);
  });

  it('does not let a dead target hold up another one, or more targets than it may', async () => {
    const dead = await newReceiver();
    dead.answer = () => 'never';
    for (let index = 0; index < 3; index++) await newTarget(dead.url);
    const healthy = await newReceiver();
    await newTarget(healthy.url);
    await emit('hello');
    startWorker({ concurrency: 2, timeoutMs: 100 });
    await healthy.hasReceived(1);
    expect(dead.received.length).toBeGreaterThan(0);
  });

  it('is woken by a commit instead of waiting for its next look', async () => {
    const receiver = await newReceiver();
    await newTarget(receiver.url);
    const worker = startWorker({ setTimer: () => () => {} });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await emit('first');
    worker.wake();
    await receiver.hasReceived(1);
    await emit('second');
    worker.wake();
    await receiver.hasReceived(2);
  });

  it('tries for 24 hours with growing pauses, then parks the delivery and goes on', async () => {
    const receiver = await newReceiver();
    const target = await newTarget(receiver.url);
    const times: number[] = [];
    receiver.answer = ({ body }) => {
      if (body === '"good"') return 200;
      times.push(depot.deps.now());
      return 500;
    };
    const start = depot.deps.now();
    await emit('bad');
    const warn = vi.fn();
    const worker = startWorker({ pollMs: HOUR, log: { debug: () => {}, warn, error: warn } });
    while ((await worker.metrics()).parked === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await emit('good');
    await vi.waitUntil(async () => (await worker.metrics()).delivered === 1);
    const [bad, good] = await deliveries(target.id);
    expect(bad).toMatchObject({
      status: 'parked',
      attempts: times.length,
      last_status: 500,
      last_error: 'answered 500',
    });
    expect(good).toMatchObject({ status: 'delivered' });
    const end = times.at(-1) ?? 0;
    expect(end - start).toBeGreaterThanOrEqual(24 * HOUR);
    expect(end - start).toBeLessThan(24 * HOUR + 5_000);
    expect(times.length).toBeGreaterThan(30);
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(HOUR + 1_000);
    expect(pauses[0]).toBeLessThanOrEqual(2_000);
    expect(warn).toHaveBeenLastCalledWith(
      expect.objectContaining({ status: 500, attempt: times.length }),
      'webhook given up',
    );
    expect(await worker.metrics()).toEqual({ pending: 0, parked: 1, delivered: 1 });
  }, 30_000);

  it('gives what is older than a day one attempt, so that a long queue of a dead target ends', async () => {
    const receiver = await newReceiver();
    await newTarget(receiver.url);
    receiver.answer = () => 500;
    for (let index = 0; index < 4; index++) await emit(index);
    depot.advance(25 * HOUR);
    const worker = startWorker({ standStill: true });
    await receiver.hasReceived(4);
    await worker.stop();
    expect(bodies(receiver)).toEqual([0, 1, 2, 3]);
    expect(await worker.metrics()).toEqual({ pending: 0, parked: 4, delivered: 0 });
  });

  it('delivers after a restart what was committed before it', async () => {
    const receiver = await newReceiver();
    await newTarget(receiver.url);
    await emit('before');
    await depot.reopen();
    startWorker({ standStill: true });
    await receiver.hasReceived(1);
    expect(bodies(receiver)).toEqual(['before']);
  });

  it('repeats an attempt that a crash cut short, once its claim has run out', async () => {
    const receiver = await newReceiver();
    const target = await newTarget(receiver.url);
    await emit('cut short');
    const claim = { now: depot.deps.now(), leaseMs: 30_000, limit: 1 };
    await depot.deps.storage.transaction((tx) => claimDeliveries(tx, claim)); // and no more: the process died
    await depot.reopen();
    const worker = startWorker({ standStill: true });
    depot.advance(29_999);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(receiver.received).toEqual([]);
    depot.advance(1);
    await receiver.hasReceived(1);
    await worker.stop();
    expect(await deliveries(target.id)).toMatchObject([{ status: 'delivered', attempts: 2 }]);
  });

  it('finishes attempts under way when it is stopped, and starts no more', async () => {
    const receiver = await newReceiver();
    const target = await newTarget(receiver.url);
    let release: (status: number) => void = () => {};
    receiver.answer = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    await emit('first');
    await emit('second');
    const worker = startWorker({ standStill: true });
    await receiver.hasReceived(1);
    const stopped = worker.stop();
    release(200);
    await stopped;
    await worker.stop();
    expect((await deliveries(target.id)).map((delivery) => delivery.status)).toEqual([
      'delivered',
      'pending',
    ]);
    expect(receiver.received).toHaveLength(1);
  });

  it('can be stopped before it was started', async () => {
    const worker = new DeliveryWorker({ ...depot.deps, storage: depot.deps.storage, version: '0' });
    await worker.stop();
  });

  it('notes a redirect, a refused connection and silence as what they are', async () => {
    const redirecting = await newReceiver();
    redirecting.answer = () => 302;
    const silent = await newReceiver();
    silent.answer = () => 'never';
    const gone = await startReceiver();
    await gone.close();
    const ids: string[] = [];
    for (const { url } of [redirecting, silent, gone]) ids.push((await newTarget(url)).id);
    await emit('x');
    const worker = startWorker({ standStill: true, timeoutMs: 100 });
    await vi.waitUntil(async () => {
      const all = await Promise.all(ids.map(deliveries));
      return all.every(([delivery]) => delivery?.last_error !== null);
    });
    await worker.stop();
    const noted = (await Promise.all(ids.map(deliveries))).flat();
    expect(noted.map(({ status, last_status }) => [status, last_status])).toEqual([
      ['pending', 302],
      ['pending', null],
      ['pending', null],
    ]);
    expect(noted[0]?.last_error).toContain('redirects are not followed');
    expect(noted[1]?.last_error).toBe('no answer within 0.1 s');
    expect(noted[2]?.last_error).toContain('ECONNREFUSED');
  });

  it('does not connect to a private address, also for a target from before that was forbidden', async () => {
    const receiver = await newReceiver();
    const literal = await newTarget(receiver.url);
    const named = await newTarget(receiver.url.replace('127.0.0.1', 'rebind.test'));
    await emit('secret');
    const worker = startWorker({
      standStill: true,
      allowPrivateNetworks: false,
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    });
    await vi.waitUntil(async () => {
      const all = await Promise.all([literal, named].map(({ id }) => deliveries(id)));
      return all.every(([delivery]) => delivery?.last_error?.includes('not a public address'));
    });
    await worker.stop();
    expect(receiver.received).toEqual([]);
  });

  it('says so when the secret of a target cannot be decrypted', async () => {
    const receiver = await newReceiver();
    const target = await newTarget(receiver.url);
    await emit('x');
    const worker = startWorker({ standStill: true, instanceKey: new Uint8Array(32) });
    await vi.waitUntil(async () =>
      (await deliveries(target.id))[0]?.last_error?.includes('cannot be decrypted'),
    );
    await worker.stop();
    expect(receiver.received).toEqual([]);
  });

  it('follows a change of the URL, and drops what a deleted target did not get', async () => {
    const [before, after] = [await newReceiver(), await newReceiver()];
    const target = await newTarget(before.url);
    await emit('moved');
    await targets.update(depot.call(), { org: 'acme', webhookTargetId: target.id, url: after.url });
    const worker = startWorker({ standStill: true });
    await after.hasReceived(1);
    await worker.stop();
    await emit('dropped');
    await targets.delete(depot.call(), { org: 'acme', webhookTargetId: target.id });
    const second = startWorker({ standStill: true });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await second.metrics()).toMatchObject({ pending: 0, delivered: 1 });
    expect(before.received).toEqual([]);
    expect(after.received).toHaveLength(1);
  });

  it('survives a database that fails for a moment', async () => {
    const receiver = await newReceiver();
    await newTarget(receiver.url);
    await emit('x');
    const { storage } = depot.deps;
    let failures = 2;
    const error = vi.fn();
    startWorker({
      storage: {
        read: storage.read,
        close: () => storage.close(),
        transaction: (work) =>
          failures-- > 0 ? Promise.reject(new Error('disk full')) : storage.transaction(work),
      },
      log: { debug: () => {}, warn: () => {}, error },
    });
    await receiver.hasReceived(1);
    expect(error).toHaveBeenCalledTimes(2);
  });
});
