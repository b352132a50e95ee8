import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createDepot, type Depot } from 'mesa-depot';
import { listRepos } from 'mesa-rest';
import {
  AuthenticationError,
  AuthorizationError,
  type Change,
  ConflictError,
  Mesa,
  MesaWebhookVerificationError,
  NotFoundError,
  OrgResolutionError,
  type Repo,
  ValidationError,
  VIRTUAL_ROOT_CHANGE_ID,
  type WebhookEvent,
} from 'mesa-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordCalls } from '../helpers/record-calls.js';

/** Every method of the SDK that talks to a server, against a real depot. */

const author = { name: 'Ada', email: 'ada@example.com' };
const called = new Set<string>();
let depot: Depot;
let mesa: Mesa;

beforeAll(async () => {
  depot = await createDepot();
  mesa = recordCalls(new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey }), called);
});
afterAll(() => depot.close());

let counter = 0;
/** Makes a repository whose default bookmark has one change with these files. */
async function makeRepo(
  files: Record<string, string> = { 'README.md': '# Demo\n' },
): Promise<{ repo: string; base: Change }> {
  const { name: repo, head_change_id } = await mesa.repos.create({ name: `repo-${++counter}` });
  expect(head_change_id).toBe(VIRTUAL_ROOT_CHANGE_ID);
  const base = await write(repo, VIRTUAL_ROOT_CHANGE_ID, files, 'Begin');
  await mesa.bookmarks.move({ repo, bookmark: 'main', change_id: base.id });
  return { repo, base };
}

function write(
  repo: string,
  base_change_id: string,
  files: Record<string, string>,
  message = 'Change',
): Promise<Change> {
  return mesa.changes.create({
    repo,
    base_change_id,
    message,
    author,
    files: Object.entries(files).map(([path, text]) => ({ path, text })),
  });
}

