import { once } from 'node:events';
import { createConnection } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDepot, type Depot } from '../../depot/create-depot.js';
import { call, changeOf } from '../../depot/testing/depot-client.js';
import { encodePacket, FLUSH, PacketReader, readAdvertisement } from '../../git/wire/index.js';
import { createGitClient } from './testing/git-client.js';

const MIB = 1024 * 1024;
const FETCH_TYPE = 'application/x-git-upload-pack-request';

let depot: Depot;
const keys: Record<string, string> = {};
const logs: string[] = [];

beforeAll(async () => {
  const { pino } = await import('pino');
  depot = await createDepot({ logger: pino({ level: 'debug' }, { write: (line) => void logs.push(line) }) });
  const ids: Record<string, string> = {};
  for (const name of ['r', 'other']) {
    ids[name] = (await call(depot, 'POST', `/${depot.org}/repos`, { name })).json.id;
  }
  const { json } = await call(depot, 'POST', `/${depot.org}/r/changes`, changeOf({ 'a.txt': 'a\n' }));
  await call(depot, 'PATCH', `/${depot.org}/r/bookmarks/main`, { change_id: json.id });
  const addKey = async (name: string, body: object) => {
    keys[name] = (await call(depot, 'POST', `/${depot.org}/api-keys`, { name, ...body })).json.key;
  };
  await addKey('read', { scopes: ['read'] });
  await addKey('write', { scopes: ['write'] });
  await addKey('elsewhere', { scopes: ['write'], repo_ids: [ids.other] });
});
afterAll(() => depot?.close());

const basic = (password: string, user = 'anyone') =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** Sends a request below the repository `r`. */
async function send(
  path: string,
  options: { headers?: Record<string, string>; body?: Uint8Array; method?: string } = {},
) {
  const response = await fetch(`${depot.url}/${depot.org}/r.git/${path}`, {
    method: options.method ?? (options.body === undefined ? 'GET' : 'POST'),
    headers: { authorization: basic(depot.apiKey), ...options.headers },
    ...(options.body && { body: Uint8Array.from(options.body) }),
  });
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

const refs = (service: string, headers: Record<string, string> = {}) =>
  send(`info/refs?service=${service}`, { headers });
const fetchBody = (...lines: string[]) =>
  Buffer.concat([...lines.map((line) => encodePacket(`${line}\n`)), FLUSH]);

async function read(bytes: Uint8Array, service: 'git-upload-pack' | 'git-receive-pack') {
  async function* once() {
    yield bytes;
  }
  return readAdvertisement(new PacketReader(once()), service);
}

describe('who may', () => {
  it('is asked for a password, which is an API key or an access token', async () => {
    const answer = await send('info/refs?service=git-upload-pack', { headers: { authorization: '' } });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      401,
      'Basic realm="mesa", charset="UTF-8"',
    ]);
    expect(answer.bytes.toString()).toBe(
      'Authentication required. Use any user name, and an API key or access token as the password.\n',
    );
    const wrong = ['nope', '', depot.apiKey.slice(1), `${depot.apiKey} x`];
    for (const password of wrong) {
      expect((await refs('git-upload-pack', { authorization: basic(password) })).status).toBe(401);
    }
    for (const header of ['Basic', 'Basic ***', 'Basic Og', 'Digest x', `Basic ${depot.apiKey}`]) {
      const refused = await refs('git-upload-pack', { authorization: header });
      expect([header, refused.status, refused.headers.get('content-type')]).toEqual([
        header,
        401,
        'text/plain; charset=utf-8',
      ]);
    }
    for (const user of ['', 'x-token', 'gr:üße']) {
      const header = user.includes(':') ? basic(depot.apiKey, 'grüße') : basic(depot.apiKey, user);
      expect((await refs('git-upload-pack', { authorization: header })).status).toBe(200);
    }
    expect((await refs('git-upload-pack', { authorization: `Bearer ${depot.apiKey}` })).status).toBe(200);
  });

  it('reads with `read`, pushes with `write`, and only where the credential leads', async () => {
    const status = async (service: string, key: string) =>
      (await refs(service, { authorization: basic(keys[key] as string) })).status;
    expect(await status('git-upload-pack', 'read')).toBe(200);
    expect(await status('git-receive-pack', 'read')).toBe(403);
    expect(await status('git-receive-pack', 'write')).toBe(200);
    expect(await status('git-upload-pack', 'elsewhere')).toBe(404);
    expect(await status('git-receive-pack', 'elsewhere')).toBe(404);
    // The requests that carry the pack are guarded too.
    const headers = {
      authorization: basic(keys.read as string),
      'content-type': 'application/x-git-receive-pack-request',
    };
    expect((await send('git-receive-pack', { headers, body: FLUSH })).status).toBe(403);
    const none = { authorization: '', 'content-type': FETCH_TYPE };
    expect((await send('git-upload-pack', { headers: none, body: FLUSH })).status).toBe(401);
  });

  it('is told so by git', async () => {
    const client = createGitClient();
    const url = (path: string, key: string) => `${depot.url.replace('://', `://t:${key}@`)}/${path}.git`;
    const attempt = async (...args: string[]) => (await client.try('', ...args)).stderr;
    expect(await attempt('clone', url(`${depot.org}/nope`, depot.apiKey), 'c')).toContain(
      'remote: Repository not found: "nope"',
    );
    expect(await attempt('clone', url('else/r', depot.apiKey), 'c')).toContain(
      'remote: Organization not found: "else"',
    );
    expect(await attempt('clone', url(`${depot.org}/r`, 'wrong'), 'c')).toContain('Authentication failed');
    await client.git('', 'clone', '-q', url(`${depot.org}/r`, keys.read as string), 'c');
    expect((await client.try('c', 'push', 'origin', 'HEAD:refs/heads/mine')).stderr).toContain(
      'This operation needs the scope `write`',
    );
    expect(logs.join('')).not.toContain(depot.apiKey);
    expect(logs.join('')).not.toContain(keys.read);
  });
});

