import type { Handlers } from '../call.js';

export const queueHandlers: Handlers = {
  listQueueMessages: (services, { access, params, query }) =>
    services.queues.list(access, {
      room: params.room ?? '',
      queue: params.queue_name ?? '',
      limit: query.limit,
    }),
  receiveQueueMessages: (services, { access, params, body }) =>
    services.queues.receive(access, {
      room: params.room ?? '',
      queue: params.queue_name ?? '',
      limit: body.limit ?? 1,
    }),
};
