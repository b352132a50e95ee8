import { sql } from 'kysely';
import type { Executor, Transaction } from '../../storage/index.js';

/** A change of a balance. Money is in millionths of a dollar. */
export interface TransactionRecord {
  readonly id: string;
  readonly projectId: string;
  readonly amountMicros: number;
  readonly reference: string | null;
  readonly description: string;
  readonly createdAt: number;
}

export async function insertTransaction(tx: Transaction, entry: TransactionRecord): Promise<void> {
  await tx
    .insertInto('mesh_transactions')
    .values({
      id: entry.id,
      project_id: entry.projectId,
      amount_micros: entry.amountMicros,
      reference: entry.reference,
      description: entry.description,
      created_at: entry.createdAt,
    })
    .execute();
}

/** Returns transactions, newest first. */
export async function listTransactions(
  executor: Executor,
  projectId: string,
  limit: number,
): Promise<TransactionRecord[]> {
  const rows = await executor
    .selectFrom('mesh_transactions')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    amountMicros: row.amount_micros,
    reference: row.reference,
    description: row.description,
    createdAt: row.created_at,
  }));
}

export async function insertUsage(
  tx: Transaction,
  usage: {
    readonly projectId: string;
    readonly type: string;
    readonly roomName: string | null;
    readonly quantityMicros: number;
    readonly costMicros: number;
    readonly createdAt: number;
  },
): Promise<void> {
  await tx
    .insertInto('mesh_usage')
    .values({
      project_id: usage.projectId,
      type: usage.type,
      room_name: usage.roomName,
      quantity_micros: usage.quantityMicros,
      cost_micros: usage.costMicros,
      created_at: usage.createdAt,
    })
    .execute();
}

/** Returns what a project was credited less what its usage cost, in millionths. */
export async function getBalance(executor: Executor, projectId: string): Promise<number> {
  const credited = await executor
    .selectFrom('mesh_transactions')
    .select(sql<number>`coalesce(sum(amount_micros), 0)`.as('sum'))
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow();
  const used = await executor
    .selectFrom('mesh_usage')
    .select(sql<number>`coalesce(sum(cost_micros), 0)`.as('sum'))
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow();
  return Number(credited.sum) - Number(used.sum);
}

/** Which usage to sum up. */
export interface UsageRequest {
  readonly projectId: string;
  /** In milliseconds; the end is not part of it. */
  readonly start: number;
  readonly end: number;
  readonly type: string | undefined;
  readonly roomName: string | undefined;
  readonly byRoom: boolean;
}

/** Usage of one type. */
export interface UsageSum {
  readonly type: string;
  readonly roomName: string | null;
  readonly quantityMicros: number;
  readonly costMicros: number;
}

/** Returns the usage of a time, in order of type and room. */
export async function sumUsage(executor: Executor, request: UsageRequest): Promise<UsageSum[]> {
  let query = executor
    .selectFrom('mesh_usage')
    .select([
      'type',
      (request.byRoom ? sql<string | null>`room_name` : sql<string | null>`null`).as('room'),
      sql<number>`sum(quantity_micros)`.as('quantity'),
      sql<number>`sum(cost_micros)`.as('cost'),
    ])
    .where('project_id', '=', request.projectId)
    .where('created_at', '>=', request.start)
    .where('created_at', '<', request.end);
  if (request.type !== undefined) query = query.where('type', '=', request.type);
  if (request.roomName !== undefined) query = query.where('room_name', '=', request.roomName);
  const rows = await query
    .groupBy(request.byRoom ? ['type', 'room_name'] : ['type'])
    .orderBy('type')
    .$if(request.byRoom, (ordered) => ordered.orderBy('room_name'))
    .execute();
  return rows.map((row) => ({
    type: row.type,
    roomName: row.room,
    quantityMicros: Number(row.quantity),
    costMicros: Number(row.cost),
  }));
}

/** When a project wants its balance recharged. */
export interface RechargeRecord {
  readonly enabled: boolean;
  readonly amountMicros: number;
  readonly thresholdMicros: number;
  readonly monthlyBudgetMicros: number | null;
}

export async function setRecharge(
  tx: Transaction,
  projectId: string,
  recharge: RechargeRecord,
): Promise<void> {
  const columns = {
    enabled: recharge.enabled ? 1 : 0,
    amount_micros: recharge.amountMicros,
    threshold_micros: recharge.thresholdMicros,
    monthly_budget_micros: recharge.monthlyBudgetMicros,
  };
  await tx
    .insertInto('mesh_recharges')
    .values({ project_id: projectId, ...columns })
    .onConflict((conflict) => conflict.column('project_id').doUpdateSet(columns))
    .execute();
}

export async function getRecharge(
  executor: Executor,
  projectId: string,
): Promise<RechargeRecord | undefined> {
  const row = await executor
    .selectFrom('mesh_recharges')
    .selectAll()
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return (
    row && {
      enabled: row.enabled === 1,
      amountMicros: row.amount_micros,
      thresholdMicros: row.threshold_micros,
      monthlyBudgetMicros: row.monthly_budget_micros,
    }
  );
}
