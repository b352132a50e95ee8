import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTempStorage, describeOnEngines, type TempStorage } from '../testing/temp-storage.js';
import {
  claimDeliveries,
  completeDelivery,
  countDeliveries,
  type DeliveryRecord,
  enqueueEvents,
  listDeliveries,
  nextDeliveryDueAt,
  parkDelivery,
  retryDelivery,
} from './webhook-deliveries.js';
import {
  deleteWebhookTarget,
  getWebhookTarget,
  insertWebhookTarget,
  listTargetsFor,
  listWebhookTargets,
  updateWebhookTarget,
} from './webhook-targets.js';

const NO_ERROR = { lastStatus: 200, lastError: null };
const FAILED = { lastStatus: 500, lastError: 'answered 500' };

describeOnEngines('the webhook outbox', (engine) => {
  let temp: TempStorage;
  beforeEach(async () => {
    temp = await createTempStorage(engine);
  });
  afterEach(() => temp.remove());

  const addTarget = (id: string, fields: { events?: string[]; repoIds?: string[] | null } = {}) =>
    temp.storage.transaction((tx) =>
      insertWebhookTarget(tx, {
        id,
        orgId: 'org_1',
        name: null,
        url: 'https://example.com',
        events: ['push'],
        repoIds: null,
        secret: 's',
        createdAt: 1,
        ...fields,
      }),
    );
  let events = 0;
  const happen = (count: number, now = 0, type = 'push', repoId: string | null = 'repo_1') =>
    temp.storage.transaction((tx) =>
      enqueueEvents(tx, {
        orgId: 'org_1',
        repoId,
        now,
        events: Array.from({ length: count }, () => ({ id: `evt_${events++}`, type, body: '{}' })),
      }),
    );
  const claim = (now: number, limit = 10) =>
    temp.storage.transaction((tx) => claimDeliveries(tx, { now, leaseMs: 100, limit }));
  const complete = (delivery: DeliveryRecord, now: number) =>
    temp.storage.transaction((tx) => completeDelivery(tx, delivery, NO_ERROR, now));
  const dueAt = () => nextDeliveryDueAt(temp.storage.read);

  it('gives every target its events one at a time and in order', async () => {
    await addTarget('wht_1');
    await addTarget('wht_2');
    expect(await happen(3)).toBe(6);
    const received: Record<string, number[]> = { wht_1: [], wht_2: [] };
    for (let round = 0; round < 3; round++) {
      const claimed = await claim(10);
      expect(claimed.map((delivery) => delivery.targetId).sort()).toEqual(['wht_1', 'wht_2']);
      expect(await claim(10)).toEqual([]);
      for (const delivery of claimed) {
        received[delivery.targetId]?.push(delivery.seq);
        expect(await complete(delivery, 11)).toBe(true);
      }
    }
    expect(await claim(10)).toEqual([]);
    for (const order of Object.values(received)) expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(await countDeliveries(temp.storage.read)).toMatchObject({ pending: 0, delivered: 6 });
  });

  it('keeps a target waiting while its oldest delivery backs off, and others not', async () => {
    await addTarget('wht_1');
    await addTarget('wht_2', { events: ['push', 'repo.created'] });
    await happen(2);
    const [first] = await claim(0, 1);
    const failed = first as DeliveryRecord;
    expect(await temp.storage.transaction((tx) => retryDelivery(tx, failed, FAILED, 5_000))).toBe(true);
    const [other] = await claim(0);
    expect(other?.targetId).not.toBe(failed.targetId);
    await complete(other as DeliveryRecord, 1);
    const [next] = await claim(2);
    expect(next?.targetId).toBe(other?.targetId);
    await complete(next as DeliveryRecord, 3);
    expect(await claim(4_999)).toEqual([]);
    expect(await dueAt()).toBe(5_000);
    const [again] = await claim(5_000);
    expect(again).toMatchObject({ id: failed.id, attempts: 2, lastStatus: 500, lastError: 'answered 500' });
  });

  it('lets the next one pass when one is parked', async () => {
    await addTarget('wht_1');
    await happen(2);
    const [first] = await claim(0);
    expect(await temp.storage.transaction((tx) => parkDelivery(tx, first as DeliveryRecord, FAILED, 9))).toBe(
      true,
    );
    const [second] = await claim(10);
    expect(second?.seq).toBe((first?.seq ?? 0) + 1);
    const parked = await listDeliveries(temp.storage.read, 'wht_1', { limit: 10, status: 'parked' });
    expect(parked.items).toMatchObject([{ id: first?.id, status: 'parked', lastStatus: 500, finishedAt: 9 }]);
  });

  it('hands a delivery on when its worker died, and does not believe that worker later', async () => {
    await addTarget('wht_1');
    await happen(1);
    const [dead] = await claim(0);
    expect(await dueAt()).toBe(100);
    expect(await claim(99)).toEqual([]);
    const [alive] = await claim(100);
    expect(alive).toMatchObject({ id: dead?.id, attempts: 2 });
    expect(await complete(dead as DeliveryRecord, 101)).toBe(false);
    expect(await complete(alive as DeliveryRecord, 101)).toBe(true);
    expect(await complete(alive as DeliveryRecord, 102)).toBe(false);
    expect(await dueAt()).toBeNull();
  });

  it('parks what a deleted target has not received', async () => {
    await addTarget('wht_1');
    await happen(2);
    expect(await temp.storage.transaction((tx) => deleteWebhookTarget(tx, 'org_1', 'wht_1', 7))).toBe(true);
    expect(await temp.storage.transaction((tx) => deleteWebhookTarget(tx, 'org_1', 'wht_1', 8))).toBe(false);
    expect(await claim(10)).toEqual([]);
    expect(await countDeliveries(temp.storage.read)).toMatchObject({ pending: 0, parked: 2 });
    expect(await getWebhookTarget(temp.storage.read, 'org_1', 'wht_1')).toBeUndefined();
    expect(await happen(1)).toBe(0);
  });

  it('finds the targets of an event by organization, type and repository', async () => {
    await addTarget('wht_all', { events: ['push', 'repo.created'] });
    await addTarget('wht_one', { repoIds: ['repo_1', 'repo_2'] });
    await addTarget('wht_other', { repoIds: ['repo_10'] });
    await addTarget('wht_type', { events: ['repo.created'] });
    const targets = async (orgId: string, repoId: string | null, type: string) =>
      (await listTargetsFor(temp.storage.read, { orgId, repoId, type })).map((target) => target.id);
    expect(await targets('org_1', 'repo_1', 'push')).toEqual(['wht_all', 'wht_one']);
    expect(await targets('org_1', 'REPO_1', 'push')).toEqual(['wht_all']);
    expect(await targets('org_1', null, 'push')).toEqual(['wht_all']);
    expect(await targets('org_1', 'repo_1', 'repo.created')).toEqual(['wht_all', 'wht_type']);
    expect(await targets('org_1', 'repo_1', 'repo%created')).toEqual([]);
    expect(await targets('org_2', 'repo_1', 'push')).toEqual([]);
  });

  it('changes what a patch of a target names, and lists targets newest first', async () => {
    await addTarget('wht_1', { repoIds: ['repo_1'] });
    await addTarget('wht_2');
    const update = (patch: Parameters<typeof updateWebhookTarget>[3], id = 'wht_1') =>
      temp.storage.transaction((tx) => updateWebhookTarget(tx, 'org_1', id, patch, 50));
    expect(await update({ name: 'n', repoIds: null })).toMatchObject({
      name: 'n',
      repoIds: null,
      events: ['push'],
      url: 'https://example.com',
      updatedAt: 50,
    });
    expect(await update({ events: ['repo.deleted'] })).toMatchObject({ name: 'n', events: ['repo.deleted'] });
    expect(await update({}, 'wht_9')).toBeUndefined();
    const page = await listWebhookTargets(temp.storage.read, { orgId: 'org_1', limit: 1 });
    expect([page.items.map((target) => target.id), page.hasMore]).toEqual([['wht_2'], true]);
    const rest = await listWebhookTargets(temp.storage.read, {
      orgId: 'org_1',
      limit: 1,
      before: page.items[0]?.seq ?? null,
    });
    expect([rest.items.map((target) => target.id), rest.hasMore]).toEqual([['wht_1'], false]);
  });
});
