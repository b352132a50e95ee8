import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, expectTypeOf, it, onTestFinished } from 'vitest';
import {
  ApiError,
  createMesaClient,
  getBlobBytes,
  getBlobStream,
  InvalidOptionsError,
  InvalidResponseError,
  MesaRest,
  putBlob,
  readBlobs,
} from './index.js';
import { sendError, sendJson, startServer } from './testing/test-server.js';

const OID = 'ab'.repeat(20);
const OTHER = 'cd'.repeat(20);
const path = { org: 'acme', repo: 'r' };
const RETRY = { initialIntervalMs: 1 };

const frame = (oid: string, bytes: string | null): Buffer => {
  const head = Buffer.alloc(24);
  head.write(oid, 'hex');
  head.writeUInt32BE(bytes === null ? 0xffffffff : bytes.length, 20);
  return Buffer.concat([head, Buffer.from(bytes ?? '')]);
};

describe('reading a blob', () => {
  it('asks for a range by its offsets, the end not included', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(206, { 'content-type': 'application/octet-stream' });
      response.end('cde');
    });
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    const { data } = await getBlobBytes({ client, path: { ...path, oid: OID }, range: { start: 2, end: 5 } });
    expectTypeOf(data).toEqualTypeOf<Uint8Array<ArrayBuffer>>();
    expect(Buffer.from(data).toString()).toBe('cde');
    await new MesaRest({ client }).blobs.getBytes({ ...path, oid: OID, range: { start: 2 } });
    expect(server.received.map(({ url, headers }) => [url, headers.range])).toEqual([
      [`/v1/acme/r/blobs/${OID}`, 'bytes=2-4'],
      [`/v1/acme/r/blobs/${OID}`, 'bytes=2-'],
    ]);
  });

  it('cuts the range itself out of a whole answer, but refuses to stream through what was not asked for', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      response.end('abcdef');
    });
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    const options = { client, path: { ...path, oid: OID }, range: { start: 2, end: 4 } };
    expect(Buffer.from((await getBlobBytes(options)).data).toString()).toBe('cd');
    await expect(getBlobStream(options)).rejects.toBeInstanceOf(InvalidResponseError);
  });

  it.each([{ start: -1 }, { start: 0.5 }, { start: 3, end: 3 }, { start: Number.NaN }])(
    'refuses the range %o before anything is sent',
    async (range) => {
      const client = createMesaClient({ apiKey: 'k', serverUrl: 'http://127.0.0.1:9' });
      await expect(getBlobBytes({ client, path: { ...path, oid: OID }, range })).rejects.toBeInstanceOf(
        InvalidOptionsError,
      );
    },
  );

  it('fails with the status of a range that starts after the end', async () => {
    const server = await startServer((_, response) =>
      sendError(response, 416, 'RANGE_NOT_SATISFIABLE', {}, { details: { size: 5 } }),
    );
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    const failure = getBlobBytes({ client, path: { ...path, oid: OID }, range: { start: 9 } });
    await expect(failure).rejects.toBeInstanceOf(ApiError);
    await expect(failure).rejects.toMatchObject({ status: 416, details: { size: 5 } });
  });
});

describe('reading many blobs', () => {
  it('takes the frames apart', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      response.end(Buffer.concat([frame(OID, 'hello'), frame(OTHER, null), frame(OID, '')]));
    });
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    const { data } = await readBlobs({ client, path, body: { oids: [OID, OTHER, OID] } });
    expect(data.map(({ oid, bytes }) => [oid, bytes && Buffer.from(bytes).toString()])).toEqual([
      [OID, 'hello'],
      [OTHER, null],
      [OID, ''],
    ]);
    expect(server.received[0]).toMatchObject({ method: 'POST', url: '/v1/acme/r/blobs/batch' });
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({ oids: [OID, OTHER, OID] });
  });

  it.each([
    ['ends within a frame', frame(OID, 'hello').subarray(0, 27)],
    ['ends within the head of one', frame(OID, '').subarray(0, 23)],
    ['holds another blob', frame(OTHER, 'x')],
    ['holds too few', Buffer.alloc(0)],
  ])('refuses an answer that %s', async (_, body) => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      response.end(body);
    });
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url });
    await expect(readBlobs({ client, path, body: { oids: [OID] } })).rejects.toBeInstanceOf(
      InvalidResponseError,
    );
  });

  it('is tried again as a read is, though it is a POST', async () => {
    const server = await startServer((_, response, count) => {
      if (count < 3) return sendError(response, 500, 'INTERNAL_ERROR');
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      response.end(frame(OID, 'x'));
    });
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url, retry: RETRY });
    await readBlobs({ client, path, body: { oids: [OID] } });
    expect(server.received).toHaveLength(3);
  });
});

describe('storing a blob', () => {
  const stream = (...parts: string[]): ReadableStream<Uint8Array> =>
    new ReadableStream({
      start(controller) {
        for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
        controller.close();
      },
    });

  it.each([
    ['bytes', Buffer.from('hello')],
    ['a Blob', new Blob(['hello'])],
    ['a stream', stream('he', 'llo')],
    ['a function that opens a stream', () => stream('he', 'llo')],
  ])('sends %s as they are', async (_, body) => {
    const server = await startServer((_request, response) => sendJson(response, 201, { oid: OID, size: 5 }));
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url, validateResponses: true });
    expect((await putBlob({ client, path, body })).data).toEqual({ oid: OID, size: 5 });
    expect(server.received[0]).toMatchObject({
      method: 'POST',
      url: '/v1/acme/r/blobs',
      body: 'hello',
      headers: { 'content-type': 'application/octet-stream', authorization: 'Bearer k' },
    });
  });

  it('sends again what it can open again, and a stream once', async () => {
    const server = await startServer((_, response, count) =>
      count % 2 === 1
        ? sendError(response, 500, 'INTERNAL_ERROR')
        : sendJson(response, 201, { oid: OID, size: 5 }),
    );
    const client = createMesaClient({ apiKey: 'k', serverUrl: server.url, retry: RETRY });
    await putBlob({ client, path, body: () => stream('hello') });
    expect(server.received.map(({ body }) => body)).toEqual(['hello', 'hello']);
    await expect(putBlob({ client, path, body: stream('hello') })).rejects.toMatchObject({ status: 500 });
    expect(server.received).toHaveLength(3);
  });

  it('forgets what it has sent', { timeout: 30_000 }, async () => {
    const server = createServer((request, response) => {
      request.resume();
      request.on('end', () => sendJson(response, 201, { oid: OID, size: 0 }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const client = createMesaClient({ apiKey: 'k', serverUrl: `http://127.0.0.1:${port}/v1` });
    const PARTS = 256;
    let left = PARTS;
    let most = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          if (left === 0) return controller.close();
          controller.enqueue(new Uint8Array(1024 * 1024));
          left -= 1;
          most = Math.max(most, process.memoryUsage().arrayBuffers);
        },
      },
      { highWaterMark: 0 },
    );
    await putBlob({ client, path, body });
    expect(left).toBe(0);
    expect(most).toBeLessThan((PARTS / 2) * 1024 * 1024);
  });
});
