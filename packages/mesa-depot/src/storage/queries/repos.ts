import { type Expression, type ExpressionBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { DatabaseSchema, ReposTable } from '../database-schema.js';
import type { Executor, Transaction } from '../executor.js';
import { inBatches } from '../in-batches.js';
import { type Page, type PageRequest, toPage } from '../page.js';
import { isUniqueViolation } from '../unique-violation.js';
import { matchesTags, type RepoTagFilter, requiredTag } from './repo-tag-filter.js';

/** A repository. */
export interface RepoRecord {
  /** Never given twice: what objects are stored under. */
  readonly seq: number;
  readonly id: string;
  readonly orgId: string;
  readonly name: string;
  readonly defaultBookmark: string;
  /** Number of the last operation. */
  readonly opSeq: number;
  readonly tags: Readonly<Record<string, string>>;
  /** JSON of the upstream settings, as the service wrote it. */
  readonly upstream: string | null;
  readonly createdAt: number;
}

export interface NewRepo {
  readonly id: string;
  readonly orgId: string;
  readonly name: string;
  readonly defaultBookmark: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly upstream: string | null;
  readonly createdAt: number;
}

/** What an update replaces; absent members stay. */
export interface RepoPatch {
  readonly name?: string;
  readonly defaultBookmark?: string;
  /** Replaces all tags. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly upstream?: string | null;
}

export interface RepoListRequest extends PageRequest {
  readonly orgId: string;
  /** Only these repositories; null or absent for all, an empty list for none. */
  readonly repoIds?: readonly string[] | null;
  readonly tags?: RepoTagFilter;
  /** Any further condition on the rows. */
  readonly where?: (eb: ExpressionBuilder<DatabaseSchema, 'repos'>) => Expression<SqlBool>;
}

/** Stores a repository. Returns undefined when its name is taken in the organization. */
export async function insertRepo(tx: Transaction, repo: NewRepo): Promise<RepoRecord | undefined> {
  const row = await tx
    .insertInto('repos')
    .values({
      id: repo.id,
      org_id: repo.orgId,
      name: repo.name,
      default_bookmark: repo.defaultBookmark,
      op_seq: 0,
      tags: JSON.stringify(repo.tags),
      upstream: repo.upstream,
      created_at: repo.createdAt,
      deleted_at: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'name']).where('deleted_at', 'is', null).doNothing(),
    )
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  await insertTags(tx, row, repo.tags);
  return toRepo(row);
}

export async function getRepoByName(
  executor: Executor,
  orgId: string,
  name: string,
): Promise<RepoRecord | undefined> {
  const row = await selectRepos(executor)
    .where('org_id', '=', orgId)
    .where('name', '=', name)
    .executeTakeFirst();
  return row && toRepo(row);
}

export async function getRepoById(executor: Executor, id: string): Promise<RepoRecord | undefined> {
  const row = await selectRepos(executor).where('id', '=', id).executeTakeFirst();
  return row && toRepo(row);
}

/** Returns the repositories of an organization among these ids; unknown ids are left out. */
export async function getReposByIds(
  executor: Executor,
  orgId: string,
  ids: readonly string[],
): Promise<Map<string, RepoRecord>> {
  const found = new Map<string, RepoRecord>();
  for (const batch of inBatches([...new Set(ids)])) {
    const rows = await selectRepos(executor).where('org_id', '=', orgId).where('id', 'in', batch).execute();
    for (const row of rows) found.set(row.id, toRepo(row));
  }
  return found;
}

/** Returns the number of the last operation of these repositories; deleted ones are left out. */
export async function getOpSeqs(executor: Executor, ids: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const batch of inBatches(ids)) {
    const rows = await executor
      .selectFrom('repos')
      .select(['id', 'op_seq'])
      .where('deleted_at', 'is', null)
      .where('id', 'in', batch)
      .execute();
    for (const row of rows) found.set(row.id, row.op_seq);
  }
  return found;
}

/** Returns the repositories of an organization, oldest first. */
export async function listRepos(executor: Executor, request: RepoListRequest): Promise<Page<RepoRecord>> {
  const { orgId, repoIds, tags, where, after, limit } = request;
  if (repoIds?.length === 0) return { items: [], hasMore: false };
  const tag = tags && requiredTag(tags);
  let query = selectRepos(executor)
    .$if(tag === undefined, (all) => all.where('repos.seq', '>', after ?? 0).orderBy('repos.seq'))
    .where('repos.org_id', '=', orgId)
    .limit(limit + 1);
  if (tag !== undefined) {
    // By the index of tags, which has them in the order of the list: the page is as near however many there are.
    query = query
      .innerJoin('repo_tags as required', 'required.repo_seq', 'repos.seq')
      .where('required.org_id', '=', orgId)
      .where('required.key', '=', tag.key)
      .where('required.value_folded', '=', tag.value)
      .where('required.repo_seq', '>', after ?? 0)
      .orderBy('required.repo_seq') as typeof query;
  }
  if (repoIds) query = query.where('repos.id', 'in', repoIds);
  if (tags) query = query.where((eb) => matchesTags(eb, tags));
  if (where) query = query.where(where);
  return toPage(await query.execute(), limit, toRepo);
}

/** Returns the repositories of all organizations, oldest first. */
export async function listAllRepos(executor: Executor, request: PageRequest): Promise<Page<RepoRecord>> {
  const { after, limit } = request;
  const query = selectRepos(executor)
    .where('seq', '>', after ?? 0)
    .orderBy('seq')
    .limit(limit + 1);
  return toPage(await query.execute(), limit, toRepo);
}

