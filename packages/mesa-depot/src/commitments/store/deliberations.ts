import type { Selectable } from 'kysely';
import type { DeliberationsTable } from '../../storage/commitments-tables.js';
import type { Executor, Transaction } from '../../storage/index.js';
import type { ListWindow } from './list-window.js';

/** A negotiation that turns and commitments belong to. */
export interface DeliberationRecord {
  readonly id: string;
  readonly title: string;
  readonly counterpartySlug: string | null;
  readonly stage: string;
  readonly status: string;
  readonly createdAt: number;
}

/** What an update replaces; absent members stay. */
export interface DeliberationPatch {
  readonly stage?: string;
  readonly status?: string;
}

export async function insertDeliberation(tx: Transaction, deliberation: DeliberationRecord): Promise<void> {
  await tx
    .insertInto('deliberations')
    .values({
      id: deliberation.id,
      title: deliberation.title,
      counterparty_slug: deliberation.counterpartySlug,
      stage: deliberation.stage,
      status: deliberation.status,
      turn_count: 0,
      event_seq: 0,
      created_at: deliberation.createdAt,
    })
    .execute();
}

export async function getDeliberation(
  executor: Executor,
  id: string,
): Promise<DeliberationRecord | undefined> {
  const row = await executor.selectFrom('deliberations').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toDeliberation(row);
}

/** Returns deliberations, oldest first: all, or those with a status. */
export async function listDeliberations(
  executor: Executor,
  { status, limit, offset }: ListWindow & { readonly status: string | undefined },
): Promise<DeliberationRecord[]> {
  let query = executor.selectFrom('deliberations').selectAll().orderBy('seq').limit(limit).offset(offset);
  if (status !== undefined) query = query.where('status', '=', status);
  return (await query.execute()).map(toDeliberation);
}

export async function countDeliberations(executor: Executor, status: string | undefined): Promise<number> {
  let query = executor.selectFrom('deliberations').select((eb) => eb.fn.countAll<number>().as('count'));
  if (status !== undefined) query = query.where('status', '=', status);
  return (await query.executeTakeFirstOrThrow()).count;
}

/**
 * Changes a deliberation and returns it, or undefined when there is none. Whoever has changed it, if only to what it was, is
 * the only one to write to it until the transaction ends.
 */
export async function updateDeliberation(
  tx: Transaction,
  id: string,
  patch: DeliberationPatch,
): Promise<DeliberationRecord | undefined> {
  const row = await tx
    .updateTable('deliberations')
    .set((eb) => ({ ...patch, turn_count: eb.ref('turn_count') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && toDeliberation(row);
}

/** Takes the index of the next turn. It is given back when the transaction is given up. */
export async function takeTurnIndex(tx: Transaction, id: string): Promise<number> {
  const row = await tx
    .updateTable('deliberations')
    .set((eb) => ({ turn_count: eb('turn_count', '+', 1) }))
    .where('id', '=', id)
    .returning('turn_count')
    .executeTakeFirstOrThrow();
  return row.turn_count - 1;
}

function toDeliberation(row: Selectable<DeliberationsTable>): DeliberationRecord {
  return {
    id: row.id,
    title: row.title,
    counterpartySlug: row.counterparty_slug,
    stage: row.stage,
    status: row.status,
    createdAt: row.created_at,
  };
}
