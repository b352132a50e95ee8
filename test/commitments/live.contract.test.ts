import { type DeliberationEvent, MesaClient } from 'mesa-sdk/commitments';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlakyProxy } from '../faults/flaky-proxy.js';
import { ADMIN_TOKEN, createWorld, type Party, type World } from './world.js';

describe('deliberations.subscribe', () => {
  let world: World;
  let client: MesaClient;
  let party: Party;
  let token: string;
  beforeAll(async () => {
    world = await createWorld();
    client = new MesaClient(world.url, { adminToken: ADMIN_TOKEN });
    party = await world.join('offer');
    ({ token } = await client.principals.issueToken(party.id));
  });
  afterAll(() => world.depot.close());

  const say = (id: string, content: string) =>
    client.deliberations.appendTurn(id, party.sign({ type: 'turn', payload: { content } }));

  const content = (event: DeliberationEvent) => (event.type === 'turn' ? event.data.content : event.type);

  it('yields what has happened, and then what happens, until the loop is left', async () => {
    const { id } = await client.deliberations.open({ title: 'Live' });
    await say(id, 'before');
    const seen: string[] = [];
    for await (const event of client.deliberations.subscribe(id, { token })) {
      seen.push(`${event.seq} ${content(event)}`);
      if (event.seq === 2) await client.commitments.create(party.sign({ deliberationId: id }));
      if (event.seq === 3) await client.deliberations.close(id);
      if (event.seq === 4) break;
    }
    expect(seen).toEqual(['1 deliberation', '2 before', '3 commitment', '4 deliberation']);
  });

  it('goes on after a break where it was, without a gap and without telling anything twice', async () => {
    await using proxy = await FlakyProxy.start(() => Number(new URL(world.url).port));
    const watcher = new MesaClient(new URL('/commitments', proxy.apiUrl));
    const { id } = await client.deliberations.open({ title: 'Broken' });
    const TURNS = 12;
    const seen: DeliberationEvent[] = [];
    let connections = 0;
    const watching = (async () => {
      const onConnected = (connection: number): void => {
        connections = connection;
      };
      const options = { token: async () => token, after: 1, onConnected };
      for await (const event of watcher.deliberations.subscribe(id, options)) {
        seen.push(event);
        if (event.type === 'turn' && event.data.index % 4 === 1) proxy.cut();
        if (seen.length === TURNS) return;
      }
    })();
    for (let number = 0; number < TURNS; number += 1) await say(id, `turn ${number}`);
    await watching;
    expect(seen.map(content)).toEqual(Array.from({ length: TURNS }, (_, number) => `turn ${number}`));
    expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: TURNS }, (_, number) => number + 2));
    expect(connections).toBeGreaterThan(1);
  });

  it('waits for a server that cannot be reached, and ends at once when it is told to', async () => {
    await using proxy = await FlakyProxy.start(() => Number(new URL(world.url).port));
    proxy.weather.isDown = true;
    const watcher = new MesaClient(new URL('/commitments', proxy.apiUrl));
    const { id } = await client.deliberations.open({ title: 'Away' });
    const reachable = watcher.deliberations.subscribe(id, { token });
    const first = reachable.next();
    setTimeout(() => {
      proxy.weather.isDown = false;
    }, 300);
    expect((await first).value).toMatchObject({ seq: 1, type: 'deliberation' });

    const waiting = reachable.next();
    await reachable.return();
    expect(await waiting).toEqual({ done: true, value: undefined });

    const ended = new AbortController();
    const aborted = watcher.deliberations.subscribe(id, { token, after: 1, signal: ended.signal });
    setTimeout(() => ended.abort(), 50);
    expect(await aborted.next()).toEqual({ done: true, value: undefined });
  });

  it('throws what the server has against it', async () => {
    const { id } = await client.deliberations.open({ title: 'Closed' });
    const refusal = async (deliberation: string, given: string) => {
      try {
        for await (const _ of client.deliberations.subscribe(deliberation, { token: given }))
          return 'an event';
      } catch (error) {
        const { name, code, statusCode } = error as { name: string; code: string; statusCode: number };
        return [name, statusCode, code];
      }
      return 'nothing';
    };
    const { token: mute } = await client.principals.issueToken(party.id, { scopes: ['offer'] });
    const { token: elsewhere } = await client.principals.issueToken(party.id, {
      deliberationId: (await client.deliberations.open({ title: 'Another' })).id,
    });
    expect(await refusal(id, 'none')).toEqual(['Unauthorized', 401, 'invalid_token']);
    expect(await refusal(id, mute)).toEqual(['Forbidden', 403, 'authority_denied']);
    expect(await refusal(id, elsewhere)).toEqual(['Forbidden', 403, 'authority_denied']);
    expect(await refusal('0'.repeat(32), token)).toEqual(['NotFound', 404, 'not_found']);
  });

  it('asks for another token when the one it had has expired', async () => {
    const { id } = await client.deliberations.open({ title: 'Long' });
    const tokens: string[] = [];
    const fresh = async (): Promise<string> => {
      const issued = await client.principals.issueToken(party.id, { ttlSeconds: 1 });
      tokens.push(issued.token);
      return issued.token;
    };
    const subscription = client.deliberations.subscribe(id, { token: fresh });
    await subscription.next();
    const next = subscription.next();
    while (tokens.length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
    await say(id, 'still here');
    expect((await next).value).toMatchObject({ seq: 2, type: 'turn' });
    await subscription.return();
  });
});
