import { describe, expect, it } from 'vitest';
import { EMPTY_TREE_OID, noObjects, ObjectBuffer, type Oid, type TreeEntry } from '../objects/index.js';
import { listTreeByLevels } from './list-tree-by-levels.js';
import { files, writeFiles } from './testing/files.js';

function setUp(texts: Record<string, string>) {
  const buffer = new ObjectBuffer(noObjects);
  const root = writeFiles(buffer, files(texts));
  let reads = 0;
  return {
    root,
    reads: () => reads,
    reader: {
      async readTrees(oids: readonly Oid[]): Promise<Map<Oid, readonly TreeEntry[]>> {
        reads += 1;
        return new Map(
          await Promise.all(oids.map(async (oid) => [oid, await buffer.readTree(oid)] as const)),
        );
      },
    },
  };
}

const TEXTS = { a: '1', 'd/b': '2', 'd/e/c': '3', 'f/b': '2' };

describe('listTreeByLevels', () => {
  it('lists directories before what is in them, with one read for each level', async () => {
    const { root, reader, reads } = setUp(TEXTS);
    const listed = await listTreeByLevels(reader, root, { depth: Number.POSITIVE_INFINITY });
    expect(listed?.map(({ path }) => path)).toEqual(['a', 'd', 'f', 'd/b', 'd/e', 'f/b', 'd/e/c']);
    expect(reads()).toBe(3);
  });

  it('lists one level', async () => {
    const { root, reader } = setUp(TEXTS);
    expect((await listTreeByLevels(reader, root, { depth: 1 }))?.map(({ path }) => path)).toEqual([
      'a',
      'd',
      'f',
    ]);
    expect(await listTreeByLevels(setUp({ a: '' }).reader, EMPTY_TREE_OID, { depth: 1 })).toEqual([]);
  });

  it('gives up on too many entries below, but not on a large directory', async () => {
    const { root, reader } = setUp(TEXTS);
    expect(await listTreeByLevels(reader, root, { depth: 9, maxEntries: 5 })).toBeUndefined();
    expect(await listTreeByLevels(reader, root, { depth: 1, maxEntries: 2 })).toHaveLength(3);
    expect(await listTreeByLevels(reader, root, { depth: 9, maxEntries: 7 })).toHaveLength(7);
  });
});
