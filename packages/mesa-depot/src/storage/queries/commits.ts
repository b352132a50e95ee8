import type { ExpressionBuilder, Nullable, Selectable } from 'kysely';
import { DepotError } from '../../errors/index.js';
import type { CommitsTable, DatabaseSchema } from '../database-schema.js';
import type { Executor, Transaction } from '../executor.js';
import { inBatches } from '../in-batches.js';
import { type Page, toPage } from '../page.js';
import type { CommitReassignment, NewCommit } from '../repo-write.js';
import { lookedUp } from './looked-up.js';

/*
 * The walks below join with `lookedUp`. Left to choose, SQLite begins with every commit of the repository at every step: a
 * history of 5,000 commits took half a minute. PostgreSQL does much the same.
 */

const OID_LENGTH = 40;

/** What is known of a commit without reading its object. */
export interface CommitRecord {
  readonly oid: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly changeId: string;
  /** 1 + the largest generation among the parents: no commit is an ancestor of one with a smaller generation. */
  readonly generation: number;
  readonly isConflicted: boolean;
  readonly createdAt: number;
}

/** Position in a history: newest generation first, then by oid. */
export interface HistoryPosition {
  readonly generation: number;
  readonly oid: string;
}

export async function getCommit(
  executor: Executor,
  repoId: string,
  oid: string,
): Promise<CommitRecord | undefined> {
  const row = await executor
    .selectFrom('commits')
    .selectAll()
    .where('repo_id', '=', repoId)
    .where('oid', '=', oid)
    .executeTakeFirst();
  return row && toCommit(row);
}

/** Returns the commits among these oids; unknown oids are left out. */
export async function getCommits(
  executor: Executor,
  repoId: string,
  oids: readonly string[],
): Promise<Map<string, CommitRecord>> {
  const found = new Map<string, CommitRecord>();
  for (const batch of inBatches([...new Set(oids)])) {
    const rows = await executor
      .selectFrom('commits')
      .selectAll()
      .where('repo_id', '=', repoId)
      .where('oid', 'in', batch)
      .execute();
    for (const row of rows) found.set(row.oid, toCommit(row));
  }
  return found;
}

/**
 * Returns the commit that a bookmark stands on, null when that is the virtual root, undefined without such a bookmark.
 *
 * @throws DepotError `OBJECT_MISSING` when the bookmark stands on a commit that is not stored.
 */
export async function getCommitAtBookmark(
  executor: Executor,
  repoId: string,
  name: string,
): Promise<CommitRecord | null | undefined> {
  const row = await executor
    .selectFrom('bookmarks')
    .leftJoin('commits', (join) =>
      join
        .onRef('commits.repo_id', '=', 'bookmarks.repo_id')
        .onRef('commits.oid', '=', 'bookmarks.commit_oid'),
    )
    .selectAll('commits')
    .select('bookmarks.commit_oid as at')
    .where('bookmarks.repo_id', '=', repoId)
    .where('bookmarks.name', '=', name)
    .executeTakeFirst();
  return row && (row.at === null ? null : toStoredCommit(row.at, row));
}

/**
 * Returns the current commit of a change, or undefined when there is no such change.
 *
 * @throws DepotError `OBJECT_MISSING` when that commit is not stored.
 */
export async function getCommitOfChange(
  executor: Executor,
  repoId: string,
  changeId: string,
): Promise<CommitRecord | undefined> {
  const row = await executor
    .selectFrom('changes')
    .leftJoin('commits', (join) =>
      join.onRef('commits.repo_id', '=', 'changes.repo_id').onRef('commits.oid', '=', 'changes.commit_oid'),
    )
    .selectAll('commits')
    .select('changes.commit_oid as at')
    .where('changes.repo_id', '=', repoId)
    .where('changes.change_id', '=', changeId)
    .executeTakeFirst();
  return row && toStoredCommit(row.at, row);
}

/**
 * Returns the commits among these oids, each with the line of its first parents, which is at most `length` commits long.
 *
 * For walks through a history, which would need a round trip for every step: most histories are one such line.
 */
export async function getCommitLines(
  executor: Executor,
  repoId: string,
  oids: readonly string[],
  length: number,
): Promise<Map<string, CommitRecord>> {
  const found = new Map<string, CommitRecord>();
  for (const batch of inBatches([...new Set(oids)])) {
    const rows = await executor
      .withRecursive('line(oid, parent_oid, depth)', (db) =>
        db
          .selectFrom('commits')
          .select((eb) => ['commits.oid', firstParent(eb), eb.lit(1).as('depth')])
          .where('commits.repo_id', '=', repoId)
          .where('commits.oid', 'in', batch)
          .unionAll((eb) =>
            eb
              .selectFrom('line')
              .crossJoin(lookedUp(executor, repoId, 'commits', 'oid', 'line.parent_oid'))
              .select((parent) => [
                'commits.oid',
                firstParent(parent),
                parent('line.depth', '+', 1).as('depth'),
              ])
              .where('commits.repo_id', '=', repoId)
              .whereRef('commits.oid', '=', 'line.parent_oid')
              .where('line.depth', '<', length),
          ),
      )
      .selectFrom('line')
      .crossJoin(lookedUp(executor, repoId, 'commits', 'oid', 'line.oid'))
      .selectAll('commits')
      .where('commits.repo_id', '=', repoId)
      .whereRef('commits.oid', '=', 'line.oid')
      .execute();
    for (const row of rows) found.set(row.oid, toCommit(row));
  }
  return found;
}

