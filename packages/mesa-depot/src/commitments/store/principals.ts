import type { Selectable } from 'kysely';
import type { PrincipalsTable } from '../../storage/commitments-tables.js';
import type { Executor, Transaction } from '../../storage/index.js';
import type { ListWindow } from './list-window.js';

/** Somebody with a key who may send envelopes. */
export interface PrincipalRecord {
  readonly id: string;
  readonly org: string;
  /** 64 hex digits in lower case. */
  readonly publicKey: string;
  /** Envelope types that it may emit. */
  readonly capabilities: readonly string[];
  readonly createdAt: number;
}

/** Stores a principal. Returns false when its public key is registered already. */
export async function insertPrincipal(tx: Transaction, principal: PrincipalRecord): Promise<boolean> {
  const result = await tx
    .insertInto('commitment_principals')
    .values({
      id: principal.id,
      org: principal.org,
      public_key: principal.publicKey,
      capabilities: JSON.stringify(principal.capabilities),
      created_at: principal.createdAt,
    })
    .onConflict((conflict) => conflict.column('public_key').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function getPrincipal(executor: Executor, id: string): Promise<PrincipalRecord | undefined> {
  const row = await executor
    .selectFrom('commitment_principals')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toPrincipal(row);
}

/** Returns principals, oldest first. */
export async function listPrincipals(executor: Executor, window: ListWindow): Promise<PrincipalRecord[]> {
  const rows = await executor
    .selectFrom('commitment_principals')
    .selectAll()
    .orderBy('seq')
    .limit(window.limit)
    .offset(window.offset)
    .execute();
  return rows.map(toPrincipal);
}

export async function countPrincipals(executor: Executor): Promise<number> {
  const row = await executor
    .selectFrom('commitment_principals')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Replaces what a principal may emit and returns it, or undefined when there is none. */
export async function setCapabilities(
  tx: Transaction,
  id: string,
  capabilities: readonly string[],
): Promise<PrincipalRecord | undefined> {
  const row = await tx
    .updateTable('commitment_principals')
    .set({ capabilities: JSON.stringify(capabilities) })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && toPrincipal(row);
}

function toPrincipal(row: Selectable<PrincipalsTable>): PrincipalRecord {
  return {
    id: row.id,
    org: row.org,
    publicKey: row.public_key,
    capabilities: JSON.parse(row.capabilities),
    createdAt: row.created_at,
  };
}
