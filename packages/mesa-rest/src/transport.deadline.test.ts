import { describe, expect, it } from 'vitest';
import {
  AbortedError,
  createMesaClient,
  createRepo,
  getRepo,
  InvalidOptionsError,
  TimeoutError,
} from './index.js';
import { repo } from './testing/samples.js';
import { sendError, sendJson, startServer } from './testing/test-server.js';

const path = { org: 'acme', repo: 'r' };

async function timed<T>(work: Promise<T>): Promise<{ failure: unknown; ms: number }> {
  const started = performance.now();
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  return { failure, ms: performance.now() - started };
}

describe('the deadline', () => {
  it('covers waiting for the answer', async () => {
    const server = await startServer(() => {});
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url, timeoutMs: 100 });
    const { failure, ms } = await timed(getRepo({ client, path }));
    expect(failure).toBeInstanceOf(TimeoutError);
    expect(failure).toMatchObject({ code: 'TIMEOUT', timeoutMs: 100 });
    expect(String(failure)).toContain(`GET ${server.url}/acme/r did not finish within 100 ms`);
    expect(ms).toBeLessThan(1500);
  });

  it('covers reading the body', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{');
    });
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url, timeoutMs: 100 });
    const { failure, ms } = await timed(getRepo({ client, path }));
    expect(failure).toBeInstanceOf(TimeoutError);
    expect(ms).toBeLessThan(1500);
  });

  it('covers reading the body of an error', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.write('{');
    });
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url, timeoutMs: 100 });
    expect((await timed(getRepo({ client, path }))).failure).toBeInstanceOf(TimeoutError);
  });

  it('covers retries and the waits between them', async () => {
    const server = await startServer((_, response, count) => {
      if (count < 4) sendError(response, 503, 'UNAVAILABLE');
    });
    const client = createMesaClient({
      apiKey: 'k',
      serverUrl: server.url,
      timeoutMs: 300,
      retry: { initialIntervalMs: 10 },
    });
    const { failure, ms } = await timed(getRepo({ client, path }));
    expect(failure).toBeInstanceOf(TimeoutError);
    expect(String(failure)).toMatch(/after 4 attempts; the last answer was 503/);
    expect(ms).toBeGreaterThanOrEqual(280);
    expect(ms).toBeLessThan(1500);
  });

  it('covers waiting for the API key', async () => {
    const client = createMesaClient({ apiKey: () => new Promise<string>(() => {}), timeoutMs: 50 });
    expect((await timed(getRepo({ client, path }))).failure).toBeInstanceOf(TimeoutError);
  });

  it('holds for a fetch that ignores its signal', async () => {
    const client = createMesaClient({
      apiKey: 'k',
      fetch: () => new Promise<Response>(() => {}),
      timeoutMs: 50,
    });
    expect((await timed(getRepo({ client, path }))).failure).toBeInstanceOf(TimeoutError);
  });

  it('can be set for a single call, and lifted with 0', async () => {
    const server = await startServer((_, response) => {
      setTimeout(() => sendJson(response, 200, repo('r')), 150);
    });
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url, timeoutMs: 50 });
    expect((await timed(getRepo({ client, path }))).failure).toBeInstanceOf(TimeoutError);
    expect((await getRepo({ client, path, timeoutMs: 5_000 })).data.name).toBe('r');
    expect((await getRepo({ client, path, timeoutMs: 0 })).data.name).toBe('r');
    expect((await getRepo({ client, path, timeoutMs: 2 ** 40 })).data.name).toBe('r');
    await expect(getRepo({ client, path, timeoutMs: -5 })).rejects.toBeInstanceOf(InvalidOptionsError);
  });

  it('closes the connection of the call it ended', async () => {
    const server = await startServer(() => {});
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url, timeoutMs: 50 });
    await timed(getRepo({ client, path }));
    // Counted by what closed: Node at once opens a connection in place of one that it had to close.
    await expect.poll(() => server.closedConnections()).toBe(1);
  });
});

describe('a signal', () => {
  it('ends the call, with its reason as the cause', async () => {
    const server = await startServer(() => {});
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    const controller = new AbortController();
    const reason = new Error('user left');
    setTimeout(() => controller.abort(reason), 30);
    const { failure, ms } = await timed(getRepo({ client, path, signal: controller.signal }));
    expect(failure).toBeInstanceOf(AbortedError);
    expect(failure).toMatchObject({ code: 'ABORTED', cause: reason });
    expect(ms).toBeLessThan(1500);
  });

  it('ends a wait between two attempts', async () => {
    const server = await startServer((_, response) => sendError(response, 503, 'UNAVAILABLE'));
    const client = createMesaClient({
      apiKey: 'k',
      serverUrl: server.url,
      retry: { initialIntervalMs: 20_000 },
    });
    const { failure, ms } = await timed(getRepo({ client, path, signal: AbortSignal.timeout(50) }));
    expect(failure).toBeInstanceOf(AbortedError);
    expect(ms).toBeLessThan(1500);
  });

  it('that is aborted already sends nothing', async () => {
    const server = await startServer(() => {});
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    const call = createRepo({ client, path: { org: 'acme' }, body: {}, signal: AbortSignal.abort() });
    await expect(call).rejects.toBeInstanceOf(AbortedError);
    expect(server.received).toHaveLength(0);
  });

  it('keeps no listener when the call is over', async () => {
    const server = await startServer((_, response) => sendJson(response, 200, repo('r')));
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    };
    await getRepo({ client, path, signal });
    expect(listeners).toBe(0);
  });
});
