import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { EMPTY_TREE_OID, noObjects, ObjectBuffer } from '../objects/index.js';
import { anyFiles } from './testing/any-files.js';
import { countingReader } from './testing/counting-reader.js';
import { files, writeFiles } from './testing/files.js';
import { GitRepo } from './testing/git-repo.js';
import { listTree, lookupPath, lookupPaths } from './tree-lookup.js';

const repo = new GitRepo();
afterAll(() => repo.dispose());

const buffer = new ObjectBuffer(noObjects);
const root = writeFiles(
  buffer,
  files({ a: '1', 'dir/b': '2', 'dir/deep/c': '3', 'dir/deep/d': '4', 'dir-x': '5', 'other/e': '6' }),
);

describe('lookupPath', () => {
  it('finds files and directories', async () => {
    expect(await lookupPath(buffer, root, 'dir/deep/c')).toMatchObject({
      path: 'dir/deep/c',
      name: 'c',
      mode: '100644',
    });
    expect(await lookupPath(buffer, root, 'dir/deep')).toMatchObject({
      path: 'dir/deep',
      name: 'deep',
      mode: '40000',
    });
  });

  it('takes the empty path as the root', async () => {
    expect(await lookupPath(buffer, root, '')).toEqual({ path: '', name: '', mode: '40000', oid: root });
  });

  it.each(['b', 'dir/c', 'a/b', 'dir/deep/c/x', 'dir/deep/'])('finds nothing at %j', async (path) => {
    expect(await lookupPath(buffer, root, path)).toBeUndefined();
  });

  it('reads only the directories on the way', async () => {
    const reader = countingReader(buffer);
    await lookupPath(reader, root, 'dir/deep/c');
    expect(reader.treesRead).toHaveLength(3);
  });
});

describe('lookupPaths', () => {
  it('finds what lookupPath finds and reads a shared directory once', async () => {
    const reader = countingReader(buffer);
    const paths = ['', 'a', 'dir/b', 'dir/deep/c', 'dir/deep/d', 'dir/deep', 'a/b', 'none', 'dir/none/x'];
    const found = await lookupPaths(reader, root, paths);
    expect(reader.treesRead).toHaveLength(3);
    for (const path of paths) expect(found.get(path)).toEqual(await lookupPath(buffer, root, path));
    expect([...found.keys()]).not.toContain('none');
  });
});

describe('listTree', () => {
  it('lists what the directory holds', async () => {
    expect((await listTree(buffer, root)).map(({ path }) => path)).toEqual(['a', 'dir-x', 'dir', 'other']);
  });

  it('lists to a depth, reading no deeper', async () => {
    const reader = countingReader(buffer);
    const listed = await listTree(reader, root, { depth: 2 });
    expect(listed.map(({ path }) => path)).toEqual([
      'a',
      'dir-x',
      'dir',
      'dir/b',
      'dir/deep',
      'other',
      'other/e',
    ]);
    expect(reader.treesRead).toHaveLength(3);
    expect(await listTree(reader, root, { depth: 0 })).toEqual([]);
  });

  it('puts the path of the directory before its entries', async () => {
    const deep = await lookupPath(buffer, root, 'dir/deep');
    const listed = await listTree(buffer, deep?.oid ?? '', { path: 'dir/deep' });
    expect(listed.map(({ path, name }) => [path, name])).toEqual([
      ['dir/deep/c', 'c'],
      ['dir/deep/d', 'd'],
    ]);
  });

  it('reads no further once there are too many entries, and what the directory itself holds is whole', async () => {
    // Ten directories, each of which holds ten again: at depth 10 they stand for ten thousand millions.
    const names = Array.from({ length: 10 }, (_, at) => `d${at}`);
    const reader = countingReader({
      ...noObjects,
      readTree: async () => names.map((name) => ({ name, mode: '40000', oid: EMPTY_TREE_OID })),
    });
    const listed = await listTree(reader, EMPTY_TREE_OID, { depth: 10, maxEntries: 1_000 });
    expect(listed.length).toBeGreaterThan(1_000);
    expect(listed.length).toBeLessThan(1_200);
    expect(reader.treesRead.length).toBeLessThan(200);
    expect(listed.filter(({ path }) => !path.includes('/')).map(({ name }) => name)).toEqual(names);
  });

  it('has nothing for the empty tree', async () => {
    expect(await listTree(noObjects, EMPTY_TREE_OID, { depth: Number.POSITIVE_INFINITY })).toEqual([]);
  });

  it('lists all as git ls-tree -r -t does', async () => {
    await fc.assert(
      fc.asyncProperty(anyFiles(), async (all) => {
        const made = new ObjectBuffer(noObjects);
        const tree = writeFiles(made, all);
        repo.store(made);
        const listed = await listTree(made, tree, { depth: Number.POSITIVE_INFINITY });
        const lines = listed.map(({ path, mode, oid }) => {
          const type = mode === '40000' ? 'tree' : 'blob';
          return `${mode.padStart(6, '0')} ${type} ${oid}\t${path}\0`;
        });
        const expected = all.size === 0 ? '' : repo.run(['ls-tree', '-r', '-t', '-z', tree]);
        expect(lines.join('')).toBe(expected);
      }),
      { numRuns: 40 },
    );
  });
});
