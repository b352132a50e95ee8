import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDepot, type Depot } from './create-depot.js';
import { call } from './testing/depot-client.js';

describe('blobs over HTTP', () => {
  let depot: Depot;
  beforeAll(async () => {
    depot = await createDepot();
    await call(depot, 'POST', '/acme/repos', { name: 'r' });
  });
  afterAll(() => depot.close());

  const send = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${depot.apiUrl}/acme/r/blobs${path}`, {
      ...init,
      headers: { authorization: `Bearer ${depot.apiKey}`, ...init.headers },
    });
  const put = async (bytes: Buffer<ArrayBuffer>): Promise<string> => {
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await send('', { method: 'POST', headers, body: bytes });
    expect(answer.status).toBe(201);
    return ((await answer.json()) as { oid: string }).oid;
  };
  const bytesOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer());

  it('go in and out unchanged, with headers that let them be kept for ever', async () => {
    const bytes = randomBytes(3 * 1024 * 1024 + 17);
    const oid = await put(bytes);
    expect(oid).toBe(createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex'));
    const answer = await send(`/${oid}`);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(bytes.length),
      'accept-ranges': 'bytes',
      'cache-control': 'private, max-age=31536000, immutable',
      etag: `"${oid}"`,
    });
    expect((await bytesOf(answer)).equals(bytes)).toBe(true);
    const part = await send(`/${oid}`, { headers: { range: 'bytes=1048570-1048580' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 1048570-1048580/${bytes.length}`);
    expect((await bytesOf(part)).equals(bytes.subarray(1_048_570, 1_048_581))).toBe(true);
  });

  it('tell the size when the range starts after the end, and that is not to be kept', async () => {
    const oid = await put(Buffer.from('hello'));
    const answer = await send(`/${oid}`, { headers: { range: 'bytes=5-' } });
    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toBe('bytes */5');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('etag')).toBeNull();
    const missing = await send(`/${'0'.repeat(40)}`);
    expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, 'no-store']);
  });

  it('may be empty, and are answered without a body to who has them', async () => {
    const oid = await put(Buffer.alloc(0));
    expect(oid).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
    expect((await bytesOf(await send(`/${oid}`))).length).toBe(0);
    const known = await send(`/${oid}`, { headers: { 'if-none-match': `"${oid}"` } });
    expect([known.status, await known.text()]).toEqual([304, '']);
  });

  it('are taken as octet-streams only, and nothing else is', async () => {
    const json = { 'content-type': 'application/json' };
    expect((await send('', { method: 'POST', headers: json, body: '{}' })).status).toBe(415);
    const octets = { 'content-type': 'application/octet-stream' };
    expect((await send('/batch', { method: 'POST', headers: octets, body: '{}' })).status).toBe(415);
    expect((await send('', { method: 'POST' })).status).toBe(400);
    const packed = { ...octets, 'content-encoding': 'gzip' };
    expect((await send('', { method: 'POST', headers: packed, body: 'x' })).status).toBe(415);
  });

  it('cut in the middle are forgotten', async () => {
    const outgoing = request(`${depot.apiUrl}/acme/r/blobs`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${depot.apiKey}`,
        'content-type': 'application/octet-stream',
        'content-length': '5000000',
      },
    });
    outgoing.on('error', () => {});
    await new Promise<void>((resolve) => outgoing.write(randomBytes(2_000_000), () => resolve()));
    outgoing.destroy();
    expect((await call(depot, 'GET', '/acme/r')).status).toBe(200);
  });

  it('do not open trees, nor trees blobs', async () => {
    const oid = await put(Buffer.from('x'));
    expect((await call(depot, 'GET', `/acme/r/trees/${oid}`)).status).toBe(404);
    expect((await send('/4b825dc642cb6eb9a060e54bf8d69288fbee4904')).status).toBe(404);
    expect(await call(depot, 'GET', '/acme/r/trees/4b825dc642cb6eb9a060e54bf8d69288fbee4904')).toMatchObject({
      status: 200,
      json: { entries: [], truncated: false },
    });
  });
});
