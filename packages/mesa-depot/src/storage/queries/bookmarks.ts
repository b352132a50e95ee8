import { DepotError } from '../../errors/index.js';
import type { Executor, Transaction } from '../executor.js';
import { inBatches } from '../in-batches.js';
import type { Page, PageRequest } from '../page.js';
import type { BookmarkWrite } from '../repo-write.js';
import { literalPrefix, matchesGlob } from './glob.js';
import { startsWith } from './text-match.js';

/** A bookmark and where it stands. */
export interface BookmarkRecord {
  readonly seq: number;
  readonly name: string;
  /** Null is the virtual root. */
  readonly commitOid: string | null;
  /** Change of that commit; null is the virtual root. */
  readonly changeId: string | null;
  /** 1 for a bookmark that never moved. */
  readonly version: number;
  readonly updatedAt: number;
}

export interface BookmarkListRequest extends PageRequest {
  /** `*` is any text and `?` one character, `/` included. */
  readonly glob?: string;
}

export async function getBookmark(
  executor: Executor,
  repoId: string,
  name: string,
): Promise<BookmarkRecord | undefined> {
  const row = await selectBookmarks(executor, repoId).where('bookmarks.name', '=', name).executeTakeFirst();
  return row && toBookmark(row);
}

/** Returns the bookmarks of a repository, oldest first. */
export async function listBookmarks(
  executor: Executor,
  repoId: string,
  request: BookmarkListRequest,
): Promise<Page<BookmarkRecord>> {
  const { glob, limit } = request;
  const prefix = glob === undefined ? '' : literalPrefix(glob);
  const items: BookmarkRecord[] = [];
  let after = request.after ?? 0;
  for (;;) {
    let query = selectBookmarks(executor, repoId)
      .where('bookmarks.seq', '>', after)
      .orderBy('bookmarks.seq')
      .limit(Math.max(limit + 1, 200));
    if (prefix !== '') query = query.where((eb) => startsWith(eb.ref('bookmarks.name'), prefix));
    const rows = await query.execute();
    for (const row of rows) {
      after = row.seq;
      if (glob !== undefined && !matchesGlob(row.name, glob)) continue;
      if (items.length === limit) return { items, hasMore: true };
      items.push(toBookmark(row));
    }
    if (rows.length < Math.max(limit + 1, 200)) return { items, hasMore: false };
  }
}

/** Returns all bookmarks that stand on a commit, in no order: what git clients are told at every visit. */
export async function listBookmarkTips(
  executor: Executor,
  repoId: string,
): Promise<{ readonly name: string; readonly commitOid: string }[]> {
  const rows = await executor
    .selectFrom('bookmarks')
    .select(['name', 'commit_oid'])
    .where('repo_id', '=', repoId)
    .where('commit_oid', 'is not', null)
    .execute();
  return rows.map((row) => ({ name: row.name, commitOid: row.commit_oid as string }));
}

