import { inspect } from 'node:util';
import {
  AbortedError,
  ApiError,
  AuthenticationError,
  InvalidOptionsError,
  listRepos,
  NotFoundError,
  ServerError,
  TimeoutError,
} from 'mesa-rest';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { OrgResolutionError } from './errors/org-resolution-error.js';
import { Mesa } from './mesa.js';
import { apiError, startApiServer, WHOAMI } from './testing/api-server.js';
import { claimsOf, PRIVATE_KEY } from './testing/private-key.js';
import { VERSION } from './version.js';

beforeEach(() => {
  for (const name of ['MESA_API_KEY', 'MESA_PRIVATE_KEY', 'MESA_API_URL']) vi.stubEnv(name, undefined);
});
afterEach(() => vi.unstubAllEnvs());

const EMPTY_PAGE = { repos: [], next_cursor: null, has_more: false };

describe('an aborted loop', () => {
  test('says which request was aborted', async () => {
    const page = { repos: [{ name: 'a' }], next_cursor: 'next', has_more: true };
    const server = await startApiServer(() => ({ body: page }));
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl });
    const controller = new AbortController();
    const loop = async () => {
      for await (const _ of mesa.repos.list({}, { signal: controller.signal })) controller.abort();
    };
    const failure = await loop().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AbortedError);
    expect(String(failure)).toContain(`The call to ${server.apiUrl} was aborted by its signal.`);
    expect(server.calls).toHaveLength(1);
  });
});

describe('new Mesa', () => {
  test('talks to the hosted service unless told otherwise', () => {
    const mesa = new Mesa({ apiKey: 'mesa_abc' });
    expect(mesa).toMatchObject({
      apiKey: 'mesa_abc',
      apiUrl: 'https://api.mesa.dev/v1',
      vcsUrl: 'https://vcs.mesa.dev',
    });
  });

  test('takes the URL from the environment, and blank options as absent', () => {
    vi.stubEnv('MESA_API_URL', 'http://127.0.0.1:8790/v1/');
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: ' ', vcsUrl: '' });
    expect(mesa).toMatchObject({ apiUrl: 'http://127.0.0.1:8790/v1', vcsUrl: 'http://127.0.0.1:8790' });
    expect(new Mesa({ apiKey: 'a', apiUrl: 'http://x', vcsUrl: 'http://y/' })).toMatchObject({
      apiUrl: 'http://x',
      vcsUrl: 'http://y',
    });
  });

  test('sends nothing by itself', async () => {
    const server = await startApiServer();
    new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.requests).toEqual([]);
  });

  test('does not show its credential when printed or serialised', () => {
    for (const options of [
      { apiKey: 'mesa_verysecret' },
      { privateKey: PRIVATE_KEY },
      { accessToken: 'verysecret' },
    ]) {
      const mesa = new Mesa({ ...options, webhookSecret: 'verysecret' });
      const shown = inspect(mesa, { depth: 9 }) + JSON.stringify(mesa) + JSON.stringify({ ...mesa });
      expect(shown).not.toMatch(/verysecret|MC4CAQ/);
    }
  });

  test.each([
    ['a user agent with a line break', { userAgent: 'a\nb' }, /`userAgent`/],
    ['a private key as user agent', { userAgent: PRIVATE_KEY }, /looks like a private key/],
    ['a private key as organization', { org: PRIVATE_KEY }, /looks like a private key/],
    ['a negative timeout', { timeoutMs: -1 }, /timeoutMs/],
  ])('refuses %s', (_, options, message) => {
    expect(() => new Mesa({ apiKey: 'mesa_abc', ...options })).toThrow(InvalidOptionsError);
    expect(() => new Mesa({ apiKey: 'mesa_abc', ...options })).toThrow(message);
  });

  test('refuses an organization that the credential is not good for', async () => {
    expect(() => new Mesa({ privateKey: PRIVATE_KEY, org: 'other' })).toThrow(
      /belongs to the organization `acme`/,
    );
    await expect(new Mesa({ privateKey: PRIVATE_KEY }).repos.list({ org: 'other' })).rejects.toThrow(
      /not good for `other`/,
    );
    expect(new Mesa({ privateKey: PRIVATE_KEY, org: 'acme' })).toBeInstanceOf(Mesa);
  });
});

