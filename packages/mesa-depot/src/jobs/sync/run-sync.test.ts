import { inspect } from 'node:util';
import type { SyncCreate, UpstreamInput } from 'mesa-rest';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readRepoRefs } from '../../git/refs/read-repo-refs.js';
import { addCommits, type GitServer, startGitServer } from '../../git/remote/testing/git-server.js';
import { base64, createServiceFixture, type ServiceFixture } from '../../service/testing/service-fixture.js';
import { getRepoByName } from '../../storage/index.js';
import { type CreateSyncWorkerOptions, createSyncWorker } from './create-sync-worker.js';
import type { SyncWorker } from './sync-worker.js';

const ROOT = 'z'.repeat(32);

let server: GitServer;
let depot: ServiceFixture;
const workers: SyncWorker[] = [];
let repos = 0;
beforeAll(async () => {
  server = await startGitServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  depot = await createServiceFixture();
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await depot[Symbol.asyncDispose]();
  server.credential = undefined;
  server.intercept = () => false;
  server.requests.length = 0;
});

function startWorker(options: Partial<CreateSyncWorkerOptions> = {}): SyncWorker {
  const worker = createSyncWorker({
    ...depot.deps,
    writer: depot.services.writer,
    now: Date.now, // the clock of the fixture is years behind: what it queues is due
    pollMs: 20,
    ...options,
  });
  workers.push(worker);
  worker.start();
  return worker;
}

/** A repository here with a git repository as its upstream, which is empty. */
interface Pair {
  readonly at: { readonly org: string; readonly repo: string };
  readonly upstream: string;
}

async function newPair(auth: UpstreamInput['auth'] = null, url?: string): Promise<Pair> {
  const repo = `r${++repos}`;
  const upstream = `${repo}.git`;
  const made = server.create(upstream);
  await depot.services.repos.create(depot.call, {
    org: 'acme',
    name: repo,
    upstream: { url: url ?? made, auth },
  });
  return { at: { org: 'acme', repo }, upstream };
}

/** Queues a sync and returns it once it has ended. */
async function sync({ at }: Pair, direction: SyncCreate['direction'], ref_globs?: SyncCreate['ref_globs']) {
  const { id: syncId } = await depot.services.syncs.create(depot.call, {
    ...at,
    direction,
    ...(ref_globs && { ref_globs }),
  });
  return vi.waitUntil(async () => {
    const run = await depot.services.syncs.get(depot.call, { ...at, syncId });
    return run.finished_at !== null && run;
  }, 10_000);
}

/** What became of refs, as `name outcome`. */
const outcomes = (run: { stats: { refs: { name: string; outcome: string }[] } | null }) =>
  run.stats?.refs.map(({ name, outcome }) => `${name} ${outcome}`);

const upstreamRef = ({ upstream }: Pair, ref: string): string =>
  server.git(['-C', upstream, 'rev-parse', '--verify', ref]);

/** Makes a change with one file on a bookmark, or a new bookmark, and returns its commit. */
async function commit(
  { at }: Pair,
  bookmark: string,
  path: string,
  text: string,
  base?: string,
): Promise<string> {
  const { bookmarks } = await depot.services.bookmarks.list(depot.call, { ...at, limit: 100 });
  const found = bookmarks.find(({ name }) => name === bookmark);
  const change = await depot.services.changes.create(depot.call, {
    ...at,
    base_change_id: base ?? found?.change_id ?? ROOT,
    message: `Write ${path}`,
    files: [{ path, content: base64(text) }],
  });
  const to = { ...at, bookmark, change_id: change.id };
  if (found) await depot.services.bookmarks.move(depot.call, to);
  else await depot.services.bookmarks.create(depot.call, { ...at, name: bookmark, change_id: change.id });
  return change.current_commit_oid;
}

/** The branches and tags of a repository here, by full name. */
async function refsOf({ at }: Pair): Promise<Record<string, string>> {
  const repo = await getRepoByName(depot.storage.read, depot.call.actor.org.id, at.repo);
  if (!repo) throw new Error(`no repository ${at.repo}`);
  const { refs } = await readRepoRefs(depot.storage.read, repo);
  return Object.fromEntries(refs.map(({ name, oid }) => [name, oid]));
}

