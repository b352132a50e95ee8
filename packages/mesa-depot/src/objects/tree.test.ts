import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { bytesToText, textToBytes } from './byte-text.js';
import { hashObject } from './oid.js';
import { createScratchRepo } from './testing/git.js';
import { decodeTree, EMPTY_TREE_OID, encodeTree, type TreeEntry, type TreeMode } from './tree.js';

const repo = createScratchRepo();
afterAll(() => repo.remove());

const oid = fc.stringMatching(/^[0-9a-f]{40}$/);
const mode = fc.constantFrom<TreeMode>('100644', '100755', '120000', '40000', '160000');
const nameBytes = fc
  .oneof(
    fc.uint8Array({ minLength: 1, maxLength: 6 }),
    // Short names over few letters collide in their prefixes, which is where the order of git is peculiar.
    fc.stringMatching(/^[a-c.\-0/é😀￿]{1,4}$/u).map((text) => Buffer.from(text)),
  )
  .map((bytes) => bytes.filter((byte) => byte !== 0 && byte !== 0x2f))
  .filter((bytes) => bytes.length > 0);
const entries = fc.uniqueArray(
  fc.record({ name: nameBytes.map(bytesToText), mode, oid }) as fc.Arbitrary<TreeEntry>,
  { selector: (entry) => entry.name, maxLength: 12 },
);

describe('encodeTree', () => {
  it('writes what git mktree writes, in any order of entries', () => {
    fc.assert(
      fc.property(entries, (tree) => {
        const lines = tree.map((entry) => {
          const type = { '40000': 'tree', '160000': 'commit' }[entry.mode as string] ?? 'blob';
          const head = `${entry.mode.padStart(6, '0')} ${type} ${entry.oid}\t`;
          return Buffer.concat([Buffer.from(head), textToBytes(entry.name), Buffer.of(0)]);
        });
        const expected = repo.git(['mktree', '--missing', '-z'], Buffer.concat(lines)).toString().trim();
        expect(hashObject('tree', encodeTree(tree))).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('comes back from decodeTree, in the order of git', () => {
    fc.assert(
      fc.property(entries, (tree) => {
        const body = encodeTree(tree);
        const decoded = decodeTree(body);
        expect(new Set(decoded)).toEqual(new Set(tree));
        expect(Buffer.compare(encodeTree(decoded), body)).toBe(0);
        expect(Buffer.compare(encodeTree([...decoded].reverse()), body)).toBe(0);
      }),
    );
  });

  it('sorts a directory as if its name ended in a slash', () => {
    const some = 'a'.repeat(40);
    const names = decodeTree(
      encodeTree([
        { name: 'foo', mode: '40000', oid: some },
        { name: 'foo.txt', mode: '100644', oid: some },
        { name: 'foo0', mode: '100644', oid: some },
      ]),
    ).map((entry) => entry.name);
    expect(names).toEqual(['foo.txt', 'foo', 'foo0']);
  });

  it('gives the empty tree its well-known oid', () => {
    expect(hashObject('tree', encodeTree([]))).toBe(EMPTY_TREE_OID);
    expect(repo.git(['mktree'], '').toString().trim()).toBe(EMPTY_TREE_OID);
  });

  it('refuses what git cannot store', () => {
    const entry = { name: 'a', mode: '100644', oid: 'a'.repeat(40) } as const;
    const corrupt = expect.objectContaining({ code: 'OBJECT_CORRUPT' });
    for (const wrong of [
      { name: '' },
      { name: 'a/b' },
      { name: 'a\0' },
      { oid: 'A'.repeat(40) },
      { oid: '12' },
    ]) {
      expect(() => encodeTree([{ ...entry, ...wrong }])).toThrow(corrupt);
    }
    expect(() => encodeTree([entry, { ...entry, mode: '40000' }])).toThrow(corrupt);
  });
});

describe('decodeTree', () => {
  it('reads modes of old git as the ones of today', () => {
    const body = Buffer.concat(
      ['100664 a', '100775 b', '040000 c'].flatMap((head) => [Buffer.from(`${head}\0`), Buffer.alloc(20, 1)]),
    );
    expect(decodeTree(body).map((entry) => entry.mode)).toEqual(['100644', '100755', '40000']);
  });

  it('refuses a body that is cut short or has an unknown mode', () => {
    const body = encodeTree([{ name: 'name', mode: '100644', oid: 'a'.repeat(40) }]);
    const corrupt = expect.objectContaining({ code: 'OBJECT_CORRUPT' });
    for (let length = 1; length < body.length; length++) {
      expect(() => decodeTree(body.subarray(0, length))).toThrow(corrupt);
    }
    expect(() => decodeTree(Buffer.concat([Buffer.from('777 a\0'), Buffer.alloc(20)]))).toThrow(corrupt);
  });
});
