import type { Selectable } from 'kysely';
import { DepotError } from '../../errors/index.js';
import type { ChangesTable, ChangeVersionsTable } from '../database-schema.js';
import type { Executor, Transaction } from '../executor.js';
import { inBatches } from '../in-batches.js';
import { type Page, toPage } from '../page.js';
import type { ChangeMove } from '../repo-write.js';

/** A change and the commit it is now. */
export interface ChangeRecord {
  readonly seq: number;
  readonly changeId: string;
  readonly commitOid: string;
  /** 1 for a change that never evolved. */
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** One entry of an evolution log. */
export interface ChangeVersionRecord {
  readonly version: number;
  readonly commitOid: string;
  readonly opSeq: number;
  /** Kind and detail of the operation that made it. */
  readonly operation: { readonly kind: string; readonly detail: Readonly<Record<string, unknown>> };
  readonly createdAt: number;
}

/** A change that an operation gave a new commit. */
export interface ChangeMoveRecord {
  readonly opSeq: number;
  readonly changeId: string;
  readonly commitOid: string;
  /** Null for a change that the operation made. */
  readonly previousCommitOid: string | null;
}

export async function getChange(
  executor: Executor,
  repoId: string,
  changeId: string,
): Promise<ChangeRecord | undefined> {
  const row = await executor
    .selectFrom('changes')
    .selectAll()
    .where('repo_id', '=', repoId)
    .where('change_id', '=', changeId)
    .executeTakeFirst();
  return row && toChange(row);
}

/** Returns the changes among these ids; unknown ids are left out. */
export async function getChanges(
  executor: Executor,
  repoId: string,
  changeIds: readonly string[],
): Promise<Map<string, ChangeRecord>> {
  const found = new Map<string, ChangeRecord>();
  for (const batch of inBatches([...new Set(changeIds)])) {
    const rows = await executor
      .selectFrom('changes')
      .selectAll()
      .where('repo_id', '=', repoId)
      .where('change_id', 'in', batch)
      .execute();
    for (const row of rows) found.set(row.change_id, toChange(row));
  }
  return found;
}

/** Returns the changes whose current commit is among these oids, by that oid. */
export async function getChangesAtCommits(
  executor: Executor,
  repoId: string,
  commitOids: readonly string[],
): Promise<Map<string, ChangeRecord>> {
  const found = new Map<string, ChangeRecord>();
  for (const batch of inBatches([...new Set(commitOids)])) {
    const rows = await executor
      .selectFrom('changes')
      .selectAll()
      .where('repo_id', '=', repoId)
      .where('commit_oid', 'in', batch)
      .execute();
    for (const row of rows) found.set(row.commit_oid, toChange(row));
  }
  return found;
}

/** Returns the evolution log of a change, newest version first. */
export async function listChangeVersions(
  executor: Executor,
  repoId: string,
  changeId: string,
  request: { readonly before?: number | null; readonly limit: number },
): Promise<Page<ChangeVersionRecord>> {
  let query = executor
    .selectFrom('change_versions')
    .innerJoin('operations', (join) =>
      join
        .onRef('operations.repo_id', '=', 'change_versions.repo_id')
        .onRef('operations.op_seq', '=', 'change_versions.op_seq'),
    )
    .selectAll('change_versions')
    .select(['operations.kind', 'operations.detail'])
    .where('change_versions.repo_id', '=', repoId)
    .where('change_versions.change_id', '=', changeId)
    .orderBy('change_versions.version', 'desc')
    .limit(request.limit + 1);
  if (request.before != null) query = query.where('change_versions.version', '<', request.before);
  return toPage(await query.execute(), request.limit, toChangeVersion);
}

/** Tells whether a change is, or was once, at a commit. */
export async function wasChangeAt(
  executor: Executor,
  repoId: string,
  changeId: string,
  commitOid: string,
): Promise<boolean> {
  const row = await executor
    .selectFrom('change_versions')
    .select('version')
    .where('repo_id', '=', repoId)
    .where('change_id', '=', changeId)
    .where('commit_oid', '=', commitOid)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Returns the changes that these operations gave new commits, from number `from` to number `to`. */
export async function listChangeMoves(
  executor: Executor,
  repoId: string,
  range: { readonly from: number; readonly to: number },
): Promise<ChangeMoveRecord[]> {
  return executor
    .selectFrom('change_versions as moved')
    .leftJoin('change_versions as before', (join) =>
      join
        .onRef('before.repo_id', '=', 'moved.repo_id')
        .onRef('before.change_id', '=', 'moved.change_id')
        .on((eb) => eb('before.version', '=', eb('moved.version', '-', 1))),
    )
    .select([
      'moved.op_seq as opSeq',
      'moved.change_id as changeId',
      'moved.commit_oid as commitOid',
      'before.commit_oid as previousCommitOid',
    ])
    .where('moved.repo_id', '=', repoId)
    .where('moved.op_seq', '>=', range.from)
    .where('moved.op_seq', '<=', range.to)
    .orderBy('moved.op_seq')
    .orderBy('moved.change_id')
    .execute();
}

/**
 * Gives changes their new commits and writes the evolution log.
 *
 * @throws DepotError `INTERNAL_ERROR` when a change that should be new exists, or the other way round: the plan was
 * made from another state than the one its operation number names.
 */
export async function moveChanges(
  tx: Transaction,
  repoId: string,
  moves: readonly ChangeMove[],
  opSeq: number,
  now: number,
): Promise<void> {
  for (const batch of inBatches(moves, 500)) {
    const rows = await tx
      .insertInto('changes')
      .values(
        batch.map((move) => ({
          repo_id: repoId,
          change_id: move.changeId,
          commit_oid: move.commitOid,
          version: 1,
          created_at: now,
          updated_at: now,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['repo_id', 'change_id']).doUpdateSet((eb) => ({
          commit_oid: eb.ref('excluded.commit_oid'),
          version: eb('changes.version', '+', 1),
          updated_at: eb.ref('excluded.updated_at'),
        })),
      )
      .returning(['change_id', 'version', 'commit_oid'])
      .execute();
    const created = new Map(batch.map((move) => [move.changeId, move.created]));
    for (const row of rows) {
      if (created.get(row.change_id) === (row.version === 1)) continue;
      const state = row.version === 1 ? 'does not exist' : 'exists already';
      throw new DepotError('INTERNAL_ERROR', `The change ${row.change_id} ${state} in ${repoId}.`);
    }
    await tx
      .insertInto('change_versions')
      .values(
        rows.map((row) => ({
          repo_id: repoId,
          change_id: row.change_id,
          version: row.version,
          commit_oid: row.commit_oid,
          op_seq: opSeq,
          created_at: now,
        })),
      )
      .execute();
  }
}

function toChange(row: Selectable<ChangesTable>): ChangeRecord {
  return {
    seq: row.seq,
    changeId: row.change_id,
    commitOid: row.commit_oid,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function toChangeVersion(
  row: Selectable<ChangeVersionsTable> & { kind: string; detail: string },
): ChangeVersionRecord {
  return {
    version: row.version,
    commitOid: row.commit_oid,
    opSeq: row.op_seq,
    operation: { kind: row.kind, detail: JSON.parse(row.detail) },
    createdAt: row.created_at,
  };
}
