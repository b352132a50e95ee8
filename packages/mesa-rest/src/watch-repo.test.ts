import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import {
  AbortedError,
  AuthenticationError,
  createMesaClient,
  InvalidOptionsError,
  MesaRest,
  type RepoEvent,
  watchRepo,
} from './index.js';
import { sendError, startServer } from './testing/test-server.js';

const path = { org: 'acme', repo: 'r' };
const eventOf = (op_seq: number): RepoEvent => ({
  op_seq,
  kind: 'change.update',
  changes: [],
  bookmarks: [],
  at: '2026-01-01T00:00:00.000Z',
});
const text = (op_seq: number): string =>
  `id: ${op_seq}\nevent: operation\ndata: ${JSON.stringify(eventOf(op_seq))}\n\n`;

function begin(response: ServerResponse, from: number): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(`id: ${from}\n\n`);
}

async function take(events: AsyncIterable<RepoEvent>, count: number): Promise<number[]> {
  const seqs: number[] = [];
  for await (const { op_seq } of events) {
    seqs.push(op_seq);
    if (seqs.length === count) break;
  }
  return seqs;
}

describe('watching a repository', () => {
  it('yields the events and closes the connection when it is left', async () => {
    const server = await startServer((_, response) => {
      begin(response, 4);
      response.write(text(5) + text(6));
    });
    const mesa = new MesaRest({ apiKey: 'k', serverUrl: server.url });
    expect(await take(mesa.events.watch({ ...path, after: 4 }), 2)).toEqual([5, 6]);
    expect(server.received[0]).toMatchObject({
      url: '/v1/acme/r/events?after=4',
      headers: { accept: 'text/event-stream', authorization: 'Bearer k' },
    });
    await expect.poll(() => server.closedConnections()).toBe(1);
  });

  it('goes on where it was when the connection breaks, ends or is refused', async () => {
    const server = await startServer((_, response, count) => {
      if (count === 2) return sendError(response, 503, 'UNAVAILABLE', { 'retry-after': '0' });
      begin(response, count);
      if (count === 1) response.write(text(2), () => setTimeout(() => response.destroy(), 20));
      else if (count === 3) response.end(text(3));
      else response.write(text(4));
    });
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url, retry: { initialIntervalMs: 1 } });
    const connected: number[] = [];
    const events = watchRepo({ client, path, onConnected: (number) => connected.push(number) });
    expect(await take(events, 3)).toEqual([2, 3, 4]);
    expect(server.received.map(({ url }) => url.split('?')[1])).toEqual([
      undefined,
      'after=2',
      'after=2',
      'after=3',
    ]);
    expect(connected).toEqual([1, 2, 3]);
  });

  it('remembers where the feed began, also when nothing happened before it broke', async () => {
    const server = await startServer((_, response, count) => {
      begin(response, 7);
      if (count === 1) setTimeout(() => response.destroy(), 20);
      else response.write(text(8));
    });
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    expect(await take(watchRepo({ client, path }), 1)).toEqual([8]);
    expect(server.received[1]?.url).toContain('after=7');
  });

  it('makes a new connection when the server is silent', async () => {
    const server = await startServer((_, response, count) => {
      begin(response, 1);
      if (count > 1) response.write(text(2));
    });
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    expect(await take(watchRepo({ client, path, idleTimeoutMs: 50 }), 1)).toEqual([2]);
    expect(server.received).toHaveLength(2);
  });

  it('ends with an error that another connection would not mend', async () => {
    const server = await startServer((_, response, count) => {
      if (count > 1) return sendError(response, 401, 'UNAUTHORIZED');
      begin(response, 1);
      response.end();
    });
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    await expect(take(watchRepo({ client, path }), 1)).rejects.toBeInstanceOf(AuthenticationError);
  });

  it.each([
    ['waits for an event', false],
    ['waits for the next connection', true],
  ])('ends by its signal while it %s', async (_, isBroken) => {
    const server = await startServer((_request, response) => {
      begin(response, 1);
      if (isBroken) response.end();
    });
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const events = watchRepo({ client, path, signal: stop.signal });
    await expect(take(events, 1)).rejects.toBeInstanceOf(AbortedError);
    await expect.poll(() => server.openConnections()).toBeLessThanOrEqual(1);
  });

  it('sends nothing when its signal has aborted already', async () => {
    const server = await startServer((_, response) => begin(response, 1));
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    const events = watchRepo({ client, path, signal: AbortSignal.abort() });
    await expect(take(events, 1)).rejects.toBeInstanceOf(AbortedError);
    expect(server.received).toHaveLength(0);
  });

  it('refuses an idle time that makes no sense', async () => {
    const client = createMesaClient({ apiKey: 'k', serverUrl: 'http://127.0.0.1:9' });
    await expect(take(watchRepo({ client, path, idleTimeoutMs: -1 }), 1)).rejects.toBeInstanceOf(
      InvalidOptionsError,
    );
  });
});
