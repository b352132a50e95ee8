import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VIRTUAL_ROOT_CHANGE_ID } from '../vcs/index.js';
import { encodeCursor } from './cursor.js';
import { base64, createServiceFixture, type ServiceFixture, textOf } from './testing/service-fixture.js';

const ROOT = VIRTUAL_ROOT_CHANGE_ID;
const at = { org: 'acme', repo: 'demo' };

describe('changes', () => {
  let fixture: ServiceFixture;
  beforeEach(async () => {
    fixture = await createServiceFixture();
    await fixture.services.repos.create(fixture.call, { org: 'acme', name: 'demo' });
  });
  afterEach(() => fixture[Symbol.asyncDispose]());

  const create = (base: string, files: Record<string, string | null>, message = '') =>
    fixture.services.changes.create(fixture.call, {
      ...at,
      base_change_id: base,
      message,
      files: Object.entries(files).map(([path, content]) =>
        content === null
          ? { path, action: 'delete' as const }
          : { path, action: 'upsert' as const, content: base64(content) },
      ),
    });
  const read = async (change: string, path: string): Promise<string | undefined> => {
    try {
      const input = { ...at, change_id: change, path };
      return await textOf(await fixture.services.content.open(fixture.call, input));
    } catch (error) {
      if ((error as { code: string }).code === 'NOT_FOUND') return undefined;
      throw error;
    }
  };

  it('stores files, derives the author from the credential and moves no bookmark', async () => {
    const change = await create(ROOT, { 'a/b.txt': 'one\n' }, 'First');
    expect(change).toMatchObject({
      parents: [ROOT],
      message: 'First',
      is_conflicted: false,
      author: { name: 'admin', email: 'key_admin@keys.mesa.local' },
      committer: { name: 'admin' },
    });
    expect(change.id).toMatch(/^[k-z]{32}$/);
    expect(await read(change.id, 'a/b.txt')).toBe('one\n');
    const repo = await fixture.services.repos.get(fixture.call, at);
    expect(repo.head_change_id).toBe(ROOT);
  });

  it('keeps the date and offset that an author was given', async () => {
    const author = { name: 'Ann', email: 'ann@example.com', date: '2026-02-03T04:05:06+05:30' };
    const change = await fixture.services.changes.create(fixture.call, {
      ...at,
      base_change_id: ROOT,
      author,
    });
    expect(change.author).toEqual(author);
    expect(change.committer).toEqual(author);
    const short = await fixture.services.changes.create(fixture.call, {
      ...at,
      base_change_id: ROOT,
      author: { ...author, date: '2026-02-03T04:05:06+0530' },
    });
    expect(short.author).toEqual(author);
  });

  it('names further authors of the credential in trailers', async () => {
    const call = fixture.callAs({
      authors: [
        { name: 'Ann', email: 'ann@example.com' },
        { name: 'Bot <x>', email: '' },
      ],
    });
    const change = await fixture.services.changes.create(call, {
      ...at,
      base_change_id: ROOT,
      message: 'Work',
    });
    expect(change.author.name).toBe('Ann');
    expect(change.message).toBe('Work\n\nCo-authored-by: Bot x <>\n');
  });

  it('refuses what git cannot store in a message or a link', async () => {
    const { id } = await create(ROOT, { 'a.txt': 'one\n' });
    for (const message of ['a\0b', 'half \ud83d']) {
      await expect(create(id, {}, message)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
      await expect(
        fixture.services.changes.update(fixture.call, { ...at, change_id: id, message }),
      ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    }
    const files = [{ path: 'link', symlink: 'a\0b' }];
    await expect(
      fixture.services.changes.update(fixture.call, { ...at, change_id: id, files }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST', message: 'The target of "link" holds a NUL character.' });
  });

  it('rebases descendants when a change is amended, and moves the bookmarks on them', async () => {
    const first = await create(ROOT, { 'a.txt': 'one\n', 'b.txt': 'b\n' });
    const second = await create(first.id, { 'c.txt': 'c\n' });
    const third = await create(second.id, { 'b.txt': null });
    await fixture.services.bookmarks.create(fixture.call, { ...at, name: 'feature', change_id: third.id });
    const amended = await fixture.services.changes.update(fixture.call, {
      ...at,
      change_id: first.id,
      message: 'Amended',
      files: [{ path: 'a.txt', content: base64('two\n') }],
    });
    expect(amended.id).toBe(first.id);
    expect(amended.current_commit_oid).not.toBe(first.current_commit_oid);
    expect(await read(third.id, 'a.txt')).toBe('two\n');
    expect(await read(third.id, 'b.txt')).toBeUndefined();
    expect(await read(third.id, 'c.txt')).toBe('c\n');
    const list = await fixture.services.changes.list(fixture.call, { ...at, bookmark: 'feature' });
    expect(list.changes.map(({ id }) => id)).toEqual([third.id, second.id, first.id]);
    expect(list.changes.map(({ parents }) => parents)).toEqual([[second.id], [first.id], [ROOT]]);
    const evolog = await fixture.services.changes.evolog(fixture.call, { ...at, change_id: third.id });
    expect(evolog.versions.map(({ version, operation }) => [version, operation])).toEqual([
      [2, 'change.rebase'],
      [1, 'change.create'],
    ]);
  });

  it('stores a conflict in a descendant that no longer applies, and dissolves it when its parent is mended', async () => {
    const first = await create(ROOT, { 'a.txt': '1\n2\n3\n' });
    const second = await create(first.id, { 'a.txt': '1\nsecond\n3\n' });
    await fixture.services.changes.update(fixture.call, {
      ...at,
      change_id: first.id,
      files: [{ path: 'a.txt', content: base64('1\nfirst\n3\n') }],
    });
    expect(
      (await fixture.services.changes.get(fixture.call, { ...at, change_id: second.id })).conflicts,
    ).toEqual(['a.txt']);
    expect(await read(second.id, 'a.txt')).toBe(
      [
        '1',
        '<<<<<<< conflict 1 of 1',
        '+++++++ side #1 (target)',
        'first',
        '------- base',
        '2',
        '+++++++ side #2 (source)',
        'second',
        '>>>>>>> conflict 1 of 1 ends',
        '3',
        '',
      ].join('\n'),
    );
    await expect(
      fixture.services.changes.update(fixture.call, { ...at, change_id: second.id, message: 'x' }),
    ).rejects.toMatchObject({ code: 'MERGE_CONFLICT', details: { conflict_paths: ['a.txt'] } });
    const resolved = await fixture.services.changes.update(fixture.call, {
      ...at,
      change_id: second.id,
      resolutions: [{ path: 'a.txt', take: 'source' }],
    });
    expect(resolved.is_conflicted).toBe(false);
    expect(await read(second.id, 'a.txt')).toBe('1\nsecond\n3\n');
  });

  it('refuses an update on a stale commit and writes nothing when nothing changes', async () => {
    const change = await create(ROOT, { 'a.txt': 'one\n' }, 'One');
    const same = await fixture.services.changes.update(fixture.call, {
      ...at,
      change_id: change.id,
      message: 'One',
    });
    expect(same).toEqual(change);
    const { author, committer } = change;
    const input = { ...at, change_id: change.id, author, committer };
    expect(await fixture.services.changes.update(fixture.call, input)).toEqual(change);
    const evolog = await fixture.services.changes.evolog(fixture.call, { ...at, change_id: change.id });
    expect(evolog.versions).toHaveLength(1);
    await fixture.services.changes.update(fixture.call, {
      ...at,
      change_id: change.id,
      message: 'Two',
      base_commit_oid: change.current_commit_oid,
    });
    await expect(
      fixture.services.changes.update(fixture.call, {
        ...at,
        change_id: change.id,
        message: 'Three',
        base_commit_oid: change.current_commit_oid,
      }),
    ).rejects.toMatchObject({ code: 'STALE_COMMIT' });
  });

  it('pages through a history with merges, once over every change, while others are added', async () => {
    let tip = (await create(ROOT, { 'a.txt': '0' })).id;
    const expected = [tip];
    const side = [];
    for (let n = 1; n <= 6; n++) {
      tip = (await create(tip, { [`m${n}`]: 'x' })).id;
      expected.push(tip);
    }
    let branch = expected[2] ?? '';
    for (let n = 1; n <= 4; n++) {
      branch = (await create(branch, { [`s${n}`]: 'x' })).id;
      side.push(branch);
    }
    await fixture.services.bookmarks.move(fixture.call, { ...at, bookmark: 'main', change_id: tip });
    await fixture.services.bookmarks.create(fixture.call, { ...at, name: 'side', change_id: branch });
    const merge = await fixture.services.bookmarks.merge(fixture.call, {
      ...at,
      target: 'main',
      source: 'side',
    });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await fixture.services.changes.list(fixture.call, {
        ...at,
        limit: 3,
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...page.changes.map(({ id }) => id));
      cursor = page.next_cursor ?? undefined;
      await create(merge.change_id, { [`late${seen.length}`]: 'x' });
    } while (cursor);
    expect(seen).toHaveLength(new Set(seen).size);
    expect(new Set(seen)).toEqual(new Set([...expected, ...side, merge.change_id]));
    expect(seen[0]).toBe(merge.change_id);
  });

  it('refuses a cursor that leads to commits that are not there', async () => {
    const { id } = await create(ROOT, { 'a.txt': '0' });
    await fixture.services.bookmarks.move(fixture.call, { ...at, bookmark: 'main', change_id: id });
    const repo = await fixture.services.repos.get(fixture.call, at);
    const oid = 'ab'.repeat(20);
    const cursor = encodeCursor(
      ['changes', repo.id, 'main'],
      [oid, Buffer.from(oid, 'hex').toString('base64')],
    );
    await expect(fixture.services.changes.list(fixture.call, { ...at, cursor })).rejects.toMatchObject({
      code: 'INVALID_CURSOR',
    });
  });

  it('lets concurrent writers of one repository all succeed', async () => {
    const first = await create(ROOT, { 'a.txt': 'one\n' });
    const updates = Array.from({ length: 20 }, (_, n) =>
      fixture.services.changes.update(fixture.call, {
        ...at,
        change_id: first.id,
        files: [{ path: `f${n}`, content: base64(String(n)) }],
      }),
    );
    await Promise.all(updates);
    const content = await fixture.services.content.get(fixture.call, { ...at, change_id: first.id });
    expect(content.type === 'dir' && content.child_count).toBe(21);
  });
});
