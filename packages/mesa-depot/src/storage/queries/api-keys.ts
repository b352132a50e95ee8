import type { Selectable } from 'kysely';
import type { ApiKeysTable } from '../database-schema.js';
import type { Executor, Transaction } from '../executor.js';
import { type NewestFirstRequest, type Page, toPage } from '../page.js';
import { contains, jsonArrayHas } from './text-match.js';

/** An API key. Its secret is not stored, only the hash that finds it. */
export interface ApiKeyRecord {
  readonly seq: number;
  readonly id: string;
  readonly orgId: string;
  readonly name: string | null;
  /** SHA-256 of the key string, which access tokens are signed with. */
  readonly secretSha256: Uint8Array;
  readonly scopes: readonly string[];
  /** Null is every repository of the organization. */
  readonly repoIds: readonly string[] | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly lastUsedAt: number | null;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  readonly createdAt: number;
}

export interface NewApiKey {
  readonly id: string;
  readonly orgId: string;
  readonly name: string | null;
  /** SHA-256 of the key string. */
  readonly secretSha256: Uint8Array;
  readonly scopes: readonly string[];
  readonly repoIds: readonly string[] | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly expiresAt: number | null;
  readonly createdAt: number;
}

export interface ApiKeyListRequest extends NewestFirstRequest {
  readonly orgId: string;
  /** Part of the name, ignoring case. */
  readonly query?: string;
  readonly status?: 'active' | 'revoked' | 'expired' | 'all';
  /** Keys that were given one of these scopes. */
  readonly anyScope?: readonly string[];
  /** Keys restricted to this repository, among others or alone. */
  readonly repoId?: string;
  /** What "expired" is measured by. */
  readonly now: number;
}

/** Stores an API key. */
export async function insertApiKey(tx: Transaction, key: NewApiKey): Promise<ApiKeyRecord> {
  const row = await tx
    .insertInto('api_keys')
    .values({
      id: key.id,
      org_id: key.orgId,
      name: key.name,
      name_folded: (key.name ?? '').toLowerCase(),
      secret_sha256: key.secretSha256,
      scopes: JSON.stringify(key.scopes),
      repo_ids: key.repoIds === null ? null : JSON.stringify(key.repoIds),
      tags: JSON.stringify(key.tags),
      last_used_at: null,
      expires_at: key.expiresAt,
      revoked_at: null,
      created_at: key.createdAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toApiKey(row);
}

/** Returns the key with this secret, also when it is revoked or expired: that is for the caller to judge. */
export async function getApiKeyBySecret(
  executor: Executor,
  secretSha256: Uint8Array,
): Promise<ApiKeyRecord | undefined> {
  const row = await executor
    .selectFrom('api_keys')
    .selectAll()
    .where('secret_sha256', '=', secretSha256)
    .executeTakeFirst();
  return row && toApiKey(row);
}

/** Returns the key with this id, also when it is revoked or expired. */
export async function getApiKey(executor: Executor, id: string): Promise<ApiKeyRecord | undefined> {
  const row = await executor.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toApiKey(row);
}

/** Returns the keys of an organization, newest first. */
export async function listApiKeys(
  executor: Executor,
  request: ApiKeyListRequest,
): Promise<Page<ApiKeyRecord>> {
  const { orgId, query, status = 'all', anyScope, repoId, now, before, limit } = request;
  let select = executor
    .selectFrom('api_keys')
    .selectAll()
    .where('org_id', '=', orgId)
    .orderBy('seq', 'desc')
    .limit(limit + 1);
  if (before != null) select = select.where('seq', '<', before);
  if (query !== undefined)
    select = select.where((eb) => contains(eb.ref('name_folded'), query.toLowerCase()));
  if (anyScope !== undefined) {
    select = select.where((eb) => eb.or(anyScope.map((scope) => jsonArrayHas(eb.ref('scopes'), scope))));
  }
  if (repoId !== undefined) select = select.where((eb) => jsonArrayHas(eb.ref('repo_ids'), repoId));
  if (status === 'revoked') select = select.where('revoked_at', 'is not', null);
  if (status === 'expired') select = select.where('revoked_at', 'is', null).where('expires_at', '<=', now);
  if (status === 'active') {
    select = select
      .where('revoked_at', 'is', null)
      .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]));
  }
  return toPage(await select.execute(), limit, toApiKey);
}

/** Replaces the tags of a key. Returns false when there is no such key. */
export async function updateApiKeyTags(
  tx: Transaction,
  orgId: string,
  id: string,
  tags: Readonly<Record<string, string>>,
): Promise<boolean> {
  const result = await tx
    .updateTable('api_keys')
    .set({ tags: JSON.stringify(tags) })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Revokes a key; one that is revoked keeps its first time. Returns false when there is no such key. */
export async function revokeApiKey(
  tx: Transaction,
  orgId: string,
  id: string,
  now: number,
): Promise<boolean> {
  const result = await tx
    .updateTable('api_keys')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(now)) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Notes when keys were last used. Callers collect uses and write them now and then, not on every request. */
export async function touchApiKeys(tx: Transaction, uses: ReadonlyMap<string, number>): Promise<void> {
  for (const [id, usedAt] of [...uses].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await tx
      .updateTable('api_keys')
      .set({ last_used_at: usedAt })
      .where('id', '=', id)
      .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', usedAt)]))
      .execute();
  }
}

function toApiKey(row: Selectable<ApiKeysTable>): ApiKeyRecord {
  return {
    seq: row.seq,
    id: row.id,
    orgId: row.org_id,
    name: row.name,
    secretSha256: row.secret_sha256,
    scopes: JSON.parse(row.scopes),
    repoIds: row.repo_ids === null ? null : JSON.parse(row.repo_ids),
    tags: JSON.parse(row.tags),
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    createdAt: row.created_at,
  };
}
