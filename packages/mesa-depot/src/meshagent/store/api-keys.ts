import type { Selectable } from 'kysely';
import type { Executor, Transaction } from '../../storage/index.js';
import type { MeshApiKeysTable } from '../../storage/meshagent/projects-tables.js';

/** A credential of a project. */
export interface MeshApiKeyRecord {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly description: string;
  /** Encrypted. */
  readonly secret: string;
  /** User who made it. */
  readonly createdBy: string | null;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

export async function insertApiKey(tx: Transaction, key: MeshApiKeyRecord): Promise<void> {
  await tx
    .insertInto('mesh_api_keys')
    .values({
      id: key.id,
      project_id: key.projectId,
      name: key.name,
      description: key.description,
      secret: key.secret,
      created_by: key.createdBy,
      created_at: key.createdAt,
      last_used_at: key.lastUsedAt,
    })
    .execute();
}

export async function getApiKey(executor: Executor, id: string): Promise<MeshApiKeyRecord | undefined> {
  const row = await executor.selectFrom('mesh_api_keys').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toApiKey(row);
}

/** Returns the keys of a project, oldest first, at most `limit`. */
export async function listApiKeys(
  executor: Executor,
  projectId: string,
  limit: number,
): Promise<MeshApiKeyRecord[]> {
  const rows = await executor
    .selectFrom('mesh_api_keys')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(toApiKey);
}

/** Deletes a key. Returns false when the project has none with that id. */
export async function deleteApiKey(tx: Transaction, projectId: string, id: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('mesh_api_keys')
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function touchApiKey(tx: Transaction, id: string, at: number): Promise<void> {
  await tx.updateTable('mesh_api_keys').set({ last_used_at: at }).where('id', '=', id).execute();
}

function toApiKey(row: Selectable<MeshApiKeysTable>): MeshApiKeyRecord {
  return {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    description: row.description,
    secret: row.secret,
    createdBy: row.created_by,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}
