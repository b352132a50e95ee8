import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashObject, ObjectCache, type Oid } from '../../objects/index.js';
import { createServiceFixture, type ServiceFixture } from '../../service/testing/service-fixture.js';
import { getRepoByName, type RepoRecord } from '../../storage/index.js';
import { ingestPack } from '../pack/ingest-pack.js';
import { buildPack, inParts, type PackItem } from '../pack/testing/build-pack.js';
import type { RefUpdate, UpdatedRefs } from './ref-updates.js';
import { updateRefs } from './update-refs.js';

let fixture: ServiceFixture;
let count = 0;

beforeAll(async () => {
  fixture = await createServiceFixture();
});

afterAll(() => fixture[Symbol.asyncDispose]());

const EMPTY_TREE: PackItem = { type: 'tree', body: '' };
const TREE = hashObject('tree', Buffer.alloc(0));

/** A repository whose commits are made without git, so that they can be strange. */
class Scene {
  readonly name = `scene-${count++}`;
  readonly cache = new ObjectCache();
  repo!: RepoRecord;

  static async create(): Promise<Scene> {
    const scene = new Scene();
    await fixture.services.repos.create(fixture.call, { org: 'acme', name: scene.name });
    scene.repo = await scene.record();
    return scene;
  }

  async record(): Promise<RepoRecord> {
    const { org } = fixture.call.actor;
    return (await getRepoByName(fixture.storage.read, org.id, this.name)) as RepoRecord;
  }

  async store(...items: PackItem[]): Promise<void> {
    const deps = { storage: fixture.storage, cache: this.cache, spoolFolder: join(tmpdir(), 'mesa-scene') };
    await ingestPack(deps, { repo: this.repo, stream: inParts(buildPack(items)) });
  }

  async commit(seed: number, parents: readonly Oid[], changeId?: string, tree = TREE): Promise<Oid> {
    const body = [
      `tree ${tree}`,
      ...parents.map((parent) => `parent ${parent}`),
      `author A <a@b> ${1_700_000_000 + seed} +0000`,
      `committer A <a@b> ${1_700_000_000 + seed} +0000`,
      ...(changeId === undefined ? [] : [`change-id ${changeId}`]),
      '',
      `commit ${seed}`,
    ].join('\n');
    await this.store(EMPTY_TREE, { type: 'commit', body });
    return hashObject('commit', Buffer.from(body));
  }

  update(updates: readonly RefUpdate[], options: { fastForwardOnly?: boolean } = {}): Promise<UpdatedRefs> {
    const { storage, services, call } = fixture;
    return updateRefs(
      { storage, cache: this.cache, writer: services.writer },
      { call, org: 'acme', repo: this.name, updates, kind: 'push', ...options },
    );
  }

  /** Where refs are, the default bookmark at the virtual root as null. */
  async refs(): Promise<Map<string, Oid | null>> {
    const { read } = fixture.storage;
    const bookmarks = await read
      .selectFrom('bookmarks')
      .selectAll()
      .where('repo_id', '=', this.repo.id)
      .execute();
    const tags = await read.selectFrom('git_tags').selectAll().where('repo_id', '=', this.repo.id).execute();
    return new Map([
      ...bookmarks.map(({ name, commit_oid }) => [`refs/heads/${name}`, commit_oid] as const),
      ...tags.map(({ name, oid }) => [`refs/tags/${name}`, oid] as const),
    ]);
  }

