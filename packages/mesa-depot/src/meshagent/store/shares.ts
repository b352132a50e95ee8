import type { Selectable } from 'kysely';
import type { Executor, Transaction } from '../../storage/index.js';
import type { MeshSharesTable } from '../../storage/meshagent/sessions-tables.js';
import type { JsonObject } from '../json-object.js';

/** A link by which anybody can connect to a room. */
export interface ShareRecord {
  readonly id: string;
  readonly projectId: string;
  readonly settings: JsonObject;
}

/** A share of a project. */
interface ShareKey {
  readonly projectId: string;
  readonly id: string;
}

export async function insertShare(
  tx: Transaction,
  { id, projectId, settings, createdAt }: ShareRecord & { readonly createdAt: number },
): Promise<void> {
  await tx
    .insertInto('mesh_shares')
    .values({ id, project_id: projectId, settings: JSON.stringify(settings), created_at: createdAt })
    .execute();
}

/** Finds a share, of whatever project. */
export async function getShare(executor: Executor, id: string): Promise<ShareRecord | undefined> {
  const row = await executor.selectFrom('mesh_shares').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toShare(row);
}

/** Returns the shares of a project, oldest first, at most `limit`. */
export async function listShares(
  executor: Executor,
  projectId: string,
  limit: number,
): Promise<ShareRecord[]> {
  const rows = await executor
    .selectFrom('mesh_shares')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(toShare);
}

/** Replaces the settings. Returns false when the project has no such share. */
export async function updateShare(
  tx: Transaction,
  { projectId, id }: ShareKey,
  settings: JsonObject,
): Promise<boolean> {
  const result = await tx
    .updateTable('mesh_shares')
    .set({ settings: JSON.stringify(settings) })
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Deletes a share. Returns false when the project has no such share. */
export async function deleteShare(tx: Transaction, { projectId, id }: ShareKey): Promise<boolean> {
  const result = await tx
    .deleteFrom('mesh_shares')
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function toShare(row: Selectable<MeshSharesTable>): ShareRecord {
  return { id: row.id, projectId: row.project_id, settings: JSON.parse(row.settings) };
}
