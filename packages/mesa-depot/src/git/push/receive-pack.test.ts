import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deriveChangeId } from '../../vcs/index.js';
import { encodePacket, FLUSH } from '../wire/index.js';
import { type PushServer, startPushServer } from './testing/push-server.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

let server: PushServer;

beforeAll(async () => {
  server = await startPushServer();
});

afterAll(async () => {
  expect(server.errors).toEqual([]);
  await server[Symbol.asyncDispose]();
});

const workspace = (): Promise<Workspace> => createWorkspace(server);
const input = (name: string) => ({ org: 'acme', repo: name });

describe('git push', { timeout: 30_000 }, () => {
  it('makes a first branch, adds to it, and what was pushed are changes', async () => {
    const { name, git, commit, refs } = await workspace();
    const first = await commit('a', 'a');
    await git('push', '-q', 'origin', 'main');
    expect(await refs()).toEqual({ HEAD: first, 'refs/heads/main': first });
    const second = await commit('b', 'b');
    await git('push', '-q', 'origin', 'main');
    const { services, call } = server.fixture;
    const { changes } = await services.changes.list(call, input(name));
    expect(changes.map((change) => [change.id, change.current_commit_oid, change.parents])).toEqual([
      [deriveChangeId(second), second, [deriveChangeId(first)]],
      [deriveChangeId(first), first, ['z'.repeat(32)]],
    ]);
    const { versions } = await services.changes.evolog(call, {
      ...input(name),
      change_id: deriveChangeId(second),
    });
    expect(versions).toMatchObject([{ operation: 'push', commit_oid: second }]);
  });

  it('forces, deletes, and moves several refs at once, each on its own unless they are atomic', async () => {
    const { git, commit, refs, refused } = await workspace();
    const first = await commit('a', 'a');
    await git('push', '-q', 'origin', 'main', 'main:topic/one', 'main:topic/two');
    await git('commit', '-q', '--amend', '-m', 'again');
    const amended = await git('rev-parse', 'HEAD');
    expect(await refused('push', 'origin', 'main')).toContain('(non-fast-forward)');
    await git('push', '-q', '--force', 'origin', 'main', ':topic/two');
    expect(await refs()).toEqual({
      HEAD: amended,
      'refs/heads/main': amended,
      'refs/heads/topic/one': first,
    });

    const mixed = await refused('push', 'origin', ':main', 'main:topic/three', 'main:refs/notes/x');
    expect(mixed).toContain('(the default bookmark cannot be deleted; make another one the default first)');
    expect(mixed).toContain('only branches (refs/heads/…) and tags (refs/tags/…) can be pushed');
    expect(Object.keys(await refs())).toContain('refs/heads/topic/three');

    const atomic = await refused('push', '--atomic', 'origin', ':main', 'main:topic/four');
    expect(atomic).toContain('atomic push failure');
    expect(Object.keys(await refs())).not.toContain('refs/heads/topic/four');
    expect(await refused('push', 'origin', 'main:topic')).toContain('cannot exist beside');
    // What is not deleted after all makes no room.
    expect(await refused('push', 'origin', 'main:refs/heads/main/b', ':main')).toContain(
      'cannot exist beside',
    );
    await git('push', '-q', 'origin', ':topic/one', ':topic/three', 'main:refs/heads/topic');
    expect(Object.keys(await refs())).toEqual(['HEAD', 'refs/heads/main', 'refs/heads/topic']);
    expect(await refused('push', 'origin', 'main:merge')).toContain('the API uses this name for a route');
  });

  it('keeps tags of every kind, and they are cloned again', async () => {
    const { url, git, commit, refs, refused } = await workspace();
    const head = await commit('a', 'a');
    const blob = await git('rev-parse', 'HEAD:a');
    await git('tag', 'light');
    await git('tag', '-a', '-m', 'annotated', 'v1');
    await git('tag', '-a', '-m', 'of a tag', 'v1.again', 'v1');
    await git('tag', 'file', blob);
    await git('push', '-q', 'origin', 'main', '--tags');
    const found = await refs();
    expect(found).toMatchObject({
      'refs/tags/light': head,
      'refs/tags/v1': await git('rev-parse', 'v1'),
      'refs/tags/v1^{}': head,
      'refs/tags/v1.again^{}': head,
      'refs/tags/file': blob,
    });
    const clone = server.folder();
    await server.run(clone, ['clone', '-q', '--mirror', url, '.']);
    await server.run(clone, ['fsck', '--strict', '--no-progress']);
    expect(await server.run(clone, ['rev-parse', 'v1.again'])).toBe(await git('rev-parse', 'v1.again'));
    expect(await refused('push', 'origin', 'v1:refs/heads/tagged')).toContain(
      'a branch must point at a commit',
    );
    await git('push', '-q', 'origin', ':refs/tags/light');
    expect(await refs()).not.toHaveProperty('refs/tags/light');
  });

  it('keeps signatures and unknown headers byte for byte', async () => {
    const { git, folder, commit, refs, url } = await workspace();
    await commit('a', 'a');
    const tree = await git('rev-parse', 'HEAD^{tree}');
    const body = `tree ${tree}
author Ada <ada@example.com> 1700000000 +0100
committer Ada <ada@example.com> 1700000000 +0100
gpgsig -----BEGIN PGP SIGNATURE-----
 
 iQEzBAABCAAdFiEE
 =abcd
 -----END PGP SIGNATURE-----
x-unknown one
 two
encoding ISO-8859-1

caf\xe9 without newline`;
    const oid = await server.run(
      folder,
      ['hash-object', '-t', 'commit', '-w', '--stdin'],
      Buffer.from(body, 'latin1'),
    );
    await git('push', '-q', 'origin', `${oid}:refs/heads/main`);
    expect((await refs()).HEAD).toBe(oid);
    const clone = server.folder();
    await server.run(clone, ['clone', '-q', '--bare', url, '.']);
    expect(await server.run(clone, ['rev-parse', 'HEAD'])).toBe(oid);
  });

  it('refuses what leads to objects that nobody has, and objects that git fsck would not take', async () => {
    const { folder, git, commit, refs, refused } = await workspace();
    const good = await commit('a', 'a');
    await git('push', '-q', 'origin', 'main');
    // git itself would not send these, so the pack is made by hand.
    const entry = (mode: string, name: string, oid: string) =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]);
    const blob = await git('rev-parse', 'HEAD:a');
    const dotGit = await server.run(
      folder,
      ['hash-object', '-t', 'tree', '-w', '--literally', '--stdin'],
      entry('100644', '.git', blob),
    );
    const bad = await git('commit-tree', '-m', 'bad', '-p', good, dotGit);
    const told = await refused('push', 'origin', `${bad}:refs/heads/bad`);
    expect(told).toContain('(hasDotgit)');
    expect(told).toContain('(unpacker error)');
    expect(Object.keys(await refs())).toEqual(['HEAD', 'refs/heads/main']);
  });

  it('takes a push from a shallow clone when the rest of its history is here, and says what to do when not', async () => {
    const { url, commit, git } = await workspace();
    await commit('a', 'a');
    await commit('b', 'b');
    await git('push', '-q', 'origin', 'main');
    const shallow = server.folder();
    await server.run(shallow, ['clone', '-q', '--depth', '1', url, '.']);
    writeFileSync(join(shallow, 'c'), 'c');
    await server.run(shallow, ['add', '-A']);
    await server.run(shallow, ['commit', '-q', '-m', 'c']);
    await server.run(shallow, ['push', '-q', 'origin', 'HEAD:main']);
    const elsewhere = await workspace();
    const { ok, stderr } = await server.git(shallow, ['push', elsewhere.url, 'HEAD:main']);
    expect(ok).toBe(false);
    expect(stderr).toContain('git fetch --unshallow');
    expect(await elsewhere.refs()).toEqual({});
  });

  it('lets exactly one of eight concurrent pushes to a branch win', async () => {
    const start = await workspace();
    await start.commit('a', 'a');
    await start.git('push', '-q', 'origin', 'main');
    const rivals = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const rival = server.folder();
        await server.run(rival, ['clone', '-q', start.url, '.']);
        writeFileSync(join(rival, `f${index}`), 'x');
        await server.run(rival, ['add', '-A']);
        await server.run(rival, ['commit', '-q', '-m', `by ${index}`]);
        return { rival, oid: await server.run(rival, ['rev-parse', 'HEAD']) };
      }),
    );
    const results = await Promise.all(
      rivals.map(({ rival }) => server.git(rival, ['push', 'origin', 'main'])),
    );
    const winners = rivals.filter((_, index) => results[index]?.ok);
    expect(winners).toHaveLength(1);
    expect((await start.refs()).HEAD).toBe(winners[0]?.oid);
    for (const { ok, stderr } of results) if (!ok) expect(stderr).toMatch(/failed to update ref|fetch first/);
  });

  it('leaves nothing when it is broken off, or its pack is hostile, and can be repeated', async () => {
    const { name, url, folder, git, commit, refs } = await workspace();
    const base = await commit('a', 'a');
    await git('push', '-q', 'origin', 'main');
    writeFileSync(join(folder, 'noise'), randomBytes(3_000_000));
    const next = await commit('b', 'b');
    const pack = await packOf(folder, `${next}\n^${base}\n`);
    const command = encodePacket(`${base} ${next} refs/heads/main\0report-status side-band-64k\n`);
    const bodyOf = (bytes: Uint8Array) => Buffer.concat([command, FLUSH, bytes]);

    // Small enough that what has come is seen in the spool folder.
    server.limits = { memoryBytes: 100_000 };
    const broken = request(`${url}/git-receive-pack`, { method: 'POST' }).on('error', () => {});
    broken.write(bodyOf(pack.subarray(0, pack.length / 2)));
    await waitUntil(() => existsSync(server.spoolFolder) && readdirSync(server.spoolFolder).length > 0);
    broken.destroy();
    await waitUntil(() => readdirSync(server.spoolFolder).length === 0);

    const told = async (bytes: Uint8Array): Promise<string> => {
      const response = await fetch(`${url}/git-receive-pack`, { method: 'POST', body: bodyOf(bytes) });
      return response.text();
    };
    expect(await told(pack.subarray(0, -30))).toMatch(/unpack The pack cannot be read: .*cut short/);
    const damaged = Buffer.from(pack);
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    expect(await told(damaged)).toMatch(/checksum.*ng refs\/heads\/main unpacker error/s);
    server.limits = { inflationFloorBytes: 1_000_000, inflationRatio: 0 };
    expect(await told(pack)).toMatch(/unpack The pack is over a limit/);
    server.limits = {};

    expect((await refs()).HEAD).toBe(base);
    const { services, call } = server.fixture;
    expect((await services.changes.list(call, input(name))).changes).toHaveLength(1);
    await git('push', '-q', 'origin', 'main');
    expect((await refs()).HEAD).toBe(next);
  });

  it('answers a client that only asks whether it may push, and refuses what is no push', async () => {
    const { url } = await workspace();
    const send = (body: string) => fetch(`${url}/git-receive-pack`, { method: 'POST', body });
    expect(await (await send('0000')).text()).toBe('');
    expect(await (await send('001fthis is no command of a push')).text()).toMatch(/no command of a push/);
    expect(await (await send('hello')).text()).toMatch(/not the git protocol/);
  });
});

function packOf(folder: string, revisions: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      ['pack-objects', '--revs', '--stdout', '-q'],
      { cwd: folder, encoding: 'buffer', maxBuffer: 1e9 },
      (error, stdout) => (error ? reject(error) : resolve(stdout)),
    );
    child.stdin?.end(revisions);
  });
}

async function waitUntil(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setTimeout(5);
}
