import type { Selectable } from 'kysely';
import type { SigningKeysTable } from '../database-schema.js';
import type { Executor, Transaction } from '../executor.js';
import { type NewestFirstRequest, type Page, toPage } from '../page.js';

/** The public half of a key pair whose owner signs tokens. */
export interface SigningKeyRecord {
  readonly seq: number;
  readonly id: string;
  readonly orgId: string;
  readonly name: string | null;
  /** 32 bytes, Ed25519. */
  readonly publicKey: Uint8Array;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

export type NewSigningKey = Omit<SigningKeyRecord, 'seq' | 'revokedAt'>;

/** Stores a signing key. Returns undefined when its public key is registered already. */
export async function insertSigningKey(
  tx: Transaction,
  key: NewSigningKey,
): Promise<SigningKeyRecord | undefined> {
  const row = await tx
    .insertInto('signing_keys')
    .values({
      id: key.id,
      org_id: key.orgId,
      name: key.name,
      public_key: key.publicKey,
      scopes: JSON.stringify(key.scopes),
      created_at: key.createdAt,
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.column('public_key').doNothing())
    .returningAll()
    .executeTakeFirst();
  return row && toSigningKey(row);
}

/** Returns the key with this id, also when it is revoked. */
export async function getSigningKey(executor: Executor, id: string): Promise<SigningKeyRecord | undefined> {
  const row = await executor.selectFrom('signing_keys').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toSigningKey(row);
}

/** Returns the key with these bytes, also when it is revoked. */
export async function getSigningKeyByPublicKey(
  executor: Executor,
  publicKey: Uint8Array,
): Promise<SigningKeyRecord | undefined> {
  const row = await executor
    .selectFrom('signing_keys')
    .selectAll()
    .where('public_key', '=', publicKey)
    .executeTakeFirst();
  return row && toSigningKey(row);
}

/** Returns the signing keys of an organization, newest first, revoked ones included. */
export async function listSigningKeys(
  executor: Executor,
  request: NewestFirstRequest & { readonly orgId: string },
): Promise<Page<SigningKeyRecord>> {
  let query = executor
    .selectFrom('signing_keys')
    .selectAll()
    .where('org_id', '=', request.orgId)
    .orderBy('seq', 'desc')
    .limit(request.limit + 1);
  if (request.before != null) query = query.where('seq', '<', request.before);
  return toPage(await query.execute(), request.limit, toSigningKey);
}

/** Revokes a key; one that is revoked keeps its first time. Returns false when there is no such key. */
export async function revokeSigningKey(
  tx: Transaction,
  orgId: string,
  id: string,
  now: number,
): Promise<boolean> {
  const result = await tx
    .updateTable('signing_keys')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(now)) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function toSigningKey(row: Selectable<SigningKeysTable>): SigningKeyRecord {
  return {
    seq: row.seq,
    id: row.id,
    orgId: row.org_id,
    name: row.name,
    publicKey: row.public_key,
    scopes: JSON.parse(row.scopes),
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  };
}
