import type { Selectable } from 'kysely';
import type { ApprovalsTable } from '../../storage/commitments-tables.js';
import type { Executor, Transaction } from '../../storage/index.js';
import type { ListWindow } from './list-window.js';

/** A commitment that a policy routed to somebody for a decision. */
export interface ApprovalRecord {
  readonly id: string;
  readonly commitmentId: string;
  readonly routeTo: string | null;
  readonly status: 'pending' | 'approved' | 'rejected';
  readonly note: string | null;
  readonly createdAt: number;
  readonly decidedAt: number | null;
}

export async function insertApproval(tx: Transaction, approval: ApprovalRecord): Promise<void> {
  await tx
    .insertInto('commitment_approvals')
    .values({
      id: approval.id,
      commitment_id: approval.commitmentId,
      route_to: approval.routeTo,
      status: approval.status,
      note: approval.note,
      created_at: approval.createdAt,
      decided_at: approval.decidedAt,
    })
    .execute();
}

export async function getApproval(executor: Executor, id: string): Promise<ApprovalRecord | undefined> {
  const row = await executor
    .selectFrom('commitment_approvals')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toApproval(row);
}

/** Returns approvals, oldest first: all, or those with a status. */
export async function listApprovals(
  executor: Executor,
  { status, limit, offset }: ListWindow & { readonly status: string | undefined },
): Promise<ApprovalRecord[]> {
  let query = executor
    .selectFrom('commitment_approvals')
    .selectAll()
    .orderBy('seq')
    .limit(limit)
    .offset(offset);
  if (status !== undefined) query = query.where('status', '=', status);
  return (await query.execute()).map(toApproval);
}

export async function countApprovals(executor: Executor, status: string | undefined): Promise<number> {
  let query = executor
    .selectFrom('commitment_approvals')
    .select((eb) => eb.fn.countAll<number>().as('count'));
  if (status !== undefined) query = query.where('status', '=', status);
  return (await query.executeTakeFirstOrThrow()).count;
}

/** Decides a pending approval and returns it, or undefined when it is not pending any more: the first decision counts. */
export async function decideApproval(
  tx: Transaction,
  id: string,
  decision: { readonly status: 'approved' | 'rejected'; readonly note: string | null; readonly now: number },
): Promise<ApprovalRecord | undefined> {
  const row = await tx
    .updateTable('commitment_approvals')
    .set({ status: decision.status, note: decision.note, decided_at: decision.now })
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .returningAll()
    .executeTakeFirst();
  return row && toApproval(row);
}

function toApproval(row: Selectable<ApprovalsTable>): ApprovalRecord {
  return {
    id: row.id,
    commitmentId: row.commitment_id,
    routeTo: row.route_to,
    status: row.status as ApprovalRecord['status'],
    note: row.note,
    createdAt: row.created_at,
    decidedAt: row.decided_at,
  };
}
