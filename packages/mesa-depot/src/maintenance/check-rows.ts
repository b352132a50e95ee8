import { type SqlBool, sql } from 'kysely';
import { unframeObject } from '../objects/frame.js';
import { decodeCommit, type Oid } from '../objects/index.js';
import {
  type CommitRecord,
  type Executor,
  getCommits,
  getObjects,
  type RepoRecord,
} from '../storage/index.js';

type OnBroken = (problem: string) => void;

const ROWS_AT_ONCE = 500;

/** Checks that the tables of a repository agree with its commits and with each other. */
export async function checkRows(read: Executor, repo: RepoRecord, onBroken: OnBroken): Promise<void> {
  await checkCommits(read, repo, onBroken);
  await checkNames(read, repo, onBroken);
  await checkConflicts(read, repo, onBroken);
  await checkOperations(read, repo, onBroken);
}

/** The rows of commits say what the objects say. */
async function checkCommits(read: Executor, repo: RepoRecord, onBroken: OnBroken): Promise<void> {
  for (let after = ''; ; ) {
    const rows = await read
      .selectFrom('commits')
      .select('oid')
      .where('repo_id', '=', repo.id)
      .where('oid', '>', after)
      .orderBy('oid')
      .limit(ROWS_AT_ONCE)
      .execute();
    const oids = rows.map(({ oid }) => oid);
    const commits = await getCommits(read, repo.id, oids);
    const parents = await getCommits(read, repo.id, [
      ...new Set([...commits.values()].flatMap((commit) => commit.parents)),
    ]);
    const objects = await getObjects(read, repo.seq, oids);
    const edges = await parentsByChild(read, repo.id, oids);
    for (const [oid, commit] of commits) {
      if ([...new Set(commit.parents)].sort().join() !== (edges.get(oid) ?? []).sort().join())
        onBroken(`The commit ${oid} is not listed among the children of its parents.`);
      const object = objects.get(oid);
      if (object === undefined) {
        onBroken(`The commit ${oid} of the change ${commit.changeId} is missing.`);
        continue;
      }
      // Damaged ones are told of where all objects are read.
      const decoded = await unframeObject(object).then(
        ({ body }) => decodeCommit(body),
        () => undefined,
      );
      if (decoded === undefined) continue;
      if (decoded.tree !== commit.tree)
        onBroken(`The commit ${oid} has the tree ${decoded.tree}; its row says ${commit.tree}.`);
      if (decoded.parents.join() !== commit.parents.join())
        onBroken(`The commit ${oid} has other parents than its row says.`);
      const generation = generationOf(commit, parents);
      if (generation === undefined) onBroken(`A parent of the commit ${oid} has no row.`);
      else if (generation !== commit.generation)
        onBroken(`The commit ${oid} is of generation ${generation}; its row says ${commit.generation}.`);
    }
    if (rows.length < ROWS_AT_ONCE) return;
    after = oids.at(-1) ?? after;
  }
}

/** Returns the parents of commits as the table that is searched for children has them. */
async function parentsByChild(
  read: Executor,
  repoId: string,
  oids: readonly Oid[],
): Promise<Map<Oid, Oid[]>> {
  const found = new Map<Oid, Oid[]>();
  if (oids.length === 0) return found;
  const rows = await read
    .selectFrom('commit_parents')
    .select(['child_oid', 'parent_oid'])
    .where('repo_id', '=', repoId)
    .where('child_oid', 'in', oids)
    .execute();
  for (const { child_oid, parent_oid } of rows) {
    const parents = found.get(child_oid);
    if (parents) parents.push(parent_oid);
    else found.set(child_oid, [parent_oid]);
  }
  return found;
}

function generationOf(commit: CommitRecord, parents: ReadonlyMap<Oid, CommitRecord>): number | undefined {
  let highest = 0;
  for (const oid of commit.parents) {
    const parent = parents.get(oid);
    if (parent === undefined) return undefined;
    highest = Math.max(highest, parent.generation);
  }
  return highest + 1;
}

