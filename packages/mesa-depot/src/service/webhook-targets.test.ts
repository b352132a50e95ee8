import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enqueueEvents } from '../storage/index.js';
import { createTestDepot, OTHER, type TestDepot } from './testing/test-depot.js';
import { WebhookTargetService } from './webhook-targets.js';

const org = 'acme';
const url = 'https://hooks.example.com/mesa';

let depot: TestDepot;
let targets: WebhookTargetService;
beforeEach(async () => {
  depot = await createTestDepot();
  targets = new WebhookTargetService(depot.deps);
});
afterEach(() => depot.close());

describe('create', () => {
  it('returns the target with its secret, for pushes to all repositories unless told otherwise', async () => {
    const { secret, ...target } = await targets.create(depot.call(), { org, url });
    expect(secret).toMatch(/^whsec_[0-9A-Za-z]{40}$/);
    expect(target).toEqual({
      id: expect.stringMatching(/^wht_[0-9a-z]{26}$/),
      name: null,
      url,
      events: ['push'],
      repo_ids: null,
      created_at: '2023-11-14T22:13:20.000Z',
      updated_at: '2023-11-14T22:13:20.000Z',
    });
    expect(await targets.get(depot.call(), { org, webhookTargetId: target.id })).toEqual(target);
    expect(await targets.list(depot.call(), { org })).toEqual({
      webhook_targets: [target],
      has_more: false,
      next_cursor: null,
    });
  });

  it('stores the secret encrypted', async () => {
    const { secret } = await targets.create(depot.call(), { org, url });
    for (const file of await readdir(depot.folder)) {
      expect((await readFile(join(depot.folder, file))).includes(secret)).toBe(false);
    }
  });

  it('gives the same target and secret again to a retry', async () => {
    const idempotency = { key: 'k', requestHash: new Uint8Array(32), secret: Buffer.from('mesa_admin') };
    const first = await targets.create(depot.call({}, idempotency), { org, url });
    expect(await targets.create(depot.call({}, idempotency), { org, url })).toEqual(first);
    expect((await targets.list(depot.call(), { org })).webhook_targets).toHaveLength(1);
  });

  it('refuses a URL that is malformed, carries credentials or is private', async () => {
    for (const [bad, code] of [
      ['nonsense', 'BAD_REQUEST'],
      ['https://me:secret@hooks.example.com/', 'BAD_REQUEST'],
      ['http://127.0.0.1:8790/', 'ADDRESS_NOT_ALLOWED'],
      ['http://[::ffff:10.0.0.1]/', 'ADDRESS_NOT_ALLOWED'],
    ] as const) {
      await expect(targets.create(depot.call(), { org, url: bad })).rejects.toMatchObject({ code });
    }
    depot.deps.allowPrivateNetworks = true;
    await expect(targets.create(depot.call(), { org, url: 'http://127.0.0.1:8790/' })).resolves.toBeDefined();
  });

  it('names repositories that do not exist', async () => {
    await expect(targets.create(depot.call(), { org, url, repo_ids: ['repo_none'] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('"repo_none"'),
    });
  });
});

describe('update', () => {
  it('replaces what is given and keeps the rest', async () => {
    const repo = await depot.addRepo('one');
    const { id } = await targets.create(depot.call(), { org, url, name: 'ci' });
    depot.advance(1_000);
    const input = { org, webhookTargetId: id };
    expect(
      await targets.update(depot.call(), { ...input, events: ['push', 'change.created'], repo_ids: [repo] }),
    ).toMatchObject({
      name: 'ci',
      url,
      events: ['push', 'change.created'],
      repo_ids: [repo],
      created_at: '2023-11-14T22:13:20.000Z',
      updated_at: '2023-11-14T22:13:21.000Z',
    });
    expect(
      await targets.update(depot.call(), {
        ...input,
        name: null,
        url: 'https://other.example.com/',
        repo_ids: null,
      }),
    ).toMatchObject({
      name: null,
      url: 'https://other.example.com/',
      events: ['push', 'change.created'],
      repo_ids: null,
    });
    expect(await targets.update(depot.call(), input)).toEqual(await targets.get(depot.call(), input));
  });

  it('refuses a private URL and unknown repositories', async () => {
    const { id } = await targets.create(depot.call(), { org, url });
    const input = { org, webhookTargetId: id };
    await expect(targets.update(depot.call(), { ...input, url: 'http://10.0.0.1/' })).rejects.toMatchObject({
      code: 'ADDRESS_NOT_ALLOWED',
    });
    await expect(targets.update(depot.call(), { ...input, repo_ids: ['repo_none'] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await targets.get(depot.call(), input)).toMatchObject({ url, repo_ids: null });
  });
});

describe('a credential restricted to repositories', () => {
  it('sees and manages only targets within its own', async () => {
    const [mine, other] = [await depot.addRepo('mine'), await depot.addRepo('other')];
    const all = await targets.create(depot.call(), { org, url });
    const both = await targets.create(depot.call(), { org, url, repo_ids: [mine, other] });
    const own = await targets.create(depot.call(), { org, url, repo_ids: [mine] });
    const call = depot.call({ repoIds: [mine] });

    expect((await targets.list(call, { org })).webhook_targets.map(({ id }) => id)).toEqual([own.id]);
    for (const { id } of [all, both]) {
      const input = { org, webhookTargetId: id };
      for (const run of [
        () => targets.get(call, input),
        () => targets.update(call, input),
        () => targets.delete(call, input),
        () => targets.listDeliveries(call, input),
      ]) {
        await expect(run()).rejects.toMatchObject({ code: 'NOT_FOUND' });
      }
    }
    await expect(targets.create(call, { org, url })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(targets.create(call, { org, url, repo_ids: [other] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(targets.create(call, { org, url, repo_ids: [mine] })).resolves.toBeDefined();
    const input = { org, webhookTargetId: own.id };
    await expect(targets.update(call, { ...input, repo_ids: null })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(targets.update(call, { ...input, repo_ids: [mine, other] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await targets.delete(call, input)).toEqual({ success: true });
  });
});

describe('delete', () => {
  it('makes the target unknown', async () => {
    const { id } = await targets.create(depot.call(), { org, url });
    const input = { org, webhookTargetId: id };
    expect(await targets.delete(depot.call(), input)).toEqual({ success: true });
    await expect(targets.get(depot.call(), input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(targets.delete(depot.call(), input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await targets.list(depot.call(), { org })).webhook_targets).toEqual([]);
  });

  it('does not reach another organization', async () => {
    const { id } = await targets.create(depot.call(), { org, url });
    const call = depot.call({ org: OTHER });
    await expect(targets.delete(call, { org: 'other', webhookTargetId: id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(targets.delete(call, { org, webhookTargetId: id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('list', () => {
  it('pages from the newest to the oldest', async () => {
    for (const name of ['a', 'b', 'c']) await targets.create(depot.call(), { org, url, name });
    const first = await targets.list(depot.call(), { org, limit: 2 });
    const second = await targets.list(depot.call(), { org, limit: 2, cursor: first.next_cursor ?? '' });
    expect([...first.webhook_targets, ...second.webhook_targets].map((target) => target.name)).toEqual([
      'c',
      'b',
      'a',
    ]);
  });
});

describe('listDeliveries', () => {
  it('pages from the newest to the oldest and filters by state', async () => {
    const { id } = await targets.create(depot.call(), { org, url });
    for (const event of ['evt_1', 'evt_2', 'evt_3']) {
      const events = [{ id: event, type: 'push', body: '{}' }];
      await depot.deps.storage.transaction((tx) =>
        enqueueEvents(tx, { orgId: 'org_acme', repoId: null, events, now: depot.deps.now() }),
      );
    }
    const input = { org, webhookTargetId: id };
    const first = await targets.listDeliveries(depot.call(), { ...input, limit: 2 });
    expect(first.deliveries[0]).toEqual({
      id: expect.stringMatching(/^whd_/),
      event_id: 'evt_3',
      event_type: 'push',
      status: 'pending',
      attempts: 0,
      last_status: null,
      last_error: null,
      next_attempt_at: '2023-11-14T22:13:20.000Z',
      created_at: '2023-11-14T22:13:20.000Z',
      finished_at: null,
    });
    const cursor = first.next_cursor ?? '';
    const second = await targets.listDeliveries(depot.call(), { ...input, limit: 2, cursor });
    expect([...first.deliveries, ...second.deliveries].map((delivery) => delivery.event_id)).toEqual([
      'evt_3',
      'evt_2',
      'evt_1',
    ]);
    expect((await targets.listDeliveries(depot.call(), { ...input, status: 'parked' })).deliveries).toEqual(
      [],
    );
    const other = await targets.create(depot.call(), { org, url });
    await expect(
      targets.listDeliveries(depot.call(), { org, webhookTargetId: other.id, cursor }),
    ).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
  });
});