describe('pull', () => {
  it('makes bookmarks, then moves them forward with what is missing alone', async () => {
    const pair = await newPair();
    startWorker();
    const first = addCommits(server, pair.upstream, 'main', { count: 20 });
    const run = await sync(pair, 'pull');
    expect(run).toMatchObject({ status: 'completed', attempt: 1, error: null });
    expect(run.stats?.refs).toEqual([
      { name: 'refs/heads/main', before: null, after: first, outcome: 'updated' },
    ]);
    const { changes } = await depot.services.changes.list(depot.call, { ...pair.at, limit: 100 });
    expect(changes).toHaveLength(20);
    expect(changes[0]).toMatchObject({
      current_commit_oid: first,
      message: 'Commit 20\n',
      author: { name: 'Up Stream' },
    });
    const feature = addCommits(server, pair.upstream, 'feature/x', { from: first, file: 'b.txt' });
    const next = addCommits(server, pair.upstream, 'main', { from: first, text: 'next', count: 2 });
    const packs: number[] = [];
    server.intercept = (request, response) => {
      if (request.method === 'POST') {
        const { write } = response;
        response.write = ((chunk: Buffer, ...rest: unknown[]) => {
          const at = Buffer.from(chunk).indexOf('PACK');
          if (at >= 0) packs.push(chunk.readUInt32BE(at + 8));
          return Reflect.apply(write, response, [chunk, ...rest]);
        }) as typeof write;
      }
      return false;
    };
    expect(outcomes(await sync(pair, 'pull'))).toEqual([
      'refs/heads/feature/x updated',
      'refs/heads/main updated',
    ]);
    expect(packs).toEqual([3 * 3]);
    expect(await refsOf(pair)).toEqual({ 'refs/heads/feature/x': feature, 'refs/heads/main': next });
    expect(outcomes(await sync(pair, 'pull'))).toEqual([
      'refs/heads/feature/x unchanged',
      'refs/heads/main unchanged',
    ]);
    expect(packs).toHaveLength(1);
    // What is gone there stays here.
    server.git(['-C', pair.upstream, 'update-ref', '-d', 'refs/heads/feature/x']);
    expect(outcomes(await sync(pair, 'pull'))).toEqual(['refs/heads/main unchanged']);
    expect(await refsOf(pair)).toMatchObject({ 'refs/heads/feature/x': feature });
  });

  it('asks for little where both sides went on from what was synced', async () => {
    const pair = await newPair();
    startWorker();
    const base = addCommits(server, pair.upstream, 'main', { count: 50 });
    await sync(pair, 'pull');
    for (const text of ['1', '2', '3']) await commit(pair, 'main', 'ours.txt', text);
    const ours = (await refsOf(pair))['refs/heads/main'];
    const theirs = addCommits(server, pair.upstream, 'main', { from: base, text: 'theirs' });
    const run = await sync(pair, 'pull');
    expect(run.stats?.refs).toEqual([
      {
        name: 'refs/heads/main',
        before: ours,
        after: theirs,
        outcome: 'filtered',
        reason: 'non-fast-forward',
      },
    ]);
    expect(await refsOf(pair)).toEqual({ 'refs/heads/main': ours });
    // Where it is only we who went on, there is nothing to do.
    server.git(['-C', pair.upstream, 'update-ref', 'refs/heads/main', base]);
    expect((await sync(pair, 'pull')).stats?.refs).toEqual([
      { name: 'refs/heads/main', before: ours, after: ours, outcome: 'unchanged' },
    ]);
    expect(outcomes(await sync(pair, 'push'))).toEqual(['refs/heads/main updated']);
    expect(upstreamRef(pair, 'refs/heads/main')).toBe(ours);
  });

  it('brings tags, which never move, and takes them to another upstream', async () => {
    const pair = await newPair();
    startWorker();
    const tip = addCommits(server, pair.upstream, 'main', { count: 2 });
    const git = (...args: string[]) => server.git(['-C', pair.upstream, ...args]);
    git('tag', 'light', tip);
    git('tag', '-a', '-m', 'A release', 'v1.0', `${tip}^`);
    git('tag', '-a', '-m', 'Of a tag', 'v1.1', 'v1.0');
    git('tag', 'tree', `${tip}^{tree}`);
    expect(outcomes(await sync(pair, 'pull', { tags: 'v*' }))).toEqual([
      'refs/tags/v1.0 updated',
      'refs/tags/v1.1 updated',
    ]);
    expect(outcomes(await sync(pair, 'pull'))).toEqual([
      'refs/heads/main updated',
      'refs/tags/light updated',
      'refs/tags/tree updated',
      'refs/tags/v1.0 unchanged',
      'refs/tags/v1.1 unchanged',
    ]);
    const before = upstreamRef(pair, 'refs/tags/v1.0');
    git('tag', '-f', '-a', '-m', 'Again', 'v1.0', tip);
    expect((await sync(pair, 'pull', { tags: 'v1.0' })).stats?.refs).toMatchObject([
      { name: 'refs/tags/v1.0', before, outcome: 'filtered', reason: expect.stringContaining('tag is here') },
    ]);

    const copy = `${pair.at.repo}-copy.git`;
    const url = server.create(copy);
    await depot.services.repos.update(depot.call, { ...pair.at, upstream: { url } });
    const pushed = await sync(pair, 'push');
    expect(new Set(pushed.stats?.refs.map(({ outcome }) => outcome))).toEqual(new Set(['updated']));
    server.git(['-C', copy, 'fsck', '--strict']);
    const refs = server.git(['-C', copy, 'for-each-ref', '--format=%(refname) %(objectname)']).split('\n');
    expect(Object.fromEntries(refs.map((line) => line.split(' ')))).toEqual(await refsOf(pair));
    server.git(['-C', copy, 'tag', '-f', 'light', `${tip}^`]);
    expect(outcomes(await sync(pair, 'push', { tags: 'light' }))).toEqual(['refs/tags/light filtered']);
  });

  it('takes part with the branches that match, and refuses names that no bookmark can have', async () => {
    const pair = await newPair();
    startWorker();
    const tip = addCommits(server, pair.upstream, 'main');
    for (const name of ['release/1', 'release/2/x', 'topic', 'merge']) {
      server.git(['-C', pair.upstream, 'update-ref', `refs/heads/${name}`, tip]);
    }
    expect(outcomes(await sync(pair, 'pull', { branches: 'release/*', tags: '' }))).toEqual([
      'refs/heads/release/1 updated',
      'refs/heads/release/2/x updated',
    ]);
    expect(outcomes(await sync(pair, 'pull', { branches: 'm*' }))).toEqual([
      'refs/heads/main updated',
      'refs/heads/merge rejected',
    ]);
    expect(outcomes(await sync(pair, 'pull', { branches: 'nothing' }))).toEqual([]);
  });
});