describe('every request', () => {
  test('carries the credential and the user agent', async () => {
    const server = await startApiServer(() => ({ body: EMPTY_PAGE }));
    const mesa = new Mesa({
      apiKey: 'mesa_abc',
      apiUrl: server.apiUrl,
      org: 'acme',
      userAgent: 'my-app/1.0',
    });
    await mesa.repos.list();
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer mesa_abc',
      'user-agent': `mesa-sdk-ts/${VERSION} my-app/1.0`,
      accept: 'application/json',
    });
  });

  test('names the client under a header of its own where there is no process, as in browsers', async () => {
    const server = await startApiServer(() => ({ body: EMPTY_PAGE }));
    vi.stubGlobal('process', undefined);
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl, org: 'acme' });
    vi.unstubAllGlobals();
    await mesa.repos.list();
    expect(server.requests[0]?.headers['x-mesa-user-agent']).toBe(`mesa-sdk-ts/${VERSION}`);
    expect(server.requests[0]?.headers['user-agent']).not.toMatch(/mesa/);
  });

  test('of a private key carries a fresh token with all rights and no author', async () => {
    const server = await startApiServer(() => ({ body: EMPTY_PAGE }));
    const mesa = new Mesa({ privateKey: PRIVATE_KEY, apiUrl: server.apiUrl });
    await mesa.repos.list();
    await mesa.repos.list();
    expect(server.requests.map((request) => request.url)).toEqual(['/acme/repos', '/acme/repos']);
    const [first, second] = server.requests.map((request) => claimsOf(request.headers.authorization));
    expect(first).toMatchObject({ iss: 'acme', aud: 'mesa-api', scopes: ['admin'], repos: null });
    expect(first).not.toHaveProperty('author');
    expect(Number(first?.exp) - Number(first?.iat)).toBe(900);
    expect(first?.jti).not.toBe(second?.jti);
  });

  test('of an access token carries it unchanged', async () => {
    const server = await startApiServer(() => ({ body: EMPTY_PAGE }));
    await new Mesa({ accessToken: 'abc.def', apiUrl: server.apiUrl }).repos.list();
    expect(server.requests.map((request) => request.headers.authorization)).toEqual([
      'Bearer abc.def',
      'Bearer abc.def',
    ]);
  });

  test('takes its own headers, timeout and signal', async () => {
    const server = await startApiServer(async () => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { body: EMPTY_PAGE };
    });
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl, org: 'acme' });
    await mesa.repos.list({}, { headers: { 'x-trace': '7' } });
    expect(server.requests[0]?.headers['x-trace']).toBe('7');
    await expect(mesa.repos.list({}, { timeoutMs: 20 })).rejects.toThrow(TimeoutError);
    await expect(mesa.repos.list({}, { signal: AbortSignal.abort() })).rejects.toThrow(AbortedError);
  });

  test('goes through the fetch that was given', async () => {
    const urls: string[] = [];
    const fetch = async (request: Request): Promise<Response> => {
      urls.push(request.url);
      return Response.json(EMPTY_PAGE);
    };
    await new Mesa({ apiKey: 'mesa_abc', org: 'acme', fetch }).repos.list();
    expect(urls).toEqual(['https://api.mesa.dev/v1/acme/repos']);
  });

  test('is told to the logger in one line without secrets', async () => {
    let status = 503;
    const server = await startApiServer(() => {
      const answer = { status, headers: { 'x-request-id': 'req_7' }, body: EMPTY_PAGE };
      status = 200;
      return answer;
    });
    const lines: string[] = [];
    const log = (level: string) => (message: string) => lines.push(`${level} ${message}`);
    const logger = { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
    const mesa = new Mesa({
      apiKey: 'mesa_verysecret',
      apiUrl: server.apiUrl,
      org: 'acme',
      logger,
      retry: { initialIntervalMs: 1 },
    });
    await mesa.repos.list({ tags: { env: 'prod' } });
    expect(lines).toEqual([
      expect.stringMatching(/^warn mesa: GET http:\S+\/acme\/repos\S+ -> 503 req_7 \(\d+ ms\)$/),
      expect.stringMatching(/^debug mesa: GET http:\S+\/acme\/repos\S+ -> 200 req_7 \(\d+ ms\)$/),
    ]);
    const gone = new Mesa({
      apiKey: 'mesa_verysecret',
      apiUrl: 'http://127.0.0.1:1',
      org: 'acme',
      logger,
      retry: { strategy: 'none' },
    });
    await expect(gone.repos.list()).rejects.toMatchObject({ code: 'CONNECTION_FAILED' });
    expect(lines.at(-1)).toMatch(/^warn mesa: GET .* -> TypeError/);
    expect(lines.join()).not.toContain('verysecret');
  });
});

