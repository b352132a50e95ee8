import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { DepotError } from '../errors/index.js';
import { EMPTY_TREE_OID, noObjects, ObjectBuffer, type Oid } from '../objects/index.js';
import { anyFile, anyFiles, anyPath, anyTwoVersions } from './testing/any-files.js';
import { countingReader } from './testing/counting-reader.js';
import { expectDepotError } from './testing/expect-depot-error.js';
import { type Files, files, readFiles, type TestFile, writeFiles } from './testing/files.js';
import { GitRepo } from './testing/git-repo.js';
import { editTree, type TreeEdit } from './tree-edit.js';

const repo = new GitRepo();
afterAll(() => repo.dispose());

const START = files({ a: '1', 'dir/b': '2', 'dir/deep/c': '3', 'other/d': '4' });

/** Edits the tree of `start` with file contents, `undefined` being a deletion; returns texts by path. */
async function edit(
  edits: Readonly<Record<string, string | undefined>>,
  start: Files = START,
): Promise<Record<string, string>> {
  const buffer = new ObjectBuffer(noObjects);
  const root = await editTree(buffer, writeFiles(buffer, start), toEdits(buffer, Object.entries(edits)));
  return Object.fromEntries(
    [...(await readFiles(buffer, root))].map(([path, { content }]) => [path, content]),
  );
}

function toEdits(buffer: ObjectBuffer, edits: readonly [string, string | undefined][]): TreeEdit[] {
  return edits.map(([path, content]) => ({
    path,
    entry:
      content === undefined ? undefined : { mode: '100644', oid: buffer.writeBlob(Buffer.from(content)) },
  }));
}

