import { type Selectable, sql } from 'kysely';
import type { WebhookDeliveriesTable } from '../database-schema.js';
import type { Executor, Transaction } from '../executor.js';
import { inBatches } from '../in-batches.js';
import { type Page, toPage } from '../page.js';
import { isPostgres } from '../sql-engine.js';
import { listTargetsFor } from './webhook-targets.js';

/** Something that happened, as every target will be told. */
export interface OutboxEvent {
  /** `evt_…`, the same for every target. */
  readonly id: string;
  readonly type: string;
  /** The complete JSON of the request body: what is signed is what is stored. */
  readonly body: string;
}

/** One event on its way to one target. */
export interface DeliveryRecord {
  /** Order of commit. */
  readonly seq: number;
  readonly id: string;
  readonly targetId: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly body: string;
  readonly status: 'pending' | 'delivered' | 'parked';
  /** Attempts so far, the one it was claimed for included. */
  readonly attempts: number;
  readonly nextAttemptAt: number;
  readonly lastError: string | null;
  readonly lastStatus: number | null;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

/** How an attempt ended. */
export interface DeliveryOutcome {
  /** HTTP status of the answer, or null when there was none. */
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}

/**
 * Stores one delivery for every target that wants an event. To be called in the transaction that makes the event true, so that
 * neither exists without the other. Returns the number of deliveries.
 */
export async function enqueueEvents(
  tx: Transaction,
  outbox: {
    readonly orgId: string;
    /** Null for an event that is about no repository. */
    readonly repoId: string | null;
    readonly events: readonly OutboxEvent[];
    readonly now: number;
  },
): Promise<number> {
  const { orgId, repoId, events, now } = outbox;
  const targets = new Map<string, string[]>();
  for (const type of new Set(events.map((event) => event.type))) {
    const wanting = await listTargetsFor(tx, { orgId, repoId, type });
    targets.set(
      type,
      wanting.map((target) => target.id),
    );
  }
  const rows = events.flatMap((event) =>
    (targets.get(event.type) ?? []).map((targetId) => ({
      id: deliveryId(event.id, targetId),
      target_id: targetId,
      event_id: event.id,
      event_type: event.type,
      body: event.body,
      status: 'pending' as const,
      attempts: 0,
      next_attempt_at: now,
      locked_until: null,
      last_error: null,
      last_status: null,
      created_at: now,
      finished_at: null,
    })),
  );
  for (const batch of inBatches(rows, 500)) await tx.insertInto('webhook_deliveries').values(batch).execute();
  return rows.length;
}

/**
 * Claims deliveries that are due, at most one for each target: the oldest it has not received, so that a target gets its events
 * in order. A claim is void after `leaseMs`, when its worker is taken for dead.
 */
export async function claimDeliveries(
  tx: Transaction,
  request: { readonly now: number; readonly leaseMs: number; readonly limit: number },
): Promise<DeliveryRecord[]> {
  const { now, leaseMs, limit } = request;
  let due = tx
    .selectFrom('webhook_targets')
    .innerJoin('webhook_deliveries as head', (join) =>
      join.on((eb) =>
        // One look into the index for each target: a target with a long queue costs no more than others.
        eb(
          'head.seq',
          '=',
          eb
            .selectFrom('webhook_deliveries as queued')
            .select((queued) => queued.fn.min('queued.seq').as('seq'))
            .whereRef('queued.target_id', '=', 'webhook_targets.id')
            .where('queued.status', '=', sql.lit('pending')),
        ),
      ),
    )
    .select('head.seq')
    .where('webhook_targets.deleted_at', 'is', null)
    .where('head.next_attempt_at', '<=', now)
    .where((eb) => eb.or([eb('head.locked_until', 'is', null), eb('head.locked_until', '<=', now)]))
    .orderBy('head.next_attempt_at')
    .limit(limit);
  if (isPostgres(tx)) due = due.forUpdate('head').skipLocked();
  const rows = await tx
    .updateTable('webhook_deliveries')
    .set((eb) => ({ locked_until: now + leaseMs, attempts: eb('attempts', '+', 1) }))
    .where('seq', 'in', due)
    .returningAll()
    .execute();
  return rows.map(toDelivery).sort((a, b) => a.seq - b.seq);
}

/** Notes that a delivery arrived. Returns false when the claim had run out and another worker took over. */
export async function completeDelivery(
  tx: Transaction,
  claim: Pick<DeliveryRecord, 'id' | 'attempts'>,
  outcome: DeliveryOutcome,
  now: number,
): Promise<boolean> {
  return finish(tx, claim, { ...outcomeColumns(outcome), status: 'delivered', finished_at: now });
}

/** Puts a delivery back for another attempt. Returns false when the claim had run out. */
export async function retryDelivery(
  tx: Transaction,
  claim: Pick<DeliveryRecord, 'id' | 'attempts'>,
  outcome: DeliveryOutcome,
  nextAttemptAt: number,
): Promise<boolean> {
  return finish(tx, claim, { ...outcomeColumns(outcome), next_attempt_at: nextAttemptAt });
}

/** Gives a delivery up: it stays visible and lets the next one pass. Returns false when the claim had run out. */
export async function parkDelivery(
  tx: Transaction,
  claim: Pick<DeliveryRecord, 'id' | 'attempts'>,
  outcome: DeliveryOutcome,
  now: number,
): Promise<boolean> {
  return finish(tx, claim, { ...outcomeColumns(outcome), status: 'parked', finished_at: now });
}

/** Returns the deliveries of a target, newest first. */
export async function listDeliveries(
  executor: Executor,
  targetId: string,
  request: {
    readonly before?: number | null;
    readonly limit: number;
    readonly status?: DeliveryRecord['status'];
  },
): Promise<Page<DeliveryRecord>> {
  let query = executor
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('target_id', '=', targetId)
    .orderBy('seq', 'desc')
    .limit(request.limit + 1);
  if (request.before != null) query = query.where('seq', '<', request.before);
  if (request.status !== undefined) query = query.where('status', '=', request.status);
  return toPage(await query.execute(), request.limit, toDelivery);
}

/**
 * Returns when the next delivery is due: the soonest among the heads of all queues, or null when nothing waits. A claimed
 * delivery is due when its claim runs out.
 */
export async function nextDeliveryDueAt(executor: Executor): Promise<number | null> {
  const row = await executor
    .selectFrom('webhook_targets')
    .innerJoin('webhook_deliveries as head', (join) =>
      join.on((eb) =>
        eb(
          'head.seq',
          '=',
          eb
            .selectFrom('webhook_deliveries as queued')
            .select((queued) => queued.fn.min('queued.seq').as('seq'))
            .whereRef('queued.target_id', '=', 'webhook_targets.id')
            .where('queued.status', '=', sql.lit('pending')),
        ),
      ),
    )
    .select(
      sql<
        number | null
      >`min(case when head.locked_until > head.next_attempt_at then head.locked_until else head.next_attempt_at end)`.as(
        'due',
      ),
    )
    .where('webhook_targets.deleted_at', 'is', null)
    .executeTakeFirst();
  return row?.due ?? null;
}

/** Counts deliveries by status, for metrics. */
export async function countDeliveries(executor: Executor): Promise<Record<DeliveryRecord['status'], number>> {
  const rows = await executor
    .selectFrom('webhook_deliveries')
    .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
    .groupBy('status')
    .execute();
  const counts = { pending: 0, delivered: 0, parked: 0 };
  for (const row of rows) counts[row.status] = Number(row.count);
  return counts;
}

/** Removes deliveries that arrived or were given up before a time, and returns how many there were. */
export async function deleteFinishedDeliveries(tx: Transaction, before: number): Promise<number> {
  const result = await tx
    .deleteFrom('webhook_deliveries')
    .where('finished_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

async function finish(
  tx: Transaction,
  claim: Pick<DeliveryRecord, 'id' | 'attempts'>,
  values: Partial<Selectable<Omit<WebhookDeliveriesTable, 'seq'>>>,
): Promise<boolean> {
  const result = await tx
    .updateTable('webhook_deliveries')
    .set({ ...values, locked_until: null })
    .where('id', '=', claim.id)
    .where('status', '=', 'pending')
    // Every claim counts an attempt, so a worker that comes back late finds another number here.
    .where('attempts', '=', claim.attempts)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The same event to the same target is the same delivery, so its id needs no source of random ids. */
function deliveryId(eventId: string, targetId: string): string {
  return `whd_${eventId.replace(/^evt_/, '')}_${targetId.replace(/^wht_/, '')}`;
}

function outcomeColumns(outcome: DeliveryOutcome) {
  return { last_status: outcome.lastStatus, last_error: outcome.lastError };
}

function toDelivery(row: Selectable<WebhookDeliveriesTable>): DeliveryRecord {
  return {
    seq: row.seq,
    id: row.id,
    targetId: row.target_id,
    eventId: row.event_id,
    eventType: row.event_type,
    body: row.body,
    status: row.status,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    lastError: row.last_error,
    lastStatus: row.last_status,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}
