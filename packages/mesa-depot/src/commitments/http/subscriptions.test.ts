import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createDepot, type Depot } from '../../depot/create-depot.js';
import { hasPostgres } from '../../storage/testing/postgres-server.js';
import { createPostgresDatabase } from '../../storage/testing/temp-storage.js';

const ADMIN_TOKEN = 'the admin token';

interface Event {
  readonly seq: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Collects what a WebSocket is told. */
class Subscriber {
  readonly events: Event[] = [];
  readonly closed: Promise<number>;
  readonly #socket: WebSocket;

  constructor(depot: Depot, path: string) {
    this.#socket = new WebSocket(`${depot.commitmentsUrl?.replace('http', 'ws')}${path}`);
    this.#socket.on('message', (text) => this.events.push(JSON.parse(String(text))));
    this.#socket.on('error', () => {});
    this.closed = new Promise((resolve) => this.#socket.on('close', resolve));
  }

  async until(count: number): Promise<Event[]> {
    const deadline = Date.now() + 10_000;
    while (this.events.length < count && Date.now() < deadline) await pause(5);
    expect(this.events.length).toBeGreaterThanOrEqual(count);
    return this.events;
  }

  close(): void {
    this.#socket.close();
  }
}

async function call(depot: Depot, method: string, path: string, body?: object) {
  const response = await fetch(`${depot.commitmentsUrl}${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-admin-token': ADMIN_TOKEN },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as { readonly id: string; readonly token: string };
}

let keys = 0;

async function createToken(depot: Depot, body: object = {}): Promise<string> {
  keys += 1;
  const public_key = `${keys}`.padStart(64, '0');
  const { id } = await call(depot, 'POST', '/principals', { org: 'acme', public_key });
  return (await call(depot, 'POST', `/principals/${id}/tokens`, body)).token;
}

const STAGES = ['scope', 'amendment', 'signoff', 'offer'];

/** Makes events: number 1 is the opening. */
async function change(depot: Depot, id: string, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    await call(depot, 'PATCH', `/deliberations/${id}`, { stage: STAGES[n % 4] as string });
  }
}

describe('live events', () => {
  let depot: Depot;
  let id: string;

  beforeAll(async () => {
    depot = await createDepot({ commitments: { adminToken: ADMIN_TOKEN } });
    id = (await call(depot, 'POST', '/deliberations', { title: 'watched' })).id;
    return () => depot.close();
  });

  const subscribe = (path: string) => new Subscriber(depot, path);

  it('come in order, each once, from the one after `after`', async () => {
    const token = await createToken(depot);
    const all = subscribe(`/deliberations/${id}/events?token=${token}&after=0`);
    await change(depot, id, 4);
    const events = await all.until(5);
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(events.map(({ data }) => data.stage)).toEqual(['offer', ...STAGES]);
    const some = subscribe(`/deliberations/${id}/events?token=${token}&after=3`);
    expect((await some.until(2)).map(({ seq }) => seq)).toEqual([4, 5]);
    const news = subscribe(`/deliberations/${id}/events?token=${token}`);
    await pause(200);
    await change(depot, id, 1);
    expect(await news.until(1)).toMatchObject([{ seq: 6, type: 'deliberation' }]);
    for (const subscriber of [all, some, news]) subscriber.close();
    expect(await all.closed).toBe(1005);
  });

  it('are told to who has a token for them and nobody else', async () => {
    const path = (token: string, deliberation = id) => `/deliberations/${deliberation}/events?token=${token}`;
    const other = (await call(depot, 'POST', '/deliberations', { title: 'another' })).id;
    expect(await subscribe(`/deliberations/${id}/events`).closed).toBe(4401);
    expect(await subscribe(path('x')).closed).toBe(4401);
    expect(await subscribe(path(await createToken(depot, { scopes: [] }))).closed).toBe(4403);
    const limited = await createToken(depot, { deliberation_id: other });
    expect(await subscribe(path(limited)).closed).toBe(4403);
    const token = await createToken(depot);
    expect(await subscribe(path(token, '0'.repeat(32))).closed).toBe(4404);
    expect(await subscribe(path(token, 'nothing')).closed).toBe(4404);
    expect(await subscribe(`${path(token)}&after=x`).closed).toBe(1008);
    expect(await subscribe(path(await createToken(depot, { ttl_seconds: 1 }))).closed).toBe(4401);
    expect(await subscribe('/nothing').closed).toBe(1006);
  });

  it('end when the depot does, without keeping it', async () => {
    await using short = await createDepot({ commitments: { adminToken: ADMIN_TOKEN } });
    const own = await call(short, 'POST', '/deliberations', { title: 't' });
    const token = await createToken(short);
    const subscriber = new Subscriber(short, `/deliberations/${own.id}/events?token=${token}&after=0`);
    await subscriber.until(1);
    await short.close();
    expect(await subscriber.closed).toBe(1001);
  });

  it('leave other requests alone that ask for an upgrade, as curl does', async () => {
    const body = JSON.stringify({ title: 'by HTTP/1.1' });
    const outgoing = request(`${depot.commitmentsUrl}/deliberations`, {
      method: 'POST',
      headers: {
        connection: 'Upgrade, HTTP2-Settings',
        upgrade: 'h2c',
        'http2-settings': 'AAMAAABkAAQCAAAAAAIAAAAA',
        'content-type': 'application/json',
        'content-length': body.length,
      },
    });
    outgoing.end(body);
    const [response] = await once(outgoing, 'response');
    expect(response.statusCode).toBe(201);
    response.resume();
    const websocket = new WebSocket(`${depot.url.replace('http', 'ws')}/v1/whoami`);
    const [error] = await once(websocket, 'error');
    expect(String(error)).toContain('401');
  });

  it.skipIf(!hasPostgres)('reach subscribers of every process', async () => {
    const databaseUrl = await createPostgresDatabase();
    const options = {
      databaseUrl,
      instanceKey: Buffer.alloc(32, 7).toString('base64'),
      commitments: { adminToken: ADMIN_TOKEN },
    };
    await using one = await createDepot(options);
    await using two = await createDepot(options);
    const shared = await call(one, 'POST', '/deliberations', { title: 'shared' });
    const token = await createToken(one);
    const path = `/deliberations/${shared.id}/events?token=${token}&after=0`;
    const subscribers = [new Subscriber(one, path), new Subscriber(two, path)];
    await Promise.all([change(one, shared.id, 8), change(two, shared.id, 8)]);
    const last = (await one.commitments?.events.lastSeq(shared.id)) ?? 0;
    expect(last).toBeGreaterThan(1);
    for (const subscriber of subscribers) {
      const events = await subscriber.until(last);
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: last }, (_, n) => n + 1));
      subscriber.close();
    }
  });
});