describe('editTree', () => {
  it('puts, replaces and deletes files', async () => {
    expect(await edit({ a: 'new', 'dir/deep/c': undefined, 'x/y/z': 'made' })).toEqual({
      a: 'new',
      'dir/b': '2',
      'other/d': '4',
      'x/y/z': 'made',
    });
  });

  it('drops directories that become empty, up to the root', async () => {
    expect(await edit({ 'other/d': undefined })).not.toHaveProperty('other');
    const buffer = new ObjectBuffer(noObjects);
    const root = writeFiles(buffer, files({ 'p/q/r': '1' }));
    expect(await editTree(buffer, root, [{ path: 'p/q/r', entry: undefined }])).toBe(EMPTY_TREE_OID);
  });

  it('starts from the empty tree', async () => {
    expect(await edit({ 'p/q': '1' }, new Map())).toEqual({ 'p/q': '1' });
  });

  it('returns the same tree for no edits, and for edits that change nothing', async () => {
    const buffer = new ObjectBuffer(noObjects);
    const root = writeFiles(buffer, START);
    const size = buffer.pending.size;
    expect(await editTree(buffer, root, [])).toBe(root);
    expect(await editTree(buffer, root, toEdits(buffer, [['dir/b', '2']]))).toBe(root);
    expect(buffer.pending.size).toBe(size);
  });

  it('keeps a mode, a link target and a submodule as given', async () => {
    const buffer = new ObjectBuffer(noObjects);
    const blob = buffer.writeBlob(Buffer.from('a'));
    const root = await editTree(buffer, EMPTY_TREE_OID, [
      { path: 'run', entry: { mode: '100755', oid: blob } },
      { path: 'link', entry: { mode: '120000', oid: blob } },
      { path: 'sub', entry: { mode: '160000', oid: blob } },
    ]);
    expect((await buffer.readTree(root)).map(({ name, mode }) => [name, mode])).toEqual([
      ['link', '120000'],
      ['run', '100755'],
      ['sub', '160000'],
    ]);
  });

  describe('where files and directories meet', () => {
    it('puts a file below a file that the batch deletes, in any order', async () => {
      expect(await edit({ 'a/b': 'x', a: undefined })).toMatchObject({ 'a/b': 'x' });
      expect(await edit({ a: undefined, 'a/b': 'x' })).toMatchObject({ 'a/b': 'x' });
    });

    it('puts a file where the batch deletes all of a directory', async () => {
      expect(await edit({ dir: 'x', 'dir/b': undefined, 'dir/deep/c': undefined })).toEqual({
        a: '1',
        dir: 'x',
        'other/d': '4',
      });
    });

    it.each<[string, Record<string, string | undefined>, string, string]>([
      ['a file below a file', { 'a/x/y': 'x' }, '"a/x/y"', 'its parent "a" is a file'],
      [
        'a file below one put in the same batch',
        { n: '1', 'n/m': '2' },
        '"n/m"',
        'its parent "n" becomes a file',
      ],
      [
        'a file below one that replaces a directory',
        { dir: '1', 'dir/m': '2' },
        '"dir/m"',
        'its parent "dir" becomes',
      ],
      ['a file over a directory', { dir: 'x' }, '"dir"', 'it is a directory'],
      [
        'a file over a directory not all deleted',
        { dir: 'x', 'dir/b': undefined },
        '"dir"',
        'it is a directory; to put a file there, delete every file',
      ],
      ['a deleted directory', { dir: undefined }, '"dir"', 'it is a directory'],
      [
        'a deleted directory with an edit in it',
        { dir: undefined, 'dir/x': '1' },
        '"dir"',
        'it is a directory',
      ],
      ['a symbolic link over a directory', { 'dir/deep': 'x' }, '"dir/deep"', 'it is a directory'],
    ])('refuses %s', async (_, edits, path, reason) => {
      const error = await expectDepotError(() => edit(edits), 'INVALID_PATH');
      expect(error.message).toContain(`Invalid path ${path}: ${reason}`);
    });
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    ['a missing file', { 'dir/none': undefined }, 'dir/none'],
    ['a file in a missing directory', { 'none/x': undefined }, 'none/x'],
    ['a file below a file', { 'a/x': undefined }, 'a/x'],
    ['a file below a new file', { n: '1', 'n/x': undefined }, 'n/x'],
    ['a file in a directory that a file is deleted for', { a: undefined, 'a/x': undefined }, 'a/x'],
  ])('refuses to delete %s', async (_, edits, path) => {
    const error = await expectDepotError(() => edit(edits), 'NOT_FOUND');
    expect(error.message).toContain(JSON.stringify(path));
    expect(error.details).toEqual({ path });
  });

  it('refuses a batch that would make too many directories, whatever few bytes ask for them', async () => {
    const buffer = new ObjectBuffer(noObjects);
    const deep = toEdits(
      buffer,
      Array.from({ length: 101 }, (_, at) => [`${at}${'/d'.repeat(2_000)}/f`, 'x']),
    );
    const error = await expectDepotError(() => editTree(buffer, EMPTY_TREE_OID, deep), 'PAYLOAD_TOO_LARGE');
    expect(error.message).toContain('200,000');
  });

  it('lets others have a turn during a large batch', async () => {
    const buffer = new ObjectBuffer(noObjects);
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await editTree(
      buffer,
      EMPTY_TREE_OID,
      toEdits(
        buffer,
        Array.from({ length: 20 }, (_, at) => [`${at}${'/d'.repeat(1_000)}/f`, 'x']),
      ),
    );
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
  });

  it('refuses a path edited twice', async () => {
    const buffer = new ObjectBuffer(noObjects);
    const twice = toEdits(buffer, [
      ['x/y', '1'],
      ['x/y', undefined],
    ]);
    const error = await expectDepotError(() => editTree(buffer, EMPTY_TREE_OID, twice), 'BAD_REQUEST');
    expect(error.message).toContain('"x/y"');
  });

  it('refuses paths that are not allowed, also to delete', async () => {
    await expectDepotError(() => edit({ 'x/../y': '1' }), 'INVALID_PATH');
    await expectDepotError(() => edit({ '.git/config': undefined }), 'INVALID_PATH');
  });

  it('refuses a symbolic link .gitmodules, which git fsck does not accept', async () => {
    const buffer = new ObjectBuffer(noObjects);
    const link = { mode: '120000' as const, oid: buffer.writeBlob(Buffer.from('x')) };
    await expectDepotError(
      () => editTree(buffer, EMPTY_TREE_OID, [{ path: 'd/.gitmodules', entry: link }]),
      'INVALID_PATH',
    );
  });

  it('reads and writes only the directories on the way to an edit', async () => {
    const stored = new ObjectBuffer(noObjects);
    const all: Record<string, string> = {};
    for (let i = 0; i < 10; i++) for (let j = 0; j < 10; j++) all[`d${i}/e${j}/file`] = `${i}${j}`;
    const root = writeFiles(stored, files(all));
    const reader = countingReader(stored);
    const buffer = new ObjectBuffer(reader);
    await editTree(
      buffer,
      root,
      toEdits(buffer, [
        ['d3/e4/file', 'new'],
        ['d3/e4/more', 'new too'],
        ['d3/e5/file', undefined],
        ['d7/file', 'third'],
      ]),
    );
    // The root, d3, d3/e4, d3/e5 and d7.
    expect(reader.treesRead).toHaveLength(5);
    // Not d3/e5, which is gone.
    expect([...buffer.pending.values()].filter(({ type }) => type === 'tree')).toHaveLength(4);
  });

  it('gives the tree that git makes of the same edits', async () => {
    const buffer = new ObjectBuffer(noObjects);
    const cases: { root: Oid; edits: TreeEdit[]; edited: Oid; expected: Oid }[] = [];
    for (const [before, after] of fc.sample(anyTwoVersions(), { numRuns: 80, seed: 3 })) {
      const root = writeFiles(buffer, before);
      const edits = editsBetween(buffer, before, after);
      cases.push({
        root,
        edits,
        edited: await editTree(buffer, root, edits),
        expected: writeFiles(buffer, after),
      });
    }
    repo.storeObjects([...buffer.pending.values(), { type: 'tree', body: new Uint8Array() }]);
    for (const { root, edits, edited, expected } of cases) {
      expect(edited).toBe(expected);
      expect(edited).toBe(gitTree(root, edits));
    }
  }, 60_000);

  it('accepts a batch exactly when git would end up with the same files, whatever is in it', async () => {
    const batch = fc.uniqueArray(fc.tuple(anyPath, fc.option(anyFile, { nil: undefined })), {
      minLength: 1,
      maxLength: 4,
      selector: ([path]) => path,
    });
    await fc.assert(
      fc.asyncProperty(anyFiles(), batch, async (before, edits) => {
        const buffer = new ObjectBuffer(noObjects);
        const root = writeFiles(buffer, before);
        const expected = applyToMap(before, edits);
        let edited: Oid | undefined;
        try {
          edited = await editTree(
            buffer,
            root,
            edits.map(([path, file]) => ({ path, entry: file && writeEntry(buffer, file) })),
          );
        } catch (error) {
          expect(error).toBeInstanceOf(DepotError);
        }
        expect(edited).toBe(expected && writeFiles(buffer, expected));
      }),
      { numRuns: 1_000 },
    );
  });
});