/** Changes are at commits of their own, and bookmarks at commits. */
async function checkNames(read: Executor, { id }: RepoRecord, onBroken: OnBroken): Promise<void> {
  const changes = await read
    .selectFrom('changes')
    .leftJoin('commits', (join) =>
      join.onRef('commits.repo_id', '=', 'changes.repo_id').onRef('commits.oid', '=', 'changes.commit_oid'),
    )
    .select(['changes.change_id', 'changes.commit_oid', 'commits.change_id as owner'])
    .where('changes.repo_id', '=', id)
    .where(sql<SqlBool>`commits.change_id is null or commits.change_id <> changes.change_id`)
    .execute();
  for (const { change_id, commit_oid, owner } of changes) {
    onBroken(
      owner === null
        ? `The change ${change_id} is at the commit ${commit_oid}, which has no row.`
        : `The change ${change_id} is at the commit ${commit_oid}, which is of the change ${owner}.`,
    );
  }
  const bookmarks = await read
    .selectFrom('bookmarks')
    .leftJoin('commits', (join) =>
      join
        .onRef('commits.repo_id', '=', 'bookmarks.repo_id')
        .onRef('commits.oid', '=', 'bookmarks.commit_oid'),
    )
    .select(['bookmarks.name', 'bookmarks.commit_oid'])
    .where('bookmarks.repo_id', '=', id)
    .where('bookmarks.commit_oid', 'is not', null)
    .where('commits.oid', 'is', null)
    .execute();
  for (const { name, commit_oid } of bookmarks)
    onBroken(`The bookmark ${JSON.stringify(name)} is at the commit ${commit_oid}, which has no row.`);
  const versions = await read
    .selectFrom('changes')
    .leftJoin('change_versions', (join) =>
      join
        .onRef('change_versions.repo_id', '=', 'changes.repo_id')
        .onRef('change_versions.change_id', '=', 'changes.change_id')
        .onRef('change_versions.version', '=', 'changes.version'),
    )
    .select(['changes.change_id', 'changes.version'])
    .where('changes.repo_id', '=', id)
    .where(
      sql<SqlBool>`change_versions.commit_oid is null or change_versions.commit_oid <> changes.commit_oid`,
    )
    .execute();
  for (const { change_id, version } of versions)
    onBroken(
      `The change ${change_id} is at its version ${version}, of which its evolution says something else.`,
    );
}

/** A commit is marked as conflicted exactly when it has conflicts. */
async function checkConflicts(read: Executor, { id }: RepoRecord, onBroken: OnBroken): Promise<void> {
  const marked = sql<SqlBool>`exists (select 1 from conflicts
    where conflicts.repo_id = commits.repo_id and conflicts.commit_oid = commits.oid)`;
  const rows = await read
    .selectFrom('commits')
    .select(['oid', 'is_conflicted'])
    .where('repo_id', '=', id)
    .where((eb) =>
      eb.or([
        eb.and([eb('is_conflicted', '=', 1), eb.not(marked)]),
        eb.and([eb('is_conflicted', '=', 0), marked]),
      ]),
    )
    .execute();
  for (const { oid, is_conflicted } of rows) {
    onBroken(
      is_conflicted === 1
        ? `The commit ${oid} is marked as conflicted and has no conflicts.`
        : `The commit ${oid} has conflicts and is not marked as conflicted.`,
    );
  }
}

/** The log of operations has no gaps, and ends with the one that the repository says. */
async function checkOperations(read: Executor, { id, opSeq }: RepoRecord, onBroken: OnBroken): Promise<void> {
  const { count, last } = await read
    .selectFrom('operations')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.max('op_seq').as('last')])
    .where('repo_id', '=', id)
    .executeTakeFirstOrThrow();
  if (Number(count) === opSeq && Number(last ?? 0) === opSeq) return;
  onBroken(
    `The repository is at operation ${opSeq}; its log has ${Number(count)} and ends with ${Number(last ?? 0)}.`,
  );
}
