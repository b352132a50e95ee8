import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DepotError } from '../errors/index.js';
import type { Storage } from '../storage/index.js';
import { createDepot, type Depot, type DepotOptions } from './create-depot.js';
import { call, changeOf, VIRTUAL_ROOT } from './testing/depot-client.js';
import { temporaryFolder } from './testing/temporary-folder.js';

async function start(options?: DepotOptions): Promise<Depot> {
  const depot = await createDepot(options);
  onTestFinished(() => depot.close());
  return depot;
}

describe('a depot without a data folder', () => {
  it('serves its organization on a free port of the loopback address', async () => {
    const depot = await start();
    expect(depot.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(depot).toMatchObject({
      apiUrl: `${depot.url}/v1`,
      vcsUrl: depot.url,
      org: 'acme',
      isLoopback: true,
    });
    expect(await call(depot, 'GET', '/whoami')).toMatchObject({
      status: 200,
      json: { org: { slug: 'acme' }, key_name: 'admin', scopes: ['read', 'write', 'admin'] },
    });
  });

  it('leaves nothing behind', async () => {
    const depot = await start();
    expect(existsSync(depot.dataFolder)).toBe(true);
    await depot.close();
    expect(existsSync(depot.dataFolder)).toBe(false);
    await expect(fetch(`${depot.url}/healthz`)).rejects.toThrow();
  });

  it('can be closed twice, and by `await using`', async () => {
    const depot = await start();
    await Promise.all([depot.close(), depot.close(), depot[Symbol.asyncDispose]()]);
  });

  it('several run side by side', async () => {
    const [a, b] = await Promise.all([start(), start({ org: 'other' })]);
    expect(await call(a, 'POST', '/acme/repos', { name: 'r' })).toMatchObject({ status: 201 });
    expect(await call(b, 'GET', '/other/r')).toMatchObject({ status: 404 });
    expect(await call({ apiUrl: b.apiUrl, apiKey: a.apiKey }, 'GET', '/whoami')).toMatchObject({
      status: 401,
    });
  });

  it('takes its time from the clock it is given', async () => {
    const depot = await start({ now: () => Date.UTC(2030, 0, 1) });
    const { json } = await call(depot, 'POST', '/acme/repos', { name: 'r' });
    expect(json.created_at).toBe('2030-01-01T00:00:00.000Z');
  });
});

describe('the data folder', () => {
  it('is closed to other users, with all that is in it', async () => {
    const depot = await start({ dataFolder: join(temporaryFolder(), 'a', 'b') });
    expect(statSync(depot.dataFolder).mode & 0o777).toBe(0o700);
    const open = readdirSync(depot.dataFolder).filter(
      (file) => statSync(join(depot.dataFolder, file)).mode & 0o077,
    );
    expect(open).toEqual([]);
  });

  it('keeps organization, key and work for the next start', async () => {
    const dataFolder = temporaryFolder();
    const first = await start({ dataFolder, org: 'my-team' });
    expect(first.isNewApiKey).toBe(true);
    expect(readFileSync(first.apiKeyPath, 'utf8')).toBe(`${first.apiKey}\n`);
    await call(first, 'POST', '/my-team/repos', { name: 'r' });
    const change = await call(first, 'POST', '/my-team/r/changes', changeOf({ 'a.txt': 'hello\n' }));
    await call(first, 'PATCH', '/my-team/r/bookmarks/main', { change_id: change.json.id });
    await first.close();

    const second = await start({ dataFolder });
    expect(second).toMatchObject({ org: 'my-team', apiKey: first.apiKey, isNewApiKey: false });
    expect(second.apiKeyProblem).toBeUndefined();
    expect((await call(second, 'GET', `/my-team/r/changes/${change.json.id}`)).json).toEqual({
      ...change.json,
      files: ['a.txt'],
      conflicts: [],
    });
    const content = await call(second, 'GET', '/my-team/r/content?path=a.txt');
    expect(Buffer.from(content.json.content, 'base64').toString()).toBe('hello\n');
  });

  it('is for one depot at a time', async () => {
    const dataFolder = temporaryFolder();
    const first = await start({ dataFolder });
    await expect(createDepot({ dataFolder })).rejects.toMatchObject({ code: 'DATA_FOLDER_LOCKED' });
    await first.close();
    await start({ dataFolder });
  });

  it('belongs to one organization', async () => {
    const dataFolder = temporaryFolder();
    await (await start({ dataFolder, org: 'one' })).close();
    await expect(createDepot({ dataFolder, org: 'two' })).rejects.toThrow(
      /belongs to the organization "one", not "two"/,
    );
    await start({ dataFolder, org: 'one' });
  });

  it('is not made for an organization that cannot be', async () => {
    const dataFolder = join(temporaryFolder(), 'new');
    await expect(createDepot({ dataFolder, org: 'Not a slug' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    expect(existsSync(dataFolder)).toBe(false);
  });

  it('is free again after a start that failed', async () => {
    const dataFolder = temporaryFolder();
    const other = await start();
    const port = Number(new URL(other.url).port);
    await expect(createDepot({ dataFolder, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await start({ dataFolder });
  });
});

describe('the admin key', () => {
  it('that was revoked is told, not replaced', async () => {
    const dataFolder = temporaryFolder();
    const first = await start({ dataFolder });
    const { key_id } = (await call(first, 'GET', '/whoami')).json;
    await call(first, 'DELETE', `/acme/api-keys/${key_id}`);
    await first.close();
    const second = await start({ dataFolder });
    expect(second.apiKeyProblem).toMatch(/revoked/);
    expect(await call(second, 'GET', '/whoami')).toMatchObject({ status: 401 });
  });

  it('whose file was deleted is made anew, and the old one still works', async () => {
    const dataFolder = temporaryFolder();
    const first = await start({ dataFolder });
    await first.close();
    rmSync(first.apiKeyPath);
    const second = await start({ dataFolder });
    expect(second.isNewApiKey).toBe(true);
    expect(second.apiKey).not.toBe(first.apiKey);
    expect(await call(second, 'GET', '/whoami')).toMatchObject({ status: 200 });
    expect(await call({ ...second, apiKey: first.apiKey }, 'GET', '/whoami')).toMatchObject({ status: 200 });
  });

  it('whose first start died before the database knew it is taken up by the next', async () => {
    const dataFolder = temporaryFolder();
    writeFileSync(join(dataFolder, 'admin-key'), `mesa_${'x'.repeat(40)}\n`);
    const depot = await start({ dataFolder });
    expect(depot.apiKey).toBe(`mesa_${'x'.repeat(40)}`);
    expect(await call(depot, 'GET', '/whoami')).toMatchObject({ status: 200 });
  });
});

describe('the instance key', () => {
  it.each([
    ['is missing', (path: string) => rmSync(path)],
    ['is damaged', (path: string) => writeFileSync(path, 'abc')],
    ['is of another depot', (path: string) => writeFileSync(path, Buffer.alloc(32).toString('base64url'))],
  ])('that %s stops the start', async (what, spoil) => {
    const dataFolder = temporaryFolder();
    await (await start({ dataFolder })).close();
    const path = join(dataFolder, 'instance-key');
    const good = readFileSync(path);
    spoil(path);
    await expect(createDepot({ dataFolder })).rejects.toMatchObject({
      code: 'DATA_FOLDER_UNUSABLE',
      message: expect.stringContaining(`${path} ${what}`),
    });
    writeFileSync(path, good);
    await start({ dataFolder });
  });
});

describe('failures of the storage', () => {
  /** A depot whose transactions fail with what `fault.error` is. */
  async function startWithFaults() {
    const fault: { error?: unknown; isReadBroken?: boolean } = {};
    const depot = await start({
      wrapStorage: (storage): Storage => ({
        get read() {
          if (fault.isReadBroken) throw new Error('disk I/O error');
          return storage.read;
        },
        transaction: (work) =>
          fault.error === undefined ? storage.transaction(work) : Promise.reject(fault.error),
        close: () => storage.close(),
      }),
    });
    await call(depot, 'GET', '/whoami');
    return { depot, fault };
  }

  it('a busy database is a conflict to retry', async () => {
    const { depot, fault } = await startWithFaults();
    fault.error = Object.assign(new Error('database is locked'), { code: 'ERR_SQLITE_ERROR', errcode: 5 });
    expect(await call(depot, 'POST', '/acme/repos', { name: 'r' })).toMatchObject({
      status: 409,
      json: { error: { code: 'LOCK_CONFLICT' } },
    });
  });

  it('anything else is a trace id, and nothing is half done', async () => {
    const { depot, fault } = await startWithFaults();
    fault.error = new Error('disk I/O error');
    const { status, json } = await call(depot, 'POST', '/acme/repos', { name: 'r' });
    expect([status, json.error.code, JSON.stringify(json).includes('disk')]).toEqual([
      500,
      'INTERNAL_ERROR',
      false,
    ]);
    fault.error = undefined;
    expect(await call(depot, 'GET', '/acme/r')).toMatchObject({ status: 404 });
  });

  it('a refusal from below is told as it is', async () => {
    const { depot, fault } = await startWithFaults();
    fault.error = new DepotError('LOCK_CONFLICT', 'Try again.');
    expect(await call(depot, 'POST', '/acme/repos', { name: 'r' })).toMatchObject({
      status: 409,
      json: { error: { message: 'Try again.' } },
    });
  });

  it('/healthz tells of a database that does not answer', async () => {
    const { depot, fault } = await startWithFaults();
    expect((await fetch(`${depot.url}/healthz`)).status).toBe(200);
    fault.isReadBroken = true;
    expect((await fetch(`${depot.url}/healthz`)).status).toBe(503);
  });
});

describe('Idempotency-Key', () => {
  it('gives the first answer again, also after a restart', async () => {
    const dataFolder = temporaryFolder();
    const key = { 'idempotency-key': 'once' };
    const first = await start({ dataFolder });
    await call(first, 'POST', '/acme/repos', { name: 'r' });
    const body = changeOf({ a: '1' });
    const created = await call(first, 'POST', '/acme/r/changes', body, key);
    const again = await call(first, 'POST', '/acme/r/changes', body, key);
    await first.close();
    const second = await start({ dataFolder });
    const later = await call(second, 'POST', '/acme/r/changes', body, key);
    for (const answer of [again, later]) {
      expect([answer.status, answer.json]).toEqual([201, created.json]);
      expect(answer.headers.get('idempotency-replayed')).toBe('true');
    }
    expect(created.headers.get('idempotency-replayed')).toBeNull();
    expect(await call(second, 'POST', '/acme/r/changes', changeOf({ a: '2' }), key)).toMatchObject({
      status: 409,
      json: { error: { code: 'IDEMPOTENCY_KEY_REUSED' } },
    });
  });
});

describe('webhooks', () => {
  /** A receiver of webhooks that remembers the events it got. */
  async function startReceiver() {
    const events: { type: string; repository: { url: string } }[] = [];
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
      events.push(JSON.parse(body));
      response.end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, events };
  }

  it('leave at once, with the address of the depot', async () => {
    const receiver = await startReceiver();
    const depot = await start();
    await call(depot, 'POST', '/acme/webhook-targets', { url: receiver.url, events: ['repo.created'] });
    await call(depot, 'POST', '/acme/repos', { name: 'r' });
    await expect.poll(() => receiver.events).toHaveLength(1);
    expect(receiver.events[0]).toMatchObject({
      type: 'repo.created',
      repository: { url: `${depot.apiUrl}/acme/r` },
    });
    await expect
      .poll(async () => (await fetch(`${depot.url}/metrics`)).text())
      .toContain('mesa_webhook_deliveries{status="pending"} 0');
  });

  it('to private networks are refused where that was asked for, or others can reach the depot', async () => {
    const refused = { status: 400, json: { error: { code: 'ADDRESS_NOT_ALLOWED' } } };
    const target = { url: 'http://127.0.0.1:9/' };
    const strict = await start({ allowPrivateNetworks: false });
    expect(await call(strict, 'POST', '/acme/webhook-targets', target)).toMatchObject(refused);
    const open = await start({ host: '0.0.0.0' });
    expect(open.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect(await call(open, 'POST', '/acme/webhook-targets', target)).toMatchObject(refused);
  });
});

describe('concurrent writers', () => {
  it('get every change of theirs, whatever the others do', async () => {
    const depot = await start();
    await call(depot, 'POST', '/acme/repos', { name: 'r' });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        call(depot, 'POST', '/acme/r/changes', changeOf({ [`f${i}`]: `${i}` })),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(40);
    expect(answers.every(({ json }) => json.parents[0] === VIRTUAL_ROOT)).toBe(true);
  });
});