function writeEntry(buffer: ObjectBuffer, { mode, content }: TestFile) {
  return { mode, oid: buffer.writeBlob(Buffer.from(content)) };
}

function editsBetween(buffer: ObjectBuffer, before: Files, after: Files): TreeEdit[] {
  const edits: TreeEdit[] = [];
  for (const path of before.keys()) if (!after.has(path)) edits.push({ path, entry: undefined });
  for (const [path, file] of after) {
    if (before.get(path) !== file) edits.push({ path, entry: writeEntry(buffer, file) });
  }
  return edits;
}

/** The tree that git's index gives: deletions first, since a new file pushes out what it clashes with. */
function gitTree(root: Oid, edits: readonly TreeEdit[]): Oid {
  repo.run(['read-tree', root]);
  const line = ({ path, entry }: TreeEdit) =>
    `${entry?.mode ?? '0'} ${entry?.oid ?? '0'.repeat(40)}\t${path}\0`;
  const deletions = edits.filter(({ entry }) => entry === undefined);
  const rest = edits.filter(({ entry }) => entry !== undefined);
  repo.run(['update-index', '-z', '--index-info'], [...deletions, ...rest].map(line).join(''));
  return repo.run(['write-tree']).trim();
}

/** What the batch should give, in the plainest way: all deletions, then all files; `undefined` when it clashes. */
function applyToMap(
  before: Files,
  edits: readonly (readonly [string, TestFile | undefined])[],
): Files | undefined {
  const next = new Map(before);
  for (const [path, file] of edits) if (file === undefined && !next.delete(path)) return undefined;
  for (const [path, file] of edits) if (file !== undefined) next.set(path, file);
  for (const path of next.keys()) {
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
      if (next.has(path.slice(0, at))) return undefined;
    }
  }
  return next;
}
