import type { PagePromise } from 'mesa-rest';
import {
  createScheduledTask,
  deleteScheduledTask,
  listScheduledTasks,
  type ScheduledTask,
  type ScheduledTaskCreate,
  type ScheduledTaskUpdate,
  updateScheduledTask,
} from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import { toBody } from '../../core/input.js';
import { checkMembers, checkObject } from '../../core/known-members.js';
import type { Connection } from '../connection.js';
import { firstPage, type ListInput } from './list-input.js';

/** What a task does, and when. */
interface TaskMembers {
  readonly roomName: string;
  /** Queue of the room into which the message is put. */
  readonly queueName: string;
  /** The message. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** A cron expression, in UTC: `0 9 * * 1`. */
  readonly schedule: string;
  /** Default true. */
  readonly active: boolean;
  readonly annotations: Readonly<Record<string, string>>;
}

type Optional<T> = { readonly [Member in keyof T]?: T[Member] | undefined };

/** Input of `scheduledTasks.create`. */
export type ScheduledTaskInput = Omit<TaskMembers, 'active' | 'annotations'> &
  Optional<Pick<TaskMembers, 'active' | 'annotations'>> & {
    readonly projectId: string;
    /** Chosen by the caller. Default: the server makes one. */
    readonly taskId?: string | undefined;
    /** Runs once and is then no longer active. Default false. */
    readonly once?: boolean | undefined;
  };

/** Input of `scheduledTasks.update`; what is absent stays. */
export type ScheduledTaskPatch = Optional<TaskMembers> & {
  readonly projectId: string;
  readonly taskId: string;
};

/** Input of `scheduledTasks.list`: only those that fit all of it. `limit` is 200 by default. */
export interface ScheduledTaskFilter extends ListInput {
  readonly roomName?: string | undefined;
  readonly taskId?: string | undefined;
  readonly active?: boolean | undefined;
}

const MEMBERS = [
  'roomName',
  'queueName',
  'payload',
  'schedule',
  'active',
  'annotations',
] as const satisfies readonly (keyof TaskMembers)[];
const DEFAULT_LIMIT = 200;

/** Messages that are put into queues of rooms at set times. */
export class ScheduledTasks {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Creates a task and returns its id.
   *
   * @throws {ConflictError} `already_exists` when `taskId` is taken.
   * @throws {ValidationErrorResponse} `invalid_request` when the schedule is none.
   * @throws {NotFoundError} `not_found` when there is no such room.
   */
  async create(input: ScheduledTaskInput, options: CallOptions = {}): Promise<string> {
    const created = await this.#connection.send(options, (base) => {
      checkMembers('scheduledTasks.create', input, ['projectId', 'taskId', 'once', ...MEMBERS]);
      const { projectId, taskId: id, active = true, once = false } = input;
      const body = toBody<ScheduledTaskCreate>({ ...toWire(input), id, active, once } as ScheduledTaskCreate);
      return createScheduledTask({ ...base, path: { project_id: projectId }, body });
    });
    return created.task_id;
  }

  /** @throws {NotFoundError} `not_found`. */
  update(input: ScheduledTaskPatch, options: CallOptions = {}): Promise<void> {
    return this.#connection.act(options, (base) => {
      checkMembers('scheduledTasks.update', input, ['projectId', 'taskId', ...MEMBERS]);
      const path = { project_id: input.projectId, task_id: input.taskId };
      return updateScheduledTask({ ...base, path, body: toWire(input) });
    });
  }

  /** @throws {NotFoundError} `not_found`. */
  delete(projectId: string, taskId: string, options: CallOptions = {}): Promise<void> {
    const path = { project_id: projectId, task_id: taskId };
    return this.#connection.act(options, (base) => deleteScheduledTask({ ...base, path }));
  }

  /** Lists tasks, with how their last run went. */
  list(
    projectId: string,
    filter: ScheduledTaskFilter = {},
    options: CallOptions = {},
  ): PagePromise<ScheduledTask[], ScheduledTask> {
    const known = ['roomName', 'taskId', 'active'];
    const first = () => firstPage('scheduledTasks.list', filter, known, DEFAULT_LIMIT);
    return this.#connection.pages(first, options, async (base, page) => {
      const { roomName: room_name, taskId: task_id, active } = filter;
      const query = { room_name, task_id, active, ...page };
      return (await listScheduledTasks({ ...base, path: { project_id: projectId }, query })).data.tasks;
    });
  }
}

function toWire(input: Optional<TaskMembers>): ScheduledTaskUpdate {
  const { roomName: room_name, queueName: queue_name, payload, schedule, active, annotations } = input;
  checkObject('`payload` of a task', payload);
  checkObject('`annotations` of a task', annotations);
  return toBody<ScheduledTaskUpdate>({
    room_name,
    queue_name,
    payload: payload && { ...payload },
    schedule,
    active,
    annotations: annotations && { ...annotations },
  });
}
