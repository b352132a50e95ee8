import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOperations } from '../../storage/index.js';
import { deriveChangeId } from '../../vcs/index.js';
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

const ROOT = 'z'.repeat(32);
const at = ({ name }: Workspace) => ({ org: 'acme', repo: name });
const file = (path: string, text: string) => ({
  path,
  action: 'upsert' as const,
  content: Buffer.from(text).toString('base64'),
});

/** A change of the API at the bookmark `main`, and a clone of it. */
async function withChange(): Promise<Workspace & { readonly changeId: string; readonly oid: string }> {
  const space = await createWorkspace(server);
  const { services, call } = server.fixture;
  const change = await services.changes.create(call, {
    ...at(space),
    base_change_id: ROOT,
    message: 'by the API',
    files: [file('a', 'a\n')],
  });
  await services.bookmarks.move(call, { ...at(space), bookmark: 'main', change_id: change.id });
  await space.git('pull', '-q', 'origin', 'main');
  return Object.assign(space, { changeId: change.id, oid: change.current_commit_oid });
}

const change = (space: Workspace, change_id: string) =>
  server.fixture.services.changes.get(server.fixture.call, { ...at(space), change_id });
const bookmark = async (space: Workspace, name: string) =>
  (await server.fixture.services.bookmarks.get(server.fixture.call, { ...at(space), bookmark: name }))
    .change_id;

/** All that is reachable from bookmarks must be the current commit of its change. */
async function expectAllCurrent(space: Workspace): Promise<void> {
  const { services, call } = server.fixture;
  for (const { name } of (await services.bookmarks.list(call, at(space))).bookmarks) {
    for (const listed of (await services.changes.list(call, { ...at(space), bookmark: name })).changes) {
      expect((await change(space, listed.id)).current_commit_oid).toBe(listed.current_commit_oid);
      for (const parent of listed.parents) if (parent !== ROOT) await change(space, parent);
    }
  }
}

describe('a pushed commit with a change id', { timeout: 30_000 }, () => {
  it('continues the change, and what descends from it without a bookmark is rebased', async () => {
    const space = await withChange();
    const { services, call } = server.fixture;
    const anonymous = await services.changes.create(call, {
      ...at(space),
      base_change_id: space.changeId,
      files: [file('b', 'b\n')],
    });
    writeFileSync(join(space.folder, 'a'), 'amended\n');
    // `git commit --amend` keeps the header of the change.
    await space.git('commit', '-q', '-a', '--amend', '-m', 'by git');
    const amended = await space.git('rev-parse', 'HEAD');
    await space.git('push', '-q', '--force', 'origin', 'main');
    expect(await change(space, space.changeId)).toMatchObject({
      current_commit_oid: amended,
      message: 'by git\n',
    });
    expect(await bookmark(space, 'main')).toBe(space.changeId);
    const moved = await change(space, anonymous.id);
    expect(moved).toMatchObject({ parents: [space.changeId], files: ['b'] });
    expect(moved.current_commit_oid).not.toBe(anonymous.current_commit_oid);
    const evolog = (change_id: string) => services.changes.evolog(call, { ...at(space), change_id });
    expect((await evolog(space.changeId)).versions.map(({ operation }) => operation)).toEqual([
      'push',
      'change.create',
    ]);
    expect((await evolog(anonymous.id)).versions[0]).toMatchObject({ operation: 'change.rebase' });
    await expectAllCurrent(space);
  });

  it('becomes a change of its own where another bookmark still needs the commit of that change', async () => {
    const space = await withChange();
    writeFileSync(join(space.folder, 'a'), 'amended\n');
    await space.git('commit', '-q', '-a', '--amend', '-m', 'by git');
    const amended = await space.git('rev-parse', 'HEAD');
    await space.git('push', '-q', 'origin', 'HEAD:topic');
    expect(await change(space, space.changeId)).toMatchObject({ current_commit_oid: space.oid });
    expect(await bookmark(space, 'topic')).toBe(deriveChangeId(amended));
    expect(await bookmark(space, 'main')).toBe(space.changeId);
    await expectAllCurrent(space);
    // And stays one when main follows: what was derived once is not taken back.
    await space.git('push', '-q', '--force', 'origin', 'main');
    expect(await bookmark(space, 'main')).toBe(deriveChangeId(amended));
    await expectAllCurrent(space);
  });

  it('is one of several with the same id: the first keeps it', async () => {
    const space = await withChange();
    const first = await space.git('rev-parse', 'HEAD');
    const tree = await space.git('rev-parse', 'HEAD^{tree}');
    const id = 'k'.repeat(32);
    const commit = async (message: string, header: string, ...parents: string[]) => {
      const body = [
        `tree ${tree}`,
        ...parents.map((parent) => `parent ${parent}`),
        'author A <a@b> 1700000000 +0000',
        'committer A <a@b> 1700000000 +0000',
        ...(header === '' ? [] : [`change-id ${header}`]),
        '',
        message,
      ].join('\n');
      return server.run(space.folder, ['hash-object', '-t', 'commit', '-w', '--stdin'], body);
    };
    const one = await commit('one', id, first);
    const two = await commit('two', id, one);
    const three = await commit('three', 'not-an-id', two);
    const four = await commit('four', ROOT, three);
    await space.git('push', '-q', 'origin', `${four}:refs/heads/main`);
    expect(await change(space, id)).toMatchObject({ current_commit_oid: one });
    for (const oid of [two, three, four]) {
      expect(await change(space, deriveChangeId(oid))).toMatchObject({ current_commit_oid: oid });
    }
    await expectAllCurrent(space);
  });
});

