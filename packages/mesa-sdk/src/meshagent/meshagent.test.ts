import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FLAT_METHODS } from './flat-methods.js';
import * as subpath from './index.js';
import {
  ConflictError,
  InvalidOptionsError,
  Meshagent,
  type MeshagentOptions,
  NotFoundError,
  PermissionDeniedError,
  RoomException,
  ServerError,
  ValidationErrorResponse,
} from './index.js';

const TOKEN = 'mau_token-of-the-test';
const PROJECT = '22222222-2222-4222-8222-222222222222';
const ROOM = {
  id: '33333333-3333-4333-8333-333333333333',
  name: 'front-desk',
  metadata: {},
  annotations: {},
};

/** A client whose server answers what a function says, and the requests it got. */
function answering(
  answer: (request: Request) => unknown,
  options: MeshagentOptions = {},
): { client: Meshagent; requests: Request[] } {
  const requests: Request[] = [];
  const client = new Meshagent({
    baseUrl: 'http://127.0.0.1:1',
    token: TOKEN,
    retry: { strategy: 'none' },
    fetch: async (request) => {
      requests.push(request.clone());
      const body = await answer(request);
      return body instanceof Response ? body : Response.json(body);
    },
    ...options,
  });
  return { client, requests };
}

const failing = (status: number, body: string, type = 'application/json') =>
  answering(() => new Response(body, { status, headers: { 'content-type': type, 'x-request-id': 'req_1' } }))
    .client;

async function failureOf(promise: PromiseLike<unknown>): Promise<RoomException> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof RoomException) return error;
  throw new Error(`not a RoomException: ${String(error)}`);
}

const lineOf = ({ method, url }: Request): string => `${method} ${url.slice('http://127.0.0.1:1'.length)}`;

describe('mesa-sdk/meshagent', () => {
  it('exports these names', () => {
    expect(Object.keys(subpath).sort()).toEqual([
      'ApiAccess',
      'ConflictError',
      'InvalidOptionsError',
      'InvalidTokenError',
      'MESHAGENT_SIGNATURE_HEADER',
      'MesaWebhookVerificationError',
      'Meshagent',
      'NotFoundError',
      'PagePromise',
      'ParticipantToken',
      'PermissionDeniedError',
      'RoomException',
      'ServerError',
      'TemplateError',
      'ValidationErrorResponse',
      'agentDefaultApiScope',
      'decodeSecret',
      'encodeApiKey',
      'fullApiScope',
      'normalizeApiScope',
      'parseApiKey',
      'renderServiceTemplate',
      'signWebhook',
      'templatePrompts',
      'templateValues',
      'userDefaultApiScope',
      'verifyWebhook',
    ]);
  });
});

