import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { base64, createServiceFixture, type ServiceFixture } from '../service/testing/service-fixture.js';
import { describeOnEngines, type Engine } from '../storage/testing/temp-storage.js';
import { checkStorage } from './check-storage.js';
import { collectGarbage } from './collect-garbage.js';

const org = 'acme';
const repo = 'demo';
const DAY_MS = 86_400_000;
const ROOT = 'z'.repeat(32);
/** Long after everything that these tests do. */
const later = (): number => Date.now() + 1_000 * DAY_MS;

let fixture: ServiceFixture;
const begin = (engine: Engine) => async () => {
  fixture = await createServiceFixture(engine);
  await fixture.services.repos.create(fixture.call, { org, name: repo });
  return () => fixture[Symbol.asyncDispose]();
};

const file = (path: string, text: string) => ({ path, content: base64(text) });
const create = (base: string, ...files: ReturnType<typeof file>[]) =>
  fixture.services.changes.create(fixture.call, { org, repo, base_change_id: base, files });
const amend = (change_id: string, ...files: ReturnType<typeof file>[]) =>
  fixture.services.changes.update(fixture.call, { org, repo, change_id, files });
const read = async (change_id: string, path: string) => {
  const content = await fixture.services.content.get(fixture.call, { org, repo, change_id, path });
  return Buffer.from('content' in content ? content.content : '', 'base64').toString();
};
const upload = (text: string) =>
  fixture.services.blobs.put(fixture.call, {
    org,
    repo,
    bytes: (async function* () {
      yield Buffer.from(text);
    })(),
  });
const collect = (options: Partial<Parameters<typeof collectGarbage>[0]> = {}) =>
  collectGarbage({ storage: fixture.storage, retentionMs: 0, graceMs: 0, now: later, ...options });
const check = async () => {
  const problems: string[] = [];
  await checkStorage(fixture.storage.read, ({ problem }) => problems.push(problem));
  return problems;
};
const execute = (query: ReturnType<typeof sql>) => fixture.storage.transaction((tx) => query.execute(tx));

describeOnEngines('collecting garbage', (engine) => {
  beforeEach(begin(engine));

  test('removes what a change was, and nothing that anything refers to', async () => {
    const first = await create(ROOT, file('kept.txt', 'kept'), file('edited.txt', 'one'));
    await fixture.services.bookmarks.move(fixture.call, { org, repo, bookmark: 'main', change_id: first.id });
    const anonymous = await create(first.id, file('anonymous.txt', 'on no bookmark'));
    await amend(first.id, file('edited.txt', 'two'));
    expect(await collect({ dryRun: true })).toEqual(await collect());
    expect(await collect()).toEqual({ repos: 1, objects: 0, bytes: 0, strays: 0 });
    expect(await check()).toEqual([]);
    expect(await read(first.id, 'edited.txt')).toBe('two');
    expect(await read(anonymous.id, 'kept.txt')).toBe('kept');
    const { versions } = await fixture.services.changes.evolog(fixture.call, {
      org,
      repo,
      change_id: first.id,
    });
    expect(versions.map(({ version }) => version)).toEqual([2]);
  });

  test('keeps what a change was for the retention time', async () => {
    const { id } = await create(ROOT, file('a.txt', 'one'));
    await amend(id, file('a.txt', 'two'));
    const now = fixture.deps.now();
    expect(await collect({ retentionMs: DAY_MS, now: () => now + DAY_MS / 2 })).toMatchObject({ objects: 0 });
    // A commit, its tree and the file.
    expect(await collect({ retentionMs: DAY_MS, now: () => now + 2 * DAY_MS })).toMatchObject({ objects: 3 });
  });

  test('keeps what was uploaded lately, also if it had been there before', async () => {
    const { oid } = await upload('not in a change yet');
    expect(await collect({ graceMs: DAY_MS, now: Date.now })).toMatchObject({ objects: 0 });
    const stale = sql`update objects set stored_at = 1 where oid = ${Buffer.from(oid, 'hex')}`;
    await execute(stale);
    await upload('not in a change yet');
    expect(await collect({ graceMs: DAY_MS, now: Date.now })).toMatchObject({ objects: 0 });
    await execute(stale);
    expect(await collect({ graceMs: DAY_MS, now: Date.now })).toMatchObject({ objects: 1, bytes: 19 });
  });

  test('keeps both sides of conflicts', async () => {
    const base = await create(ROOT, file('a.txt', 'base\n'));
    const ours = await create(base.id, file('a.txt', 'ours\n'));
    const theirs = await create(base.id, file('a.txt', 'theirs\n'));
    for (const [bookmark, { id }] of [
      ['ours', ours],
      ['theirs', theirs],
    ] as const)
      await fixture.services.bookmarks.create(fixture.call, { org, repo, name: bookmark, change_id: id });
    const merged = await fixture.services.bookmarks.merge(fixture.call, {
      org,
      repo,
      target: 'ours',
      source: 'theirs',
      allow_conflicted: true,
    });
    await amend(ours.id, file('b.txt', 'more'));
    await collect();
    expect(await check()).toEqual([]);
    const resolved = await fixture.services.changes.update(fixture.call, {
      org,
      repo,
      change_id: merged.change_id as string,
      resolutions: [{ path: 'a.txt', take: 'source' }],
    });
    expect(await read(resolved.id, 'a.txt')).toBe('theirs\n');
  });

  test('removes nothing that writers need who are at work meanwhile', async () => {
    const { id } = await create(ROOT, file('a.txt', '0'));
    let isOver = false;
    const writing = (async () => {
      for (let round = 1; round <= 40; round++) {
        // The text of an earlier round again: its object may be garbage by now, and is needed once more.
        await amend(id, file('a.txt', String(round % 5)), file(`${round % 7}.txt`, 'x'.repeat(round % 3)));
      }
      isOver = true;
    })();
    let removed = 0;
    while (!isOver) removed += (await collect()).objects;
    await writing;
    removed += (await collect()).objects;
    expect(removed).toBeGreaterThan(40);
    expect(await check()).toEqual([]);
    expect(await read(id, 'a.txt')).toBe('0');
  });

  test('leaves a damaged repository alone', async () => {
    const { id } = await create(ROOT, file('a.txt', 'one'));
    await amend(id, file('a.txt', 'two'));
    await execute(sql`delete from objects where type_code = 2`);
    await expect(collect()).rejects.toMatchObject({ code: 'OBJECT_MISSING' });
  });
});

