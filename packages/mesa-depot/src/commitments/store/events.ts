import type { Executor, Transaction } from '../../storage/index.js';

/** What subscribers of a deliberation are told. */
export interface EventRecord {
  readonly seq: number;
  readonly type: 'turn' | 'commitment' | 'deliberation';
  /** JSON as it goes over the wire. */
  readonly data: string;
}

/** Adds an event to a deliberation. Numbers start at 1 and have no gaps. */
export async function insertEvent(
  tx: Transaction,
  deliberationId: string,
  event: Omit<EventRecord, 'seq'>,
  now: number,
): Promise<void> {
  const { event_seq } = await tx
    .updateTable('deliberations')
    .set((eb) => ({ event_seq: eb('event_seq', '+', 1) }))
    .where('id', '=', deliberationId)
    .returning('event_seq')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('deliberation_events')
    .values({
      deliberation_id: deliberationId,
      event_seq,
      type: event.type,
      data: event.data,
      created_at: now,
    })
    .execute();
}

/** Returns events after a number, in their order. */
export async function listEvents(
  executor: Executor,
  deliberationId: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<EventRecord[]> {
  const rows = await executor
    .selectFrom('deliberation_events')
    .selectAll()
    .where('deliberation_id', '=', deliberationId)
    .where('event_seq', '>', after)
    .orderBy('event_seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    seq: row.event_seq,
    type: row.type as EventRecord['type'],
    data: row.data,
  }));
}

/** Returns the number of the last event of deliberations; those that are gone are left out. */
export async function getEventSeqs(
  executor: Executor,
  deliberationIds: readonly string[],
): Promise<Map<string, number>> {
  if (deliberationIds.length === 0) return new Map();
  const rows = await executor
    .selectFrom('deliberations')
    .select(['id', 'event_seq'])
    .where('id', 'in', [...deliberationIds])
    .execute();
  return new Map(rows.map((row) => [row.id, row.event_seq]));
}
