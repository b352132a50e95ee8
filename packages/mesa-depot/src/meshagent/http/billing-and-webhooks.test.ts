import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { jwtVerify } from 'jose';
import { beforeAll, expect, it, vi } from 'vitest';
import { startReceiver } from '../../jobs/testing/receiver.js';
import { describeOnEngines } from '../../storage/testing/temp-storage.js';
import { pythonJson } from '../python-json.js';
import { cutIntoIntervals } from '../service/usage-intervals.js';
import { type Person, World } from '../testing/world.js';

const DAY_MS = 24 * 3_600_000;

it('writes JSON as the receivers of webhooks write it once more', () => {
  expect(
    pythonJson({ b: ['é', '😀', 'a"\\\n\u007f'], a: { x: 1, y: 1.5, z: 0.00001, n: null, t: true } }),
  ).toBe(
    '{"b": ["\\u00e9", "\\ud83d\\ude00", "a\\"\\\\\\n\\u007f"], "a": {"x": 1, "y": 1.5, "z": 1e-05, "n": null, "t": true}}',
  );
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = pythonJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(text).toMatch(/^[\x20-\x7e]*$/);
    }),
  );
});

it('cuts a time into intervals without a gap', () => {
  const start = Date.UTC(2026, 0, 31, 12);
  const months = cutIntoIntervals({ start, end: Date.UTC(2026, 3, 1) }, 'month');
  expect(months.map(({ end }) => new Date(end).toISOString())).toEqual([
    '2026-02-28T12:00:00.000Z',
    '2026-03-31T12:00:00.000Z',
    '2026-04-01T00:00:00.000Z',
  ]);
  expect(() => cutIntoIntervals({ start, end: start + 3_000 * DAY_MS }, 'hour')).toThrow('1000');
});

