import type { SyncCreate, UpstreamInput } from 'mesa-rest';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addCommits, type GitServer, startGitServer } from '../../git/remote/testing/git-server.js';
import { base64, createServiceFixture, type ServiceFixture } from '../../service/testing/service-fixture.js';
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

async function headOf({ at }: Pair, bookmark = 'main'): Promise<string | undefined> {
  const { refs } = await localRefs(at.repo);
  return refs.find(({ name }) => name === `refs/heads/${bookmark}`)?.oid;
}

async function localRefs(name: string) {
  const { getRepoByName } = await import('../../storage/index.js');
  const { readRepoRefs } = await import('../../git/refs/read-repo-refs.js');
  const repo = await getRepoByName(depot.storage.read, depot.call.actor.org.id, name);
  if (!repo) throw new Error(`no repository ${name}`);
  return readRepoRefs(depot.storage.read, repo);
}

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
