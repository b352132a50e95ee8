import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  type CallOptions,
  InvalidOptionsError,
  Meshagent,
  RoomException,
  type ScopeInput,
  type ShareSettings,
} from './index.js';

const P = '22222222-2222-4222-8222-222222222222';
const ROOM = { id: '33333333-3333-4333-8333-333333333333', name: 'desk', metadata: {}, annotations: {} };

/** A client of a function, and what it was asked. */
function answering(answer: (request: Request) => unknown): { client: Meshagent; requests: Request[] } {
  const requests: Request[] = [];
  const client = new Meshagent({
    baseUrl: 'http://127.0.0.1:1',
    token: 'mau_token',
    retry: { strategy: 'none' },
    fetch: async (request) => {
      requests.push(request.clone());
      const body = await answer(request);
      return body instanceof Response ? body : Response.json(body);
    },
  });
  return { client, requests };
}

const member = (id: number) => ({
  id: `${id}`,
  email: `${id}@example.com`,
  first_name: null,
  last_name: null,
  is_admin: false,
  is_developer: false,
  can_create_rooms: false,
});

describe('what is passed in', () => {
  // biome-ignore lint/suspicious/noExplicitAny: what callers without types do
  type Wrong = any;
  it.each<[string, (client: Meshagent) => PromiseLike<unknown>, RegExp]>([
    ['no data', (c) => c.storage.upload({ projectId: P, path: 'a' } as Wrong), /`data` .* is nothing/],
    ['null', (c) => c.storage.upload({ projectId: P, path: 'a', data: null as Wrong }), /is null/],
    ['an object', (c) => c.storage.upload({ projectId: P, path: 'a', data: {} as Wrong }), /is an object/],
    ['a number', (c) => c.storage.upload({ projectId: P, path: 'a', data: 5 as Wrong }), /is a number/],
    ['metadata', (c) => c.rooms.create({ projectId: P, name: 'a', metadata: 'b' as Wrong }), /`metadata`/],
    ['annotations', (c) => c.rooms.update(P, 'a', 'a', { annotations: ['b'] as Wrong }), /`annotations`/],
    ['scopes', (c) => c.rooms.create({ projectId: P, name: 'a', permissions: [] as Wrong }), /permissions/],
    [
      'a payload',
      (c) => c.scheduledTasks.update({ projectId: P, taskId: 't', payload: 'hello' as Wrong }),
      /`payload` of a task is a string; it must be a plain object/,
    ],
    ['share settings', (c) => c.shares.create(P, 'front-desk' as Wrong), /settings of shares.create/],
    ['share options', (c) => c.shares.update(P, 's', { timeoutMs: 5 } as Wrong), /`timeoutMs`.* option/],
    ['project options', (c) => c.projects.create('p', { signal: null } as Wrong), /`signal`.* option/],
    [
      'grant types',
      (c) => c.oauthClients.update(P, 'o', { grantTypes: 'client_credentials' as Wrong }),
      /must be an array/,
    ],
    ['no events', (c) => c.webhooks.create(P, { name: 'n', url: 'u' } as Wrong), /`events`/],
    [
      'one event',
      (c) => c.webhooks.create(P, { name: 'n', url: 'u', events: 'room.started' as Wrong }),
      /array/,
    ],
    ['no secret', (c) => c.secrets.create(P, undefined as Wrong), /The secret of secrets.create/],
    ['no content', (c) => c.secrets.createContent(undefined as Wrong), /secrets.createContent/],
    ['no time', (c) => c.billing.getUsage(P, { start: new Date('x') }), /`start` .* no time/],
    ['users', (c) => c.billing.getUsage(P, { users: 'abc' as Wrong }), /must be an array/],
    [
      'a text as offset',
      (c) => c.rooms.list(P, { offset: '1' as Wrong }),
      /`offset` of rooms.list is a string/,
    ],
    ['half a limit', (c) => c.members.list(P, { count: 0.5 }), /`count` of members.list is 0.5/],
    [
      'permissions',
      (c) => c.roomGrants.create({ projectId: P, roomId: 'r', userId: 'u' } as Wrong),
      /permissions/,
    ],
  ])('is refused before it is sent: %s', async (_what, call, message) => {
    const { client, requests } = answering(() => ({}));
    const error: unknown = await Promise.resolve()
      .then(() => call(client))
      .then(
        () => undefined,
        (reason: unknown) => reason,
      );
    expect(error).toBeInstanceOf(InvalidOptionsError);
    expect((error as Error).message).toMatch(message);
    expect(requests).toEqual([]);
  });

  it('has types that know what is meant', () => {
    expectTypeOf<{ storage: { paths: readonly { readonly path: string }[] } }>().toExtend<ScopeInput>();
    // A misspelled restriction would restrict nothing.
    // @ts-expect-error it is `paths`
    const scope: ScopeInput = { storage: { path: [] } };
    // @ts-expect-error it is an option of the call
    const settings: ShareSettings = { room: 'r', timeoutMs: 5 };
    // @ts-expect-error the API has none
    const options: CallOptions = { idempotencyKey: 'k' };
    expect([scope, settings, options]).toHaveLength(3);
  });
});

