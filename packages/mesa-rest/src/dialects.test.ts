import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type CommitmentsClient,
  createCommitmentsClient,
  createPrincipal,
  getHealth,
  subscribeDeliberation,
} from './commitments.js';
import {
  createMesaClient,
  getRepo,
  InvalidOptionsError,
  InvalidResponseError,
  ServerError,
} from './index.js';
import {
  createMeshagentClient,
  createRoom,
  deleteRoom,
  listRooms,
  type MeshagentClient,
} from './meshagent.js';
import { sendJson, startServer, type TestServer } from './testing/test-server.js';

const project = { project_id: 'p' };
const room = { ...project, room: 'r' };
const principal = { org: 'acme', public_key: 'ab' };
const retry = { initialIntervalMs: 1 };

const meshagentOf = (server: TestServer): MeshagentClient =>
  createMeshagentClient({ serverUrl: server.url, retry });
const commitmentsOf = (server: TestServer): CommitmentsClient =>
  createCommitmentsClient({ serverUrl: server.url, retry });

const messageOf = (work: () => unknown): Promise<string> =>
  Promise.resolve()
    .then(work)
    .then(() => 'none', String);

afterEach(() => vi.unstubAllEnvs());

describe('an API without idempotency keys', () => {
  it('refuses one, and says why', async () => {
    const server = await startServer((_, response) => sendJson(response, 200, {}));
    const calls = [
      () =>
        createRoom({ client: meshagentOf(server), path: project, body: { name: 'r' }, idempotencyKey: 'k' }),
      () => createPrincipal({ client: commitmentsOf(server), body: principal, idempotencyKey: 'k' }),
    ];
    for (const call of calls) {
      await expect(call()).rejects.toBeInstanceOf(InvalidOptionsError);
      await expect(call()).rejects.toThrow(/API has no idempotency keys.* Leave `idempotencyKey` out/);
    }
    expect(server.received).toEqual([]);
  });

  it('is not sent a POST again for a header that it does not know', async () => {
    const server = await startServer((_, response) => sendJson(response, 500, {}));
    const headers = { 'Idempotency-Key': 'k' };
    const body = { name: 'r' };
    const calls = [
      () => createRoom({ client: meshagentOf(server), path: project, body, headers }),
      () => createPrincipal({ client: commitmentsOf(server), body: principal, headers }),
    ];
    for (const call of calls) await expect(call()).rejects.toBeInstanceOf(ServerError);
    expect(server.received).toHaveLength(2);
  });
});

describe('an operation that answers nothing', () => {
  const answering = (status: number, type: string | undefined, body: string) =>
    startServer((_, response) => {
      response.writeHead(status, type === undefined ? {} : { 'content-type': type });
      response.end(body);
    });

  it.each([
    [200, 'application/json', '{}'],
    [200, 'text/plain', 'ok'],
    [200, 'text/html; charset=utf-8', ''],
    [202, undefined, ''],
    [204, undefined, ''],
  ])('takes %i %s %j', async (status, type, body) => {
    const server = await answering(status, type, body);
    expect((await deleteRoom({ client: meshagentOf(server), path: room })).data).toBeUndefined();
  });

  it('does not take the page of another server', async () => {
    const server = await answering(200, 'text/html; charset=utf-8', '<html>please log in</html>');
    const call = deleteRoom({ client: meshagentOf(server), path: room });
    await expect(call).rejects.toBeInstanceOf(InvalidResponseError);
    await expect(call).rejects.toThrow(/text\/html.*Is the URL that of a MeshAgent server\?$/);
  });
});

