import type { Handlers } from '../call.js';

export const taskHandlers: Handlers = {
  createScheduledTask: (services, { access, body }) => services.tasks.create(access, body),
  updateScheduledTask: (services, { access, params, body }) =>
    services.tasks.update(access, params.task_id ?? '', body),
  deleteScheduledTask: (services, { access, params }) => services.tasks.delete(access, params.task_id ?? ''),
  listScheduledTasks: (services, { access, query }) => services.tasks.list(access, query),
};
