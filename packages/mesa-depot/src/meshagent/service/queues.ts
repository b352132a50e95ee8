import type { QueueMessageList } from 'mesa-rest/meshagent';
import type { ProjectAccess } from '../caller.js';
import { MAX_MESSAGES_BYTES } from '../limits.js';
import { requireStorable } from '../require-storable.js';
import { listQueueMessages, type QueueMessageRecord, takeQueueMessages } from '../store/queue-messages.js';
import { toTimestamp } from '../timestamp.js';
import type { MeshagentDeps } from './deps.js';
import { requireRoom } from './require-room.js';

/** A part of a queue. */
interface QueueRequest {
  /** Name or id. */
  readonly room: string;
  readonly queue: string;
  readonly limit: number;
}

/** What waits in the queues of rooms. */
export class QueueService {
  readonly #deps: MeshagentDeps;

  constructor(deps: MeshagentDeps) {
    this.#deps = deps;
  }

  /** Returns messages, oldest first and 4 MiB of them at most, and leaves them. @throws MeshagentError `not_found` for the room */
  async list({ project }: ProjectAccess, { room, queue, limit }: QueueRequest): Promise<QueueMessageList> {
    const { read } = this.#deps.storage;
    const { id } = await requireRoom(read, project.id, room);
    const key = { roomId: id, queue: requireStorable('queue_name', queue) };
    return toWire(await listQueueMessages(read, key, { count: limit, bytes: MAX_MESSAGES_BYTES }));
  }

  /** Takes messages out, oldest first and 4 MiB of them at most; each reaches one receiver. @throws MeshagentError `not_found` for the room */
  async receive({ project }: ProjectAccess, { room, queue, limit }: QueueRequest): Promise<QueueMessageList> {
    const name = requireStorable('queue_name', queue);
    return this.#deps.storage.transaction(async (tx) => {
      const { id } = await requireRoom(tx, project.id, room);
      const limits = { count: limit, bytes: MAX_MESSAGES_BYTES };
      return toWire(await takeQueueMessages(tx, { roomId: id, queue: name }, limits));
    });
  }
}

function toWire(messages: readonly QueueMessageRecord[]): QueueMessageList {
  return {
    messages: messages.map(({ id, payload, taskId, createdAt }) => ({
      id,
      created_at: toTimestamp(createdAt),
      payload: { ...payload },
      task_id: taskId,
    })),
  };
}