describe('Meshagent', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('takes URL and token from the environment, and the hosted service by default', async () => {
    vi.stubEnv('MESHAGENT_API_URL', '');
    expect(new Meshagent({ token: null }).baseUrl).toBe('https://api.meshagent.com');
    vi.stubEnv('MESHAGENT_API_URL', 'http://127.0.0.1:1/');
    vi.stubEnv('MESHAGENT_API_KEY', 'from-environment');
    const sent = vi.fn(async (_request: Request) => Response.json({ projects: [] }));
    const client = new Meshagent({ fetch: sent });
    expect(client.baseUrl).toBe('http://127.0.0.1:1');
    await client.projects.list();
    await new Meshagent({ fetch: sent, token: null }).projects.list();
    const [first, second] = sent.mock.calls.map(([request]) => request.headers.get('authorization'));
    expect([first, second]).toEqual(['Bearer from-environment', null]);
  });

  it('asks a function for the token of every call', async () => {
    let count = 0;
    const { client, requests } = answering(() => ({ projects: [] }), { token: async () => `t${++count}` });
    await client.projects.list();
    await client.listProjects();
    expect(requests.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer t1', 'Bearer t2']);
  });

  it('refuses options that nobody reads, and an empty token', () => {
    expect(() => new Meshagent({ apiKey: 'x' } as never)).toThrow(InvalidOptionsError);
    expect(() => new Meshagent({ token: '' })).toThrow(/MESHAGENT_API_KEY/);
  });

  it('has each method twice: in its namespace, and under its flat name', async () => {
    const { client, requests } = answering(() => ROOM);
    await client.createRoom({ projectId: PROJECT, name: 'front-desk' });
    await client.rooms.create({ projectId: PROJECT, name: 'front-desk' });
    const [flat, grouped] = requests;
    if (!flat || !grouped) throw new Error('two requests were expected');
    expect(lineOf(flat)).toBe(`POST /accounts/projects/${PROJECT}/rooms`);
    expect(await flat.text()).toBe('{"name":"front-desk","if_not_exists":false}');
    expect(lineOf(grouped)).toBe(lineOf(flat));
    for (const [name, [namespace, method]] of Object.entries(FLAT_METHODS)) {
      expect(client[name as keyof typeof FLAT_METHODS], name).toBeTypeOf('function');
      const object = client[namespace] as unknown as Record<string, unknown>;
      expect(object[method], `${namespace}.${method}`).toBeTypeOf('function');
    }
  });

  it('has a flat name for every method of every namespace', () => {
    const { client } = answering(() => ({}));
    const flat = new Set(Object.values(FLAT_METHODS).map(([namespace, method]) => `${namespace}.${method}`));
    const grouped = Object.entries(client).flatMap(([namespace, object]) => {
      if (namespace === 'raw' || namespace === 'baseUrl') return [];
      const names = Object.getOwnPropertyNames(Object.getPrototypeOf(object));
      return names.filter((name) => name !== 'constructor').map((name) => `${namespace}.${name}`);
    });
    expect(grouped.filter((name) => !flat.has(name))).toEqual([]);
    expect(flat.size).toBe(Object.keys(FLAT_METHODS).length);
  });

  it('prints neither the token nor a list of functions', () => {
    const { client } = answering(() => ({}));
    expect(inspect(client, { depth: 9, showHidden: true })).not.toContain(TOKEN);
    expect(inspect(client)).not.toContain('createRoom');
    expect(JSON.stringify(client)).toBe('{"baseUrl":"http://127.0.0.1:1"}');
  });

  it('iterates over all parts of a list, and awaits to the first', async () => {
    const rooms = Array.from({ length: 5 }, (_, index) => ({ ...ROOM, name: `room-${index}` }));
    const { client, requests } = answering((request) => {
      const query = new URL(request.url).searchParams;
      const offset = Number(query.get('offset'));
      return { rooms: rooms.slice(offset, offset + Number(query.get('limit'))) };
    });
    const names: string[] = [];
    for await (const { name } of client.listRooms(PROJECT, { limit: 2 })) names.push(name);
    expect(names).toEqual(rooms.map(({ name }) => name));
    expect(requests.map((request) => new URL(request.url).search)).toEqual([
      '?limit=2&offset=0&order_by=room_name',
      '?limit=2&offset=2&order_by=room_name',
      '?limit=2&offset=4&order_by=room_name',
    ]);
    expect(await client.rooms.list(PROJECT, { offset: 3 })).toHaveLength(2);
    await expect(client.rooms.list(PROJECT, { page: 2 } as never)).rejects.toThrow(InvalidOptionsError);
  });

  it('names the member of an answer that is not as it should be', async () => {
    const { client } = answering(() => ({ rooms: [{ ...ROOM, metadata: null }] }));
    const error = await failureOf(client.rooms.list(PROJECT));
    expect(error).toMatchObject({ code: 'INVALID_RESPONSE', statusCode: 200, body: null });
    expect(error.issues).toMatchObject([{ path: 'rooms.0.metadata' }]);
    expect(error.message).toContain('rooms.0.metadata');
    const lenient = answering(() => ({ rooms: [{ name: 1 }] }), { validateResponses: false });
    expect(await lenient.client.rooms.list(PROJECT)).toEqual([{ name: 1 }]);
  });

  it.each([
    [400, 'invalid_request', 1002, ValidationErrorResponse],
    [401, 'unauthenticated', 1001, RoomException],
    [403, 'permission_denied', 1001, PermissionDeniedError],
    [404, 'not_found', 1003, NotFoundError],
    [409, 'already_exists', 1004, ConflictError],
    [410, 'gone', 1003, RoomException],
    [500, 'internal', 1008, ServerError],
  ] as const)('throws the class of status %i', async (status, code, error_code, expected) => {
    const body = JSON.stringify({ message: `No ${TOKEN}.`, code, error_code });
    const error = await failureOf(failing(status, body).getRoom(PROJECT, 'front-desk'));
    expect(error.constructor).toBe(expected);
    expect(error.name).toBe(expected.name);
    expect(error).toMatchObject({ statusCode: status, code, errorCode: error_code, requestId: 'req_1' });
    expect(error.body).toContain(code);
    expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error) + error.body).not.toContain(
      TOKEN,
    );
  });

  it('takes an answer of any kind for an error', async () => {
    const page = await failureOf(failing(502, '<html>', 'text/html').getPricing());
    expect(page).toBeInstanceOf(ServerError);
    expect(page).toMatchObject({ code: 'UNAVAILABLE', errorCode: null, body: '<html>' });
    const none = await failureOf(
      new Meshagent({ baseUrl: 'http://127.0.0.1:9', token: null, retry: { strategy: 'none' } }).getPricing(),
    );
    expect(none).toMatchObject({ code: 'CONNECTION_FAILED', statusCode: null, requestId: null });
    const aborted = await failureOf(failing(200, '{}').getPricing({ signal: AbortSignal.abort() }));
    expect(aborted).toMatchObject({ code: 'ABORTED', statusCode: null });
  });

  it('sends and reads files of every kind', async () => {
    const { client, requests } = answering((request) =>
      request.method === 'GET'
        ? new Response('hej ☃', { headers: { 'content-type': 'application/octet-stream' } })
        : {},
    );
    const file = { projectId: PROJECT, path: 'a b/ü.txt' };
    const stream = () => new Blob(['stream']).stream() as ReadableStream<Uint8Array>;
    const bytes = new TextEncoder().encode('bytes');
    for (const data of ['text', bytes, bytes.buffer, new Blob(['blob']), stream(), stream]) {
      await client.storage.upload({ ...file, data });
    }
    expect(await Promise.all(requests.map((request) => request.text()))).toEqual([
      'text',
      'bytes',
      'bytes',
      'blob',
      'stream',
      'stream',
    ]);
    expect(requests[0]?.headers.get('content-type')).toBe('application/octet-stream');
    expect(new URL(requests[0]?.url ?? '').searchParams.get('path')).toBe('a b/ü.txt');
    expect(new TextDecoder().decode(await client.download(file))).toBe('hej ☃');
    expect(await new Response(await client.downloadStream(file)).text()).toBe('hej ☃');
  });

  it('reads the contents of secrets, a few at once, and passes over those that are gone', async () => {
    const infos = Array.from({ length: 9 }, (_, index) => ({
      id: `s${index}`,
      name: `secret ${index}`,
      type: 'keys',
      delegated_to: null,
    }));
    const base64 = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64');
    let now = 0;
    let most = 0;
    const { client } = answering(async ({ url }) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 2));
      now -= 1;
      const info = infos.find(({ id }) => url.endsWith(id));
      if (info?.id === 's4') return new Response('{"code":"not_found"}', { status: 404 });
      return info ? { ...info, data_base64: base64({ KEY: `${info.id} ☃` }) } : { secrets: infos };
    });
    const secrets = await client.listSecrets(PROJECT);
    expect(most).toBe(4);
    expect(secrets.map(({ id }) => id)).toEqual(['s0', 's1', 's2', 's3', 's5', 's6', 's7', 's8']);
    expect(secrets[3]).toEqual({ id: 's3', name: 'secret 3', type: 'keys', data: { KEY: 's3 ☃' } });
  });

  it('sends the contents of secrets as JSON in base64', async () => {
    const { client, requests } = answering(() => ({ id: 's1' }));
    const registry = { name: 'r', type: 'docker', server: 'ghcr.io', username: 'u', password: 'p☃' } as const;
    expect(await client.createSecret(PROJECT, registry)).toBe('s1');
    await client.createSecret(PROJECT, { name: 'k', type: 'keys', data: { A: 'ü' } });
    const bytes = new TextEncoder().encode('{"B":"2"}');
    await client.createProjectSecret({ projectId: PROJECT, name: 'b', type: 'keys', data: bytes });
    await expect(client.updateSecret(PROJECT, registry)).rejects.toThrow(/`id`/);
    const bodies = await Promise.all(
      requests.map((request) => request.json() as Promise<{ data_base64: string }>),
    );
    expect(bodies.map((body) => JSON.parse(Buffer.from(body.data_base64, 'base64').toString()))).toEqual([
      { server: 'ghcr.io', username: 'u', password: 'p☃', email: 'none@example.com' },
      { A: 'ü' },
      { B: '2' },
    ]);
  });

  it('does not repeat the content of a secret that it cannot read', async () => {
    const secret = { id: 's1', name: 'k', type: 'keys', delegated_to: null };
    const { client } = answering(({ url }) =>
      url.endsWith('s1') ? { ...secret, data_base64: btoa('hush') } : { secrets: [secret] },
    );
    const error = await failureOf(client.listSecrets(PROJECT));
    expect(error).toMatchObject({ code: 'INVALID_RESPONSE', issues: [{ path: 'data_base64' }] });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/hush|aHVzaA/);
  });
});
