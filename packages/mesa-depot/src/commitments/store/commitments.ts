import type { Expression, ExpressionBuilder, Selectable, SqlBool } from 'kysely';
import type { CommitmentsTable } from '../../storage/commitments-tables.js';
import type { DatabaseSchema, Executor, Transaction } from '../../storage/index.js';
import type { ListWindow } from './list-window.js';

/** An envelope that passed the gate. */
export interface CommitmentRecord {
  readonly id: string;
  readonly type: string;
  readonly principalId: string;
  readonly deliberationId: string | null;
  readonly status: string;
  /** The canonical JSON that was signed. */
  readonly envelope: string;
  readonly signature: string;
  /** JSON of what the policies decided. */
  readonly decision: string;
  readonly createdAt: number;
}

/** Which commitments a list has; an absent member asks for nothing. */
export interface CommitmentFilter {
  readonly deliberationId?: string | undefined;
  readonly principalId?: string | undefined;
  readonly type?: string | undefined;
  readonly status?: string | undefined;
}

export async function insertCommitment(tx: Transaction, commitment: CommitmentRecord): Promise<void> {
  await tx
    .insertInto('commitments')
    .values({
      id: commitment.id,
      type: commitment.type,
      principal_id: commitment.principalId,
      deliberation_id: commitment.deliberationId,
      status: commitment.status,
      envelope: commitment.envelope,
      signature: commitment.signature,
      decision: commitment.decision,
      created_at: commitment.createdAt,
    })
    .execute();
}

export async function getCommitment(executor: Executor, id: string): Promise<CommitmentRecord | undefined> {
  const row = await executor.selectFrom('commitments').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toCommitment(row);
}

/** Returns commitments, oldest first. */
export async function listCommitments(
  executor: Executor,
  filter: CommitmentFilter,
  window?: ListWindow,
): Promise<CommitmentRecord[]> {
  let query = executor.selectFrom('commitments').selectAll().where(matches(filter)).orderBy('seq');
  if (window !== undefined) query = query.limit(window.limit).offset(window.offset);
  return (await query.execute()).map(toCommitment);
}

export async function countCommitments(executor: Executor, filter: CommitmentFilter): Promise<number> {
  const row = await executor
    .selectFrom('commitments')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(matches(filter))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Gives a commitment another status and returns it as it is then. */
export async function setCommitmentStatus(
  tx: Transaction,
  id: string,
  status: string,
): Promise<CommitmentRecord> {
  const row = await tx
    .updateTable('commitments')
    .set({ status })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toCommitment(row);
}

function matches(filter: CommitmentFilter) {
  const columns = {
    deliberation_id: filter.deliberationId,
    principal_id: filter.principalId,
    type: filter.type,
    status: filter.status,
  };
  return (eb: ExpressionBuilder<DatabaseSchema, 'commitments'>): Expression<SqlBool> =>
    eb.and(Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)));
}

function toCommitment(row: Selectable<CommitmentsTable>): CommitmentRecord {
  return {
    id: row.id,
    type: row.type,
    principalId: row.principal_id,
    deliberationId: row.deliberation_id,
    status: row.status,
    envelope: row.envelope,
    signature: row.signature,
    decision: row.decision,
    createdAt: row.created_at,
  };
}