describe('what is asked', () => {
  it('is answered with the types of git, and kept by nobody', async () => {
    const v2 = await refs('git-upload-pack', { 'git-protocol': 'version=2' });
    expect(v2.headers.get('content-type')).toBe('application/x-git-upload-pack-advertisement');
    expect(v2.headers.get('cache-control')).toBe('no-cache, max-age=0, must-revalidate');
    expect(await read(v2.bytes, 'git-upload-pack')).toMatchObject({ version: 2 });
    for (const [header, version] of [
      ['', 0],
      ['version=1', 1],
      ['foo:version=2', 2],
      ['version=9', 0],
    ] as const) {
      const { bytes } = await refs('git-upload-pack', { 'git-protocol': header });
      expect((await read(bytes, 'git-upload-pack')).version).toBe(version);
    }
    const push = await refs('git-receive-pack', { 'git-protocol': 'version=2' });
    expect(push.headers.get('content-type')).toBe('application/x-git-receive-pack-advertisement');
    expect(await read(push.bytes, 'git-receive-pack')).toMatchObject({
      version: 0,
      refs: [{ name: 'refs/heads/main' }],
    });
    const answer = await send('git-upload-pack', { headers: { 'content-type': FETCH_TYPE }, body: FLUSH });
    expect([answer.status, answer.headers.get('content-type'), answer.bytes.byteLength]).toEqual([
      200,
      'application/x-git-upload-pack-result',
      0,
    ]);
    expect(
      (
        await send('git-receive-pack', {
          headers: { 'content-type': 'application/x-git-receive-pack-request' },
          body: FLUSH,
        })
      ).status,
    ).toBe(200);
  });

  it('is refused where it is not git', async () => {
    expect((await send('info/refs')).bytes.toString()).toContain('use git 1.6.6 or newer');
    expect((await send('info/refs?service=git-upload-archive')).status).toBe(403);
    expect((await send('HEAD')).status).toBe(404);
    expect((await send('git-upload-pack')).status).toBe(404);
    for (const type of ['application/json', 'text/plain', 'application/x-git-receive-pack-request']) {
      const { status } = await send('git-upload-pack', { headers: { 'content-type': type }, body: FLUSH });
      expect([type, status]).toEqual([type, 415]);
    }
    const headers = { 'content-type': FETCH_TYPE, 'content-encoding': 'br' };
    expect((await send('git-upload-pack', { headers, body: FLUSH })).status).toBe(415);
  });

  it('is told in the protocol what is wrong with it', async () => {
    const errorOf = async (body: Uint8Array, version = '2') => {
      const headers = { 'content-type': FETCH_TYPE, 'git-protocol': `version=${version}` };
      const { status, bytes } = await send('git-upload-pack', { headers, body });
      expect(status).toBe(200);
      return /ERR (.*)\n/.exec(bytes.toString())?.[1];
    };
    const oid = 'a'.repeat(40);
    const fetch = (...args: string[]) =>
      Buffer.concat([encodePacket('command=fetch\n'), Buffer.from('0001'), fetchBody(...args)]);
    expect(await errorOf(Buffer.from('hello'))).toContain('bad packet length "hell"');
    expect(await errorOf(fetchBody('command=steal'))).toBe('there is no command "steal"');
    expect(await errorOf(fetchBody('command=fetch', 'object-format=sha256'))).toContain('SHA-1');
    expect(await errorOf(fetch(`want ${oid}`, 'done'))).toBe(`upload-pack: not our ref ${oid}`);
    expect(await errorOf(fetch('want master'))).toContain('not an object id');
    expect(await errorOf(fetch('deepen x'))).toContain('not a number');
    expect(await errorOf(fetch('deepen 1', 'deepen-since 5'))).toContain('cannot be used together');
    expect(await errorOf(fetch('filter combine:combine:x'))).toContain('not supported');
    expect(await errorOf(fetch('sideband-all'))).toContain('unexpected line');
    expect(await errorOf(fetchBody(`want ${oid}`), '0')).toBe(`upload-pack: not our ref ${oid}`);
    expect(await errorOf(fetchBody(`have ${oid}`), '0')).toContain('expected want');
  });

  it('may be zipped, and is not inflated beyond what may be asked', async () => {
    const headers = { 'content-type': FETCH_TYPE, 'git-protocol': 'version=2', 'content-encoding': 'gzip' };
    const plain = Buffer.concat([encodePacket('command=ls-refs\n'), FLUSH]);
    const answer = await send('git-upload-pack', { headers, body: gzipSync(plain) });
    expect(answer.bytes.toString()).toContain('refs/heads/main');
    const errorOf = async (body: Uint8Array) => {
      const { bytes } = await send('git-upload-pack', { headers, body });
      return /ERR (.*)\n/.exec(bytes.toString())?.[1];
    };
    expect(await errorOf(Buffer.from('no gzip'))).toBe('The request body is not valid gzip.');
    expect(await errorOf(gzipSync(plain).subarray(0, 14))).toBe('The request body is not valid gzip.');
    const have = encodePacket(`have ${'b'.repeat(40)}\n`);
    const head = [encodePacket('command=fetch\n'), Buffer.from('0001')];
    const bomb = gzipSync(Buffer.concat([...head, Buffer.alloc(have.byteLength * 400_000, have)]));
    expect(bomb.byteLength).toBeLessThan(MIB / 4);
    expect(await errorOf(bomb)).toContain('larger than 16777216 bytes');
  });

  it('ends with the client', async () => {
    const before = logs.length;
    const socket = createConnection({ host: '127.0.0.1', port: Number(new URL(depot.url).port) });
    const body = 'x'.repeat(100);
    socket.write(
      [
        `POST /${depot.org}/r.git/git-upload-pack HTTP/1.1`,
        'Host: depot',
        `Authorization: ${basic(depot.apiKey)}`,
        `Content-Type: ${FETCH_TYPE}`,
        `Content-Length: ${body.length * 2}`,
        '',
        '0010',
      ].join('\r\n'),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.destroy();
    await once(socket, 'close');
    expect((await refs('git-upload-pack')).status).toBe(200);
    expect(logs.slice(before).some((line) => line.includes('client left before the end'))).toBe(true);
    expect(logs.slice(before).some((line) => line.includes('"level":50'))).toBe(false);
  });
});
