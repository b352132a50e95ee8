import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { EMPTY_TREE_OID, noObjects, ObjectBuffer } from '../objects/index.js';
import type { FileEntry } from './file-entry.js';
import { anyTwoVersions } from './testing/any-files.js';
import { countingReader } from './testing/counting-reader.js';
import { files, writeFiles } from './testing/files.js';
import { GitRepo } from './testing/git-repo.js';
import { diffTrees, type TreeChange, treeChanges } from './tree-diff.js';

const repo = new GitRepo();
afterAll(() => repo.dispose());

const NOTHING: FileEntry | { mode: string; oid: string } = { mode: '000000', oid: '0'.repeat(40) };

function rawLine({ path, before = NOTHING as FileEntry, after = NOTHING as FileEntry }: TreeChange): string {
  return `:${before.mode} ${after.mode} ${before.oid} ${after.oid}\t${path}`;
}

/** `git diff-tree -r --raw` without its status letters. */
function gitLines(before: string, after: string): string[] {
  const output = repo
    .run(['diff-tree', '-r', '-z', '--raw', '--no-renames', before, after])
    .split('\0')
    .slice(0, -1);
  const lines: string[] = [];
  for (let i = 0; i < output.length; i += 2) lines.push(`${output[i]?.slice(0, -2)}\t${output[i + 1]}`);
  return lines;
}

describe('diffTrees', () => {
  it('finds nothing between equal trees and reads nothing', async () => {
    const oid = 'f'.repeat(40);
    expect(await diffTrees(noObjects, oid, oid)).toEqual([]);
  });

  it('lists every file of an added or deleted directory', async () => {
    const buffer = new ObjectBuffer(noObjects);
    const tree = writeFiles(buffer, files({ 'a/b/c': '1', 'a/d': '2', e: '3' }));
    expect((await diffTrees(buffer, EMPTY_TREE_OID, tree)).map(({ path }) => path)).toEqual([
      'a/b/c',
      'a/d',
      'e',
    ]);
    for (const { before, after } of await diffTrees(buffer, tree, EMPTY_TREE_OID)) {
      expect(before).toBeDefined();
      expect(after).toBeUndefined();
    }
  });

  it('orders a file that becomes a directory by bytes', async () => {
    const buffer = new ObjectBuffer(noObjects);
    const before = writeFiles(buffer, files({ a: '1', 'a-b': '1' }));
    const after = writeFiles(buffer, files({ 'a/x': '2', 'a-b': '2' }));
    expect((await diffTrees(buffer, before, after)).map(({ path }) => path)).toEqual(['a', 'a-b', 'a/x']);
  });

  it('goes as deep as a path can', async () => {
    const buffer = new ObjectBuffer(noObjects);
    const path = `${'d/'.repeat(2_047)}f`;
    const before = writeFiles(buffer, files({ [path]: '1' }));
    const after = writeFiles(buffer, files({ [path]: '2', [`${path}2`]: '2' }));
    expect((await diffTrees(buffer, before, after)).map((change) => change.path)).toEqual([path, `${path}2`]);
  });

  it('does not read equal directories', async () => {
    const buffer = new ObjectBuffer(noObjects);
    const before = writeFiles(buffer, files({ 'a/b/c': '1', 'd/e': '1', 'f/g': '1' }));
    const after = writeFiles(buffer, files({ 'a/b/c': '1', 'd/e': '2', 'f/g': '1' }));
    const reader = countingReader(buffer);
    expect(await diffTrees(reader, before, after)).toHaveLength(1);
    expect(reader.treesRead).toHaveLength(4);
  });

  it('reads no further when the consumer stops', async () => {
    const buffer = new ObjectBuffer(noObjects);
    const tree = writeFiles(buffer, files({ 'a/x': '1', 'b/x': '2', 'c/x': '3' }));
    const reader = countingReader(buffer);
    for await (const { path } of treeChanges(reader, EMPTY_TREE_OID, tree)) if (path === 'a/x') break;
    expect(reader.treesRead.filter((oid) => oid !== EMPTY_TREE_OID)).toHaveLength(2);
  });

  it('finds what git diff-tree -r finds, in its order', async () => {
    await fc.assert(
      fc.asyncProperty(anyTwoVersions(), async ([one, other]) => {
        const buffer = new ObjectBuffer(noObjects);
        const before = writeFiles(buffer, one);
        const after = writeFiles(buffer, other);
        repo.storeObjects([...buffer.pending.values(), { type: 'tree', body: new Uint8Array() }]);
        expect((await diffTrees(buffer, before, after)).map(rawLine)).toEqual(gitLines(before, after));
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
