import type { BatchOperation, BatchWritten } from 'mesa-rest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listOperations } from '../storage/index.js';
import { VIRTUAL_ROOT_CHANGE_ID } from '../vcs/index.js';
import { base64, createServiceFixture, type ServiceFixture, textOf } from './testing/service-fixture.js';

const at = { org: 'acme', repo: 'demo' };

describe('batches', () => {
  let fixture: ServiceFixture;
  let change: { id: string; current_commit_oid: string };
  beforeEach(async () => {
    fixture = await createServiceFixture();
    await fixture.services.repos.create(fixture.call, { org: 'acme', name: 'demo' });
    change = await fixture.services.changes.create(fixture.call, {
      ...at,
      base_change_id: VIRTUAL_ROOT_CHANGE_ID,
      message: 'Work',
      files: [
        { path: 'a.txt', content: base64('1\n2\n3\n') },
        { path: 'dir/b.txt', content: base64('b\n'), mode: '100755' },
        { path: 'dir/sub/c.txt', content: base64('c\n') },
      ],
    });
  });
  afterEach(() => fixture[Symbol.asyncDispose]());

  const put = (path: string, text: string): BatchOperation => ({ op: 'put', path, content: base64(text) });
  const write = (
    operations: BatchOperation[],
    more: { base_commit_oid?: string; on_conflict?: 'merge' | 'fail' } = {},
  ): Promise<BatchWritten> =>
    fixture.services.batches.write(fixture.call, { ...at, change_id: change.id, operations, ...more });
  const files = async (tree: string): Promise<Record<string, string>> => {
    const { entries } = await fixture.services.trees.get(fixture.call, { ...at, oid: tree, recursive: true });
    const result: Record<string, string> = {};
    for (const { path, type, mode, oid } of entries) {
      if (type === 'dir') continue;
      const blob = await fixture.services.blobs.open(fixture.call, { ...at, oid });
      result[path] = `${mode} ${await textOf(blob)}`;
    }
    return result;
  };
  const metadata = async (path: string): Promise<unknown> =>
    (await fixture.services.content.get(fixture.call, { ...at, change_id: change.id, path })).metadata;
  const count = async (): Promise<number> => {
    const repo = await fixture.services.trees.revision(fixture.call, at);
    return repo.op_seq;
  };

  it('applies operations in their order', async () => {
    const written = await write([
      put('new.txt', 'new\n'),
      { op: 'rename', from: 'new.txt', to: 'a.txt' },
      { op: 'mode', path: 'a.txt', mode: '100755' },
      put('tmp', 'x'),
      { op: 'delete', path: 'tmp' },
      { op: 'symlink', path: 'link', target: 'dir/b.txt' },
      put('dir/b.txt', 'B\n'),
      { op: 'rename', from: 'dir', to: 'deep/er' },
      put('dir', 'now a file\n'),
    ]);
    expect(await files(written.tree_oid)).toEqual({
      'a.txt': '100755 new\n',
      link: '120000 dir/b.txt',
      'deep/er/b.txt': '100755 B\n',
      'deep/er/sub/c.txt': '100644 c\n',
      dir: '100644 now a file\n',
    });
    expect(written).toMatchObject({
      change: { id: change.id, message: 'Work', current_commit_oid: written.commit_oid },
      merged_paths: [],
      conflicted_paths: [],
      op_seq: await count(),
    });
  });

  it('renames a directory that the batch itself made, and a file out of it', async () => {
    const written = await write([
      put('one/x', 'x'),
      { op: 'rename', from: 'one', to: 'two' },
      { op: 'rename', from: 'two/x', to: 'y' },
    ]);
    expect(Object.keys(await files(written.tree_oid))).toEqual(['a.txt', 'y', 'dir/b.txt', 'dir/sub/c.txt']);
  });

  it.each<[string, BatchOperation, string]>([
    ['deletes what is not there', { op: 'delete', path: 'none' }, 'NOT_FOUND'],
    ['deletes a directory', { op: 'delete', path: 'dir' }, 'INVALID_PATH'],
    ['moves what is not there', { op: 'rename', from: 'none', to: 'x' }, 'NOT_FOUND'],
    ['moves a directory into itself', { op: 'rename', from: 'dir', to: 'dir/in' }, 'INVALID_PATH'],
    ['moves a directory onto a file', { op: 'rename', from: 'dir', to: 'a.txt' }, 'INVALID_PATH'],
    ['moves a file onto a directory', { op: 'rename', from: 'a.txt', to: 'dir' }, 'INVALID_PATH'],
    ['puts below a file', { op: 'put', path: 'a.txt/b', content: '' }, 'INVALID_PATH'],
    ['puts a blob that is not there', { op: 'put', path: 'x', blob_oid: '0'.repeat(40) }, 'NOT_FOUND'],
    ['puts nothing', { op: 'put', path: 'x' }, 'BAD_REQUEST'],
    ['makes a directory executable', { op: 'mode', path: 'dir', mode: '100755' }, 'NOT_FOUND'],
    ['writes into .git', { op: 'put', path: '.git/config', content: '' }, 'INVALID_PATH'],
    ['sets reserved metadata', { op: 'metadata', path: 'a.txt', metadata: { org: 'x' } }, 'BAD_REQUEST'],
  ])('stores nothing when an operation %s', async (_, operation, code) => {
    const before = await count();
    await expect(write([put('a.txt', 'other\n'), operation])).rejects.toMatchObject({ code });
    expect(await count()).toBe(before);
  });

  it('writes nothing when nothing changes', async () => {
    const before = await count();
    const written = await write([put('a.txt', '1\n2\n3\n'), { op: 'rename', from: 'a.txt', to: 'a.txt' }]);
    expect(written).toMatchObject({ commit_oid: change.current_commit_oid, op_seq: before });
    expect(await count()).toBe(before);
  });

  it('puts stored blobs and keeps the mode of what they replace', async () => {
    const bytes = (async function* () {
      yield Buffer.from('stored');
    })();
    const { oid } = await fixture.services.blobs.put(fixture.call, { ...at, bytes });
    const written = await write([{ op: 'put', path: 'dir/b.txt', blob_oid: oid }]);
    expect((await files(written.tree_oid))['dir/b.txt']).toBe('100755 stored');
  });

  it('rebases descendants and takes bookmarks along', async () => {
    const child = await fixture.services.changes.create(fixture.call, {
      ...at,
      base_change_id: change.id,
      files: [{ path: 'child.txt', content: base64('child\n') }],
    });
    const bookmark = { ...at, name: 'work', change_id: child.id };
    await fixture.services.bookmarks.create(fixture.call, bookmark);
    await write([put('a.txt', 'edited\n')]);
    const { tree_oid } = await fixture.services.trees.revision(fixture.call, { ...at, ref: 'work' });
    expect(await files(tree_oid)).toMatchObject({
      'a.txt': '100644 edited\n',
      'child.txt': '100644 child\n',
    });
  });

  describe('on a commit that the change has moved on from', () => {
    const stale = () => ({ base_commit_oid: change.current_commit_oid });

    it('keep what both sides did on different paths', async () => {
      await write([put('theirs.txt', 't\n'), { op: 'rename', from: 'dir/sub', to: 'moved' }]);
      const written = await write([put('ours.txt', 'o\n'), { op: 'delete', path: 'dir/b.txt' }], stale());
      expect(await files(written.tree_oid)).toEqual({
        'a.txt': '100644 1\n2\n3\n',
        'theirs.txt': '100644 t\n',
        'ours.txt': '100644 o\n',
        'moved/c.txt': '100644 c\n',
      });
      expect(written).toMatchObject({ merged_paths: [], conflicted_paths: [] });
    });

    it('merge the same file by line', async () => {
      await write([put('a.txt', 'one\n2\n3\n')]);
      const written = await write([put('a.txt', '1\n2\nthree\n')], stale());
      expect((await files(written.tree_oid))['a.txt']).toBe('100644 one\n2\nthree\n');
      expect(written).toMatchObject({ merged_paths: ['a.txt'], conflicted_paths: [] });
    });

    it('store a conflict with both sides where they clash, and a write settles it', async () => {
      await write([put('a.txt', '1\ntheirs\n3\n')]);
      const written = await write([put('a.txt', '1\nours\n3\n')], stale());
      expect(written).toMatchObject({
        change: { is_conflicted: true },
        merged_paths: [],
        conflicted_paths: ['a.txt'],
      });
      const text = (await files(written.tree_oid))['a.txt'] ?? '';
      expect(text).toMatch(/<<<<<<<.*theirs.*ours.*>>>>>>>/s);

      const kept = await write([put('other.txt', 'x\n'), { op: 'mode', path: 'a.txt', mode: '100755' }]);
      expect(kept.conflicted_paths).toEqual(['a.txt']);
      const moved = await write([{ op: 'rename', from: 'a.txt', to: 'dir/z.txt' }]);
      expect(moved.conflicted_paths).toEqual(['dir/z.txt']);
      const along = await write([{ op: 'rename', from: 'dir', to: 'd' }]);
      expect(along.conflicted_paths).toEqual(['d/z.txt']);
      const settled = await write([put('d/z.txt', 'settled\n')]);
      expect(settled).toMatchObject({ change: { is_conflicted: false }, conflicted_paths: [] });
      expect((await files(settled.tree_oid))['d/z.txt']).toBe('100755 settled\n');
    });

    it('keep an edit of what the others deleted, as a conflict', async () => {
      await write([{ op: 'delete', path: 'a.txt' }]);
      const written = await write([put('a.txt', '1\nours\n3\n')], stale());
      expect(written.conflicted_paths).toEqual(['a.txt']);
      expect((await files(written.tree_oid))['a.txt']).toContain('ours');
    });

    it('are refused when they are to be', async () => {
      await write([put('x', 'x')]);
      await expect(write([put('y', 'y')], { ...stale(), on_conflict: 'fail' })).rejects.toMatchObject({
        code: 'STALE_COMMIT',
      });
      const current = (await write([put('z', 'z')])).commit_oid;
      await write([put('y', 'y')], { base_commit_oid: current, on_conflict: 'fail' });
    });

    it('must be on a commit of that very change', async () => {
      await expect(write([put('y', 'y')], { base_commit_oid: '1'.repeat(40) })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    });
  });

  it('sets metadata, which follows files and directories that are moved', async () => {
    await write([
      { op: 'metadata', path: 'a.txt', metadata: { k: 'a', gone: 'x' } },
      { op: 'metadata', path: 'a.txt', metadata: { gone: null } },
      { op: 'metadata', path: 'dir/sub/c.txt', metadata: { k: 'c' } },
      { op: 'metadata', path: 'dir', metadata: { k: 'dir' } },
    ]);
    expect(await metadata('a.txt')).toEqual({ k: 'a' });
    await write([
      { op: 'rename', from: 'a.txt', to: 'z.txt' },
      { op: 'rename', from: 'dir', to: 'there' },
      put('a.txt', 'again\n'),
    ]);
    expect(await metadata('a.txt')).toBeUndefined();
    expect(await metadata('z.txt')).toEqual({ k: 'a' });
    expect(await metadata('there')).toEqual({ k: 'dir' });
    expect(await metadata('there/sub/c.txt')).toEqual({ k: 'c' });
    await write([{ op: 'rename', from: 'there/sub/c.txt', to: 'z.txt' }]);
    expect(await metadata('z.txt')).toEqual({ k: 'c' });
  });

  it('is one operation of the log, whatever is in it', async () => {
    const { op_seq } = await write([put('x', 'x'), put('y', 'y')]);
    const repo = await fixture.services.repos.get(fixture.call, at);
    const { items } = await listOperations(fixture.storage.read, repo.id, { after: op_seq - 1, limit: 9 });
    expect(items).toMatchObject([{ opSeq: op_seq, kind: 'change.batch', detail: { change_id: change.id } }]);
  });

  it('merges writers of the same change so that nothing is lost', async () => {
    const base_commit_oid = change.current_commit_oid;
    await Promise.all(
      Array.from({ length: 12 }, (_, n) => write([put(`f/${n}.txt`, `${n}\n`)], { base_commit_oid })),
    );
    const { tree_oid } = await fixture.services.trees.revision(fixture.call, { ...at, change_id: change.id });
    expect(Object.keys(await files(tree_oid)).filter((path) => path.startsWith('f/'))).toHaveLength(12);
  });
});