describeOnEngines('webhooks and billing', (engine) => {
  let world: World;
  let admin: Person;
  let operator: Person;
  let project: string;
  let other: string;

  beforeAll(async () => {
    world = await World.create(engine);
    admin = await world.addUser('admin@example.com');
    operator = await world.addUser('operator@example.com', { isOperator: true });
    project = (await world.services.projects.create(admin.id, { name: 'ours' })).id;
    other = (await world.services.projects.create(operator.id, { name: 'theirs' })).id;
    return () => world[Symbol.asyncDispose]();
  });

  function call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    { token = admin.token, of = project } = {},
  ) {
    return world.call(method, `/accounts/projects/${of}${path}`, token, body);
  }

  it('deliver events of rooms, signed, and try again when the receiver fails', async () => {
    const receiver = await startReceiver();
    const { webhooks } = world.services;
    const input = {
      name: 'rooms',
      url: receiver.url,
      events: ['room.started'],
      action: 'wake',
      payload: { place: 'Zürich', event: 'not this' },
    };
    const created = (await call('POST', '/webhooks', input)).body;
    expect(created).toMatchObject({ secret: expect.any(String), description: '', action: 'wake' });
    expect((await call('GET', '/webhooks')).body.webhooks[0]).not.toHaveProperty('secret');
    await call('POST', '/rooms', { name: 'lobby' });
    await call('POST', '/rooms/lobby/connect', {});
    const answers = [500];
    receiver.answer = () => answers.shift() ?? 200;
    expect(await webhooks.deliverDue()).toBe(1);
    expect(await webhooks.deliverDue()).toBe(0);
    world.pass(10_000);
    // As two processes would.
    const tried = await Promise.all([webhooks.deliverDue(), webhooks.deliverDue()]);
    expect(tried.sort()).toEqual([0, 1]);
    expect(receiver.received).toHaveLength(2);
    const [, last] = receiver.received;
    expect(last?.body).toBe(
      '{"event": "room.started", "data": {"room_name": "lobby", "room_url": "wss://mesh.example/rooms/lobby"}, "action": "wake", "place": "Z\\u00fcrich"}',
    );
    const token = String(last?.headers['meshagent-signature']).replace('Bearer ', '');
    const { payload } = await jwtVerify(token, new TextEncoder().encode(created.secret), {
      algorithms: ['HS256'],
    });
    expect(payload.sha256).toBe(
      createHash('sha256')
        .update(last?.body ?? '')
        .digest('hex'),
    );
    const { deliveries } = (await call('GET', `/webhooks/${created.id}/deliveries`)).body;
    expect(deliveries).toMatchObject([
      {
        event: 'room.started',
        status: 'delivered',
        attempts: 2,
        response_status: 200,
        next_attempt_at: null,
      },
    ]);

    const update = { ...input, events: ['room.ended'], payload: '' };
    expect((await call('PUT', `/webhooks/${created.id}`, update)).body).toMatchObject({ payload: null });
    answers.push(500, 500, 500);
    await call('DELETE', '/rooms/lobby');
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await webhooks.deliverDue();
      world.pass(60_000);
    }
    expect((await call('GET', `/webhooks/${created.id}/deliveries?limit=1`)).body.deliveries).toMatchObject([
      { event: 'room.ended', status: 'failed', attempts: 3, response_status: 500 },
    ]);
    const elsewhere = { token: operator.token, of: other };
    expect((await call('PUT', `/webhooks/${created.id}`, input, elsewhere)).status).toBe(404);
    expect((await call('DELETE', `/webhooks/${created.id}`, undefined, elsewhere)).status).toBe(404);
    expect((await call('DELETE', `/webhooks/${created.id}`)).status).toBe(200);
    await receiver.close();
  });

  it('refuse webhooks to nowhere, and for what is no event', async () => {
    const input = { name: 'x', url: 'https://example.com', events: ['room.started'] };
    for (const wrong of [
      { url: 'ftp://example.com' },
      { url: 'nowhere' },
      { events: [] },
      { events: ['room.exploded'] },
      { payload: 'text' },
      { name: '' },
    ]) {
      expect((await call('POST', '/webhooks', { ...input, ...wrong })).body.code).toBe('invalid_request');
    }
  });

  it('keep a balance that is what was credited less what was used', async () => {
    const before = (await call('GET', '/balance')).body.balance;
    const credit = { amount: 10.000_001, description: 'June', reference: 'inv-1' };
    expect((await call('POST', '/transactions', credit)).status).toBe(403);
    const asOperator = { token: operator.token };
    expect((await call('POST', '/transactions', credit, asOperator)).body).toMatchObject({
      amount: 10.000_001,
      reference: 'inv-1',
    });
    await call('POST', '/transactions', { amount: -3, description: 'refund' }, asOperator);
    expect((await call('POST', '/transactions', { ...credit, amount: 0 }, asOperator)).status).toBe(400);
    const nowhere = { ...asOperator, of: '11111111-1111-4111-8111-111111111111' };
    expect((await call('POST', '/transactions', credit, nowhere)).status).toBe(404);
    await call('POST', '/rooms', { name: 'paid' });
    const start = new Date(world.now).toISOString();
    for (let index = 0; index < 3; index += 1) await call('POST', '/rooms/paid/connect', {});
    const [session] = (await call('GET', '/sessions/active')).body.sessions;
    world.pass(90_000);
    await call('POST', `/sessions/${session.id}/terminate`);
    // Three connections at 0.1, a minute and a half at 0.02.
    const { balance } = (await call('GET', '/balance')).body;
    expect(Math.round((balance - before) * 1e6)).toBe(10_000_001 - 3_000_000 - 300_000 - 30_000);
    world.pass(1);
    const usage = (await call('GET', `/usage?start=${start}&report=rooms`)).body.usage;
    expect(usage).toMatchObject([
      { type: 'connection', quantity: 3, total: 0.3, room: 'paid' },
      { type: 'room_minute', quantity: 1.5, total: 0.03, room: 'paid' },
    ]);
    const end = new Date(world.now + DAY_MS).toISOString();
    const byHour = await call('GET', `/usage?start=${start}&end=${end}&interval=hour&usage_type=connection`);
    expect(byHour.body.usage).toHaveLength(1);
    expect((await call('GET', '/usage?model=gpt')).body).toEqual({ usage: [] });
    expect((await call('GET', `/usage?start=${end}&end=${start}`)).status).toBe(400);
    expect((await call('GET', '/transactions')).body.transactions).toMatchObject([
      { amount: -3, reference: null, referenceType: null },
      { amount: 10.000_001 },
    ]);
    await call('DELETE', '/rooms/paid');
  });

  it('answer what has to do with payments as records', async () => {
    const recharge = { enabled: true, amount: 20, threshold: 5 };
    expect(await call('POST', '/recharge', recharge)).toEqual({ status: 200, body: {} });
    expect((await call('GET', '/balance')).body).toMatchObject({
      auto_recharge_amount: 20,
      auto_recharge_threshold: 5,
      last_recharge: null,
    });
    expect((await call('POST', '/recharge', { ...recharge, amount: 0 })).status).toBe(400);
    const urls = { success_url: 'https://example.com/a', cancel_url: 'https://example.com/b' };
    const { checkout_url } = (await call('POST', '/subscription', urls)).body;
    expect(checkout_url).toMatch(/\/checkout$/);
    expect((await call('POST', '/credits', { ...urls, quantity: 2 })).body).toEqual({ checkout_url });
    const wrong = { ...urls, cancel_url: 'javascript:alert(1)' };
    expect((await call('POST', '/subscription', wrong)).body.errors).toMatchObject([{ path: 'cancel_url' }]);
    expect((await call('GET', '/subscription')).body).toMatchObject({ status: 'none' });
    const pricing = await world.call('GET', '/pricing', undefined);
    expect(pricing.body.items).toContainEqual({ type: 'connection', unit: 'connection', price: 0.1 });
  });

  it('deliver to one project while the receivers of another do not answer', async () => {
    const { webhooks } = world.services;
    const [hanging, quick] = await Promise.all([startReceiver(), startReceiver()]);
    hanging.answer = () => 'never';
    const hook = (url: string) => ({ name: 'hook', url, events: ['room.started'] });
    const { id } = (await call('POST', '/webhooks', hook(hanging.url))).body;
    for (let index = 0; index < 12; index += 1) {
      await call('POST', '/rooms', { name: `hanging-${index}` });
      await call('POST', `/rooms/hanging-${index}/connect`, {});
    }
    const theirs = { token: operator.token, of: other };
    const watched = (await call('POST', '/webhooks', hook(quick.url), theirs)).body.id;
    await call('POST', '/rooms', { name: 'quick' }, theirs);
    await call('POST', '/rooms/quick/connect', {}, theirs);

    let ends = 0;
    expect(await webhooks.beginDue(() => (ends += 1))).toBe(4 + 1);
    await Promise.all([quick.hasReceived(1), hanging.hasReceived(4)]);
    await vi.waitUntil(() => ends === 1);
    expect(await webhooks.beginDue()).toBe(0);
    await hanging.close();
    await webhooks.settle();
    expect(ends).toBe(5);
    // Those that have not been tried yet come before those that failed.
    expect(await webhooks.deliverDue()).toBe(4);
    expect(hanging.received).toHaveLength(4);

    // A secret that cannot be read is told of, and holds up nothing either.
    await world.storage.transaction((tx) =>
      tx.updateTable('mesh_webhooks').set({ secret: 'x' }).where('id', '=', id).execute(),
    );
    expect(await webhooks.deliverDue()).toBe(4);
    const { deliveries } = (await call('GET', `/webhooks/${id}/deliveries?limit=1`)).body;
    expect(deliveries).toMatchObject([{ status: 'pending', error: expect.stringContaining('instance key') }]);

    const count = async () => (await call('GET', `/webhooks/${watched}/deliveries`, undefined, theirs)).body;
    world.pass(29 * DAY_MS);
    expect(await webhooks.removeOld()).toBe(0);
    expect((await count()).deliveries).toHaveLength(1);
    world.pass(2 * DAY_MS);
    expect(await webhooks.removeOld()).toBe(1);
    expect((await count()).deliveries).toEqual([]);
    await call('DELETE', `/webhooks/${id}`);
    await quick.close();
  });
});
