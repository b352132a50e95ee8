import { describe, expect, it } from 'vitest';
import { DepotError } from '../errors/index.js';
import { send } from './testing/send.js';
import { startApp } from './testing/start-app.js';

const blobOf = (bytes: Uint8Array) => ({
  size: bytes.length,
  async *read() {
    if (bytes.length > 0) yield bytes;
  },
});

describe('content as bytes', () => {
  const headers = { accept: 'application/octet-stream' };

  it('is sent as it is, with its length', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const app = await startApp({ 'content.open': () => blobOf(bytes.subarray(10, 20)) });
    const response = await fetch(`${app.origin}/v1/acme/r/content?path=a`, {
      headers: { ...headers, authorization: 'Bearer read' },
    });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes.subarray(10, 20));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '10',
      'x-content-type-options': 'nosniff',
      vary: 'accept',
    });
  });

  it('an empty file has length 0', async () => {
    const app = await startApp({ 'content.open': () => blobOf(new Uint8Array()) });
    const answer = await send(app, 'GET', '/v1/acme/r/content?path=a', { headers });
    expect([answer.status, answer.headers.get('content-length'), answer.text]).toEqual([200, '0', '']);
  });

  it('a directory is refused in JSON', async () => {
    const app = await startApp({
      'content.open': () => Promise.reject(new DepotError('NOT_ACCEPTABLE', 'src is a directory.')),
    });
    const answer = await send(app, 'GET', '/v1/acme/r/content?path=src', { headers });
    expect(answer).toMatchObject({ status: 406, json: { error: { code: 'NOT_ACCEPTABLE' } } });
  });

  it('is not what a browser gets', async () => {
    const app = await startApp();
    await send(app, 'GET', '/v1/acme/r/content', { headers: { accept: 'text/html,*/*;q=0.8' } });
    expect(app.calls[0]?.method).toBe('content.get');
  });
});

describe('diff as text', () => {
  const headers = { accept: 'text/plain' };
  const encode = (text: string) => new TextEncoder().encode(text);

  it('is streamed', async () => {
    const app = await startApp({
      'diffs.patch': async function* () {
        for (let i = 0; i < 100; i += 1) yield encode(`line ${i}\n`);
      },
    });
    const answer = await send(app, 'GET', '/v1/acme/r/diff?base=a&head=b', { headers });
    expect(answer.text.split('\n')).toHaveLength(101);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(app.calls[0]?.input).toMatchObject({ base: 'a', head: 'b', conflicts: 'include' });
  });

  it('without a difference is empty', async () => {
    const app = await startApp({ 'diffs.patch': async function* () {} });
    const answer = await send(app, 'GET', '/v1/acme/r/diff', { headers });
    expect([answer.status, answer.text]).toEqual([200, '']);
  });

  it('a failure before the first byte is a proper error', async () => {
    const app = await startApp({
      // biome-ignore lint/correctness/useYield: it fails before it has anything to yield
      'diffs.patch': async function* () {
        throw new DepotError('NOT_FOUND', 'Change not found.');
      },
    });
    const answer = await send(app, 'GET', '/v1/acme/r/diff', { headers });
    expect(answer).toMatchObject({ status: 404, json: { error: { code: 'NOT_FOUND' } } });
  });

  it('a failure later cuts the connection instead of looking complete', async () => {
    const app = await startApp({
      'diffs.patch': async function* () {
        yield encode('first\n');
        throw new Error('boom');
      },
    });
    await expect(send(app, 'GET', '/v1/acme/r/diff', { headers })).rejects.toThrow();
    expect((await send(app, 'GET', '/v1/whoami')).status).toBe(200);
  });

  it('stops being computed when the client goes away', async () => {
    let isStopped = false;
    const app = await startApp({
      'diffs.patch': async function* () {
        try {
          for (;;) yield encode('x'.repeat(64 * 1024));
        } finally {
          isStopped = true;
        }
      },
    });
    const abort = new AbortController();
    const response = await fetch(`${app.origin}/v1/acme/r/diff`, {
      headers: { ...headers, authorization: 'Bearer read' },
      signal: abort.signal,
    });
    await response.body?.getReader().read();
    abort.abort();
    await expect.poll(() => isStopped).toBe(true);
  });
});
