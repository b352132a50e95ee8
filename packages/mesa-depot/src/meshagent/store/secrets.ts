import type { Selectable } from 'kysely';
import type { Executor, Transaction } from '../../storage/index.js';
import type { MeshSecretsTable } from '../../storage/meshagent/services-tables.js';

/** What a secret holds: a sign-in to a registry of images, or environment variables. */
export type SecretType = MeshSecretsTable['type'];

/** A secret of a project. */
export interface SecretRecord {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly type: SecretType;
  /** Encrypted. */
  readonly data: string;
  readonly createdAt: number;
}

interface SecretKey {
  readonly projectId: string;
  readonly id: string;
}

/** Stores a secret. Returns false when the project has one of that name. */
export async function insertSecret(tx: Transaction, secret: SecretRecord): Promise<boolean> {
  const result = await tx
    .insertInto('mesh_secrets')
    .values({
      id: secret.id,
      project_id: secret.projectId,
      name: secret.name,
      type: secret.type,
      data: secret.data,
      created_at: secret.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['project_id', 'name']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function getSecret(
  executor: Executor,
  { projectId, id }: SecretKey,
): Promise<SecretRecord | undefined> {
  const row = await executor
    .selectFrom('mesh_secrets')
    .selectAll()
    .where('id', '=', id)
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return row && toSecret(row);
}

/** Returns the secrets of a project without what they hold, oldest first, at most `limit`. */
export async function listSecrets(
  executor: Executor,
  projectId: string,
  limit: number,
): Promise<Pick<SecretRecord, 'id' | 'name' | 'type'>[]> {
  return executor
    .selectFrom('mesh_secrets')
    .select(['id', 'name', 'type'])
    .where('project_id', '=', projectId)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

export async function countSecrets(executor: Executor, projectId: string): Promise<number> {
  const { count } = await executor
    .selectFrom('mesh_secrets')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Replaces a secret. Returns false when the project has none with that id.
 *
 * Throws the engine's unique violation when another secret of the project has the name.
 */
export async function updateSecret(
  tx: Transaction,
  { projectId, id }: SecretKey,
  { name, type, data }: Pick<SecretRecord, 'name' | 'type' | 'data'>,
): Promise<boolean> {
  const result = await tx
    .updateTable('mesh_secrets')
    .set({ name, type, data })
    .where('id', '=', id)
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Deletes a secret. Returns false when the project has none with that id. */
export async function deleteSecret(tx: Transaction, { projectId, id }: SecretKey): Promise<boolean> {
  const result = await tx
    .deleteFrom('mesh_secrets')
    .where('id', '=', id)
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function toSecret(row: Selectable<MeshSecretsTable>): SecretRecord {
  return {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    type: row.type,
    data: row.data,
    createdAt: row.created_at,
  };
}
