import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  ApiError,
  ConnectionError,
  createApiKey,
  createMesaClient,
  getContentBytes,
  getRepo,
  InvalidResponseError,
  MesaError,
  NotFoundError,
  ServerError,
} from './index.js';
import { repo } from './testing/samples.js';
import { sendError, sendJson, startServer } from './testing/test-server.js';

const API_KEY = 'a-key-of-no-known-shape-0123456789';
const path = { org: 'acme', repo: 'r' };

async function failureOf(
  handle: Parameters<typeof startServer>[0],
  validateResponses = false,
): Promise<MesaError> {
  const server = await startServer(handle);
  const client = createMesaClient({
    apiKey: API_KEY,
    serverUrl: server.url,
    retry: { strategy: 'none' },
    validateResponses,
  });
  const failure = await getRepo({ client, path }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(MesaError);
  for (const text of [
    inspect(failure, { depth: 20, showHidden: true }),
    JSON.stringify(failure),
    String(failure),
  ]) {
    expect(text).not.toContain(API_KEY);
  }
  return failure as MesaError;
}

describe('errors', () => {
  it('keep the code of the server, and its request id', async () => {
    const failure = await failureOf((_, response) =>
      sendError(response, 404, 'NOT_FOUND', { 'x-request-id': 'req_9' }, { details: { repo: 'r' } }),
    );
    expect(failure).toBeInstanceOf(NotFoundError);
    expect(failure).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
      requestId: 'req_9',
      details: { repo: 'r' },
      message: 'NOT_FOUND: It is NOT_FOUND.',
    });
  });

  it('have a code this version does not know', async () => {
    const failure = await failureOf((_, response) => sendError(response, 409, 'SOMETHING_NEW'));
    expect(failure).toMatchObject({ name: 'ConflictError', code: 'SOMETHING_NEW' });
  });

  it('come from an HTML page of a proxy', async () => {
    const failure = await failureOf((_, response) => {
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('<h1>Bad Gateway</h1>');
    });
    expect(failure).toBeInstanceOf(ServerError);
    expect(failure).toMatchObject({ status: 502, code: 'UNAVAILABLE', body: '<h1>Bad Gateway</h1>' });
  });

  it('come from an empty body', async () => {
    const failure = await failureOf((_, response) => {
      response.writeHead(403);
      response.end();
    });
    expect(failure).toMatchObject({ name: 'AuthorizationError', status: 403, code: 'FORBIDDEN', body: '' });
  });

  it('never show a credential that the server echoes', async () => {
    const failure = await failureOf((request, response) =>
      sendJson(response, 400, {
        error: {
          code: 'BAD_REQUEST',
          message: `got ${request.headers.authorization}`,
          details: { headers: [request.headers.authorization] },
        },
      }),
    );
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure.message).toContain('[redacted]');
    expect(JSON.stringify((failure as ApiError).body)).not.toContain(API_KEY);
  });

  it('tell a success without a body', async () => {
    const failure = await failureOf((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end();
    });
    expect(failure).toBeInstanceOf(InvalidResponseError);
    expect(failure.message).toMatch(/answered 200 without a body/);
  });

  it.each([
    ['application/json', '{"id": 1'],
    ['text/html', '<html>please log in</html>'],
    [undefined, 'hello'],
  ])('tell a success that is not JSON (%s), without quoting it', async (type, body) => {
    const failure = await failureOf((_, response) => {
      response.writeHead(200, { 'x-request-id': 'req_3', ...(type ? { 'content-type': type } : {}) });
      response.end(body);
    });
    expect(failure).toBeInstanceOf(InvalidResponseError);
    expect(failure).toMatchObject({ status: 200, requestId: 'req_3', issues: [] });
    expect(inspect(failure)).not.toContain(body);
  });

  it('tell a success of another shape, only when asked to look', async () => {
    const odd = { ...repo('r'), tags: 7, name: undefined };
    const failure = await failureOf((_, response) => sendJson(response, 200, odd), true);
    expect(failure).toBeInstanceOf(InvalidResponseError);
    expect((failure as InvalidResponseError).issues.map((issue) => issue.path)).toEqual(['name', 'tags']);
    const server = await startServer((_, response) => sendJson(response, 200, odd));
    const client = createMesaClient({ apiKey: API_KEY, serverUrl: server.url });
    expect((await getRepo({ client, path })).data.tags).toBe(7);
  });

  it('are not made of members and values that are newer than this version', async () => {
    const body = {
      id: 'key_1',
      key: 'mesa_x',
      name: null,
      scopes: ['read', 'levitate'],
      created_at: '2026-01-02T03:04:05Z',
    };
    const server = await startServer((_, response) =>
      sendJson(response, 201, {
        ...body,
        repo_ids: null,
        expires_at: null,
        tags: {},
        new_member: { deep: 1 },
      }),
    );
    const client = createMesaClient({ apiKey: API_KEY, serverUrl: server.url, validateResponses: true });
    const { data } = await createApiKey({
      client,
      path: { org: 'acme' },
      body: { name: 'n', scopes: ['read'] },
    });
    expect(data).toMatchObject({ key: 'mesa_x', scopes: ['read', 'levitate'], new_member: { deep: 1 } });
  });

  it('tell a broken connection with what the platform says', async () => {
    const failure = await failureOf((_, response) => void response.destroy());
    expect(failure).toBeInstanceOf(ConnectionError);
    expect(failure.cause).toBeInstanceOf(TypeError);
    expect(failure.message).toMatch(/^CONNECTION_FAILED: GET http.*\/acme\/r got no answer: /);
  });

  it('lead back to the line of the caller', async () => {
    const failure = await failureOf((_, response) => sendError(response, 404, 'NOT_FOUND'));
    expect(failure.stack).toContain('transport.errors.test.ts');
  });
});

describe('a wrong URL', () => {
  it('that begins with https:// on a server without TLS is told at once', async () => {
    const server = await startServer((_, response) => sendJson(response, 200, repo('r')));
    const client = createMesaClient({ apiKey: API_KEY, serverUrl: server.url.replace('http:', 'https:') });
    const failure = await getRepo({ client, path }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConnectionError);
    expect(String(failure)).toMatch(
      /got no answer: the server does not speak TLS on this port\. Does its URL begin with http:\/\/\?$/,
    );
    expect(server.received).toEqual([]);
  });

  it('with a port that fetch refuses is told at once', async () => {
    const client = createMesaClient({ apiKey: API_KEY, serverUrl: 'http://127.0.0.1:6000/v1' });
    await expect(getRepo({ client, path })).rejects.toThrow(/got no answer: fetch refuses/);
  });

  it('of a page is not taken for a file', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end('<html></html>');
    });
    const client = createMesaClient({ apiKey: API_KEY, serverUrl: server.url });
    for (const answer of [getContentBytes({ client, path }), getRepo({ client, path })]) {
      const failure = await answer.catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(InvalidResponseError);
      expect(String(failure)).toMatch(/text\/html.*Is the URL that of the API/);
    }
  });

  it('of another server names that server', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(404, { 'Content-Type': 'text/html' }).end('<html></html>');
    });
    const client = createMesaClient({ apiKey: API_KEY, serverUrl: server.url });
    const { origin } = new URL(server.url);
    await expect(getRepo({ client, path })).rejects.toThrow(
      `${origin} answered 404 Not Found with text/html`,
    );
  });
});
