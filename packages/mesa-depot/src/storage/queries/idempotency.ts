import type { Selectable } from 'kysely';
import type { IdempotencyTable } from '../database-schema.js';
import type { Executor, Transaction } from '../executor.js';

/** The stored answer to a request that came with an idempotency key. */
export interface IdempotencyRecord {
  readonly credentialId: string;
  readonly key: string;
  readonly requestHash: Uint8Array;
  /** Encrypted by the service: storage cannot read it. */
  readonly response: Uint8Array;
  readonly status: number;
  readonly expiresAt: number;
}

/** Returns the stored answer, unless it expired. */
export async function getIdempotency(
  executor: Executor,
  credentialId: string,
  key: string,
  now: number,
): Promise<IdempotencyRecord | undefined> {
  const row = await executor
    .selectFrom('idempotency')
    .selectAll()
    .where('credential_id', '=', credentialId)
    .where('key', '=', key)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row && toIdempotency(row);
}

/**
 * Stores an answer; an expired one with the same key is replaced. Returns false when a valid one is there, which means that
 * the same request was answered meanwhile and this transaction must be given up.
 */
export async function insertIdempotency(
  tx: Transaction,
  record: IdempotencyRecord,
  now: number,
): Promise<boolean> {
  const row = await tx
    .insertInto('idempotency')
    .values({
      credential_id: record.credentialId,
      key: record.key,
      request_hash: record.requestHash,
      response: record.response,
      status: record.status,
      expires_at: record.expiresAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['credential_id', 'key'])
        .doUpdateSet((eb) => ({
          request_hash: eb.ref('excluded.request_hash'),
          response: eb.ref('excluded.response'),
          status: eb.ref('excluded.status'),
          expires_at: eb.ref('excluded.expires_at'),
        }))
        .where('idempotency.expires_at', '<=', now),
    )
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}

/** Removes expired answers and returns how many there were. */
export async function deleteExpiredIdempotency(tx: Transaction, now: number): Promise<number> {
  const result = await tx.deleteFrom('idempotency').where('expires_at', '<=', now).executeTakeFirst();
  return Number(result.numDeletedRows);
}

function toIdempotency(row: Selectable<IdempotencyTable>): IdempotencyRecord {
  return {
    credentialId: row.credential_id,
    key: row.key,
    requestHash: row.request_hash,
    response: row.response,
    status: row.status,
    expiresAt: row.expires_at,
  };
}