  /** Expects what holds between operations: see docs/architecture.md. */
  async expectSound(): Promise<void> {
    const { read } = fixture.storage;
    const of = this.repo.id;
    const commits = await read.selectFrom('commits').selectAll().where('repo_id', '=', of).execute();
    const changes = await read.selectFrom('changes').selectAll().where('repo_id', '=', of).execute();
    const current = new Set(changes.map(({ commit_oid }) => commit_oid));
    const rows = new Map(commits.map((commit) => [commit.oid, commit]));
    for (const { change_id, commit_oid, version } of changes) {
      const row = rows.get(commit_oid);
      expect(row?.change_id).toBe(change_id);
      const parents = row?.parents.split(' ').filter((oid) => oid !== '') ?? [];
      for (const parent of parents) expect(current).toContain(parent);
      expect(row?.generation).toBe(
        1 + Math.max(0, ...parents.map((oid) => rows.get(oid)?.generation ?? Number.NaN)),
      );
      const versions = await read
        .selectFrom('change_versions')
        .selectAll()
        .where('repo_id', '=', of)
        .where('change_id', '=', change_id)
        .orderBy('version')
        .execute();
      expect(versions.map((each) => each.version)).toEqual(
        Array.from({ length: version }, (_, at) => at + 1),
      );
      expect(versions.at(-1)?.commit_oid).toBe(commit_oid);
    }
    for (const [ref, oid] of await this.refs()) {
      if (oid !== null && ref.startsWith('refs/heads/')) expect(current).toContain(oid);
    }
  }
}

