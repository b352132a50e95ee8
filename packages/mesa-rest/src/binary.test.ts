import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  ConnectionError,
  createMesaClient,
  getContentBytes,
  getContentStream,
  getDiffText,
  InvalidResponseError,
  MesaRest,
  TimeoutError,
  ValidationError,
} from './index.js';
import { sendError, sendJson, startServer } from './testing/test-server.js';

const path = { org: 'acme', repo: 'r' };
const BYTES = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);

function startFile(bytes: Uint8Array = BYTES) {
  return startServer((request, response) => {
    response.writeHead(200, { 'content-type': request.headers.accept ?? '' });
    response.end(bytes);
  });
}

async function read(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());
}

describe('bytes', () => {
  it('come unchanged, asked for as an octet-stream', async () => {
    const server = await startFile();
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url, validateResponses: true });
    const { data } = await getContentBytes({ client, path, query: { path: 'a.bin' } });
    expectTypeOf(data).toEqualTypeOf<Uint8Array<ArrayBuffer>>();
    expect(data).toBeInstanceOf(Uint8Array);
    expect(Buffer.from(data).equals(BYTES)).toBe(true);
    expect(server.received[0]?.headers.accept).toBe('application/octet-stream');
    const mesa = new MesaRest({ client });
    expect((await mesa.content.getBytes({ ...path, path: 'a.bin' })).byteLength).toBe(BYTES.length);
  });

  it('may be none', async () => {
    const server = await startFile(new Uint8Array());
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    expect((await getContentBytes({ client, path })).data).toEqual(new Uint8Array());
    expect((await read((await getContentStream({ client, path })).data)).byteLength).toBe(0);
  });

  it('fail as every call does', async () => {
    const server = await startServer((_, response) => sendError(response, 406, 'NOT_ACCEPTABLE'));
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    await expect(getContentBytes({ client, path })).rejects.toBeInstanceOf(ValidationError);
    await expect(getContentStream({ client, path })).rejects.toMatchObject({ code: 'NOT_ACCEPTABLE' });
  });

  it('are not taken from a server that answers JSON all the same', async () => {
    const server = await startServer((_, response) => sendJson(response, 200, { type: 'file' }));
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    await expect(getContentBytes({ client, path })).rejects.toBeInstanceOf(InvalidResponseError);
  });
});

describe('streams', () => {
  it('give the same bytes', async () => {
    const server = await startFile();
    const mesa = new MesaRest({ apiKey: 'k', serverUrl: server.url });
    const stream = await mesa.content.getStream({ ...path, path: 'a.bin' });
    expectTypeOf(stream).toEqualTypeOf<ReadableStream<Uint8Array>>();
    expect(Buffer.from(await read(stream)).equals(BYTES)).toBe(true);
  });

  it('start before the answer is complete', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      response.write('first');
    });
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    const reader = (await getContentStream({ client, path })).data.getReader();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('first');
    await reader.cancel();
    // Counted by what closed: Node at once opens a connection in place of one that it had to close.
    await expect.poll(() => server.closedConnections()).toBe(1);
  });

  it('are subject to the deadline to their end', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      response.write('first');
    });
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url, timeoutMs: 100 });
    const { data } = await getContentStream({ client, path });
    await expect(read(data)).rejects.toBeInstanceOf(TimeoutError);
    // Counted by what closed: Node at once opens a connection in place of one that it had to close.
    await expect.poll(() => server.closedConnections()).toBe(1);
  });

  it('end with a MesaError when the connection breaks', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': '1000' });
      response.write('first', () => setTimeout(() => response.destroy(), 20));
    });
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    await expect(read((await getContentStream({ client, path })).data)).rejects.toBeInstanceOf(
      ConnectionError,
    );
  });

  it('are retried until their headers arrive, and leave no connection behind', async () => {
    const server = await startServer((_, response, count) => {
      if (count % 3 !== 0) return sendError(response, 503, 'x'.repeat(100_000));
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      response.end('ok');
    });
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url, retry: { initialIntervalMs: 1 } });
    for (let call = 0; call < 10; call += 1) {
      expect(Buffer.from(await read((await getContentStream({ client, path })).data)).toString()).toBe('ok');
    }
    expect(server.openConnections()).toBeLessThanOrEqual(2);
  });
});

describe('text', () => {
  it('is the patch as it is', async () => {
    const patch = 'diff --git a/x b/x\n+ä\n';
    const server = await startFile(new TextEncoder().encode(patch));
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    const { data } = await getDiffText({ client, path, query: { base: 'main', head: 'feature' } });
    expectTypeOf(data).toEqualTypeOf<string>();
    expect(data).toBe(patch);
    expect(server.received[0]?.headers.accept).toBe('text/plain');
    expect(await new MesaRest({ client }).diffs.getText({ ...path, base: 'main', head: 'feature' })).toBe(
      patch,
    );
  });

  it('may be empty', async () => {
    const server = await startFile(new Uint8Array());
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    expect((await getDiffText({ client, path })).data).toBe('');
  });
});
