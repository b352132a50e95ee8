import { DepotError } from '../errors/index.js';
import type { Transaction } from './executor.js';
import { writeBookmarks } from './queries/bookmarks.js';
import { moveChanges } from './queries/changes.js';
import { insertCommits, reassignCommits } from './queries/commits.js';
import { insertConflicts } from './queries/conflicts.js';
import { writeGitTags } from './queries/git-tags.js';
import { insertObjects } from './queries/objects.js';
import { insertOperation } from './queries/operations.js';
import { writePathMetadata } from './queries/path-metadata.js';
import { advanceOperation, updateRepo } from './queries/repos.js';
import { enqueueEvents } from './queries/webhook-deliveries.js';
import type { RepoWrite } from './repo-write.js';

/**
 * Stores one planned mutation of a repository: the only place that changes history.
 *
 * The first statement is the compare-and-swap on the operation number. If another writer came first it answers `stale`, having
 * written nothing: plan again from the new state. If it throws, the transaction must be given up as a whole.
 *
 * @throws DepotError `ALREADY_EXISTS` or `NOT_FOUND` where the write names a bookmark or repository name that is not as
 * the plan assumed.
 */
export async function applyRepoWrite(tx: Transaction, write: RepoWrite): Promise<'applied' | 'stale'> {
  const { repoId, now } = write;
  const repo = await advanceOperation(tx, repoId, write.expectedOpSeq);
  if (repo === undefined) return 'stale';
  const opSeq = write.expectedOpSeq + 1;

  await insertObjects(tx, repo.seq, write.objects ?? [], now);
  const conflicts = write.conflicts ?? [];
  const conflicted = new Set(conflicts.map((conflict) => conflict.commitOid));
  const commits = (write.commits ?? []).map((commit) => ({
    ...commit,
    isConflicted: conflicted.has(commit.oid),
  }));
  await insertCommits(tx, repoId, commits, now);
  await reassignCommits(tx, repoId, write.reassigned ?? []);
  await insertConflicts(tx, repoId, conflicts);
  await moveChanges(tx, repoId, write.changes ?? [], opSeq, now);
  await writeBookmarks(tx, repoId, write.bookmarks ?? [], now);
  await writeGitTags(tx, repoId, write.gitTags ?? [], now);
  await writePathMetadata(tx, repoId, write.pathMetadata ?? []);
  if (write.repoPatch !== undefined) await patchRepo(tx, repoId, write.repoPatch);
  await insertOperation(tx, repoId, { ...write.operation, opSeq, createdAt: now });
  if (write.events !== undefined && write.events.length > 0) {
    await enqueueEvents(tx, { orgId: repo.orgId, repoId, events: write.events, now });
  }
  return 'applied';
}

async function patchRepo(
  tx: Transaction,
  repoId: string,
  patch: NonNullable<RepoWrite['repoPatch']>,
): Promise<void> {
  if ((await updateRepo(tx, repoId, patch)) === 'name_taken') {
    throw new DepotError(
      'ALREADY_EXISTS',
      `A repository named ${JSON.stringify(patch.name)} already exists.`,
    );
  }
}
