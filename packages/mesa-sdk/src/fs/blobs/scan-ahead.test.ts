import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DirectoryNode, type FileNode, newDirectory, nodeOf, type TreeNode } from '../tree-node.js';
import type { BlobRef } from './blob-store.js';
import { ScanAhead } from './scan-ahead.js';

const MIB = 1024 * 1024;

/** Returns a tree of files of a size, by their paths. */
const treeOf = (paths: readonly string[], size = 100): DirectoryNode => {
  const root = newDirectory(0);
  for (const [index, path] of paths.entries()) {
    let entries = root.entries as Map<string, TreeNode>;
    const names = path.split('/');
    for (const name of names.slice(0, -1)) {
      const node = (entries.get(name) as DirectoryNode) ?? newDirectory(0);
      entries.set(name, node);
      entries = node.entries as Map<string, TreeNode>;
    }
    const name = names.at(-1) as string;
    const oid = index.toString(16).padStart(40, '0');
    entries.set(name, nodeOf({ type: 'file', name, oid, size, mode: '100644' }, path, 0));
  }
  return root;
};

const nodeAt = (root: DirectoryNode, path: string): FileNode =>
  path
    .split('/')
    .reduce<TreeNode>(
      (node, name) => (node as DirectoryNode).entries?.get(name) as TreeNode,
      root,
    ) as FileNode;

/** Reads files through a scan as a program does; returns how many it waited for, and what was asked for. */
const setUp = (paths: readonly string[], { size = 100, maxFiles = 256, maxBytes = 16 * MIB } = {}) => {
  const root = treeOf(paths, size);
  const here = new Set<string>();
  const batches: BlobRef[][] = [];
  let ahead = 0;
  const scan = new ScanAhead({
    root,
    maxFiles,
    maxBytes,
    prefetch: (refs) => {
      batches.push([...refs]);
      ahead += refs.length;
      for (const { path } of refs) here.add(path);
    },
  });
  const stats = { waits: 0, batches, here, most: 0 };
  const read = (path: string): void => {
    const node = nodeAt(root, path);
    scan.opened(node, () => here.has(path));
    scan.opened(node, () => true); // a second look at the same file means nothing
    if (!here.has(path)) {
      stats.waits += 1;
      here.add(path);
    } else ahead -= 1;
    stats.most = Math.max(stats.most, ahead);
  };
  return { root, read, stats };
};

const numbered = (count: number, prefix = 'file'): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(5, '0')}`);

describe('a program that reads file after file', () => {
  it('waits for the first two, and the rest comes in few requests', () => {
    const paths = numbered(2_000);
    const { read, stats } = setUp(paths);
    for (const path of paths) read(path);
    expect(stats.waits).toBe(2);
    expect(stats.here.size).toBe(2_000);
    expect(stats.batches.length).toBeLessThanOrEqual(22);
    expect(stats.batches[0]).toHaveLength(16);
    expect(stats.most).toBeLessThanOrEqual(256);
  });

  it('goes through directories in the order that they are listed in', () => {
    const paths = Array.from({ length: 50 }, (_, index) => numbered(3, `d${100 + index}/sub/f`)).flat();
    const { read, stats } = setUp(paths);
    for (const path of paths) read(path);
    expect(stats.waits).toBe(2);
  });

  it('may leave out some', () => {
    const paths = numbered(600);
    const { read, stats } = setUp(paths);
    for (const [index, path] of paths.entries()) if (index % 3 === 0) read(path);
    expect(stats.waits).toBe(2);
  });

  it('goes on beyond a directory that was not fetched, once it is', () => {
    const paths = [...numbered(10, 'a/'), ...numbered(10, 'b/'), ...numbered(10, 'c/')];
    const { root, read, stats } = setUp(paths);
    const b = root.entries?.get('b') as DirectoryNode;
    const { entries } = b;
    b.entries = undefined;
    for (const path of paths.slice(0, 9)) read(path);
    expect([...stats.here].every((path) => path.startsWith('a/'))).toBe(true);
    b.entries = entries;
    for (const path of paths.slice(9)) read(path);
    expect(stats.waits).toBe(2);
  });

  it('is told from another one that does the same elsewhere', () => {
    const [a, b] = [numbered(300, 'a/'), numbered(300, 'b/')];
    const { read, stats } = setUp([...a, ...b]);
    for (const [index, path] of a.entries()) {
      read(path);
      read(b[index] as string);
    }
    expect(stats.waits).toBe(4);
  });
});

describe('what is not asked for', () => {
  it('anything, while files are read that are far from each other', () => {
    const paths = numbered(2_000);
    const { read, stats } = setUp(paths);
    for (let index = 0; index < 1_000; index++) read(paths[(index * 739) % 2_000] as string);
    expect(stats.batches).toEqual([]);
  });

  it('more, when the program does something else', () => {
    const paths = numbered(2_000);
    const { read, stats } = setUp(paths);
    for (const path of paths.slice(0, 3)) read(path);
    const { length } = stats.batches;
    for (let index = 100; index < 2_000; index += 100) read(paths[index] as string);
    expect(stats.batches).toHaveLength(length);
  });

  it('more than may wait to be read', () => {
    const paths = numbered(500);
    const { read, stats } = setUp(paths, { size: MIB / 2, maxBytes: 4 * MIB });
    for (const path of paths) read(path);
    expect(stats.most).toBeLessThanOrEqual(8);
    expect(Math.max(...stats.batches.map(({ length }) => length))).toBe(4);
    expect(stats.waits).toBe(2);
  });

  it('anything, without memory to keep it in', () => {
    const paths = numbered(50);
    const { read, stats } = setUp(paths, { maxBytes: 0 });
    for (const path of paths) read(path);
    expect(stats.batches).toEqual([]);
  });

  it('large files, and files that only are here', () => {
    const paths = numbered(40);
    const { root, read, stats } = setUp(paths);
    nodeAt(root, paths[5] as string).size = 2 * MIB;
    nodeAt(root, paths[6] as string).oid = undefined;
    for (const path of paths.slice(0, 5)) read(path);
    expect(stats.here).not.toContain(paths[5]);
    expect(stats.here).not.toContain(paths[6]);
    expect(stats.here).toContain(paths[7]);
  });
});

it('asks for no file twice, whatever is read', () => {
  const paths = numbered(100);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(99), fc.nat(30)), { maxLength: 8 }), (runs) => {
      const { read, stats } = setUp(paths);
      for (const [start, length] of runs) for (const path of paths.slice(start, start + length)) read(path);
      for (const batch of stats.batches) expect(new Set(batch.map(({ oid }) => oid)).size).toBe(batch.length);
      for (const batch of stats.batches) expect(batch.length).toBeLessThanOrEqual(256);
    }),
  );
});
