import type {
  ScheduledTask,
  ScheduledTaskCreate,
  ScheduledTaskCreated,
  ScheduledTaskList,
  ScheduledTaskUpdate,
} from 'mesa-rest/meshagent';
import type { Transaction } from '../../storage/index.js';
import type { ProjectAccess } from '../caller.js';
import { MAX_QUEUE_MESSAGES } from '../limits.js';
import { MeshagentError, notFound } from '../meshagent-error.js';
import { isStorable, requireStorable } from '../require-storable.js';
import { countQueueMessages, insertQueueMessage } from '../store/queue-messages.js';
import {
  claimRun,
  deleteTask,
  finishRun,
  getTask,
  insertTask,
  listDueTasks,
  listTasks,
  nextTaskDueAt,
  type TaskRecord,
  updateTask,
} from '../store/tasks.js';
import { toTimestampOrNull } from '../timestamp.js';
import { newUuid } from '../uuid.js';
import { nextRunAfter } from './cron.js';
import type { MeshagentDeps } from './deps.js';
import { recordUsage } from './ledger.js';
import { requireRoom } from './require-room.js';
import { logInSession, openSession } from './session-log.js';

/** How many tasks one look at the clock runs, each in a transaction of its own. */
const RUNS_AT_ONCE = 20;

/** Which tasks to list, as the contract has it. */
export interface TaskQuery {
  readonly room_name?: string;
  readonly task_id?: string;
  readonly active?: boolean;
  readonly limit: number;
  readonly offset: number;
}

/** Messages that are put into a queue of a room at a time, or again and again. */
export class TaskService {
  readonly #deps: MeshagentDeps;

  constructor(deps: MeshagentDeps) {
    this.#deps = deps;
  }

  /** @throws MeshagentError `already_exists`, `not_found` for the room, `invalid_request` for the schedule */
  async create({ project }: ProjectAccess, input: ScheduledTaskCreate): Promise<ScheduledTaskCreated> {
    const { now, storage } = this.#deps;
    const id = requireStorable('id', input.id ?? newUuid(this.#deps));
    const active = input.active ?? true;
    const next = nextRunAfter(input.schedule, now());
    await storage.transaction(async (tx) => {
      const room = await requireRoom(tx, project.id, input.room_name);
      const isNew = await insertTask(tx, {
        id,
        projectId: project.id,
        roomId: room.id,
        queue: requireStorable('queue_name', input.queue_name),
        payload: input.payload,
        schedule: input.schedule,
        active,
        once: input.once ?? false,
        annotations: input.annotations ?? {},
        nextRunAt: active ? next : null,
        createdAt: now(),
      });
      if (!isNew) throw new MeshagentError('already_exists', 'There is a task with this id already.');
    });
    return { task_id: id };
  }

  /** Changes what is given. A task begins to count anew from now. @throws MeshagentError `not_found`, `invalid_request` */
  async update({ project }: ProjectAccess, id: string, input: ScheduledTaskUpdate): Promise<void> {
    const { now, storage } = this.#deps;
    const key = { projectId: project.id, id };
    await storage.transaction(async (tx) => {
      const before = isStorable(id) ? await getTask(tx, key) : undefined;
      if (before === undefined) throw notFound('task');
      const { room_name, schedule = before.schedule } = input;
      const active = input.active ?? before.active;
      // Also of a task that is not active: what it is given has to be good when it becomes so.
      const next = nextRunAfter(schedule ?? before.schedule, now());
      const isUpdated = await updateTask(tx, key, {
        roomId:
          typeof room_name === 'string' ? (await requireRoom(tx, project.id, room_name)).id : before.roomId,
        queue: requireStorable('queue_name', input.queue_name ?? before.queue),
        payload: input.payload ?? before.payload,
        schedule: schedule ?? before.schedule,
        active,
        annotations: input.annotations ?? before.annotations,
        nextRunAt: active ? next : null,
      });
      if (!isUpdated) throw notFound('task');
    });
  }

  /** @throws MeshagentError `not_found` */
  async delete({ project }: ProjectAccess, id: string): Promise<void> {
    const isDeleted =
      isStorable(id) &&
      (await this.#deps.storage.transaction((tx) => deleteTask(tx, { projectId: project.id, id })));
    if (!isDeleted) throw notFound('task');
  }

  /** Returns tasks, oldest first. A room that is not there has none. */
  async list({ project }: ProjectAccess, query: TaskQuery): Promise<ScheduledTaskList> {
    const { read } = this.#deps.storage;
    const { room_name, task_id } = query;
    const room = room_name === undefined ? undefined : await requireRoom(read, project.id, room_name);
    const tasks = await listTasks(read, {
      projectId: project.id,
      roomId: room?.id,
      id: task_id === undefined ? undefined : requireStorable('task_id', task_id),
      active: query.active,
      limit: query.limit,
      offset: query.offset,
    });
    return { tasks: tasks.map(toWire) };
  }

  /** Returns when the next task is due, in milliseconds; null when none is. */
  nextDueAt(): Promise<number | null> {
    return nextTaskDueAt(this.#deps.storage.read);
  }

  /**
   * Runs the tasks whose time has come, and returns how many. Of several processes one runs each. What was missed while no
   * server ran is made up for once.
   */
  async runDue(): Promise<number> {
    const { now, storage } = this.#deps;
    let ran = 0;
    for (const task of await listDueTasks(storage.read, now(), RUNS_AT_ONCE)) {
      const next = nextRunAfter(task.schedule, now());
      const isOurs = await storage.transaction(async (tx) => {
        if (!(await claimRun(tx, task, next))) return false;
        await this.#run(tx, task);
        return true;
      });
      if (isOurs) ran += 1;
    }
    return ran;
  }

  async #run(tx: Transaction, task: TaskRecord): Promise<void> {
    const startedAt = this.#deps.now();
    const { id: taskId, roomId, queue, payload, projectId, roomName, seq } = task;
    const key = { roomId, queue };
    const isFull = (await countQueueMessages(tx, key, MAX_QUEUE_MESSAGES)) >= MAX_QUEUE_MESSAGES;
    const status = isFull ? 'failed' : 'succeeded';
    const runId = (task.lastRunId ?? 0) + 1;
    if (!isFull) {
      const message = { id: newUuid(this.#deps), payload, taskId, createdAt: startedAt };
      await insertQueueMessage(tx, { ...key, ...message });
    }
    const session = await openSession(tx, this.#deps, { id: roomId, name: roomName, projectId });
    await logInSession(tx, this.#deps, session, {
      type: 'task.run',
      data: { task_id: taskId, run_id: runId, queue, status },
      span: { name: 'task.run', kind: 'producer', startedAt },
    });
    await recordUsage(tx, this.#deps, { projectId, type: 'task_run', quantity: 1, roomName });
    await finishRun(tx, {
      seq,
      runId,
      startedAt,
      endedAt: this.#deps.now(),
      status,
      message: isFull ? `The queue has ${MAX_QUEUE_MESSAGES} messages, which is all it takes.` : null,
    });
  }
}

function toWire(task: TaskRecord): ScheduledTask {
  return {
    id: task.id,
    project_id: task.projectId,
    room_name: task.roomName,
    room_id: task.roomId,
    queue_name: task.queue,
    payload: { ...task.payload },
    schedule: task.schedule,
    active: task.active,
    once: task.once,
    annotations: { ...task.annotations },
    last_run_id: task.lastRunId,
    last_start_time: toTimestampOrNull(task.lastStartedAt),
    last_end_time: toTimestampOrNull(task.lastEndedAt),
    last_status: task.lastStatus,
    last_return_message: task.lastMessage,
  };
}
