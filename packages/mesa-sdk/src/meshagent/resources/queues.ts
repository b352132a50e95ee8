import { listQueueMessages, type QueueMessage, receiveQueueMessages } from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import { checkMembers } from '../../core/known-members.js';
import type { Connection } from '../connection.js';

/** Input of the methods of `queues`. */
export interface QueueInput {
  /** Most messages to return, 1 to 1,000. Default 100 for `listMessages`, 1 for `receiveMessages`. */
  readonly limit?: number | undefined;
}

/** Queues of rooms, as tasks fill them. All of it is an extension, that servers other than a depot may not know. */
export class Queues {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Lists the messages of a queue, oldest first, 4 MiB of payloads at most. They stay in it. */
  listMessages(
    projectId: string,
    room: string,
    queueName: string,
    input: QueueInput = {},
    options: CallOptions = {},
  ): Promise<QueueMessage[]> {
    return this.#connection.items(
      options,
      (base) => {
        checkMembers('queues.listMessages', input, ['limit']);
        const path = { project_id: projectId, room, queue_name: queueName };
        return listQueueMessages({ ...base, path, query: { limit: input.limit } });
      },
      ({ messages }) => messages,
    );
  }

  /**
   * Takes messages out of a queue and returns them, oldest first, 4 MiB of payloads at most. Each is given to one caller alone, and is gone
   * also when the answer is lost on its way.
   */
  receiveMessages(
    projectId: string,
    room: string,
    queueName: string,
    input: QueueInput = {},
    options: CallOptions = {},
  ): Promise<QueueMessage[]> {
    return this.#connection.items(
      options,
      (base) => {
        checkMembers('queues.receiveMessages', input, ['limit']);
        const path = { project_id: projectId, room, queue_name: queueName };
        const body = input.limit === undefined ? {} : { limit: input.limit };
        return receiveQueueMessages({ ...base, path, body });
      },
      ({ messages }) => messages,
    );
  }
}