describe('checking what is stored', () => {
  beforeEach(begin('sqlite'));
  beforeEach(async () => {
    const first = await create(ROOT, file('a.txt', 'one'), file('folder/b.txt', 'two'));
    await amend(first.id, file('a.txt', 'three'));
    await create(first.id, file('c.txt', 'four'));
    await fixture.services.bookmarks.move(fixture.call, { org, repo, bookmark: 'main', change_id: first.id });
  });

  test('finds nothing in what is sound, and counts it', async () => {
    const problems: unknown[] = [];
    const found = await checkStorage(fixture.storage.read, (problem) => problems.push(problem));
    expect(problems).toEqual([]);
    expect(found).toMatchObject({ repos: 1, problems: 0 });
    expect(found.objects).toBeGreaterThan(8);
  });

  test.each<[string, ReturnType<typeof sql>, RegExp]>([
    [
      'bytes of a file',
      sql`update objects set data = (select data from objects where type_code = 3 and size = 4 limit 1) where type_code = 3 and size = 3`,
      /^The object \w+ is damaged: /,
    ],
    [
      'a file',
      sql`delete from objects where type_code = 3 and size = 4`,
      /^The blob \w+ is missing\. It is referred to by the tree/,
    ],
    [
      'a tree',
      sql`delete from objects where type_code = 2`,
      /^The tree \w+ is missing\. It is referred to by the commit/,
    ],
    [
      'a commit',
      sql`delete from objects where type_code = 1`,
      /^The commit \w+ of the change \w+ is missing\.$/,
    ],
    [
      'the type of an object',
      sql`update objects set type_code = 3 where type_code = 2`,
      /is a blob; the commit \w+ takes it for a tree/,
    ],
    [
      'the row of a commit',
      sql`delete from commits`,
      /^The change \w+ is at the commit \w+, which has no row\.$/,
    ],
    ['the tree of a row', sql`update commits set tree = ${'0'.repeat(40)}`, /its row says 0{40}/],
    ['a child', sql`delete from commit_parents`, /is not listed among the children of its parents\.$/],
    ['a generation', sql`update commits set generation = 7`, /its row says 7/],
    ['the change of a row', sql`update commits set change_id = 'other'`, /which is of the change other/],
    [
      'a bookmark',
      sql`update bookmarks set commit_oid = ${'1'.repeat(40)}`,
      /^The bookmark "main" is at the commit 1{40}, which has no row\.$/,
    ],
    ['the evolution', sql`delete from change_versions`, /its evolution says something else/],
    [
      'the mark of conflicts',
      sql`update commits set is_conflicted = 1`,
      /is marked as conflicted and has no conflicts/,
    ],
    ['an operation', sql`delete from operations where op_seq = 2`, /its log has \d and ends with \d/],
  ])('finds a lack of %s', async (_what, damage, message) => {
    await execute(damage);
    const problems = await check();
    expect(
      problems.some((problem) => message.test(problem)),
      problems.join('\n'),
    ).toBe(true);
  });
});
