import { execFile, execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type S3Server, startS3Server } from '../storage/testing/s3-server.js';
import { createDepot } from './create-depot.js';
import { exportFromFolder } from './export-from-folder.js';
import { checkDepot, collectDepotGarbage } from './maintain.js';
import { openStorage } from './open-storage.js';
import { call, changeOf } from './testing/depot-client.js';
import { temporaryFolder } from './testing/temporary-folder.js';

const MIB = 1024 * 1024;

describe('the store for large objects', { timeout: 60_000 }, () => {
  let s3: S3Server;
  beforeAll(async () => {
    s3 = await startS3Server();
  });
  afterAll(() => s3.stop());

  it('has what is large, in whole and in part, and the database what is small', async () => {
    const data = temporaryFolder();
    const objectsUrl = s3.url('depots/one');
    const depot = await createDepot({ dataFolder: data, objectsUrl, largeBlobBytes: 2 * MIB });
    const headers = { authorization: `Bearer ${depot.apiKey}` };
    const blobs = `${depot.apiUrl}/acme/r/blobs`;
    await call(depot, 'POST', '/acme/repos', { name: 'r' });
    const put = async (body: Buffer<ArrayBuffer>) => {
      const init = { method: 'POST', headers: { ...headers, 'content-type': 'application/octet-stream' } };
      return ((await (await fetch(blobs, { ...init, body })).json()) as { oid: string }).oid;
    };
    const stored = () => readdirSync(join(s3.folder, 'bucket', 'depots', 'one'), { recursive: true });
    const bodies = () => stored().filter((name) => /-[0-9a-f]{16}\._S3rver_object$/.test(String(name)));

    const large = randomBytes(9 * MIB + 5); // several parts
    const oid = await put(large);
    expect(oid).toBe(createHash('sha1').update(`blob ${large.length}\0`).update(large).digest('hex'));
    await put(randomBytes(2 * MIB));
    expect(bodies()).toHaveLength(1);
    const whole = Buffer.from(await (await fetch(`${blobs}/${oid}`, { headers })).arrayBuffer());
    expect(whole.equals(large)).toBe(true);
    const from = 3 * MIB - 2;
    const range = `bytes=${from}-${from + 9}`;
    const part = await fetch(`${blobs}/${oid}`, { headers: { ...headers, range } });
    expect(Buffer.from(await part.arrayBuffer()).equals(large.subarray(from, from + 10))).toBe(true);

    // A file that comes with a change, and git, which gets it as it is.
    const text = Buffer.alloc(3 * MIB, 'text ').toString();
    const change = (await call(depot, 'POST', '/acme/r/changes', changeOf({ 'a.txt': text, b: 'b' }))).json;
    await call(depot, 'PATCH', '/acme/r/bookmarks/main', { change_id: change.id });
    expect(bodies()).toHaveLength(2);
    const bare = join(data, 'r.git');
    await exportFromFolder({ dataFolder: data, objectsUrl, repo: 'r', to: bare });
    const git = (...args: string[]) => execFileSync('git', args, { cwd: bare, encoding: 'utf8' });
    expect(git('fsck', '--strict')).toBe('');
    expect(git('cat-file', '-s', 'main:a.txt')).toBe(`${text.length}\n`);
    const clone = join(data, 'clone');
    const url = new URL(`${depot.vcsUrl}/acme/r.git`);
    Object.assign(url, { username: 'x', password: depot.apiKey });
    await promisify(execFile)('git', ['clone', '-q', url.href, clone]);
    expect(readFileSync(join(clone, 'a.txt'), 'utf8') === text).toBe(true);

    // What the store lost is told, and not passed over in silence.
    const file = join(
      s3.folder,
      'bucket',
      'depots',
      'one',
      String(bodies().find((name) => String(name).includes(oid))),
    );
    writeFileSync(file, large.subarray(0, MIB));
    await expect(
      fetch(`${blobs}/${oid}`, { headers }).then((answer) => answer.arrayBuffer()),
    ).rejects.toThrow();
    await depot.close();
    const place = { folder: data, databaseUrl: undefined, objectsUrl };
    const check = async () => {
      const problems: string[] = [];
      await checkDepot(place, ({ problem }) => problems.push(problem));
      return problems;
    };
    expect(await check()).toEqual([expect.stringMatching(`^The object ${oid} is damaged: .*cut short`)]);
    // Nothing refers to it, so it goes, with its body; and so does a body that lost its row.
    const one = await openStorage(place);
    await one.transaction((tx) =>
      sql`update objects set store_key = null, data = x'00' where size = ${text.length}`.execute(tx),
    );
    await one.close();
    const later = Date.now() + 100 * 24 * 60 * 60_000;
    const collect = (dryRun: boolean) => collectDepotGarbage(place, { now: () => later, dryRun });
    expect(await collect(true)).toMatchObject({ objects: 2, strays: 1 });
    expect(await collect(false)).toMatchObject({ objects: 2, strays: 1 });
    expect(bodies()).toEqual([]);
  });

  it('that cannot be used ends the start, and says why', async () => {
    const start = async (objectsUrl: string) => {
      const depot = await createDepot({ dataFolder: temporaryFolder(), objectsUrl });
      await depot.close();
    };
    const wrong = (text: string) => ({
      code: 'OBJECT_STORE_UNUSABLE',
      message: expect.stringContaining(text),
    });
    await expect(start('https://bucket/')).rejects.toMatchObject(wrong('s3://bucket/prefix'));
    await expect(start('s3://key:secret@bucket/')).rejects.toMatchObject(wrong('must not hold credentials'));
    await expect(start(s3.url('x').replace('bucket', 'none'))).rejects.toMatchObject(wrong('no bucket none'));
    await start(s3.url('taken'));
    await expect(start(s3.url('taken'))).rejects.toMatchObject(wrong('objects of another depot'));
    process.env.AWS_ACCESS_KEY_ID = 'nobody';
    await expect(start(s3.url('y'))).rejects.toMatchObject(wrong('refuses the credentials'));
    process.env.AWS_ACCESS_KEY_ID = 'S3RVER';
  });

  it('that is down is told as such, and small files are there all the same', async () => {
    const other = await startS3Server();
    await using depot = await createDepot({ objectsUrl: other.url('p') });
    await call(depot, 'POST', '/acme/repos', { name: 'r' });
    await other.stop();
    const large = await call(depot, 'POST', '/acme/r/changes', changeOf({ a: 'a'.repeat(MIB + 1) }));
    expect([large.status, large.json.error.code]).toEqual([503, 'UNAVAILABLE']);
    expect(large.headers.get('retry-after')).toBe('5');
    expect((await call(depot, 'POST', '/acme/r/changes', changeOf({ a: 'a' }))).status).toBe(201);
  });
});