describe('a branch from an old version of a change', { timeout: 30_000 }, () => {
  it('is taken, and the old version becomes a change of its own while the change goes on elsewhere', async () => {
    const space = await withChange();
    const { services, call } = server.fixture;
    await services.changes.update(call, {
      ...at(space),
      change_id: space.changeId,
      files: [file('a', 'api\n')],
    });
    const next = await space.commit('c', 'c');
    await space.git('push', '-q', 'origin', 'main:topic');
    expect(await bookmark(space, 'topic')).toBe(deriveChangeId(next));
    expect(await change(space, deriveChangeId(next))).toMatchObject({ parents: [deriveChangeId(space.oid)] });
    expect(await change(space, deriveChangeId(space.oid))).toMatchObject({ current_commit_oid: space.oid });
    expect((await change(space, space.changeId)).current_commit_oid).not.toBe(space.oid);
    await expectAllCurrent(space);
    // A mount that still writes to the old version of the change is understood.
    await services.batches.write(call, {
      ...at(space),
      change_id: space.changeId,
      base_commit_oid: space.oid,
      operations: [],
      on_conflict: 'merge',
    });
  });

  it('takes the change back to it where nothing else needs the newer one', async () => {
    const space = await withChange();
    const { services, call } = server.fixture;
    await services.changes.update(call, {
      ...at(space),
      change_id: space.changeId,
      files: [file('a', 'api\n')],
    });
    await space.git('push', '-q', '--force', 'origin', 'main');
    expect(await change(space, space.changeId)).toMatchObject({ current_commit_oid: space.oid });
    const { versions } = await services.changes.evolog(call, { ...at(space), change_id: space.changeId });
    expect(versions.map(({ operation }) => operation)).toEqual(['push', 'change.update', 'change.create']);
    await expectAllCurrent(space);
  });

  it('may be tagged, which moves nothing', async () => {
    const space = await withChange();
    const { services, call } = server.fixture;
    await services.changes.update(call, {
      ...at(space),
      change_id: space.changeId,
      files: [file('a', 'api\n')],
    });
    await space.git('tag', 'old');
    const next = await space.commit('c', 'c');
    await space.git('tag', 'next');
    await space.git('push', '-q', 'origin', 'old', 'next');
    expect((await space.refs())['refs/tags/old']).toBe(space.oid);
    expect((await change(space, space.changeId)).current_commit_oid).not.toBe(space.oid);
    expect(await change(space, deriveChangeId(next))).toMatchObject({ current_commit_oid: next });
    await expectAllCurrent(space);
  });
});

it('tells targets and the feed of a push', { timeout: 30_000 }, async () => {
  const { services, call, storage } = server.fixture;
  const space = await withChange();
  const target = await services.webhookTargets.create(call, {
    org: 'acme',
    url: 'https://192.0.2.1/hook',
    events: [
      'push',
      'bookmark.created',
      'bookmark.moved',
      'bookmark.deleted',
      'change.created',
      'change.evolved',
    ],
  });
  writeFileSync(join(space.folder, 'a'), `${readFileSync(join(space.folder, 'a'))}more\n`);
  await space.git('commit', '-q', '-a', '--amend', '-m', 'by git');
  const amended = await space.git('rev-parse', 'HEAD');
  const next = await space.commit('n', 'n');
  await space.git('push', '-q', '--force', 'origin', 'main', 'main:topic');
  await space.git('push', '-q', 'origin', ':topic');
  const rows = await storage.read.selectFrom('webhook_deliveries').selectAll().orderBy('seq').execute();
  const events = rows.map(({ body }) => JSON.parse(body));
  expect(events.map(({ type }) => type)).toEqual([
    'change.evolved',
    'change.created',
    'bookmark.moved',
    'bookmark.created',
    'push',
    'bookmark.deleted',
    'push',
  ]);
  expect(events[0].data).toMatchObject({
    change: { id: space.changeId },
    previous_current_commit_oid: space.oid,
  });
  expect(events[4].data).toEqual({
    updates: [
      { ref: 'refs/heads/main', bookmark: 'main', before: space.oid, after: next, action: 'updated' },
      { ref: 'refs/heads/topic', bookmark: 'topic', before: null, after: next, action: 'created' },
    ],
    reconciliation: {
      reconciled_commit_count: 2,
      touched_change_count: 2,
      changes_created_count: 1,
      evolog_inserted_count: 2,
      invalid_change_id_header_count: 0,
      dirty_change_skip_count: 0,
    },
  });
  expect(events[6].data.updates).toEqual([
    { ref: 'refs/heads/topic', bookmark: 'topic', before: next, after: null, action: 'deleted' },
  ]);
  const repo = await server.record(space.name);
  const { items } = await listOperations(storage.read, repo.id, { limit: 100 });
  expect(items.slice(-2).map(({ kind, detail }) => [kind, detail.bookmarks])).toEqual([
    [
      'push',
      [
        { name: 'main', change_id: deriveChangeId(next) },
        { name: 'topic', change_id: deriveChangeId(next) },
      ],
    ],
    ['push', [{ name: 'topic', change_id: null }]],
  ]);
  expect(amended).not.toBe(space.oid);
  await services.webhookTargets.delete(call, { org: 'acme', webhookTargetId: target.id });
});