export async function countRepos(
  executor: Executor,
  orgId: string,
  repoIds: readonly string[] | null = null,
): Promise<number> {
  if (repoIds?.length === 0) return 0;
  let query = executor
    .selectFrom('repos')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', orgId)
    .where('deleted_at', 'is', null);
  if (repoIds) query = query.where('id', 'in', repoIds);
  return Number((await query.executeTakeFirstOrThrow()).count);
}

/**
 * Changes a repository. Returns `name_taken` when another one has the new name (the transaction must then be given
 * up), and `missing` when there is no such repository.
 */
export async function updateRepo(
  tx: Transaction,
  id: string,
  patch: RepoPatch,
): Promise<'updated' | 'missing' | 'name_taken'> {
  const values = {
    ...(patch.name === undefined ? {} : { name: patch.name }),
    ...(patch.defaultBookmark === undefined ? {} : { default_bookmark: patch.defaultBookmark }),
    ...(patch.tags === undefined ? {} : { tags: JSON.stringify(patch.tags) }),
    ...(patch.upstream === undefined ? {} : { upstream: patch.upstream }),
  };
  if (Object.keys(values).length === 0) return (await getRepoById(tx, id)) ? 'updated' : 'missing';
  try {
    const result = await tx
      .updateTable('repos')
      .set(values)
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n) return 'missing';
  } catch (error) {
    if (isUniqueViolation(error)) return 'name_taken';
    throw error;
  }
  if (patch.tags !== undefined) {
    await tx.deleteFrom('repo_tags').where('repo_id', '=', id).execute();
    const row = await tx
      .selectFrom('repos')
      .select(['id', 'seq', 'org_id'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    await insertTags(tx, row, patch.tags);
  }
  return 'updated';
}

/** Hides a repository and frees its name. Returns false when there was none. Its rows stay until a purge. */
export async function deleteRepo(tx: Transaction, id: string, now: number): Promise<boolean> {
  const result = await tx
    .updateTable('repos')
    .set({ deleted_at: now })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Returns deleted repositories whose rows are still there, longest deleted first. */
export async function listDeletedRepos(
  executor: Executor,
  deletedBefore: number,
  limit: number,
): Promise<{ seq: number; id: string }[]> {
  return executor
    .selectFrom('repos')
    .select(['seq', 'id'])
    .where('deleted_at', '<', deletedBefore)
    .orderBy('deleted_at')
    .limit(limit)
    .execute();
}

/** The tables that grow with the history of a repository, and the column by which their rows are taken. */
const HISTORY_TABLES = [
  ['commits', 'oid'],
  ['commit_parents', 'parent_oid'],
  ['changes', 'change_id'],
  ['change_versions', 'change_id'],
  ['conflicts', 'commit_oid'],
  ['operations', 'op_seq'],
  ['path_metadata', 'path'],
  ['bookmarks', 'name'],
  ['git_tags', 'name'],
] as const;

/** Removes about `limit` rows of the history of a deleted repository and returns how many there were. */
export async function deleteHistory(tx: Transaction, id: string, limit: number): Promise<number> {
  let removed = 0;
  for (const [name, column] of HISTORY_TABLES) {
    if (removed >= limit) break;
    const [table, key] = [sql.table(name), sql.ref(column)];
    const some = sql`select ${key} from ${table} where repo_id = ${id} limit ${limit - removed}`;
    const result = await sql`delete from ${table} where repo_id = ${id} and ${key} in (${some})`.execute(tx);
    removed += Number(result.numAffectedRows ?? 0);
  }
  return removed;
}

/** Removes what is left of a deleted repository. Its objects and its history go in batches before. */
export async function purgeRepo(tx: Transaction, id: string): Promise<void> {
  await tx.deleteFrom('repos').where('id', '=', id).where('deleted_at', 'is not', null).execute();
}

/**
 * Takes the next operation number if `expectedOpSeq` is still the last one: the compare-and-swap that orders the
 * writers of a repository. Returns the repository's `seq` and organization, or undefined when another writer came
 * first or the repository is gone.
 */
export async function advanceOperation(
  tx: Transaction,
  repoId: string,
  expectedOpSeq: number,
): Promise<{ seq: number; orgId: string } | undefined> {
  return tx
    .updateTable('repos')
    .set({ op_seq: expectedOpSeq + 1 })
    .where('id', '=', repoId)
    .where('op_seq', '=', expectedOpSeq)
    .where('deleted_at', 'is', null)
    .returning(['seq', 'org_id as orgId'])
    .executeTakeFirst();
}

function selectRepos(executor: Executor) {
  return executor.selectFrom('repos').selectAll('repos').where('deleted_at', 'is', null);
}

async function insertTags(
  tx: Transaction,
  repo: Pick<Selectable<ReposTable>, 'id' | 'seq' | 'org_id'>,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const rows = Object.entries(tags).map(([key, value]) => ({
    org_id: repo.org_id,
    repo_seq: repo.seq,
    repo_id: repo.id,
    key,
    value_folded: value.toLowerCase(),
  }));
  for (const batch of inBatches(rows)) await tx.insertInto('repo_tags').values(batch).execute();
}

function toRepo(row: Selectable<ReposTable>): RepoRecord {
  return {
    seq: row.seq,
    id: row.id,
    orgId: row.org_id,
    name: row.name,
    defaultBookmark: row.default_bookmark,
    opSeq: row.op_seq,
    tags: JSON.parse(row.tags),
    upstream: row.upstream,
    createdAt: row.created_at,
  };
}