it('refuses idempotency keys, which the API does not know', async () => {
  const { client, requests } = answering(() => ROOM);
  const options = { idempotencyKey: 'once' } as CallOptions;
  await expect(client.rooms.get(P, 'r', options)).rejects.toThrow(InvalidOptionsError);
  expect(requests).toEqual([]);
});

describe('lists that say how many there are', () => {
  it('iterate over all of them, and await to the first part', async () => {
    const { client, requests } = answering(({ url }) => {
      const offset = Number(new URL(url).searchParams.get('offset') ?? 0);
      return { users: [offset, offset + 1].filter((id) => id < 5).map(member), total: 5 };
    });
    expect(await client.members.list(P)).toHaveLength(2);
    const ids: string[] = [];
    for await (const { id } of client.members.list(P)) ids.push(id);
    expect(ids).toEqual(['0', '1', '2', '3', '4']);
    expect(requests.slice(1).map(({ url }) => new URL(url).search)).toEqual(['', '?offset=2', '?offset=4']);
  });
});

describe('answers', () => {
  it('of an update that say nothing are asked for', async () => {
    const { client, requests } = answering(({ method }) => (method === 'PUT' ? {} : ROOM));
    expect(await client.rooms.update(P, 'old', 'desk')).toEqual(ROOM);
    expect(requests.map(({ method, url }) => [method, new URL(url).pathname.split('/').at(-1)])).toEqual([
      ['PUT', 'old'],
      ['GET', 'desk'],
    ]);
  });

  it('tell which members are refused, and how long to wait', async () => {
    const refused = answering(() =>
      Response.json(
        { message: 'no', code: 'invalid_request', errors: [{ path: 'body.name', message: 'is missing' }, 1] },
        { status: 400 },
      ),
    );
    const error = await refused.client.rooms.get(P, 'r').catch((reason: unknown) => reason as RoomException);
    expect(error).toMatchObject({ errors: [{ path: 'body.name', message: 'is missing' }] });
    const limited = answering(() =>
      Response.json(
        { message: 'no', code: 'rate_limited' },
        { status: 429, headers: { 'retry-after': '7' } },
      ),
    );
    const late = await limited.client.rooms.get(P, 'r').catch((reason: unknown) => reason as RoomException);
    expect(late).toMatchObject({ retryAfterMs: 7_000, errors: [] });
  });

  it('that are streams break off with a RoomException', async () => {
    const { client } = answering(
      () =>
        new Response(
          new ReadableStream({
            start(controller) {
              controller.enqueue(new Uint8Array([1]));
            },
          }),
          { headers: { 'content-type': 'application/octet-stream' } },
        ),
    );
    const abort = new AbortController();
    const stream = await client.storage.downloadStream({ projectId: P, path: 'a' }, { signal: abort.signal });
    const reader = stream.getReader();
    expect((await reader.read()).value).toEqual(new Uint8Array([1]));
    abort.abort();
    const error: unknown = await reader.read().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RoomException);
    expect(error).toMatchObject({ code: 'ABORTED' });
  });
});

describe('secrets.list', () => {
  const infos = Array.from({ length: 60 }, (_, index) => ({
    id: `${index}`,
    name: `${index}`,
    type: 'keys',
    delegated_to: null,
  }));

  it('sends nothing more once it has failed', async () => {
    const { client, requests } = answering(({ url }) =>
      url.endsWith('/secrets') ? { secrets: infos } : Response.json({ message: 'no' }, { status: 403 }),
    );
    await expect(client.secrets.list(P)).rejects.toMatchObject({ statusCode: 403 });
    const sent = requests.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(requests).toHaveLength(sent);
    expect(sent).toBeLessThanOrEqual(1 + 4);
  });

  it('has one deadline for all of its requests', async () => {
    const { client, requests } = answering(async ({ url }) => {
      if (url.endsWith('/secrets')) return { secrets: infos };
      await new Promise((resolve) => setTimeout(resolve, 40));
      const id = url.split('/').at(-1);
      return { id, name: 'n', type: 'keys', delegated_to: null, data_base64: 'e30=' };
    });
    await expect(client.secrets.list(P, { timeoutMs: 100 })).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(requests.length).toBeLessThan(1 + infos.length);
  });

  it('refuses what it would hand back empty', async () => {
    const { client } = answering(({ url }) =>
      url.endsWith('/secrets')
        ? { secrets: [{ ...infos[0], type: 'other' }] }
        : { ...infos[0], type: 'other', data_base64: 'e30=' },
    );
    await expect(client.secrets.list(P)).rejects.toMatchObject({ code: 'INVALID_RESPONSE' });
  });
});
