import type { ConflictedEntry } from 'mesa-rest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VIRTUAL_ROOT_CHANGE_ID } from '../vcs/index.js';
import { base64, createServiceFixture, type ServiceFixture, textOf } from './testing/service-fixture.js';

const ROOT = VIRTUAL_ROOT_CHANGE_ID;
const at = { org: 'acme', repo: 'demo' };

describe('bookmarks', () => {
  let fixture: ServiceFixture;
  beforeEach(async () => {
    fixture = await createServiceFixture();
    await fixture.services.repos.create(fixture.call, { org: 'acme', name: 'demo' });
  });
  afterEach(() => fixture[Symbol.asyncDispose]());

  const create = async (base: string, files: Record<string, string>): Promise<string> => {
    const operations = Object.entries(files).map(([path, content]) => ({ path, content: base64(content) }));
    return (
      await fixture.services.changes.create(fixture.call, { ...at, base_change_id: base, files: operations })
    ).id;
  };
  const bookmark = (name: string, change_id: string) =>
    fixture.services.bookmarks.create(fixture.call, { ...at, name, change_id });
  const merge = (input: object) =>
    fixture.services.bookmarks.merge(fixture.call, { ...at, target: 'main', source: 'feature', ...input });
  const read = async (ref: string, path: string): Promise<string> =>
    textOf(await fixture.services.content.open(fixture.call, { ...at, ref, path }));

  /** `main` and `feature` both change line 2 of a.txt, and each adds a file of its own. */
  const diverge = async (): Promise<void> => {
    const base = await create(ROOT, { 'a.txt': '1\n2\n3\n4\n5\n6\n7\n' });
    const ours = await create(base, { 'a.txt': '1\nours\n3\n4\n5\n6\n7\n', 'ours.txt': 'o\n' });
    const theirs = await create(base, { 'a.txt': '1\ntheirs\n3\n4\n5\n6\nseven\n', 'theirs.txt': 't\n' });
    await fixture.services.bookmarks.move(fixture.call, { ...at, bookmark: 'main', change_id: ours });
    await bookmark('feature', theirs);
  };

  it('follows a change that is amended', async () => {
    const change = await create(ROOT, { 'a.txt': 'one\n' });
    await bookmark('feature', change);
    await fixture.services.changes.update(fixture.call, {
      ...at,
      change_id: change,
      files: [{ path: 'a.txt', content: base64('two\n') }],
    });
    expect(await read('feature', 'a.txt')).toBe('two\n');
  });

  it('refuses a move that is not forward only when it is asked to', async () => {
    const first = await create(ROOT, { 'a.txt': 'one\n' });
    const second = await create(first, { 'a.txt': 'two\n' });
    const move = (change_id: string, allow_backwards?: boolean) =>
      fixture.services.bookmarks.move(fixture.call, {
        ...at,
        bookmark: 'main',
        change_id,
        ...(allow_backwards === undefined ? {} : { allow_backwards }),
      });
    expect(await move(second, false)).toMatchObject({
      change_id: second,
      from_change_id: ROOT,
      is_default: true,
    });
    await expect(move(first, false)).rejects.toMatchObject({ code: 'NOT_FORWARD' });
    expect(await move(first)).toMatchObject({ change_id: first, from_change_id: second });
    expect(await move(ROOT, true)).toMatchObject({ change_id: ROOT, from_change_id: first });
  });

  it('merges clean changes by a merge commit, also when it could fast-forward', async () => {
    const base = await create(ROOT, { 'a.txt': 'one\n' });
    await fixture.services.bookmarks.move(fixture.call, { ...at, bookmark: 'main', change_id: base });
    await bookmark('feature', await create(base, { 'b.txt': 'b\n' }));
    const result = await merge({ delete_source: true });
    expect(result).toMatchObject({ merge_type: 'merge_commit', is_conflicted: false, source_deleted: true });
    const change = await fixture.services.changes.get(fixture.call, { ...at, change_id: result.change_id });
    expect(change.parents).toHaveLength(2);
    expect(change.message).toBe("Merge bookmark 'feature' into 'main'");
    expect(await read('main', 'b.txt')).toBe('b\n');
    await expect(
      fixture.services.bookmarks.get(fixture.call, { ...at, bookmark: 'feature' }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('does nothing when both point at the same commit', async () => {
    const change = await create(ROOT, { 'a.txt': 'one\n' });
    await fixture.services.bookmarks.move(fixture.call, { ...at, bookmark: 'main', change_id: change });
    await bookmark('feature', change);
    expect(await merge({})).toMatchObject({ merge_type: 'no_op', change_id: change });
  });

  it('refuses a conflict with hunk ids that resolve it, hunk by hunk', async () => {
    await diverge();
    const refused = await merge({}).catch((error) => error);
    expect(refused).toMatchObject({ code: 'MERGE_CONFLICT', details: { conflict_paths: ['a.txt'] } });
    const [entry] = refused.details.conflicted_entries;
    expect(entry.hunks).toHaveLength(1);
    const [hunk] = entry.hunks;
    expect(Buffer.from(hunk.target.content, 'base64').toString()).toBe('ours\n');
    expect(Buffer.from(hunk.base.content, 'base64').toString()).toBe('2\n');
    expect(Buffer.from(hunk.source.content, 'base64').toString()).toBe('theirs\n');
    const resolutions = [{ path: 'a.txt', hunks: [{ hunk_id: hunk.hunk_id, content: base64('both\n') }] }];
    expect(await merge({ resolutions })).toMatchObject({ merge_type: 'merge_commit', is_conflicted: false });
    expect(await read('main', 'a.txt')).toBe('1\nboth\n3\n4\n5\n6\nseven\n');
    expect(await read('main', 'theirs.txt')).toBe('t\n');
  });

  it('names what is wrong with a resolution', async () => {
    await diverge();
    await expect(merge({ resolutions: [{ path: 'b.txt', take: 'source' }] })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: '"b.txt" is not in conflict. These are: "a.txt".',
    });
    const take = { path: 'a.txt', take: 'source' };
    await expect(merge({ resolutions: [take, take] })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: '"a.txt" is resolved twice.',
    });
    await expect(merge({ resolutions: [{ path: 'a.txt' }] })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(
      merge({ resolutions: [{ path: 'a.txt', hunks: [{ hunk_id: 'h1', take: 'source' }] }] }),
    ).rejects.toMatchObject({ code: 'MERGE_CONFLICT' });
  });

  it('stores a conflict when that is allowed, shows it in content and diff, and takes resolutions later', async () => {
    await diverge();
    const result = await merge({ allow_conflicted: true });
    expect(result.is_conflicted).toBe(true);
    const change_id = result.change_id;
    const content = await fixture.services.content.get(fixture.call, { ...at, path: 'a.txt' });
    expect(content).toMatchObject({ type: 'file', is_conflicted: true });
    const diff = await fixture.services.diffs.get(fixture.call, { ...at, base: 'feature', head: 'main' });
    expect(diff.entries.map(({ path }) => path)).toEqual(['ours.txt']);
    expect(diff.conflicted_entries.map(({ path }) => path)).toEqual(['a.txt']);
    expect(diff.stats).toMatchObject({ entries: 1, conflicted_entries: 1, conflicted_hunks: 1 });
    const hunk_id = diff.conflicted_entries[0]?.hunks[0]?.hunk_id ?? '';
    const resolved = await fixture.services.changes.update(fixture.call, {
      ...at,
      change_id,
      resolutions: [{ path: 'a.txt', hunks: [{ hunk_id, take: 'target' }] }],
    });
    expect(resolved).toMatchObject({ id: change_id, is_conflicted: false });
    expect(await read('main', 'a.txt')).toBe('1\nours\n3\n4\n5\n6\nseven\n');
  });

  it('looks into the small conflicts when all of them are too much for an answer', async () => {
    const files = (letter: string): Record<string, string> =>
      Object.fromEntries([
        ...Array.from({ length: 12 }, (_, n) => [`a-${n}`, `${letter}${' '.repeat(1_000_000)}\n`]),
        ['b-small', `${letter}\n`],
      ]);
    const base = await create(ROOT, files('0'));
    const change_id = await create(base, files('1'));
    await fixture.services.bookmarks.move(fixture.call, { ...at, bookmark: 'main', change_id });
    await bookmark('feature', await create(base, files('2')));
    const refused = await merge({}).catch((error) => error);
    const entries = refused.details.conflicted_entries as ConflictedEntry[];
    expect(entries.filter(({ omitted_reason }) => omitted_reason === 'too_large')).toHaveLength(1);
    expect(entries.at(-1)).toMatchObject({ path: 'b-small', omitted_reason: null });
    expect(entries.at(-1)?.hunks).toHaveLength(1);
    expect(refused.details.conflict_paths).toHaveLength(13);
  });

  it('keeps a resolution that leaves the tree as it was, made in the same second', async () => {
    const base = await create(ROOT, { 'a.bin': '\0base' });
    await fixture.services.bookmarks.move(fixture.call, {
      ...at,
      bookmark: 'main',
      change_id: await create(base, { 'a.bin': '\0ours' }),
    });
    await bookmark('feature', await create(base, { 'a.bin': '\0theirs' }));
    const merged = await merge({ allow_conflicted: true });
    const change = { ...at, change_id: merged.change_id };
    const resolved = await fixture.services.changes.update(fixture.call, {
      ...change,
      resolutions: [{ path: 'a.bin', take: 'target' }],
    });
    expect(resolved.is_conflicted).toBe(false);
    expect(resolved.current_commit_oid).not.toBe(merged.commit_oid);
    expect(await fixture.services.changes.get(fixture.call, change)).toMatchObject({
      is_conflicted: false,
      conflicts: [],
    });
  });

  it('deletes a path by taking the side that lacks it', async () => {
    const base = await create(ROOT, { 'a.txt': 'one\n', 'b.txt': 'b\n' });
    const edited = await create(base, { 'a.txt': 'two\n' });
    await fixture.services.bookmarks.move(fixture.call, { ...at, bookmark: 'main', change_id: edited });
    const deleted = await fixture.services.changes.create(fixture.call, {
      ...at,
      base_change_id: base,
      files: [{ path: 'a.txt', action: 'delete' }],
    });
    await bookmark('feature', deleted.id);
    const refused = await merge({}).catch((error) => error);
    expect(refused.details.conflicted_entries).toMatchObject([{ path: 'a.txt', hunks: [] }]);
    await merge({ resolutions: [{ path: 'a.txt', take: 'source' }] });
    await expect(read('main', 'a.txt')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('fast-forwards as older clients expect', async () => {
    const first = await create(ROOT, { 'a.txt': 'one\n' });
    await bookmark('feature', first);
    const perform = () =>
      fixture.services.bookmarks.performMerge(fixture.call, { ...at, base: 'main', head: 'feature' });
    const forward = await perform();
    expect(forward).toMatchObject({ merge_type: 'fast_forward', change_id: first, branch_deleted: false });
    expect(await perform()).toMatchObject({ merge_type: 'no_op', sha: forward.sha });
    const other = await create(ROOT, { 'b.txt': 'b\n' });
    await fixture.services.bookmarks.move(fixture.call, { ...at, bookmark: 'feature', change_id: other });
    expect(await perform()).toMatchObject({ merge_type: 'merge_commit' });
  });

  it('refuses to delete the default bookmark, to take a taken name, and to merge into itself', async () => {
    await expect(
      fixture.services.bookmarks.delete(fixture.call, { ...at, bookmark: 'main' }),
    ).rejects.toMatchObject({ code: 'DEFAULT_BOOKMARK' });
    await bookmark('team/a', ROOT);
    for (const name of ['main', 'team', 'team/a', 'team/a/b']) {
      await expect(bookmark(name, ROOT)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    }
    await expect(merge({ source: 'main' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('lists by glob, page by page', async () => {
    for (const name of ['a/1', 'a/2', 'b/1', 'a/3']) await bookmark(name, ROOT);
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const input = { ...at, glob: 'a/?', limit: 2, ...(cursor ? { cursor } : {}) };
      const page = await fixture.services.bookmarks.list(fixture.call, input);
      names.push(...page.bookmarks.map(({ name }) => name));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(names).toEqual(['a/1', 'a/2', 'a/3']);
  });
});
