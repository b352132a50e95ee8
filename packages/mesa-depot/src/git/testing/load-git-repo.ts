import { spawnSync } from 'node:child_process';
import {
  decodeCommit,
  frameObjects,
  type ObjectType,
  type Oid,
  type PendingObject,
} from '../../objects/index.js';
import { insertObjects, type RepoRecord, type Storage, writeBookmarks } from '../../storage/index.js';
import { insertCommits } from '../../storage/queries/commits.js';
import { writeGitTags } from '../../storage/queries/git-tags.js';
import type { NewCommit } from '../../storage/repo-write.js';
import { deriveChangeId } from '../../vcs/change-id.js';
import { generationAbove } from '../../vcs/commit-graph.js';
import type { GitRepo } from '../../vcs/testing/git-repo.js';

/**
 * Puts all that is in a git repository into the rows of one of the depot: what a push of all its branches and tags would
 * leave there, without depending on one.
 */
export async function loadGitRepo(storage: Storage, repo: RepoRecord, git: GitRepo): Promise<void> {
  const objects = readObjects(git);
  const framed = await frameObjects(objects);
  const commits = toRows(objects);
  const format = '%(refname) %(objectname) %(*objectname) %(objecttype) %(*objecttype)';
  const refs = git
    .run(['for-each-ref', `--format=${format}`])
    .trim()
    .split('\n')
    .filter(Boolean);
  await storage.transaction(async (tx) => {
    await insertObjects(tx, repo.seq, framed);
    await insertCommits(tx, repo.id, commits, 1);
    for (const line of refs) {
      const [ref = '', oid = '', peeled = '', type = '', peeledType = ''] = line.split(' ');
      if (ref.startsWith('refs/heads/')) {
        await writeBookmarks(tx, repo.id, [{ name: ref.slice(11), commitOid: oid }], 1);
      } else if (ref.startsWith('refs/tags/')) {
        const target = {
          oid,
          peeledOid: peeled || oid,
          peeledType: (peeledType || type) as 'commit' | 'tree' | 'blob',
        };
        await writeGitTags(tx, repo.id, [{ name: ref.slice(10), target }], 1);
      }
    }
  });
}

function readObjects(git: GitRepo): Map<Oid, PendingObject> {
  const { stdout } = spawnSync('git', ['cat-file', '--batch', '--batch-all-objects'], {
    cwd: git.dir,
    maxBuffer: 1 << 30,
  });
  const objects = new Map<Oid, PendingObject>();
  for (let at = 0; at < stdout.length; ) {
    const end = stdout.indexOf('\n', at);
    const [oid = '', type = '', size = ''] = stdout.toString('latin1', at, end).split(' ');
    const from = end + 1;
    at = from + Number(size) + 1;
    objects.set(oid, { type: type as ObjectType, body: stdout.subarray(from, at - 1) });
  }
  return objects;
}

/** Returns the rows of all commits, parents first. */
function toRows(objects: ReadonlyMap<Oid, PendingObject>) {
  const rows = new Map<Oid, NewCommit & { readonly isConflicted: boolean }>();
  const bodies = [...objects].flatMap(([oid, { type, body }]) =>
    type === 'commit' ? [[oid, decodeCommit(body)] as const] : [],
  );
  const toRow = (oid: Oid, tree: Oid, parents: readonly Oid[]) => ({
    oid,
    tree,
    parents,
    changeId: deriveChangeId(oid),
    generation: generationAbove(parents.map((parent) => rows.get(parent) ?? { generation: 0 })),
    isConflicted: false,
  });
  for (let left = bodies; left.length > 0; ) {
    left = left.filter(([oid, { tree, parents }]) => {
      if (!parents.every((parent) => rows.has(parent))) return true;
      rows.set(oid, toRow(oid, tree, parents));
      return false;
    });
  }
  return [...rows.values()];
}