/** Returns the bookmarks that stand on one of these commits, by name. */
export async function listBookmarksAt(
  executor: Executor,
  repoId: string,
  commitOids: readonly string[],
): Promise<BookmarkRecord[]> {
  const found: BookmarkRecord[] = [];
  for (const batch of inBatches([...new Set(commitOids)])) {
    const rows = await selectBookmarks(executor, repoId).where('bookmarks.commit_oid', 'in', batch).execute();
    found.push(...rows.map(toBookmark));
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Returns the changes at the tips of default bookmarks, by repository; one at the virtual root is left out. */
export async function listDefaultTips(
  executor: Executor,
  repoIds: readonly string[],
): Promise<Map<string, string>> {
  const tips = new Map<string, string>();
  for (const batch of inBatches([...new Set(repoIds)])) {
    const rows = await executor
      .selectFrom('repos')
      .innerJoin('bookmarks', (join) =>
        join
          .onRef('bookmarks.repo_id', '=', 'repos.id')
          .onRef('bookmarks.name', '=', 'repos.default_bookmark'),
      )
      .innerJoin('commits', (join) =>
        join
          .onRef('commits.repo_id', '=', 'bookmarks.repo_id')
          .onRef('commits.oid', '=', 'bookmarks.commit_oid'),
      )
      .select(['repos.id', 'commits.change_id'])
      .where('repos.id', 'in', batch)
      .execute();
    for (const row of rows) tips.set(row.id, row.change_id);
  }
  return tips;
}

/**
 * Sets and deletes bookmarks, in order of name, so that two writers never wait for each other in a circle.
 *
 * @throws DepotError `ALREADY_EXISTS` or `NOT_FOUND` when a bookmark is not as `mustBe` says, or one to delete is gone.
 */
export async function writeBookmarks(
  tx: Transaction,
  repoId: string,
  writes: readonly BookmarkWrite[],
  now: number,
): Promise<void> {
  const sorted = [...writes].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const write of sorted) {
    const change = write.deleted === true ? 'delete' : (write.mustBe ?? 'set');
    const { name } = write;
    const commitOid = write.deleted === true ? null : write.commitOid;
    switch (change) {
      case 'delete':
        if (!(await deleteBookmark(tx, repoId, name))) throw missing(name);
        break;
      case 'present':
        if (!(await moveBookmark(tx, repoId, name, commitOid, now))) throw missing(name);
        break;
      case 'absent':
        if (!(await insertBookmark(tx, repoId, name, commitOid, now))) {
          throw new DepotError('ALREADY_EXISTS', `A bookmark named ${JSON.stringify(name)} already exists.`);
        }
        break;
      case 'set':
        if (!(await moveBookmark(tx, repoId, name, commitOid, now))) {
          await insertBookmark(tx, repoId, name, commitOid, now);
        }
    }
  }
}

async function insertBookmark(
  tx: Transaction,
  repoId: string,
  name: string,
  commitOid: string | null,
  now: number,
): Promise<boolean> {
  const row = await tx
    .insertInto('bookmarks')
    .values({ repo_id: repoId, name, commit_oid: commitOid, version: 1, updated_at: now })
    .onConflict((conflict) => conflict.columns(['repo_id', 'name']).doNothing())
    .returning('seq')
    .executeTakeFirst();
  return row !== undefined;
}

async function moveBookmark(
  tx: Transaction,
  repoId: string,
  name: string,
  commitOid: string | null,
  now: number,
): Promise<boolean> {
  const result = await tx
    .updateTable('bookmarks')
    .set((eb) => ({ commit_oid: commitOid, version: eb('version', '+', 1), updated_at: now }))
    .where('repo_id', '=', repoId)
    .where('name', '=', name)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

async function deleteBookmark(tx: Transaction, repoId: string, name: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('bookmarks')
    .where('repo_id', '=', repoId)
    .where('name', '=', name)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function missing(name: string): DepotError {
  return new DepotError('NOT_FOUND', `There is no bookmark named ${JSON.stringify(name)}.`);
}

function selectBookmarks(executor: Executor, repoId: string) {
  return executor
    .selectFrom('bookmarks')
    .leftJoin('commits', (join) =>
      join
        .onRef('commits.repo_id', '=', 'bookmarks.repo_id')
        .onRef('commits.oid', '=', 'bookmarks.commit_oid'),
    )
    .select([
      'bookmarks.seq',
      'bookmarks.name',
      'bookmarks.commit_oid',
      'bookmarks.version',
      'bookmarks.updated_at',
      'commits.change_id',
    ])
    .where('bookmarks.repo_id', '=', repoId);
}

function toBookmark(row: {
  seq: number;
  name: string;
  commit_oid: string | null;
  change_id: string | null;
  version: number;
  updated_at: number;
}): BookmarkRecord {
  return {
    seq: row.seq,
    name: row.name,
    commitOid: row.commit_oid,
    changeId: row.change_id,
    version: row.version,
    updatedAt: row.updated_at,
  };
}
