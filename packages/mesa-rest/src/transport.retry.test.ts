import { createServer as createTcpServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import {
  ConflictError,
  ConnectionError,
  createMesaClient,
  createRepo,
  deleteRepo,
  getRepo,
  InvalidOptionsError,
  type MesaClient,
  RateLimitError,
  type RetryOptions,
  ServerError,
  updateRepo,
} from './index.js';
import { repo } from './testing/samples.js';
import { sendError, sendJson, startServer, type TestServer } from './testing/test-server.js';

const FAST: RetryOptions = { initialIntervalMs: 5, maxIntervalMs: 20 };
const path = { org: 'acme', repo: 'r' };

function clientOf(server: TestServer, retry: RetryOptions = FAST, timeoutMs = 10_000): MesaClient {
  return createMesaClient({ apiKey: 'k', serverUrl: server.url, retry, timeoutMs, validateResponses: true });
}

/** Fails the first requests in some way and answers the ones after them. */
function failing(times: number, status: number, headers: Record<string, string> = {}) {
  return startServer((_, response, count) =>
    count <= times ? sendError(response, status, 'SOME', headers) : sendJson(response, 200, repo('r')),
  );
}

describe('retries', () => {
  it.each([408, 429, 500, 502, 503, 504])('send GET again after %i', async (status) => {
    const server = await failing(2, status);
    expect((await getRepo({ client: clientOf(server), path })).data.name).toBe('r');
    expect(server.received).toHaveLength(3);
  });

  it('send DELETE again', async () => {
    const server = await startServer((_, response, count) =>
      count === 1 ? sendError(response, 500, 'INTERNAL_ERROR') : sendJson(response, 200, { success: true }),
    );
    expect((await deleteRepo({ client: clientOf(server), path })).data.success).toBe(true);
    expect(server.received).toHaveLength(2);
  });

  it('do not send again what will fail again', async () => {
    const server = await failing(9, 409);
    await expect(getRepo({ client: clientOf(server), path })).rejects.toBeInstanceOf(ConflictError);
    expect(server.received).toHaveLength(1);
  });

  it('do not send POST and PATCH again after 500, nor after 503 without Retry-After', async () => {
    for (const status of [500, 502, 503]) {
      const server = await failing(9, status);
      const client = clientOf(server);
      await expect(createRepo({ client, path: { org: 'acme' }, body: {} })).rejects.toBeInstanceOf(
        ServerError,
      );
      await expect(updateRepo({ client, path, body: {} })).rejects.toBeInstanceOf(ServerError);
      expect(server.received).toHaveLength(2);
    }
  });

  it.each([
    [429, {}],
    [503, { 'retry-after': '0' }],
  ])('send POST again, with its body, after %i %j', async (status, headers) => {
    const server = await failing(2, status, headers);
    await createRepo({ client: clientOf(server), path: { org: 'acme' }, body: { name: 'r' } });
    expect(server.received.map(({ body }) => body)).toEqual(['{"name":"r"}', '{"name":"r"}', '{"name":"r"}']);
  });

  it('send POST again after 500 with one and the same idempotency key', async () => {
    const server = await failing(2, 500);
    await createRepo({
      client: clientOf(server),
      path: { org: 'acme' },
      body: { name: 'r' },
      idempotencyKey: 'k1',
    });
    expect(server.received.map(({ headers }) => headers['idempotency-key'])).toEqual(['k1', 'k1', 'k1']);
  });

  it('know an idempotency key that is given as a header', async () => {
    const server = await failing(1, 500);
    const headers = { 'idempotency-key': 'k2' };
    await createRepo({ client: clientOf(server), path: { org: 'acme' }, body: { name: 'r' }, headers });
    expect(server.received).toHaveLength(2);
  });

  it('refuse an empty idempotency key', async () => {
    const client = createMesaClient({ apiKey: 'k' });
    const call = createRepo({ client, path: { org: 'acme' }, body: {}, idempotencyKey: '' });
    await expect(call).rejects.toBeInstanceOf(InvalidOptionsError);
  });

  it('send GET again after a reset connection, POST not', async () => {
    const server = await startServer((_, response, count) => {
      if (count === 2 || count === 4) sendJson(response, 200, repo('r'));
      else response.destroy();
    });
    const client = clientOf(server);
    await getRepo({ client, path });
    expect(server.received).toHaveLength(2);
    const failure = await createRepo({ client, path: { org: 'acme' }, body: {} }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(ConnectionError);
    expect(server.received).toHaveLength(3);
    await createRepo({ client, path: { org: 'acme' }, body: {}, idempotencyKey: 'k' });
  });

  it('send GET again when the connection breaks in the middle of the answer', async () => {
    const server = await startServer((_, response, count) => {
      if (count > 2) return sendJson(response, 200, repo('r'));
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"id":', () => response.destroy());
    });
    expect((await getRepo({ client: clientOf(server), path })).data.name).toBe('r');
    expect(server.received).toHaveLength(3);
  });

  it('send POST again when the connection was refused', async () => {
    // A free port that nothing listens on for the first 100 ms.
    const probe = createTcpServer();
    const port = await new Promise<number>((resolve) => {
      probe.listen(0, '127.0.0.1', () => resolve((probe.address() as { port: number }).port));
    });
    await new Promise((resolve) => probe.close(resolve));
    const client = createMesaClient({
      apiKey: 'k',
      serverUrl: `http://127.0.0.1:${port}/v1`,
      retry: { initialIntervalMs: 10, maxElapsedTimeMs: 80 },
    });
    const started = performance.now();
    const failure = await createRepo({ client, path: { org: 'acme' }, body: {} }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(ConnectionError);
    expect(failure).toMatchObject({
      code: 'CONNECTION_FAILED',
      message: expect.stringMatching(/after \d+ attempts.*ECONNREFUSED/),
    });
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('wait as long as Retry-After asks, in seconds', async () => {
    const server = await failing(1, 429, { 'retry-after': '1' });
    await getRepo({ client: clientOf(server), path });
    const [first, second] = server.received;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(950);
  });

  it('wait as long as Retry-After asks, as a date', async () => {
    const at = (ms: number) => new Date(Math.floor(Date.now() / 1000) * 1000 + ms).toUTCString();
    const server = await failing(1, 503, { 'retry-after': at(61_000), date: at(60_000) });
    await getRepo({ client: clientOf(server), path });
    const [first, second] = server.received;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(950);
  });

  it('fail at once where Retry-After does not fit the deadline, and do not come back early', async () => {
    const server = await failing(9, 429, { 'retry-after': '30' });
    const started = performance.now();
    const call = getRepo({ client: clientOf(server, { maxElapsedTimeMs: 60_000 }, 5_000), path });
    await expect(call).rejects.toMatchObject({ name: 'RateLimitError', retryAfterMs: 30_000 });
    expect(performance.now() - started).toBeLessThan(1000);
    expect(server.received).toHaveLength(1);
  });

  it('end when the longest time has passed, with the last failure', async () => {
    const server = await failing(999, 503);
    const started = performance.now();
    const call = getRepo({ client: clientOf(server, { ...FAST, maxElapsedTimeMs: 150 }), path });
    await expect(call).rejects.toBeInstanceOf(ServerError);
    expect(performance.now() - started).toBeLessThan(1000);
    expect(server.received.length).toBeGreaterThan(2);
  });

  it('can be switched off and on for a single call', async () => {
    const server = await failing(2, 500);
    const client = clientOf(server);
    await expect(getRepo({ client, path, retry: { strategy: 'none' } })).rejects.toBeInstanceOf(ServerError);
    expect(server.received).toHaveLength(1);
    const none = clientOf(server, { strategy: 'none' });
    await getRepo({ client: none, path, retry: { strategy: 'backoff', backoff: { initialInterval: 1 } } });
    expect(server.received).toHaveLength(3);
  });

  it('leave no connection open behind answers that were retried', async () => {
    const large = 'x'.repeat(100_000);
    const server = await startServer((_, response, count) =>
      count % 2 === 1 ? sendError(response, 503, large) : sendJson(response, 200, repo('r')),
    );
    const client = clientOf(server, { initialIntervalMs: 0 });
    for (let call = 0; call < 40; call += 1) await getRepo({ client, path });
    expect(server.received).toHaveLength(80);
    expect(server.openConnections()).toBeLessThanOrEqual(2);
  });

  it('leave no connection open behind failures', async () => {
    const server = await startServer((_, response) => sendError(response, 429, 'x'.repeat(100_000)));
    const client = clientOf(server, { strategy: 'none' });
    for (let call = 0; call < 40; call += 1) {
      await expect(getRepo({ client, path })).rejects.toBeInstanceOf(RateLimitError);
    }
    expect(server.openConnections()).toBeLessThanOrEqual(2);
  });
});