describe('updateRefs', { timeout: 60_000 }, () => {
  it('keeps the history sound, whatever is pushed, forced, deleted, tagged and amended', async () => {
    const ids = ['k', 'l', 'm', 'n', undefined].map((letter) => letter?.repeat(32));
    const step = fc.record({
      kind: fc.constantFrom('push', 'push', 'push', 'delete', 'tag', 'amend'),
      bookmark: fc.constantFrom('main', 'one', 'two'),
      // Parents of the commits to be made: numbers of commits that were made before.
      commits: fc.array(
        fc.record({ id: fc.constantFrom(...ids), parents: fc.uniqueArray(fc.nat(30), { maxLength: 2 }) }),
        { maxLength: 3 },
      ),
      tip: fc.nat(30),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
        const scene = await Scene.create();
        const made: Oid[] = [];
        for (const { kind, bookmark, commits, tip } of steps) {
          for (const { id, parents } of commits) {
            const chosen = parents.flatMap((parent) => made[parent % Math.max(1, made.length)] ?? []);
            made.push(await scene.commit(made.length, [...new Set(chosen)], id));
          }
          const refs = await scene.refs();
          const ref = kind === 'tag' ? `refs/tags/${bookmark}` : `refs/heads/${bookmark}`;
          const before = refs.get(ref) ?? null;
          if (kind === 'amend') {
            const { changes } = await fixture.services.changes.list(fixture.call, {
              org: 'acme',
              repo: scene.name,
            });
            const amended = changes[tip % Math.max(1, changes.length)];
            if (amended === undefined) continue;
            await fixture.services.changes.update(fixture.call, {
              org: 'acme',
              repo: scene.name,
              change_id: amended.id,
              message: `amended ${made.length}`,
            });
            made.push(
              ...(
                await fixture.services.changes.list(fixture.call, { org: 'acme', repo: scene.name })
              ).changes.map((each) => each.current_commit_oid),
            );
          } else {
            const after = kind === 'delete' ? null : (made[tip % Math.max(1, made.length)] ?? null);
            const others = new Map([...refs].filter(([name]) => name !== ref));
            const { outcomes } = await scene.update([{ ref, before, after }]);
            const isDefault = kind === 'delete' && bookmark === 'main' && before !== null;
            const expected = isDefault ? 'rejected' : before === after ? 'unchanged' : 'updated';
            expect(outcomes).toMatchObject([{ status: expected }]);
            const now = await scene.refs();
            // Nothing moves but what was named.
            expect(new Map([...now].filter(([name]) => name !== ref))).toEqual(others);
            if (expected === 'updated') expect(now.get(ref) ?? null).toBe(after);
          }
          await scene.expectSound();
        }
      }),
      { numRuns: 15 },
    );
  });

  it('does not take what is stored for what is complete', async () => {
    const scene = await Scene.create();
    const entry = (mode: string, name: string, oid: Oid): Buffer =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]);
    const lost = hashObject('blob', Buffer.from('lost'));
    const inner = entry('100644', 'file', lost);
    const outer = entry('40000', 'folder', hashObject('tree', inner));
    // A push that was broken off: the trees came, the file did not.
    await scene.store({ type: 'tree', body: inner }, { type: 'tree', body: outer });
    const child = await scene.commit(1, [await scene.commit(0, [])], undefined, hashObject('tree', outer));
    const ref = 'refs/heads/main';
    const rejected = async (after: Oid): Promise<unknown> =>
      (await scene.update([{ ref, before: null, after }])).outcomes[0];
    expect(await rejected(child)).toMatchObject({ rule: 'target', reason: expect.stringContaining(lost) });
    expect(await rejected('12'.repeat(20))).toMatchObject({
      reason: expect.stringContaining('12'.repeat(20)),
    });
    expect(await rejected(TREE)).toMatchObject({ reason: expect.stringContaining('is a tree') });
    const wrong = await scene.commit(2, [TREE]);
    expect(await rejected(wrong)).toMatchObject({
      reason: expect.stringContaining('is a tree, not a commit'),
    });
    await scene.store({ type: 'blob', body: 'lost' });
    expect((await scene.update([{ ref, before: null, after: child }])).outcomes[0]?.status).toBe('updated');
    await scene.expectSound();
  });

  it('takes over only what moves forward when asked to', async () => {
    const scene = await Scene.create();
    const first = await scene.commit(0, []);
    const second = await scene.commit(1, [first]);
    const other = await scene.commit(2, [first]);
    const ref = 'refs/heads/main';
    const forward = async (update: RefUpdate) =>
      (await scene.update([update], { fastForwardOnly: true })).outcomes[0];
    expect(await forward({ ref, before: null, after: first })).toMatchObject({ status: 'updated' });
    expect(await forward({ ref, before: first, after: second })).toMatchObject({ status: 'updated' });
    expect(await forward({ ref, before: first, after: other })).toMatchObject({ rule: 'stale' });
    expect(await forward({ ref, before: second, after: other })).toMatchObject({ rule: 'not_forward' });
    expect(await forward({ ref, before: second, after: first })).toMatchObject({ rule: 'not_forward' });
    const tag = 'refs/tags/v1';
    expect(await forward({ ref: tag, before: null, after: first })).toMatchObject({ status: 'updated' });
    expect(await forward({ ref: tag, before: first, after: second })).toMatchObject({ rule: 'not_forward' });
    expect(await forward({ ref: tag, before: first, after: null })).toMatchObject({ rule: 'not_forward' });
    await scene.expectSound();
  });

  it('knows names that cannot be side by side, also within one push', async () => {
    const scene = await Scene.create();
    const oid = await scene.commit(0, []);
    const push = async (...refs: [string, Oid | null, Oid | null][]) =>
      (await scene.update(refs.map(([ref, before, after]) => ({ ref, before, after })))).outcomes.map(
        ({ status }) => status,
      );
    expect(await push(['refs/heads/a', null, oid], ['refs/heads/a/b', null, oid])).toEqual([
      'updated',
      'rejected',
    ]);
    expect(await push(['refs/heads/a', oid, null], ['refs/heads/a/b', null, oid])).toEqual([
      'updated',
      'updated',
    ]);
    expect(await push(['refs/tags/a', null, oid], ['refs/tags/a/b', null, oid])).toEqual([
      'updated',
      'rejected',
    ]);
    expect(await push(['refs/tags/a/c', null, oid], ['refs/tags/x.lock', null, oid])).toEqual([
      'rejected',
      'rejected',
    ]);
    expect(await push(['refs/heads/x', null, oid], ['refs/heads/x', null, oid])).toEqual([
      'updated',
      'rejected',
    ]);
    expect(await push(['refs/changes/1', null, oid], ['HEAD', null, oid])).toEqual(['rejected', 'rejected']);
  });
});
