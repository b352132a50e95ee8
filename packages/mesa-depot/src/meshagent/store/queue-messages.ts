import type { Selectable } from 'kysely';
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

/** Returns messages, oldest first. */
export async function listQueueMessages(
  executor: Executor,
  { roomId, queue }: QueueKey,
  limit: number,
): Promise<QueueMessageRecord[]> {
  const rows = await executor
    .selectFrom('mesh_queue_messages')
    .selectAll()
    .where('room_id', '=', roomId)
    .where('queue', '=', queue)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(toMessage);
}

/** Takes messages out, oldest first. Of several receivers at once each gets others: what one is taking, the next ones pass by. */
export async function takeQueueMessages(
  tx: Transaction,
  { roomId, queue }: QueueKey,
  limit: number,
): Promise<QueueMessageRecord[]> {
  let next = tx
    .selectFrom('mesh_queue_messages')
    .selectAll()
    .where('room_id', '=', roomId)
    .where('queue', '=', queue)
    .orderBy('seq')
    .limit(limit);
  if (isPostgres(tx)) next = next.forUpdate().skipLocked();
  const rows = await next.execute();
  const taken = rows.map(({ seq }) => seq);
  if (taken.length > 0) await tx.deleteFrom('mesh_queue_messages').where('seq', 'in', taken).execute();
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