/**
 * Returns the commits reachable from the tips, the tips included, newest generation first.
 *
 * Commits never change, so a page stays correct while others are added, as long as the tips are the same.
 */
export async function listAncestors(
  executor: Executor,
  repoId: string,
  tips: readonly string[],
  request: { readonly after?: HistoryPosition | null; readonly limit: number },
): Promise<Page<CommitRecord>> {
  if (tips.length === 0) return { items: [], hasMore: false };
  const { after, limit } = request;
  let query = executor
    .withRecursive('reachable(oid)', (db) =>
      db
        .selectFrom('commits')
        .select('commits.oid')
        .where('commits.repo_id', '=', repoId)
        .where('commits.oid', 'in', tips)
        .union((eb) =>
          eb
            .selectFrom('reachable')
            .crossJoin(lookedUp(executor, repoId, 'commit_parents', 'child_oid', 'reachable.oid'))
            .select('commit_parents.parent_oid as oid')
            .where('commit_parents.repo_id', '=', repoId)
            .whereRef('commit_parents.child_oid', '=', 'reachable.oid'),
        ),
    )
    .selectFrom('reachable')
    .crossJoin(lookedUp(executor, repoId, 'commits', 'oid', 'reachable.oid'))
    .selectAll('commits')
    .where('commits.repo_id', '=', repoId)
    .whereRef('commits.oid', '=', 'reachable.oid')
    .orderBy('commits.generation', 'desc')
    .orderBy('commits.oid')
    .limit(limit + 1);
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('commits.generation', '<', after.generation),
        eb.and([eb('commits.generation', '=', after.generation), eb('commits.oid', '>', after.oid)]),
      ]),
    );
  }
  return toPage(await query.execute(), limit, toCommit);
}

/**
 * Returns the children of these commits that are current, which means the commit their change has now. Superseded
 * children are part of the evolution log and need no rebase.
 */
export async function listCurrentChildren(
  executor: Executor,
  repoId: string,
  oids: readonly string[],
): Promise<CommitRecord[]> {
  const found = new Map<string, CommitRecord>();
  for (const batch of inBatches([...new Set(oids)])) {
    const rows = await executor
      .selectFrom('commit_parents')
      .crossJoin(lookedUp(executor, repoId, 'changes', 'commit_oid', 'commit_parents.child_oid'))
      .crossJoin(lookedUp(executor, repoId, 'commits', 'oid', 'commit_parents.child_oid'))
      .selectAll('commits')
      .where('commit_parents.repo_id', '=', repoId)
      .where('commit_parents.parent_oid', 'in', batch)
      .where('changes.repo_id', '=', repoId)
      .whereRef('changes.commit_oid', '=', 'commit_parents.child_oid')
      .where('commits.repo_id', '=', repoId)
      .whereRef('commits.oid', '=', 'commit_parents.child_oid')
      .execute();
    for (const row of rows) found.set(row.oid, toCommit(row));
  }
  return [...found.values()].sort(parentsFirst);
}

/** Stores commits; one that is there already stays as it is. */
export async function insertCommits(
  tx: Transaction,
  repoId: string,
  commits: readonly (NewCommit & { readonly isConflicted: boolean })[],
  now: number,
): Promise<void> {
  const rows = commits.map((commit) => ({
    repo_id: repoId,
    oid: commit.oid,
    tree: commit.tree,
    parents: commit.parents.join(' '),
    change_id: commit.changeId,
    generation: commit.generation,
    is_conflicted: commit.isConflicted ? 1 : 0,
    created_at: now,
  }));
  const edges = commits.flatMap((commit) =>
    [...new Set(commit.parents)].map((parent) => ({
      repo_id: repoId,
      parent_oid: parent,
      child_oid: commit.oid,
    })),
  );
  for (const batch of inBatches(rows, 500)) {
    await tx
      .insertInto('commits')
      .values(batch)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  for (const batch of inBatches(edges, 1_000)) {
    await tx
      .insertInto('commit_parents')
      .values(batch)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** Gives stored commits the id of another change. */
export async function reassignCommits(
  tx: Transaction,
  repoId: string,
  reassigned: readonly CommitReassignment[],
): Promise<void> {
  for (const { oid, changeId } of reassigned) {
    await tx
      .updateTable('commits')
      .set({ change_id: changeId })
      .where('repo_id', '=', repoId)
      .where('oid', '=', oid)
      .execute();
  }
}

/** Parents are stored as one text, in order. */
function firstParent(eb: ExpressionBuilder<DatabaseSchema, 'commits'>) {
  return eb.fn<string>('substr', ['commits.parents', eb.lit(1), eb.lit(OID_LENGTH)]).as('parent_oid');
}

function parentsFirst(a: CommitRecord, b: CommitRecord): number {
  return a.generation - b.generation || (a.oid < b.oid ? -1 : 1);
}

/** Returns the commit of an outer join, which must have found one. */
function toStoredCommit(oid: string, row: Nullable<Selectable<CommitsTable>>): CommitRecord {
  if (row.oid === null) throw new DepotError('OBJECT_MISSING', `The commit ${oid} is not in the store.`);
  return toCommit(row as Selectable<CommitsTable>);
}

function toCommit(row: Selectable<CommitsTable>): CommitRecord {
  return {
    oid: row.oid,
    tree: row.tree,
    parents: row.parents === '' ? [] : row.parents.split(' '),
    changeId: row.change_id,
    generation: row.generation,
    isConflicted: row.is_conflicted === 1,
    createdAt: row.created_at,
  };
}