/** Makes two bookmarks, `main` and `feature`, that changed the same line of `a.txt`, and lines far apart of `b.txt`. */
async function makeConflict(): Promise<{ repo: string; feature: Change }> {
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
  const text = (first: string, last: string): string => [first, ...lines, last, ''].join('\n');
  const { repo, base } = await makeRepo({ 'a.txt': text('one', 'two'), 'b.txt': text('one', 'two') });
  const ours = await write(repo, base.id, {
    'a.txt': text('ours', 'ours too'),
    'b.txt': text('ours', 'two'),
  });
  const feature = await write(repo, base.id, {
    'a.txt': text('theirs', 'theirs too'),
    'b.txt': text('one', 'theirs'),
  });
  await mesa.bookmarks.move({ repo, bookmark: 'main', change_id: ours.id });
  await mesa.bookmarks.create({ repo, name: 'feature', change_id: feature.id });
  return { repo, feature };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('the client', () => {
  test('finds out whose credential it has', async () => {
    expect(await mesa.whoami()).toMatchObject({
      org: { slug: depot.org },
      key_id: expect.any(String),
      scopes: expect.arrayContaining(['admin']),
    });
    expect(await mesa.resolveOrg()).toBe(depot.org);
    expect(await mesa.org.get()).toMatchObject({
      created_at: expect.any(String),
      num_repos: expect.any(Number),
    });
  });

  test('gives the errors of the server their class', async () => {
    await expect(mesa.repos.get({ repo: 'nonexistent' })).rejects.toThrow(NotFoundError);
    await expect(mesa.repos.get({ repo: 'nonexistent', org: 'other' })).rejects.toThrow(NotFoundError);
    await expect(mesa.repos.create({ name: 'not a name' })).rejects.toThrow(ValidationError);
    const stranger = new Mesa({ apiUrl: depot.apiUrl, apiKey: 'mesa_unknown', org: depot.org });
    await expect(stranger.repos.list()).rejects.toThrow(AuthenticationError);
    const lost = new Mesa({ apiUrl: depot.apiUrl, apiKey: 'mesa_unknown' });
    const error = await lost.repos.list().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(OrgResolutionError);
    expect(error).toHaveProperty('cause', expect.any(AuthenticationError));
  });

  test('lends its authenticated client to mesa-rest', async () => {
    const { data, response } = await listRepos({
      client: mesa.raw,
      path: { org: depot.org },
      query: { limit: 1 },
    });
    expect(data).toHaveProperty('repos');
    expect(response.headers.get('x-request-id')).toBeTruthy();
  });
});

describe('repos', () => {
  test('are created, read, changed and deleted', async () => {
    const created = await mesa.repos.create({
      name: 'life',
      default_bookmark: 'trunk',
      tags: { env: 'dev' },
    });
    expect(created).toMatchObject({
      name: 'life',
      org: depot.org,
      default_bookmark: 'trunk',
      tags: { env: 'dev' },
      upstream: null,
    });
    expect(await mesa.repos.get({ repo: 'life' })).toEqual(created);
    await expect(mesa.repos.create({ name: 'life' })).rejects.toMatchObject({
      status: 409,
      code: 'ALREADY_EXISTS',
    });
    const renamed = await mesa.repos.update({
      repo: 'life',
      name: 'afterlife',
      tags: { env: null, team: 'a' },
    });
    expect(renamed).toMatchObject({ id: created.id, name: 'afterlife', tags: { team: 'a' } });
    expect(await mesa.repos.delete({ repo: 'afterlife' })).toEqual({ success: true });
    await expect(mesa.repos.get({ repo: 'afterlife' })).rejects.toThrow(NotFoundError);
  });

  test('without a name get one', async () => {
    expect((await mesa.repos.create()).name).toMatch(/./);
  });

  test('are listed by tags, awaiting a page or iterating over all', async () => {
    const made: Repo[] = [];
    for (const [env, team] of [
      ['prod', 'agents-a'],
      ['staging', 'agents-b'],
      ['dev', 'web'],
      ['prod', 'web'],
    ]) {
      made.push(await mesa.repos.create({ tags: { env: env ?? '', team: team ?? '', suite: 'list' } }));
    }
    const names = async (tags: Parameters<Mesa['repos']['list']>[0]): Promise<string[]> =>
      (await collect(mesa.repos.list({ limit: 1, ...tags }))).map((repo) => repo.name).sort();
    const named = (...indices: number[]): string[] => indices.map((index) => made[index]?.name ?? '').sort();
    expect(await names({ tags: 'suite:list,env:prod' })).toEqual(named(0, 3));
    expect(
      await names({ tags: { suite: 'list', env: ['prod', 'staging'], team: { $starts_with: 'agents-' } } }),
    ).toEqual(named(0, 1));
    expect(
      await names({ tags: { suite: 'list', $or: [{ env: 'dev' }, { team: { $contains: 'b' } }] } }),
    ).toEqual(named(1, 2, 3));
    expect(await names({ tags: { suite: 'list', $not: { env: { $in: ['prod'] } } } })).toEqual(named(1, 2));

    const page = await mesa.repos.list({ tags: { suite: 'list' }, limit: 3 });
    expect(page).toMatchObject({ has_more: true, next_cursor: expect.any(String) });
    const rest = await mesa.repos.list({
      tags: { suite: 'list' },
      limit: 3,
      cursor: page.next_cursor ?? undefined,
    });
    expect([...page.repos, ...rest.repos].map((repo) => repo.name).sort()).toEqual(named(0, 1, 2, 3));

    const repo_ids = made.map((repo) => repo.id);
    expect(await mesa.repos.bulkUpdateTags({ repo_ids, action: 'set', key: 'env', value: 'gone' })).toEqual({
      updated: 4,
    });
    expect(await names({ tags: { suite: 'list', env: 'gone' } })).toHaveLength(4);
    await mesa.repos.bulkUpdateTags({ repo_ids, action: 'remove', key: 'env' });
    expect(await names({ tags: { suite: 'list', env: { $exists: true } } })).toEqual([]);
  });

  test('without an upstream have no syncs', async () => {
    const { repo } = await makeRepo();
    expect(await collect(mesa.repos.listUpstreamSyncs({ repo }))).toEqual([]);
    await expect(mesa.repos.syncUpstream({ repo, direction: 'pull' })).rejects.toMatchObject({
      code: 'NOT_CONFIGURED',
    });
    await expect(mesa.repos.getUpstreamSync({ repo, syncId: 'sync_x' })).rejects.toThrow(NotFoundError);
  });

  test('are made once when the same creation is sent twice', async () => {
    const [first, second] = [
      await mesa.repos.create({}, { idempotencyKey: 'twice' }),
      await mesa.repos.create({}, { idempotencyKey: 'twice' }),
    ];
    expect(second).toEqual(first);
    await expect(mesa.repos.create({ name: 'other' }, { idempotencyKey: 'twice' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });
});

describe('changes and content', () => {
  test('take text, bytes, base64, links and deletions, and give the same bytes back', async () => {
    const { repo, base } = await makeRepo({ 'old.txt': 'old' });
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const change = await mesa.changes.create({
      repo,
      base_change_id: base.id,
      message: 'Everything',
      author: { ...author, date: '2026-01-02T03:04:05+02:00' },
      files: [
        { path: 'text.txt', text: 'Hej då ☃\n' },
        { path: 'bin/bytes', bytes },
        { path: 'bin/run.sh', content: btoa('#!/bin/sh\n'), mode: '100755' },
        { path: 'link', symlink: 'text.txt' },
        { path: 'old.txt', action: 'delete' },
      ],
    });
    expect(change).toMatchObject({ message: 'Everything', parents: [base.id], is_conflicted: false });
    expect(change.author).toMatchObject({ ...author, date: '2026-01-02T03:04:05+02:00' });
    const detail = await mesa.changes.get({ repo, change_id: change.id });
    expect(detail.files.sort()).toEqual(['bin/bytes', 'bin/run.sh', 'link', 'old.txt', 'text.txt']);
    expect(detail.conflicts).toEqual([]);

    const at = { repo, change_id: change.id };
    expect(await mesa.content.getText({ ...at, path: 'text.txt' })).toBe('Hej då ☃\n');
    expect(await mesa.content.getBytes({ ...at, path: 'bin/bytes' })).toEqual(bytes);
    const stream = await mesa.content.stream({ ...at, path: 'bin/bytes' });
    expect(new Uint8Array(await new Response(stream).arrayBuffer())).toEqual(bytes);
    expect(await mesa.content.get({ ...at, path: 'bin/run.sh' })).toMatchObject({
      type: 'file',
      mode: '100755',
      content: btoa('#!/bin/sh\n'),
    });
    expect(await mesa.content.get({ ...at, path: 'link' })).toMatchObject({
      type: 'symlink',
      content: btoa('text.txt'),
    });
    const root = await mesa.content.get({ ...at, depth: 2 });
    expect(root.type === 'dir' && root.entries.map((entry) => entry.path)).toEqual([
      'bin',
      'bin/bytes',
      'bin/run.sh',
      'link',
      'text.txt',
    ]);
    // Without a change the tip of the default bookmark is read, which has not moved.
    expect(await mesa.content.getText({ repo, path: 'old.txt' })).toBe('old');
    expect(await mesa.content.getText({ repo, ref: 'main', path: 'old.txt' })).toBe('old');
    await expect(mesa.content.getBytes({ ...at, path: 'bin' })).rejects.toMatchObject({
      code: 'NOT_ACCEPTABLE',
    });
    await expect(mesa.content.getText({ ...at, path: 'old.txt' })).rejects.toThrow(NotFoundError);
  });

  test('read files of several megabytes', async () => {
    const { repo, base } = await makeRepo();
    const bytes = new Uint8Array(3 * 1024 * 1024).map((_, index) => (index * 7919) % 251);
    const change = await mesa.changes.create({
      repo,
      base_change_id: base.id,
      files: [{ path: 'big', bytes }],
    });
    const read = await mesa.content.getBytes({ repo, change_id: change.id, path: 'big' });
    expect(Buffer.compare(read, bytes)).toBe(0);
  });

  test('carry metadata that is not versioned', async () => {
    const { repo } = await makeRepo({ 'a.md': 'a', 'b.md': 'b' });
    expect(
      await mesa.content.setMetadata({ repo, path: 'a.md', metadata: { lang: 'en', draft: 'yes' } }),
    ).toEqual({
      path: 'a.md',
      metadata: { lang: 'en', draft: 'yes' },
    });
    await mesa.content.setMetadata({ repo, path: 'a.md', metadata: { draft: null } });
    expect(await mesa.content.get({ repo, path: 'a.md' })).toMatchObject({ metadata: { lang: 'en' } });
    const filtered = await mesa.content.get({ repo, metadata: { lang: 'en' } });
    expect(filtered.type === 'dir' && filtered.entries.map((entry) => entry.path)).toEqual(['a.md']);
  });

  test('evolve, guarded by the commit they were read at', async () => {
    const { repo, base } = await makeRepo();
    const change = await write(repo, base.id, { 'a.txt': 'a' });
    const amended = await mesa.changes.update({
      repo,
      change_id: change.id,
      message: 'Better',
      base_commit_oid: change.current_commit_oid,
      files: [{ path: 'a.txt', text: 'b' }],
    });
    expect(amended).toMatchObject({ id: change.id, message: 'Better' });
    expect(amended.current_commit_oid).not.toBe(change.current_commit_oid);
    const stale = mesa.changes.patch({
      repo,
      change_id: change.id,
      message: 'Late',
      base_commit_oid: change.current_commit_oid,
    });
    await expect(stale).rejects.toMatchObject({ status: 409, code: 'STALE_COMMIT' });
    const versions = await collect(mesa.changes.evolog({ repo, change_id: change.id, limit: 1 }));
    expect(versions.map((version) => version.commit_oid)).toEqual([
      amended.current_commit_oid,
      change.current_commit_oid,
    ]);
  });

  test('are listed along a bookmark', async () => {
    const { repo, base } = await makeRepo();
    const second = await write(repo, base.id, { 'a.txt': 'a' });
    await mesa.bookmarks.move({ repo, bookmark: 'main', change_id: second.id });
    const ids = (changes: Change[]): string[] => changes.map((change) => change.id);
    expect(ids(await collect(mesa.changes.list({ repo, limit: 1 })))).toEqual([second.id, base.id]);
    await mesa.bookmarks.create({ repo, name: 'older', change_id: base.id });
    expect(ids((await mesa.changes.list({ repo, bookmark: 'older' })).changes)).toEqual([base.id]);
  });
});

describe('bookmarks', () => {
  test('are created, listed, moved forward and deleted', async () => {
    const { repo, base } = await makeRepo();
    await mesa.bookmarks.create({ repo, name: 'feature/x', change_id: VIRTUAL_ROOT_CHANGE_ID });
    const bookmark = 'feature/x';
    expect(await mesa.bookmarks.get({ repo, bookmark })).toEqual({
      name: bookmark,
      change_id: VIRTUAL_ROOT_CHANGE_ID,
      is_default: false,
    });
    expect(await mesa.bookmarks.move({ repo, bookmark, change_id: base.id })).toMatchObject({
      change_id: base.id,
      from_change_id: VIRTUAL_ROOT_CHANGE_ID,
    });
    const back = { repo, bookmark, change_id: VIRTUAL_ROOT_CHANGE_ID };
    await expect(mesa.bookmarks.move(back)).rejects.toMatchObject({ status: 409, code: 'NOT_FORWARD' });
    expect(await mesa.bookmarks.move({ ...back, allow_backwards: true })).toMatchObject({
      from_change_id: base.id,
    });
    const names = (await collect(mesa.bookmarks.list({ repo, limit: 1 }))).map((one) => one.name);
    expect(names).toEqual(['main', 'feature/x']);
    expect((await mesa.bookmarks.list({ repo, glob: 'feat*' })).bookmarks).toHaveLength(1);
    expect(await mesa.bookmarks.delete({ repo, bookmark })).toEqual({ success: true });
    await expect(mesa.bookmarks.get({ repo, bookmark })).rejects.toThrow(NotFoundError);
  });

  test('merge cleanly', async () => {
    const { repo, base } = await makeRepo();
    const feature = await write(repo, base.id, { 'a.txt': 'a' });
    await mesa.bookmarks.create({ repo, name: 'feature', change_id: feature.id });
    const merged = await mesa.bookmarks.merge({
      repo,
      source: 'feature',
      target: 'main',
      message: 'Merge',
      delete_source: true,
    });
    expect(merged).toMatchObject({ merge_type: 'merge_commit', is_conflicted: false, source_deleted: true });
    expect((await mesa.changes.get({ repo, change_id: merged.change_id })).parents).toEqual([
      base.id,
      feature.id,
    ]);
    expect(await mesa.content.getText({ repo, path: 'a.txt' })).toBe('a');
  });

  test('refuse a conflict, and take the resolutions that its hunks ask for', async () => {
    const { repo } = await makeConflict();
    const refusal = await mesa.bookmarks
      .merge({ repo, source: 'feature', target: 'main' })
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ConflictError);
    expect(refusal).toMatchObject({ code: 'MERGE_CONFLICT', details: { conflict_paths: ['a.txt'] } });
    const [entry] = (refusal as ConflictError).details.conflicted_entries as {
      path: string;
      hunks: { hunk_id: string }[];
    }[];
    expect(entry?.hunks).toHaveLength(2);
    const [first, second] = entry?.hunks ?? [];
    const merged = await mesa.bookmarks.merge({
      repo,
      source: 'feature',
      target: 'main',
      resolutions: [
        {
          path: 'a.txt',
          hunks: [
            { hunk_id: first?.hunk_id ?? '', take: 'source' },
            { hunk_id: second?.hunk_id ?? '', text: 'both\n' },
          ],
        },
      ],
    });
    expect(merged).toMatchObject({ is_conflicted: false });
    const text = await mesa.content.getText({ repo, path: 'a.txt' });
    expect([text.split('\n')[0], text.split('\n').at(-2)]).toEqual(['theirs', 'both']);
    expect(await mesa.content.getText({ repo, path: 'b.txt' })).toMatch(/^ours\n.*\ntheirs\n$/s);
  });

  test('store a conflict on request, which a change resolves later', async () => {
    const { repo } = await makeConflict();
    const merged = await mesa.bookmarks.merge({
      repo,
      source: 'feature',
      target: 'main',
      allow_conflicted: true,
    });
    expect(merged.is_conflicted).toBe(true);
    const { change_id } = merged;
    expect((await mesa.changes.get({ repo, change_id })).conflicts).toEqual(['a.txt']);
    await expect(
      mesa.changes.update({ repo, change_id, files: [{ path: 'x', text: 'x' }] }),
    ).rejects.toMatchObject({ code: 'MERGE_CONFLICT' });
    const resolved = await mesa.changes.update({
      repo,
      change_id,
      resolutions: [{ path: 'a.txt', text: 'settled\n' }],
    });
    expect(resolved.is_conflicted).toBe(false);
    expect(await mesa.content.getText({ repo, path: 'a.txt' })).toBe('settled\n');
  });
});

describe('diffs', () => {
  test('tell what differs, by change or by bookmark', async () => {
    const { repo, base } = await makeRepo({ 'a.txt': 'one\ntwo\n', 'gone.txt': 'x' });
    const head = await mesa.changes.create({
      repo,
      base_change_id: base.id,
      files: [
        { path: 'a.txt', text: 'one\n2\n' },
        { path: 'gone.txt', action: 'delete' },
      ],
    });
    await mesa.bookmarks.create({ repo, name: 'head', change_id: head.id });
    const diff = await mesa.diffs.get({ repo, base_change_id: base.id, head_change_id: head.id });
    expect(diff.entries.map(({ path, status }) => [path, status])).toEqual([
      ['a.txt', 'modified'],
      ['gone.txt', 'deleted'],
    ]);
    expect(diff.stats).toMatchObject({ entries: 2, additions: 1, deletions: 2 });
    expect((await mesa.diffs.get({ repo, base: 'main', head: 'head' })).entries).toEqual(diff.entries);
  });

  test('are patches that git applies', async () => {
    const { repo, base } = await makeRepo({ 'a.txt': 'one\ntwo\n', 'dir/b.txt': 'b' });
    const head = await write(repo, base.id, {
      'a.txt': 'one\n2\n',
      'dir/b.txt': 'b\n',
      'new file.txt': 'ü\n',
    });
    const patch = await mesa.diffs.getText({ repo, base_change_id: base.id, head_change_id: head.id });
    const folder = await mkdtemp(join(tmpdir(), 'mesa-sdk-diff-'));
    try {
      for (const [path, text] of [
        ['a.txt', 'one\ntwo\n'],
        ['dir/b.txt', 'b'],
        ['change.patch', patch],
      ] as const) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), text);
      }
      await promisify(execFile)('git', ['apply', 'change.patch'], { cwd: folder });
      for (const path of ['a.txt', 'dir/b.txt', 'new file.txt']) {
        expect(await readFile(join(folder, path), 'utf8')).toBe(
          await mesa.content.getText({ repo, change_id: head.id, path }),
        );
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('list the hunks of a stored conflict', async () => {
    const { repo, feature } = await makeConflict();
    const { change_id } = await mesa.bookmarks.merge({
      repo,
      source: 'feature',
      target: 'main',
      allow_conflicted: true,
    });
    const diff = await mesa.diffs.get({
      repo,
      base_change_id: feature.id,
      head_change_id: change_id,
      conflicts: 'only',
    });
    expect(diff.entries).toEqual([]);
    expect(diff.conflicted_entries.map((entry) => [entry.path, entry.hunks.length])).toEqual([['a.txt', 2]]);
  });
});

describe('apiKeys', () => {
  test('are created, found, tagged and revoked', async () => {
    const { repo } = await makeRepo();
    const { id: repo_id } = await mesa.repos.get({ repo });
    const made = await mesa.apiKeys.create({
      name: 'Reader of one',
      scopes: ['read'],
      repo_ids: [repo_id],
      expires_in_seconds: 3600,
    });
    const reader = new Mesa({ apiUrl: depot.apiUrl, apiKey: made.key });
    expect((await collect(reader.repos.list())).map((one) => one.name)).toEqual([repo]);
    await expect(reader.repos.update({ repo, name: 'mine' })).rejects.toThrow(AuthorizationError);

    const found = await collect(
      mesa.apiKeys.list({ query: 'reader', status: 'active', scope: 'read', repo_id, limit: 1 }),
    );
    expect(found).toMatchObject([
      { id: made.id, scopes: ['read'], repo_ids: [repo_id], expires_at: expect.any(String) },
    ]);
    expect(await mesa.apiKeys.update({ id: made.id, tags: { team: 'a' } })).toEqual({ tags: { team: 'a' } });
    expect(await mesa.apiKeys.revoke({ id: made.id })).toEqual({ success: true });
    await expect(reader.repos.list({ org: depot.org })).rejects.toThrow(AuthenticationError);
    expect((await mesa.apiKeys.list({ query: 'reader', status: 'active' })).api_keys).toEqual([]);
  });
});

describe('tokens', () => {
  test('signed from an API key have a part of its rights, and die with it', async () => {
    const [one, other] = [await makeRepo(), await makeRepo()];
    const key = await mesa.apiKeys.create({ name: 'signer' });
    const signer = recordCalls(new Mesa({ apiUrl: depot.apiUrl, apiKey: key.key }), called);
    const { token, repos } = await signer.tokens.create({ scopes: ['read'], repos: [one.repo] });
    expect(repos).toEqual([`${depot.org}/${one.repo}`]);
    const holder = new Mesa({ apiUrl: depot.apiUrl, accessToken: token });
    expect((await collect(holder.repos.list())).map((repo) => repo.name)).toEqual([one.repo]);
    expect(await holder.whoami()).toMatchObject({ key_id: key.id, scopes: ['read'] });
    await expect(holder.content.get({ repo: other.repo })).rejects.toThrow(NotFoundError);
    await expect(holder.changes.create({ repo: one.repo, base_change_id: one.base.id })).rejects.toThrow(
      AuthorizationError,
    );

    const { id } = await mesa.repos.get({ repo: other.repo });
    const byId = await signer.tokens.create({ repo_ids: [id] });
    const writer = new Mesa({ apiUrl: depot.apiUrl, auth: { accessToken: byId.token } });
    expect((await writer.repos.list()).repos.map((repo) => repo.name)).toEqual([other.repo]);
    await mesa.apiKeys.revoke({ id: key.id });
    await expect(writer.repos.list()).rejects.toThrow(AuthenticationError);
  });

  test('signed with a private key name their authors', async () => {
    const key = await mesa.signingKeys.create({ name: 'deploy', scopes: ['read', 'write'] });
    expect((await collect(mesa.signingKeys.list({ limit: 1 }))).map((one) => one.id)).toContain(key.id);
    const signer = recordCalls(new Mesa({ apiUrl: depot.apiUrl, privateKey: key.private_key }), called);
    expect(await signer.resolveOrg()).toBe(depot.org);
    const { repo, base } = await makeRepo();
    const authors = [author, { name: 'Bot' }];
    const change = await signer.changes.create({
      repo,
      base_change_id: base.id,
      message: 'Signed',
      authors,
      files: [{ path: 'a', text: 'a' }],
    });
    expect(change.author).toMatchObject(author);
    expect(change.message).toMatch(/^Signed\n\nCo-authored-by: Bot </);
    await signer.changes.update({ repo, change_id: change.id, files: [{ path: 'a', text: 'b' }], authors });
    await signer.bookmarks.create({ repo, name: 'feature', change_id: change.id });
    const merged = await signer.bookmarks.merge({
      repo,
      source: 'feature',
      target: 'main',
      authors: [{ name: 'Merger', email: 'm@example.com' }],
    });
    expect((await mesa.changes.get({ repo, change_id: merged.change_id })).author).toMatchObject({
      name: 'Merger',
    });
    // The client asks for all rights, the key has none over keys.
    await expect(signer.apiKeys.list()).rejects.toThrow(AuthorizationError);

    const { token } = await signer.tokens.create({ scopes: ['read'], repos: [repo], authors });
    const holder = new Mesa({ apiUrl: depot.apiUrl, accessToken: token });
    expect(await holder.resolveOrg()).toBe(depot.org);
    expect(await holder.content.getText({ repo, path: 'a' })).toBe('b');
    expect(await mesa.signingKeys.revoke({ id: key.id })).toEqual({ success: true });
    await expect(holder.content.get({ repo })).rejects.toThrow(AuthenticationError);
    await expect(signer.repos.list()).rejects.toThrow(AuthenticationError);
  });
});

describe('webhooks', () => {
  let receiver: Server;
  let url: string;
  let answer: (body: Buffer, headers: NodeJS.Dict<string | string[]>) => Promise<void> = async () => {};
  beforeAll(async () => {
    receiver = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const status = await answer(Buffer.concat(chunks), request.headers).then(
        () => 204,
        () => 500,
      );
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  });
  afterAll(() => {
    receiver.closeAllConnections();
    receiver.close();
  });

  test('are delivered, verified and told apart', async () => {
    const { repo } = await makeRepo();
    const { id: repo_id } = await mesa.repos.get({ repo });
    const target = await mesa.webhookTargets.create({
      url,
      name: 'ci',
      events: ['push'],
      repo_ids: [repo_id],
    });
    const webhookTargetId = target.id;
    expect(await mesa.webhookTargets.get({ webhookTargetId })).not.toHaveProperty('secret');
    const events = [
      'change.created',
      'change.evolved',
      'bookmark.created',
      'bookmark.moved',
      'bookmark.merged',
      'bookmark.deleted',
      'repo.updated',
    ] as const;
    expect(await mesa.webhookTargets.update({ webhookTargetId, events })).toMatchObject({
      events,
      repo_ids: [repo_id],
    });
    expect((await collect(mesa.webhookTargets.list({ limit: 1 }))).map((one) => one.id)).toContain(
      webhookTargetId,
    );

    const listener = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey, webhookSecret: target.secret });
    const impostor = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey, webhookSecret: 'whsec_other' });
    const seen: WebhookEvent[] = [];
    const merged = new Promise<void>((resolve) => {
      listener.webhooks.on(events, (event) => {
        seen.push(event);
        if (event.type === 'repo.updated') resolve();
      });
    });
    answer = async (body, headers) => {
      await expect(impostor.webhooks.receive(body, headers)).rejects.toThrow(MesaWebhookVerificationError);
      await listener.webhooks.receive(body, headers);
    };

    const tip = (await mesa.bookmarks.get({ repo, bookmark: 'main' })).change_id;
    const change = await write(repo, tip, { 'a.txt': 'a' });
    await mesa.changes.update({ repo, change_id: change.id, message: 'Again' });
    await mesa.bookmarks.create({ repo, name: 'feature', change_id: tip });
    await mesa.bookmarks.move({ repo, bookmark: 'feature', change_id: change.id });
    await mesa.bookmarks.merge({ repo, source: 'feature', target: 'main', delete_source: true });
    await mesa.repos.update({ repo, tags: { done: 'yes' } });
    await merged;

    const types = new Set<string>(seen.map((event) => event.type));
    expect([...types].sort()).toEqual([...events].sort());
    const evolved = seen.find((event) => event.type === 'change.evolved');
    expect(evolved?.data).toMatchObject({
      change: { id: change.id, message: 'Again' },
      previous_current_commit_oid: change.current_commit_oid,
    });
    expect(
      seen.every((event) => event.organization.slug === depot.org && event.repository?.name === repo),
    ).toBe(true);

    const deliveries = await collect(
      mesa.webhookTargets.listDeliveries({ webhookTargetId, status: 'delivered', limit: 2 }),
    );
    expect(deliveries.length).toBeGreaterThanOrEqual(seen.length - 1);
    expect(await mesa.webhookTargets.delete({ webhookTargetId })).toEqual({ success: true });
    await expect(mesa.webhookTargets.get({ webhookTargetId })).rejects.toThrow(NotFoundError);
  });
});

test('a repository is mounted, written to and read', async () => {
  const { repo } = await makeRepo();
  const fs = await mesa.fs.mount({ repos: [repo] });
  await fs.writeFile(`/${repo}/notes.txt`, 'hello');
  expect(await fs.readdir(`/${repo}`)).toEqual(['README.md', 'notes.txt']);
  await fs.close();
  await expect(mesa.fs.mount({ repos: [] })).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
  await expect(mesa.fs.mount({ repos: ['other/x'] })).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
  await expect(mesa.fs.mount({ repos: [repo], mountPoint: '' })).rejects.toMatchObject({
    code: 'INVALID_OPTIONS',
  });
});

test('every method of every namespace was called above', () => {
  const namespaces = Object.entries(mesa).filter(
    (entry) => typeof entry[1] === 'object' && entry[0] !== 'webhooks',
  );
  const methods = namespaces.flatMap(([name, resource]) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(resource))
      .filter((method) => method !== 'constructor')
      .map((method) => `${name}.${method}`),
  );
  expect(methods.length).toBeGreaterThan(40);
  expect(methods.filter((method) => !called.has(method))).toEqual([]);
});
