import { describe, expect, it } from 'vitest';
import { noObjects } from './no-objects.js';
import { ObjectBuffer } from './object-buffer.js';
import { hashObject } from './oid.js';
import { EMPTY_TREE_OID } from './tree.js';

const identity = { name: 'A', email: 'a@b', timestampMs: 1000, timezone: '+0000' };

describe('ObjectBuffer', () => {
  it('reads back at once what was written', async () => {
    const buffer = new ObjectBuffer(noObjects);
    const blob = buffer.writeBlob(Buffer.from('hello\n'));
    const tree = buffer.writeTree([{ name: 'hello.txt', mode: '100644', oid: blob }]);
    const commit = buffer.writeCommit({
      tree,
      parents: [],
      author: identity,
      committer: identity,
      message: 'm',
    });
    expect(blob).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
    expect(Buffer.from(await buffer.readBlob(blob)).toString()).toBe('hello\n');
    expect(await buffer.readTree(tree)).toEqual([{ name: 'hello.txt', mode: '100644', oid: blob }]);
    expect((await buffer.readCommit(commit)).tree).toBe(tree);
    expect([...buffer.pending.keys()]).toEqual([blob, tree, commit]);
    for (const [oid, { type, body }] of buffer.pending) expect(hashObject(type, body)).toBe(oid);
  });

  it('does not buffer the empty tree, which is readable all the same', async () => {
    const buffer = new ObjectBuffer(noObjects);
    expect(buffer.writeTree([])).toBe(EMPTY_TREE_OID);
    expect(buffer.pending.size).toBe(0);
    expect(await buffer.readTree(EMPTY_TREE_OID)).toEqual([]);
  });

  it('reads what it stands on, and both together', async () => {
    const base = new ObjectBuffer(noObjects);
    const below = base.writeBlob(Buffer.from('below'));
    const buffer = new ObjectBuffer(base);
    const above = buffer.writeBlob(Buffer.from('above!'));
    expect([...buffer.pending.keys()]).toEqual([above]);
    const read = await buffer.readBlobs([below, above, below]);
    expect([...read].map(([oid, bytes]) => [oid, Buffer.from(bytes).toString()]).sort()).toEqual(
      [
        [below, 'below'],
        [above, 'above!'],
      ].sort(),
    );
    expect(await buffer.blobSizes([above, below])).toEqual(
      new Map([
        [below, 5],
        [above, 6],
      ]),
    );
  });

  it('says which object is missing or of another type', async () => {
    const buffer = new ObjectBuffer(noObjects);
    const blob = buffer.writeBlob(Buffer.from('x'));
    const unknown = 'd'.repeat(40);
    const missing = { code: 'OBJECT_MISSING', details: { oid: unknown } };
    await expect(buffer.readBlob(unknown)).rejects.toMatchObject(missing);
    await expect(buffer.readTree(unknown)).rejects.toMatchObject(missing);
    await expect(buffer.readCommit(unknown)).rejects.toMatchObject(missing);
    await expect(buffer.readBlobs([blob, unknown])).rejects.toMatchObject(missing);
    await expect(buffer.blobSizes([unknown])).rejects.toMatchObject(missing);
    await expect(buffer.readTree(blob)).rejects.toMatchObject({
      code: 'OBJECT_CORRUPT',
      message: `The object ${blob} is a blob, not a tree.`,
    });
  });
});