describe('the credential', () => {
  it('is a token or a password, and a wrong one fails at once without being told', async () => {
    server.credential = 'x-access-token:t0ken';
    const pair = await newPair({ kind: 'token', token: 't0ken' });
    startWorker();
    addCommits(server, pair.upstream, 'main');
    expect(outcomes(await sync(pair, 'pull'))).toEqual(['refs/heads/main updated']);
    const { url } = (await depot.services.repos.get(depot.call, pair.at)).upstream ?? { url: '' };
    const update = (auth: UpstreamInput['auth']) =>
      depot.services.repos.update(depot.call, { ...pair.at, upstream: { url, ...(auth && { auth }) } });
    server.credential = 'me:t0ken';
    await update({ kind: 'token', token: 't0ken', token_username: 'me' });
    await commit(pair, 'main', 'b.txt', 'b');
    expect(outcomes(await sync(pair, 'push'))).toEqual(['refs/heads/main updated']);
    server.credential = 'alice:pässword';
    await update({ kind: 'username_password', username: 'alice', password: 'pässword' });
    await update(undefined); // absent keeps it
    expect(outcomes(await sync(pair, 'pull'))).toEqual(['refs/heads/main unchanged']);
    server.credential = 'alice:other';
    await workers[0]?.stop();
    const log = vi.fn();
    startWorker({ log: { debug: log, warn: log, error: log } });
    const run = await sync(pair, 'pull');
    const logged = inspect(log.mock.calls, { depth: null, showHidden: true });
    expect(logged).toContain('refuses the credential');
    for (const secret of ['pässword', 't0ken', Buffer.from('alice:pässword').toString('base64')]) {
      expect(logged).not.toContain(secret);
    }
    expect(run).toMatchObject({ status: 'failed', attempt: 1, stats: null });
    expect(run.error).toMatch(/answers 401: it refuses the credential of the upstream\.$/);
  });

  it('cannot be taken to another server', async () => {
    const pair = await newPair({ kind: 'token', token: 't0ken' });
    const move = (upstream: UpstreamInput) =>
      depot.services.repos.update(depot.call, { ...pair.at, upstream });
    await expect(move({ url: 'http://evil.test/x.git' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('another server'),
    });
    await expect(
      move({ url: server.origin, auth: { kind: 'username_password', username: 'a:b', password: 'c' } }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST', message: expect.stringContaining('colon') });
    expect((await move({ url: `${server.origin}/other.git` })).upstream?.auth_kind).toBe('token');
    expect((await move({ url: 'http://evil.test/x.git', auth: null })).upstream?.auth_kind).toBeNull();
  });
});

describe('an upstream that fails', () => {
  it('is asked again when it dies in the middle of a pack', async () => {
    const pair = await newPair();
    startWorker();
    const tip = addCommits(server, pair.upstream, 'main', { count: 30 });
    let deaths = 0;
    server.intercept = (request, response) => {
      if (request.method !== 'POST' || deaths > 0) return false;
      const { write } = response;
      response.write = ((chunk: Buffer, ...rest: unknown[]) => {
        if (!chunk.includes('PACK')) return Reflect.apply(write, response, [chunk, ...rest]);
        deaths += 1;
        Reflect.apply(write, response, [chunk.subarray(0, chunk.indexOf('PACK') + 40)]);
        setTimeout(() => response.destroy(), 10);
        return true;
      }) as typeof write;
      return false;
    };
    expect(await sync(pair, 'pull')).toMatchObject({ status: 'completed', attempt: 2 });
    expect(deaths).toBe(1);
    expect(await refsOf(pair)).toEqual({ 'refs/heads/main': tip });
  });

  it('or is not there, is not asked again', async () => {
    const pair = await newPair(null, `${server.origin}/missing.git`);
    startWorker();
    expect(await sync(pair, 'pull')).toMatchObject({
      status: 'failed',
      attempt: 1,
      error: expect.stringMatching(/missing.git answers 404: there is no such repository/),
    });
    await depot.services.repos.update(depot.call, { ...pair.at, upstream: { url: 'http://git.test/a' } });
    const address = [{ address: '10.1.2.3', family: 4 }];
    await workers[0]?.stop();
    startWorker({ allowPrivateNetworks: false, resolve: async () => address });
    expect(await sync(pair, 'push')).toMatchObject({
      status: 'failed',
      attempt: 1,
      error: expect.stringContaining('git.test, which is not a public address'),
    });
  });

  it('is left at once when the depot stops, and asked again by the next one', async () => {
    const pair = await newPair();
    const tip = addCommits(server, pair.upstream, 'main', { count: 3 });
    const worker = startWorker();
    let isStalled = true;
    let stalls = 0;
    server.intercept = (request) => {
      if (request.method === 'POST' && isStalled) stalls += 1;
      return stalls > 0 && isStalled;
    };
    const syncing = sync(pair, 'pull');
    await vi.waitUntil(() => stalls === 1);
    await worker.stop();
    expect((await depot.services.syncs.list(depot.call, { ...pair.at })).syncs).toMatchObject([
      { status: 'queued', attempt: 0, error: null },
    ]);
    isStalled = false;
    startWorker();
    expect(await syncing).toMatchObject({ status: 'completed', attempt: 1 });
    expect(await refsOf(pair)).toEqual({ 'refs/heads/main': tip });
  });
});

describe('push', () => {
  it('makes branches, then moves them forward with what is missing alone', async () => {
    const pair = await newPair();
    startWorker();
    const first = await commit(pair, 'main', 'a.txt', 'one\n');
    await commit(pair, 'topic/x', 'b.txt', 'two\n');
    expect(outcomes(await sync(pair, 'push'))).toEqual([
      'refs/heads/main updated',
      'refs/heads/topic/x updated',
    ]);
    const next = await commit(pair, 'main', 'a.txt', 'two\n');
    const run = await sync(pair, 'push');
    expect(run.stats?.refs).toEqual([
      { name: 'refs/heads/main', before: first, after: next, outcome: 'updated' },
      expect.objectContaining({ name: 'refs/heads/topic/x', outcome: 'unchanged' }),
    ]);
    expect(upstreamRef(pair, 'refs/heads/main')).toBe(next);
    server.git(['-C', pair.upstream, 'fsck', '--strict']);
    expect(server.git(['-C', pair.upstream, 'show', 'main:a.txt'])).toBe('two');
  });

  it('leaves alone what has diverged, what it does not know, and what is in conflict', async () => {
    const pair = await newPair();
    startWorker();
    const base = await commit(pair, 'main', 'a.txt', 'one\n');
    await commit(pair, 'other', 'o.txt', 'one\n');
    await sync(pair, 'push');
    // main moves there, other moves sideways here.
    const theirs = addCommits(server, pair.upstream, 'main', { from: base, text: 'theirs' });
    await commit(pair, 'main', 'b.txt', 'ours\n');
    const moved = await commit(pair, 'other', 'o.txt', 'sideways\n', ROOT);
    // A merge with a conflict, and what stands on it.
    await commit(pair, 'left', 'c.txt', 'left\n', ROOT);
    await commit(pair, 'right', 'c.txt', 'right\n', ROOT);
    await depot.services.bookmarks.merge(depot.call, {
      ...pair.at,
      target: 'left',
      source: 'right',
      allow_conflicted: true,
    });
    await commit(pair, 'left', 'd.txt', 'on top\n');
    const run = await sync(pair, 'push');
    expect(run.stats?.refs).toMatchObject([
      {
        name: 'refs/heads/left',
        before: null,
        outcome: 'filtered',
        reason: expect.stringContaining('conflict'),
      },
      {
        name: 'refs/heads/main',
        before: theirs,
        outcome: 'filtered',
        reason: expect.stringContaining('pull first'),
      },
      {
        name: 'refs/heads/other',
        after: moved,
        outcome: 'filtered',
        reason: expect.stringContaining('fast-forward'),
      },
      { name: 'refs/heads/right', before: null, outcome: 'updated' },
    ]);
    expect(run.status).toBe('completed');
    expect(upstreamRef(pair, 'refs/heads/main')).toBe(theirs);
  });

  it('takes part with the refs that match, and tells what the upstream refuses', async () => {
    const pair = await newPair();
    startWorker();
    for (const name of ['main', 'release/1', 'release/2/x', 'topic']) await commit(pair, name, 'a.txt', name);
    server.git(['-C', pair.upstream, 'config', 'receive.denyCurrentBranch', 'refuse']);
    server.git(['-C', pair.upstream, 'config', 'transfer.hideRefs', 'refs/heads/release/1']);
    const run = await sync(pair, 'push', { branches: 'release/*' });
    expect(outcomes(run)).toEqual(['refs/heads/release/1 rejected', 'refs/heads/release/2/x updated']);
    expect(run.stats?.refs[0]).toMatchObject({ reason: 'deny updating a hidden ref' });
    expect(outcomes(await sync(pair, 'push', { tags: '*' }))).toEqual([]);
    expect(server.git(['-C', pair.upstream, 'for-each-ref', '--format=%(refname)'])).toBe(
      'refs/heads/release/2/x',
    );
  });
});
