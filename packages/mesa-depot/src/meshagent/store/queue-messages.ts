import { type Selectable, sql } from 'kysely';
import { type Executor, isPostgres, type Transaction } from '../../storage/index.js';
import type { MeshQueueMessagesTable } from '../../storage/meshagent/operations-tables.js';
import type { JsonObject } from '../json-object.js';

/** A message that waits in a queue of a room. */
export interface QueueMessageRecord {
  readonly id: string;
  readonly payload: JsonObject;
  /** Scheduled task that sent it. */
  readonly taskId: string | null;
  readonly createdAt: number;
}

/** A queue of a room; it exists by what is in it. */
export interface QueueKey {
  readonly roomId: string;
  readonly queue: string;
}

/** How much to return at most. */
export interface MessageLimits {
  readonly count: number;
  /** Of their payloads; one message is returned whatever it has. */
  readonly bytes: number;
}

export async function insertQueueMessage(
  tx: Transaction,
  { roomId, queue, id, payload, taskId, createdAt }: QueueKey & QueueMessageRecord,
): Promise<void> {
  await tx
    .insertInto('mesh_queue_messages')
    .values({
      id,
      room_id: roomId,
      queue,
      payload: JSON.stringify(payload),
      task_id: taskId,
      created_at: createdAt,
    })
    .execute();
}

/** Counts what waits in a queue, at most up to `limit`. */
export async function countQueueMessages(
  executor: Executor,
  { roomId, queue }: QueueKey,
  limit: number,
): Promise<number> {
  const rows = await executor
    .selectFrom('mesh_queue_messages')
    .select('seq')
    .where('room_id', '=', roomId)
    .where('queue', '=', queue)
    .limit(limit)
    .execute();
  return rows.length;
}

/** Returns messages, oldest first, as many as fit. */
export async function listQueueMessages(
  executor: Executor,
  key: QueueKey,
  limits: MessageLimits,
): Promise<QueueMessageRecord[]> {
  return getMessages(executor, await nextMessages(executor, key, limits));
}

/** Takes messages out, oldest first. Of several receivers at once each gets others: what one is taking, the next ones pass by. */
export async function takeQueueMessages(
  tx: Transaction,
  key: QueueKey,
  limits: MessageLimits,
): Promise<QueueMessageRecord[]> {
  const taken = await nextMessages(tx, key, limits, isPostgres(tx));
  const messages = await getMessages(tx, taken);
  if (taken.length > 0) await tx.deleteFrom('mesh_queue_messages').where('seq', 'in', taken).execute();
  return messages;
}

/** Returns the first messages that fit, oldest first, by their numbers. What others are taking is passed by if `forTaking`. */
async function nextMessages(
  executor: Executor,
  { roomId, queue }: QueueKey,
  { count, bytes }: MessageLimits,
  forTaking = false,
): Promise<number[]> {
  let next = executor
    .selectFrom('mesh_queue_messages')
    .select(['seq', sql<number>`length(payload)`.as('size')])
    .where('room_id', '=', roomId)
    .where('queue', '=', queue)
    .orderBy('seq')
    .limit(count);
  if (forTaking) next = next.forUpdate().skipLocked();
  const fitting: number[] = [];
  let total = 0;
  for (const { seq, size } of await next.execute()) {
    total += Number(size);
    if (total > bytes && fitting.length > 0) break;
    fitting.push(seq);
  }
  return fitting;
}

async function getMessages(executor: Executor, seqs: readonly number[]): Promise<QueueMessageRecord[]> {
  if (seqs.length === 0) return [];
  const rows = await executor
    .selectFrom('mesh_queue_messages')
    .selectAll()
    .where('seq', 'in', seqs)
    .orderBy('seq')
    .execute();
  return rows.map(toMessage);
}

function toMessage(row: Selectable<MeshQueueMessagesTable>): QueueMessageRecord {
  return {
    id: row.id,
    payload: JSON.parse(row.payload),
    taskId: row.task_id,
    createdAt: row.created_at,
  };
}
