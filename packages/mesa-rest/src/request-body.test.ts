import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import {
  AbortedError,
  ApiError,
  createMesaClient,
  InvalidOptionsError,
  InvalidRequestError,
  putBlob,
  TimeoutError,
} from './index.js';
import { sendJson, startServer } from './testing/test-server.js';

const path = { org: 'acme', repo: 'r' };

/** A stream without end that counts what is taken from it. */
function endless() {
  const seen = { pulls: 0, cancels: 0, reason: undefined as unknown };
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      seen.pulls += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      controller.enqueue(new Uint8Array(1_000));
    },
    cancel(reason) {
      seen.cancels += 1;
      seen.reason = reason;
    },
  });
  return { seen, stream };
}

async function isStill(seen: { readonly pulls: number }): Promise<boolean> {
  const { pulls } = seen;
  await new Promise((resolve) => setTimeout(resolve, 60));
  return seen.pulls === pulls;
}

describe('a stream to send', () => {
  it.each(['abort', 'timeout'])('is read no further after %s, and cancelled once', async (end) => {
    const server = await startServer(() => {});
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    for (const once of [true, false]) {
      const { seen, stream } = endless();
      const call = putBlob({
        client,
        path,
        body: once ? stream : () => stream,
        ...(end === 'abort' ? { signal: AbortSignal.timeout(60) } : { timeoutMs: 60 }),
      });
      await expect(call).rejects.toBeInstanceOf(end === 'abort' ? AbortedError : TimeoutError);
      expect(seen.pulls).toBeGreaterThan(1);
      await expect.poll(() => seen.cancels).toBe(1);
      expect(await isStill(seen)).toBe(true);
      expect(seen.cancels).toBe(1);
    }
    await expect.poll(() => server.closedConnections()).toBe(2);
  });

  it('is cancelled also where `fetch` does not know its signal', async () => {
    const { seen, stream } = endless();
    const client = createMesaClient({ apiKey: 'k', fetch: () => new Promise<Response>(() => {}) });
    await expect(putBlob({ client, path, body: stream, timeoutMs: 30 })).rejects.toBeInstanceOf(TimeoutError);
    await expect.poll(() => seen.cancels).toBe(1);
  });

  it.each([
    ['an aborted signal', AbortedError, { signal: AbortSignal.abort() }],
    ['an option that makes no sense', InvalidOptionsError, { timeoutMs: -1 }],
    ['a path that cannot be sent', InvalidRequestError, { path: { org: '..', repo: 'r' } }],
  ] as const)('is cancelled, unread, when nothing is sent for %s', async (_, error, options) => {
    const { seen, stream } = endless();
    const { pulls } = seen;
    const client = createMesaClient({ apiKey: 'k', serverUrl: 'http://127.0.0.1:1' });
    await expect(putBlob({ client, path, body: stream, ...options })).rejects.toBeInstanceOf(error);
    await expect.poll(() => seen.cancels).toBe(1);
    expect(seen.pulls - pulls).toBeLessThanOrEqual(1);
  });

  it('of a function is not opened when nothing is sent', async () => {
    let opened = 0;
    const client = createMesaClient({
      apiKey: () => new Promise<string>((resolve) => setTimeout(resolve, 50, 'k')),
      fetch: async () => Response.json({}),
    });
    const body = () => {
      opened += 1;
      return endless().stream;
    };
    await expect(putBlob({ client, path, body, signal: AbortSignal.timeout(10) })).rejects.toBeInstanceOf(
      AbortedError,
    );
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(opened).toBe(0);
  });

  it('is let go of by each attempt that fails, and opened for the next one', async () => {
    const bodies: ReturnType<typeof endless>[] = [];
    const client = createMesaClient({
      apiKey: 'k',
      retry: { initialIntervalMs: 1 },
      fetch: async (request) => {
        await request.body?.getReader().read();
        if (bodies.length === 1) return new Response('', { status: 503 });
        if (bodies.length === 2) throw new TypeError('fetch failed');
        return new Response('', { status: 413 });
      },
    });
    const body = () => {
      const next = endless();
      bodies.push(next);
      return next.stream;
    };
    await expect(putBlob({ client, path, body })).rejects.toBeInstanceOf(ApiError);
    expect(bodies).toHaveLength(3);
    await expect.poll(() => bodies.map(({ seen }) => seen.cancels)).toEqual([1, 1, 1]);
  });

  it('arrives whole, and is not cancelled when it was read to its end', async () => {
    const server = await startServer((_, response) => sendJson(response, 201, { oid: 'ab' }));
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    const parts = Array.from({ length: 50 }, (_, index) => Buffer.alloc(1_000, 97 + (index % 26)));
    const source = Readable.from(parts);
    const stream = Readable.toWeb(source) as ReadableStream<Uint8Array>;
    await putBlob({ client, path, body: stream });
    expect(server.received[0]?.body).toBe(Buffer.concat(parts).toString());
    expect(source.errored).toBeNull();
  });

  it('that breaks fails the call', async () => {
    const server = await startServer((_, response) => sendJson(response, 201, { oid: 'ab' }));
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error('disk gone'));
      },
    });
    await expect(putBlob({ client, path, body: stream })).rejects.toThrow(/got no answer.*disk gone/);
  });
});
