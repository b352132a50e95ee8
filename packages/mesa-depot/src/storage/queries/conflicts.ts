import type { Selectable } from 'kysely';
import type { ConflictsTable } from '../database-schema.js';
import type { Executor, Transaction } from '../executor.js';
import { inBatches } from '../in-batches.js';

/** One side of a conflict: a file as a tree names it. */
export interface ConflictSideRecord {
  readonly mode: string;
  readonly oid: string;
}

/** A path in conflict on a commit. A side is null where it does not have the path. */
export interface NewConflict {
  readonly commitOid: string;
  readonly path: string;
  readonly base: ConflictSideRecord | null;
  readonly target: ConflictSideRecord | null;
  readonly source: ConflictSideRecord | null;
}

/** A stored conflict. It never changes: resolving it makes another commit without it. */
export type ConflictRecord = NewConflict;

/** Returns the conflicts of a commit in byte order of their paths. */
export async function listConflicts(
  executor: Executor,
  repoId: string,
  commitOid: string,
): Promise<ConflictRecord[]> {
  const rows = await executor
    .selectFrom('conflicts')
    .selectAll()
    .where('repo_id', '=', repoId)
    .where('commit_oid', '=', commitOid)
    .orderBy('path')
    .execute();
  return rows.map(toConflict);
}

/** Returns the conflicts of several commits by commit; a commit without any is left out. */
export async function listConflictsOf(
  executor: Executor,
  repoId: string,
  commitOids: readonly string[],
): Promise<Map<string, ConflictRecord[]>> {
  const found = new Map<string, ConflictRecord[]>();
  for (const batch of inBatches([...new Set(commitOids)])) {
    const rows = await executor
      .selectFrom('conflicts')
      .selectAll()
      .where('repo_id', '=', repoId)
      .where('commit_oid', 'in', batch)
      .orderBy('commit_oid')
      .orderBy('path')
      .execute();
    for (const row of rows) {
      const conflicts = found.get(row.commit_oid) ?? [];
      conflicts.push(toConflict(row));
      found.set(row.commit_oid, conflicts);
    }
  }
  return found;
}

/** Stores conflicts; those of a commit that is there already stay as they are. */
export async function insertConflicts(
  tx: Transaction,
  repoId: string,
  conflicts: readonly NewConflict[],
): Promise<void> {
  const rows = conflicts.map((conflict) => ({
    repo_id: repoId,
    commit_oid: conflict.commitOid,
    path: conflict.path,
    base_mode: conflict.base?.mode ?? null,
    base_oid: conflict.base?.oid ?? null,
    target_mode: conflict.target?.mode ?? null,
    target_oid: conflict.target?.oid ?? null,
    source_mode: conflict.source?.mode ?? null,
    source_oid: conflict.source?.oid ?? null,
  }));
  for (const batch of inBatches(rows, 500)) {
    await tx
      .insertInto('conflicts')
      .values(batch)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

function toConflict(row: Selectable<ConflictsTable>): ConflictRecord {
  return {
    commitOid: row.commit_oid,
    path: row.path,
    base: toSide(row.base_mode, row.base_oid),
    target: toSide(row.target_mode, row.target_oid),
    source: toSide(row.source_mode, row.source_oid),
  };
}

function toSide(mode: string | null, oid: string | null): ConflictSideRecord | null {
  return mode === null || oid === null ? null : { mode, oid };
}