describe('a message', () => {
  it('asks about the URL of the API that was called', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"rooms": [');
    });
    const mesa = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    expect(await messageOf(() => getRepo({ client: mesa, path: { org: 'a', repo: 'b' } }))).toMatch(
      /Is the URL that of the API, with its version at the end\?$/,
    );
    expect(await messageOf(() => listRooms({ client: meshagentOf(server), path: project }))).toMatch(
      /not JSON\. Is the URL that of a MeshAgent server\?$/,
    );
    expect(await messageOf(() => getHealth({ client: commitmentsOf(server) }))).toMatch(
      /not JSON\. Is the URL that of a commitments server, with its path\?$/,
    );
  });

  it('about a credential names the one of the API, and the function', async () => {
    const serverUrl = 'http://127.0.0.1:1';
    const token = (value: unknown) => () => value as string;
    const client = (value: unknown) => createMeshagentClient({ serverUrl, token: token(value) });
    const remedy = 'Pass an API key or a user token as `token`, or set MESHAGENT_API_KEY.';
    expect(await messageOf(() => listRooms({ client: client(''), path: project }))).toBe(
      `InvalidOptionsError: INVALID_OPTIONS: The token that the function returned is empty. ${remedy}`,
    );
    expect(await messageOf(() => listRooms({ client: client(undefined), path: project }))).toMatch(
      /The token that the function returned is nothing; it must be a text\.$/,
    );
    expect(await messageOf(() => createMeshagentClient({ serverUrl, token: '' }))).toContain(remedy);
    const depot = createMesaClient({ apiKey: token('') });
    expect(await messageOf(() => getRepo({ client: depot, path: { org: 'a', repo: 'b' } }))).toMatch(
      /The API key that the function returned is empty\. Pass `apiKey`, or set MESA_API_KEY\.$/,
    );
    expect(await messageOf(() => createCommitmentsClient({ serverUrl, adminToken: '' }))).toMatch(
      /The admin token is empty\. Pass one as `adminToken`/,
    );
    expect(await messageOf(() => createCommitmentsClient({ serverUrl, capabilityToken: '' }))).toMatch(
      /The capability token is empty\. Pass one as `capabilityToken`/,
    );
    const events = subscribeDeliberation({
      client: createCommitmentsClient({ serverUrl }),
      path: { id: 'd' },
      token: '',
    });
    expect(await messageOf(() => events.next())).toMatch(
      /The capability token is empty\. Pass one as `token`/,
    );
  });

  it('about a URL names where it comes from, and the option for the credential', async () => {
    vi.stubEnv('MESA_API_URL', 'nowhere');
    expect(await messageOf(() => createMesaClient({ apiKey: 'k' }))).toMatch(/: MESA_API_URL is not a URL/);
    const make = (serverUrl: string) => [
      () => createMesaClient({ apiKey: 'k', serverUrl }),
      () => createMeshagentClient({ serverUrl }),
      () => createCommitmentsClient({ serverUrl }),
    ];
    expect(await Promise.all(make('nowhere').map(messageOf))).toEqual([
      expect.stringMatching(/: serverUrl is not a URL: 'nowhere'/),
      expect.stringMatching(
        /: The URL of the MeshAgent server .*MESHAGENT_API_URL.* is not a URL: 'nowhere'/,
      ),
      expect.stringMatching(/: The URL of the commitments server is not a URL: 'nowhere'/),
    ]);
    expect(await Promise.all(make('http://a:b@127.0.0.1').map(messageOf))).toEqual([
      expect.stringMatching(/pass the credential as `apiKey`\.$/),
      expect.stringMatching(/pass the credential as `token`\.$/),
      expect.stringMatching(/pass the credential as `capabilityToken` or `adminToken`\.$/),
    ]);
  });

  it.each([
    [
      'Invalid request body: `name` is required.',
      [{ path: 'name', message: '`name` is required' }],
      'Invalid request body: `name` is required.',
    ],
    [
      'The request is not valid.',
      [{ path: 'name', message: 'is required' }],
      'The request is not valid. (name: is required)',
    ],
    [
      '`name` is required.',
      [
        { path: 'name', message: 'is required' },
        { path: 'url', message: 'is required' },
      ],
      '`name` is required. (url: is required)',
    ],
    [
      'Invalid request body: a JSON object is required.',
      [{ path: 'body', message: 'a JSON object is required' }],
      'Invalid request body: a JSON object is required.',
    ],
    ['No.', [], 'No.'],
  ])('of MeshAgent says everything once: %s %j', async (message, errors, expected) => {
    const body = { message, code: 'invalid_request', error_code: 1002, errors };
    const server = await startServer((_, response) => sendJson(response, 400, body));
    const failure = await messageOf(() => listRooms({ client: meshagentOf(server), path: project }));
    expect(failure).toBe(`ValidationError: invalid_request: ${expected}`);
  });
});
