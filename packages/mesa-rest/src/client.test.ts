import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  AuthenticationError,
  createMesaClient,
  createRepo,
  getContent,
  InvalidOptionsError,
  InvalidRequestError,
  listRepos,
  type MesaClientOptions,
  whoami,
} from './index.js';
import { repo, repoPage, whoamiSample } from './testing/samples.js';
import { sendError, sendJson, startServer } from './testing/test-server.js';

afterEach(() => vi.unstubAllEnvs());

const startWhoami = () => startServer((_, response) => sendJson(response, 200, whoamiSample));

describe('createMesaClient', () => {
  it('answers with the data and the response', async () => {
    const server = await startServer((_, response) =>
      sendJson(response, 200, repoPage(['a']), { 'x-request-id': 'req_7' }),
    );
    const client = createMesaClient({ apiKey: 'mesa_key', serverUrl: server.url, validateResponses: true });
    const { data, response } = await listRepos({ client, path: { org: 'acme' } });
    expect(data.repos[0]?.name).toBe('a');
    expect(response.status).toBe(200);
    expect(response.headers.get('x-request-id')).toBe('req_7');
    expect(response.url).toBe(`${server.url}/acme/repos`);
    expect(server.received[0]).toMatchObject({ method: 'GET', url: '/v1/acme/repos' });
    expect(server.received[0]?.headers).toMatchObject({
      authorization: 'Bearer mesa_key',
      accept: 'application/json',
      'user-agent': expect.stringMatching(/^mesa-rest-ts\/\d+\.\d+\.\d+/),
    });
    expect(server.received[0]?.headers).not.toHaveProperty('content-type');
  });

  it('sends a body as JSON', async () => {
    const server = await startServer((_, response) => sendJson(response, 201, repo('a')));
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    await createRepo({ client, path: { org: 'acme' }, body: { name: 'a' } });
    expect(server.received[0]).toMatchObject({ method: 'POST', body: '{"name":"a"}' });
    expect(server.received[0]?.headers['content-type']).toBe('application/json');
  });

  it('sends metadata filters as metadata[key]', async () => {
    const server = await startServer((_, response) => sendJson(response, 200, {}));
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    const query = { path: '', metadata: { lang: 'en', path: 'evil', 'a&b': '1' } };
    await getContent({ client, path: { org: 'acme', repo: 'r' }, query });
    const { searchParams } = new URL(server.received[0]?.url ?? '', 'http://x');
    expect([...searchParams]).toEqual([
      ['path', ''],
      ['metadata[lang]', 'en'],
      ['metadata[path]', 'evil'],
      ['metadata[a&b]', '1'],
    ]);
  });

  it('reads MESA_API_KEY and MESA_API_URL when they are not given', async () => {
    const server = await startWhoami();
    vi.stubEnv('MESA_API_KEY', 'mesa_from_env\n');
    vi.stubEnv('MESA_API_URL', server.url);
    const client = createMesaClient();
    expect(client.serverUrl).toBe(server.url);
    await whoami({ client });
    expect(server.received[0]?.headers.authorization).toBe('Bearer mesa_from_env');
    expect(createMesaClient({ apiKey: 'other', serverUrl: 'http://h/v2/' }).serverUrl).toBe('http://h/v2');
  });

  it('talks to the hosted service by default', () => {
    vi.stubEnv('MESA_API_URL', '');
    expect(createMesaClient({ apiKey: 'k' }).serverUrl).toBe('https://api.mesa.dev/v1');
  });

  it('works where there is no process', async () => {
    const server = await startWhoami();
    const { process: saved } = globalThis;
    let client: ReturnType<typeof createMesaClient>;
    try {
      vi.stubGlobal('process', undefined);
      client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
      expect(() => createMesaClient()).toThrow(InvalidOptionsError);
    } finally {
      vi.stubGlobal('process', saved);
    }
    await whoami({ client });
    expect(server.received[0]?.headers['x-mesa-user-agent']).toMatch(/^mesa-rest-ts/);
  });

  it.each<[MesaClientOptions, RegExp]>([
    [{ apiKey: '' }, /apiKey.*MESA_API_KEY/],
    [{ apiKey: 'mesa_x\n' }, /line break/],
    [{ apiKey: 'k', serverUrl: 'api.mesa.dev' }, /not a URL: 'api.mesa.dev'/],
    [{ apiKey: 'k', serverUrl: 'ftp://h' }, /http or https/],
    [{ apiKey: 'k', serverUrl: 'http://h/v1?x=1' }, /without a query/],
    [{ apiKey: 'k', serverUrl: 'http://user:hunter2@h' }, /password/],
    [{ apiKey: 'k', timeoutMs: -1 }, /timeoutMs is -1/],
    [{ apiKey: 'k', timeoutMs: Number.NaN }, /timeoutMs/],
    [{ apiKey: 'k', retry: { exponent: 0 } }, /retry\.exponent/],
  ])('refuses %j', (options, message) => {
    vi.stubEnv('MESA_API_KEY', '');
    const make = () => createMesaClient(options);
    expect(make).toThrow(InvalidOptionsError);
    expect(make).toThrow(message);
    expect(make).not.toThrow(/mesa_x|hunter2/);
  });

  it('asks a function for the key once per call, also when the call is retried', async () => {
    const server = await startServer((_, response, count) =>
      count === 1 ? sendError(response, 503, 'UNAVAILABLE') : sendJson(response, 200, whoamiSample),
    );
    let made = 0;
    const client = createMesaClient({
      apiKey: async () => `token_${++made}`,
      serverUrl: server.url,
      retry: { initialIntervalMs: 1 },
    });
    await whoami({ client });
    await whoami({ client });
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token_1',
      'Bearer token_1',
      'Bearer token_2',
    ]);
  });

  it('hands on what the key function throws, and refuses a key no header can carry', async () => {
    const failing = createMesaClient({ apiKey: () => Promise.reject(new Error('vault is sealed')) });
    await expect(whoami({ client: failing })).rejects.toThrow('vault is sealed');
    const broken = createMesaClient({ apiKey: () => 'secret_value\r\n' });
    const failure = await whoami({ client: broken }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InvalidOptionsError);
    expect(String(failure)).not.toContain('secret_value');
  });

  it('sends no credential for a null key, and takes an Authorization header for one', async () => {
    const server = await startServer((request, response) =>
      request.headers.authorization === 'Bearer own'
        ? sendJson(response, 200, whoamiSample)
        : sendError(response, 401, 'UNAUTHORIZED'),
    );
    const client = createMesaClient({ apiKey: null, serverUrl: server.url });
    await expect(whoami({ client })).rejects.toBeInstanceOf(AuthenticationError);
    expect(server.received[0]?.headers.authorization).toBeUndefined();
    await whoami({ client, headers: { authorization: 'Bearer own' } });
    const own = createMesaClient({
      apiKey: 'k',
      serverUrl: server.url,
      headers: { Authorization: 'Bearer own' },
    });
    await whoami({ client: own });
  });

  it('merges headers of the client and the call; null removes', async () => {
    const server = await startWhoami();
    const client = createMesaClient({
      apiKey: 'k',
      serverUrl: server.url,
      userAgent: 'mesa-sdk-ts/1.2.3 app',
      headers: { 'X-One': '1', 'X-Two': '2', 'X-Three': '3' },
    });
    await whoami({ client, headers: { 'x-two': 'two', 'X-Three': null, 'X-Four': undefined } });
    const { headers } = server.received[0] ?? {};
    expect(headers).toMatchObject({ 'user-agent': 'mesa-sdk-ts/1.2.3 app', 'x-one': '1', 'x-two': 'two' });
    expect(headers).not.toHaveProperty('x-three');
    expect(headers).not.toHaveProperty('x-four');
  });

  it('takes Headers objects too', async () => {
    const server = await startWhoami();
    const headers = new Headers({ 'X-One': '1' });
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url, headers });
    await whoami({ client, headers: new Headers({ 'X-Two': '2' }) });
    expect(server.received[0]?.headers).toMatchObject({
      'x-one': '1',
      'x-two': '2',
      authorization: 'Bearer k',
    });
  });

  it('hands on a MesaError of a custom fetch, without trying again', async () => {
    let calls = 0;
    const own = new InvalidOptionsError('Mine.');
    const client = createMesaClient({
      apiKey: 'k',
      fetch: () => {
        calls += 1;
        return Promise.reject(own);
      },
    });
    await expect(whoami({ client })).rejects.toBe(own);
    expect(calls).toBe(1);
  });

  it('sends through a custom fetch, with no this', async () => {
    const seen: { request: Request; context: unknown }[] = [];
    const client = createMesaClient({
      apiKey: 'k',
      async fetch(this: unknown, request) {
        seen.push({ request, context: this });
        return Response.json(whoamiSample);
      },
    });
    const { data } = await whoami({ client });
    expect(data).toEqual(whoamiSample);
    expect(seen[0]?.context).toBeUndefined();
    expect(seen[0]?.request.url).toBe('https://api.mesa.dev/v1/whoami');
  });

  it('looks the global fetch up at each call', async () => {
    const client = createMesaClient({ apiKey: 'k' });
    vi.stubGlobal('fetch', async () => Response.json(whoamiSample));
    try {
      expect((await whoami({ client })).data.key_id).toBe('key_1');
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it.each([
    [
      'a body that is no JSON',
      {
        body: {
          get name(): string {
            throw new Error('secret');
          },
        },
      },
    ],
    ['a header with a line break', { body: { name: 'a' }, headers: { 'x-a': 'secret\r\nb' } }],
  ])('refuses %s before sending, without quoting it', async (_, options) => {
    const client = createMesaClient({ apiKey: 'k' });
    const failure = await createRepo({ client, path: { org: 'acme' }, ...options }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(InvalidRequestError);
    expect(JSON.stringify(failure) + String(failure)).not.toContain('secret');
  });

  it('sends requests that have no function', async () => {
    const server = await startServer((_, response) => sendJson(response, 200, { ok: true }));
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    const { data } = await client.request<{ ok: boolean }>({
      method: 'POST',
      url: '/{org}/things',
      path: { org: 'a/b' },
      query: { dry: true },
      body: { x: 1 },
      idempotencyKey: 'once',
    });
    expect(data.ok).toBe(true);
    expect(server.received[0]).toMatchObject({
      method: 'POST',
      url: '/v1/a%2Fb/things?dry=true',
      body: '{"x":1}',
    });
    expect(server.received[0]?.headers).toMatchObject({
      authorization: 'Bearer k',
      'content-type': 'application/json',
      'idempotency-key': 'once',
    });
    await expect(client.request({ method: 'GET', url: '/{org}', path: { org: '..' } })).rejects.toThrow(
      /'org'/,
    );
  });
});
