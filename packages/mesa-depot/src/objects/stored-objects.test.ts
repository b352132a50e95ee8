import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertObjects } from '../storage/index.js';
import {
  addRepo,
  createTempStorage,
  describeOnEngines,
  type TempStorage,
} from '../storage/testing/temp-storage.js';
import { frameObjects } from './frame.js';
import { noObjects } from './no-objects.js';
import { ObjectBuffer } from './object-buffer.js';
import { ObjectCache } from './object-cache.js';
import { StoredObjects } from './stored-objects.js';
import { EMPTY_TREE_OID } from './tree.js';

describeOnEngines('StoredObjects', (engine) => {
  let temp: TempStorage;
  let objects: StoredObjects;
  let other: StoredObjects;
  const buffer = new ObjectBuffer(noObjects);
  const blobs = [0, 5, 70_000, 2_500_000].map((length) => randomBytes(length));
  const oids = blobs.map((bytes) => buffer.writeBlob(bytes));
  const entries = oids.map((oid, index) => ({ name: `file-${index}`, mode: '100644' as const, oid }));
  const tree = buffer.writeTree(entries);
  const who = { name: 'A', email: 'a@b', timestampMs: 0, timezone: '+0000' };
  const commit = buffer.writeCommit({ tree, parents: [], author: who, committer: who, message: 'm' });

  beforeAll(async () => {
    temp = await createTempStorage(engine);
    const repo = await addRepo(temp.storage, 'repo_1');
    const { seq } = await addRepo(temp.storage, 'repo_2');
    const framed = await frameObjects(buffer.pending);
    await temp.storage.transaction((tx) => insertObjects(tx, repo.seq, framed));
    const cache = new ObjectCache();
    objects = new StoredObjects({ executor: temp.storage.read, repoSeq: repo.seq, cache });
    other = new StoredObjects({ executor: temp.storage.read, repoSeq: seq, cache });
  });
  afterAll(() => temp.remove());

  it('reads what a buffer wrote', async () => {
    for (const [index, oid] of oids.entries()) {
      expect(Buffer.compare(await objects.readBlob(oid), blobs[index] as Buffer)).toBe(0);
    }
    expect(await objects.readTree(tree)).toEqual(entries);
    expect(await objects.readCommit(commit)).toEqual(await buffer.readCommit(commit));
    expect(await objects.blobSizes([...oids, ...oids])).toEqual(
      new Map(oids.map((oid, index) => [oid, blobs[index]?.length])),
    );
    const read = await objects.readBlobs([...oids, ...oids]);
    expect([...read.keys()]).toEqual(oids);
    for (const [index, oid] of oids.entries()) {
      expect(Buffer.compare(read.get(oid) as Uint8Array, blobs[index] as Buffer)).toBe(0);
    }
  });

  it('parses trees and commits once', async () => {
    expect(await objects.readTree(tree)).toBe(await objects.readTree(tree));
    expect(await objects.readCommit(commit)).toBe(await objects.readCommit(commit));
  });

  it('reads many commits, each once', async () => {
    const read = await objects.readCommits([commit, commit]);
    expect([...read]).toEqual([[commit, await objects.readCommit(commit)]]);
    await expect(other.readCommits([commit])).rejects.toMatchObject({ code: 'OBJECT_MISSING' });
    await expect(objects.readCommits([tree])).rejects.toMatchObject({ code: 'OBJECT_CORRUPT' });
  });

  it('remembers the trees and commits that were just stored', async () => {
    const fresh = new ObjectBuffer(noObjects);
    const subtree = fresh.writeTree(entries.slice(0, 2));
    fresh.writeBlob(Buffer.from('not kept'));
    const root = fresh.writeTree([{ name: 'dir', mode: '40000', oid: subtree }]);
    await expect(objects.readTree(root)).rejects.toMatchObject({ code: 'OBJECT_MISSING' });
    objects.remember(fresh.pending);
    expect(await objects.readTree(root)).toEqual(await fresh.readTree(root));
    expect(await objects.readTree(subtree)).toEqual(entries.slice(0, 2));
    await expect(other.readTree(root)).rejects.toMatchObject({ code: 'OBJECT_MISSING' });
  });

  it('reads the empty tree everywhere, as a tree', async () => {
    expect(await other.readTree(EMPTY_TREE_OID)).toEqual([]);
    expect(await other.readObject(EMPTY_TREE_OID)).toEqual({ type: 'tree', body: new Uint8Array() });
  });

  it('does not read the objects of another repository, cached or not', async () => {
    await objects.readTree(tree);
    const missing = { code: 'OBJECT_MISSING' };
    await expect(other.readTree(tree)).rejects.toMatchObject(missing);
    await expect(other.readCommit(commit)).rejects.toMatchObject(missing);
    await expect(other.readBlob(oids[1] as string)).rejects.toMatchObject(missing);
    await expect(other.readBlobs(oids)).rejects.toMatchObject(missing);
    await expect(other.blobSizes(oids)).rejects.toMatchObject(missing);
    await expect(other.readObject(commit)).rejects.toMatchObject(missing);
  });

  it('says what an object is when it is not what was asked for', async () => {
    const wrong = (text: string) => ({ code: 'OBJECT_CORRUPT', message: expect.stringContaining(text) });
    await expect(objects.readBlob(tree)).rejects.toMatchObject(wrong('is a tree, not a blob'));
    await expect(objects.readCommit(tree)).rejects.toMatchObject(wrong('is a tree, not a commit'));
    await expect(objects.readTree(commit)).rejects.toMatchObject(wrong('is a commit, not a tree'));
    await expect(objects.blobSizes([commit])).rejects.toMatchObject(wrong('is a commit, not a blob'));
    await expect(objects.readBlobs([commit])).rejects.toMatchObject(wrong('is a commit, not a blob'));
  });
});
