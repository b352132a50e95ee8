import { type RawBuilder, sql } from 'kysely';
import type { Executor, Transaction } from '../executor.js';
import { isPostgres } from '../sql-engine.js';

/** What only one process at a time is to do, and who wants to do it. */
export interface LeaseRequest {
  /** For example `expiry`, or `sync:<repository>`. */
  readonly name: string;
  /** Different for each process, and for each start of one. */
  readonly holder: string;
}

/**
 * Takes a lease, or prolongs the one that the holder has, for `ttlMs` from now by the clock of the database: processes need not
 * agree on the time.
 *
 * Returns its fence, a number that grows each time another holder gets it, or undefined while another one has it. A holder that
 * was late finds out by the fence: what it does must be harmless all the same, or refused by a compare-and-swap.
 */
export async function takeLease(
  tx: Transaction,
  { name, holder, ttlMs }: LeaseRequest & { readonly ttlMs: number },
): Promise<number | undefined> {
  const now = databaseTime(tx);
  const row = await tx
    .insertInto('leases')
    .values({ name, holder, fence: 1, expires_at: sql<number>`${now} + ${ttlMs}` })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet((eb) => ({
          holder: eb.ref('excluded.holder'),
          expires_at: eb.ref('excluded.expires_at'),
          fence: sql<number>`leases.fence + case when leases.holder = excluded.holder then 0 else 1 end`,
        }))
        .where(sql<boolean>`leases.holder = excluded.holder or leases.expires_at <= ${now}`),
    )
    .returning('fence')
    .executeTakeFirst();
  return row?.fence;
}

/** Gives a lease back before its time, so that another process need not wait. One of another holder stays. */
export async function releaseLease(tx: Transaction, { name, holder }: LeaseRequest): Promise<void> {
  await tx
    .updateTable('leases')
    .set({ expires_at: 0 })
    .where('name', '=', name)
    .where('holder', '=', holder)
    .execute();
}

function databaseTime(executor: Executor): RawBuilder<number> {
  return isPostgres(executor)
    ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
    : sql<number>`cast(unixepoch('subsec') * 1000 as integer)`;
}
