import type { Selectable } from 'kysely';
import type { Executor, Transaction } from '../../storage/index.js';
import type { MeshOAuthClientsTable } from '../../storage/meshagent/services-tables.js';
import type { Annotations } from '../json-object.js';
import { containsText } from './contains-text.js';

/** What a program that signs users in may ask for. */
export interface OAuthClientFields {
  readonly grantTypes: readonly string[];
  readonly responseTypes: readonly string[];
  readonly redirectUris: readonly string[];
  readonly scope: string;
  readonly metadata: Annotations;
  readonly official: boolean;
}

/** An OAuth client of a project. */
export interface OAuthClientRecord extends OAuthClientFields {
  readonly clientId: string;
  readonly projectId: string;
  readonly secretSha256: Uint8Array;
  readonly createdAt: number;
}

interface OAuthClientKey {
  readonly projectId: string;
  readonly clientId: string;
}

export async function insertOAuthClient(tx: Transaction, client: OAuthClientRecord): Promise<void> {
  await tx
    .insertInto('mesh_oauth_clients')
    .values({
      client_id: client.clientId,
      project_id: client.projectId,
      secret_sha256: client.secretSha256,
      ...toColumns(client),
      created_at: client.createdAt,
    })
    .execute();
}

export async function getOAuthClient(
  executor: Executor,
  { projectId, clientId }: OAuthClientKey,
): Promise<OAuthClientRecord | undefined> {
  const row = await executor
    .selectFrom('mesh_oauth_clients')
    .selectAll()
    .where('client_id', '=', clientId)
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return row && toOAuthClient(row);
}

/** Returns a client that nobody else changes before the transaction has ended. */
export async function lockOAuthClient(
  tx: Transaction,
  { projectId, clientId }: OAuthClientKey,
): Promise<OAuthClientRecord | undefined> {
  const row = await tx
    .updateTable('mesh_oauth_clients')
    .set((eb) => ({ scope: eb.ref('scope') }))
    .where('client_id', '=', clientId)
    .where('project_id', '=', projectId)
    .returningAll()
    .executeTakeFirst();
  return row && toOAuthClient(row);
}

export async function countOAuthClients(executor: Executor, projectId: string): Promise<number> {
  const { count } = await executor
    .selectFrom('mesh_oauth_clients')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Which OAuth clients to list. */
export interface OAuthClientListRequest {
  readonly projectId: string;
  /** Part of the id, the scope, a redirect URI or the metadata. */
  readonly filter: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Returns OAuth clients, oldest first, and how many there are. */
export async function listOAuthClients(
  executor: Executor,
  { projectId, filter, limit, offset }: OAuthClientListRequest,
): Promise<{ readonly clients: readonly OAuthClientRecord[]; readonly total: number }> {
  let query = executor.selectFrom('mesh_oauth_clients').where('project_id', '=', projectId);
  if (filter !== undefined) {
    query = query.where(containsText(['client_id', 'scope', 'redirect_uris', 'metadata'], filter));
  }
  const { count } = await query
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await query.selectAll().orderBy('seq').limit(limit).offset(offset).execute();
  return { clients: rows.map(toOAuthClient), total: Number(count) };
}

/** Replaces what a client may ask for. Returns false when the project has none with that id. */
export async function updateOAuthClient(
  tx: Transaction,
  { projectId, clientId }: OAuthClientKey,
  fields: OAuthClientFields,
): Promise<boolean> {
  const result = await tx
    .updateTable('mesh_oauth_clients')
    .set(toColumns(fields))
    .where('client_id', '=', clientId)
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Deletes a client. Returns false when the project has none with that id. */
export async function deleteOAuthClient(
  tx: Transaction,
  { projectId, clientId }: OAuthClientKey,
): Promise<boolean> {
  const result = await tx
    .deleteFrom('mesh_oauth_clients')
    .where('client_id', '=', clientId)
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function toColumns(fields: OAuthClientFields) {
  return {
    grant_types: JSON.stringify(fields.grantTypes),
    response_types: JSON.stringify(fields.responseTypes),
    redirect_uris: JSON.stringify(fields.redirectUris),
    scope: fields.scope,
    metadata: JSON.stringify(fields.metadata),
    official: fields.official ? 1 : 0,
  };
}

function toOAuthClient(row: Selectable<MeshOAuthClientsTable>): OAuthClientRecord {
  return {
    clientId: row.client_id,
    projectId: row.project_id,
    secretSha256: row.secret_sha256,
    grantTypes: JSON.parse(row.grant_types),
    responseTypes: JSON.parse(row.response_types),
    redirectUris: JSON.parse(row.redirect_uris),
    scope: row.scope,
    metadata: JSON.parse(row.metadata),
    official: row.official === 1,
    createdAt: row.created_at,
  };
}
