import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { applyRepoWrite, getCommit, getRepoById, openEmbeddedStorage } from '../../storage/index.js';
import { frameObjects, noObjects, ObjectBuffer } from '../index.js';

/*
 * A process that makes one change after another on the bookmark `main` of the repository `repo_1`, and prints a line
 * for each one that is stored, until it is killed.
 */
const storage = await openEmbeddedStorage({ folder: process.argv[2] as string });
const repo = await getRepoById(storage.read, 'repo_1');
let opSeq = repo?.opSeq ?? 0;
let parent = process.argv[3] ? await getCommit(storage.read, 'repo_1', process.argv[3]) : undefined;
for (;;) {
  const buffer = new ObjectBuffer(noObjects);
  const entries = Array.from({ length: 12 }, (_, index) => ({
    name: `file-${index}`,
    mode: '100644' as const,
    // Every size there is: stored, deflated, in chunks.
    oid: buffer.writeBlob(
      index === 0 ? Buffer.alloc(2_500_000, randomBytes(64)) : randomBytes(index * 20_000),
    ),
  }));
  const tree = buffer.writeTree(entries);
  const identity = { name: 'A', email: 'a@b', timestampMs: opSeq * 1000, timezone: '+0000' };
  const parents = parent === undefined ? [] : [parent.oid];
  const commitOid = buffer.writeCommit({
    tree,
    parents,
    author: identity,
    committer: identity,
    message: 'm',
  });
  const changeId = [...randomBytes(32)].map((byte) => 'klmnopqrstuvwxyz'.charAt(byte & 15)).join('');
  const generation = (parent?.generation ?? 0) + 1;
  const write = {
    repoId: 'repo_1',
    expectedOpSeq: opSeq,
    now: Date.now(),
    operation: { actor: 'key_1', kind: 'change.create', detail: {} },
    objects: await frameObjects(buffer.pending),
    commits: [{ oid: commitOid, tree, parents, changeId, generation }],
    changes: [{ changeId, commitOid, created: true }],
    bookmarks: [{ name: 'main', commitOid }],
  };
  if ((await storage.transaction((tx) => applyRepoWrite(tx, write))) !== 'applied') throw new Error('stale');
  opSeq += 1;
  parent = await getCommit(storage.read, 'repo_1', commitOid);
  writeSync(1, `${opSeq} ${commitOid}\n`);
}