describe('errors of the server', () => {
  test('are of the class of their status, with the server’s code', async () => {
    const server = await startApiServer(() => apiError(404, 'NOT_FOUND', 'Repository not found'));
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl, org: 'acme' });
    const error = await mesa.repos.get({ repo: 'nonexistent' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
      message: 'NOT_FOUND: Repository not found',
    });
  });

  test('of creations are retried when they are of the server’s making, with the same key', async () => {
    let attempts = 0;
    const server = await startApiServer(() =>
      ++attempts < 3 ? apiError(500, 'INTERNAL_ERROR') : { status: 201 },
    );
    const mesa = new Mesa({
      apiKey: 'mesa_abc',
      apiUrl: server.apiUrl,
      org: 'acme',
      retry: { initialIntervalMs: 1 },
    });
    await mesa.repos.create({ name: 'demo' });
    const keys = server.requests.map((request) => request.headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('the organization', () => {
  test('is that of the call, else of the constructor, else of the credential; blank texts count as absent', async () => {
    const server = await startApiServer(() => ({ body: EMPTY_PAGE }));
    const plain = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl, org: ' ' });
    const own = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl, org: 'own' });
    expect(await own.resolveOrg()).toBe('own');
    expect(await own.resolveOrg('per-call')).toBe('per-call');
    expect(await own.resolveOrg(' ')).toBe('own');
    await own.repos.list({ org: 'other' });
    expect(server.requests.map((request) => request.url)).toEqual(['/other/repos']);
    expect(await plain.resolveOrg('')).toBe('acme');
    expect(server.requests.map((request) => request.url)).toEqual(['/other/repos', '/whoami']);
  });

  test('is asked for once, also by calls at the same time', async () => {
    const server = await startApiServer(() => ({ body: EMPTY_PAGE }));
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl });
    await Promise.all([mesa.repos.list(), mesa.org.get(), mesa.whoami()]);
    await mesa.repos.list();
    expect(await mesa.whoami()).toEqual(WHOAMI);
    expect(server.requests.filter((request) => request.url === '/whoami')).toHaveLength(1);
  });

  test('is asked for again after a failure, which is an OrgResolutionError with its cause', async () => {
    let fails = true;
    const server = await startApiServer(
      () => ({ body: EMPTY_PAGE }),
      () => (fails ? apiError(401, 'UNAUTHORIZED', 'The API key is not known here.') : { body: WHOAMI }),
    );
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl });
    const failures = await Promise.allSettled([mesa.repos.list(), mesa.whoami()]);
    for (const failure of failures) {
      const { reason } = failure as PromiseRejectedResult;
      expect(reason).toBeInstanceOf(OrgResolutionError);
      expect(reason.message).toMatch(/UNAUTHORIZED: The API key is not known here/);
      expect(reason.cause).toBeInstanceOf(AuthenticationError);
    }
    expect(server.requests).toHaveLength(1);
    fails = false;
    await mesa.repos.list();
    expect(server.calls.map((request) => request.url)).toEqual(['/acme/repos']);
  });

  test('keeps one caller’s deadline and signal from the others', async () => {
    const server = await startApiServer(
      () => ({ body: EMPTY_PAGE }),
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 60));
        return { body: WHOAMI };
      },
    );
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl });
    const patient = mesa.repos.list();
    const controller = new AbortController();
    const aborted = mesa.org.get({}, { signal: controller.signal });
    const hasty = mesa.org.get({}, { timeoutMs: 10 });
    const waiting = patient.then((page) => page.repos);
    setTimeout(() => controller.abort(), 5);
    await expect(aborted).rejects.toThrow(AbortedError);
    await expect(hasty).rejects.toThrow(TimeoutError);
    expect(await waiting).toEqual([]);
    expect(server.requests.filter((request) => request.url === '/whoami')).toHaveLength(1);
  });
});

describe('raw', () => {
  test('is the authenticated client of mesa-rest', async () => {
    const server = await startApiServer(() => ({ body: EMPTY_PAGE }));
    const mesa = new Mesa({ privateKey: PRIVATE_KEY, apiUrl: server.apiUrl });
    const { data, response } = await listRepos({ client: mesa.raw, path: { org: 'acme' } });
    expect(data).toEqual(EMPTY_PAGE);
    expect(response.status).toBe(200);
    expect(claimsOf(server.requests[0]?.headers.authorization)).toMatchObject({ iss: 'acme' });
  });

  test('throws the same errors', async () => {
    const server = await startApiServer(() => apiError(500, 'INTERNAL_ERROR'));
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl, retry: { strategy: 'none' } });
    await expect(listRepos({ client: mesa.raw, path: { org: 'acme' } })).rejects.toThrow(ServerError);
  });
});
