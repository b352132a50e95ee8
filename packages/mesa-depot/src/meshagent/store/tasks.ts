import type { Selectable } from 'kysely';
import type { Executor, Transaction } from '../../storage/index.js';
import type { MeshTasksTable } from '../../storage/meshagent/operations-tables.js';
import type { Annotations, JsonObject } from '../json-object.js';

/** What a scheduled task does, and when. */
export interface TaskFields {
  readonly roomId: string;
  readonly queue: string;
  readonly payload: JsonObject;
  /** A cron expression, in UTC. */
  readonly schedule: string;
  readonly active: boolean;
  readonly annotations: Annotations;
  /** Null when it is not active, or its time never comes. */
  readonly nextRunAt: number | null;
}

/** A message that is put into a queue at a time. */
export interface TaskRecord extends TaskFields {
  readonly seq: number;
  readonly id: string;
  readonly projectId: string;
  readonly roomName: string;
  /** Runs once and is then no longer active. */
  readonly once: boolean;
  readonly lastRunId: number | null;
  readonly lastStartedAt: number | null;
  readonly lastEndedAt: number | null;
  readonly lastStatus: string | null;
  readonly lastMessage: string | null;
}

interface TaskKey {
  readonly projectId: string;
  readonly id: string;
}

/** Stores a task. Returns false when the project has one with that id. */
export async function insertTask(
  tx: Transaction,
  task: TaskKey & TaskFields & { readonly once: boolean; readonly createdAt: number },
): Promise<boolean> {
  const result = await tx
    .insertInto('mesh_tasks')
    .values({
      id: task.id,
      project_id: task.projectId,
      ...toColumns(task),
      once: task.once ? 1 : 0,
      last_run_id: null,
      last_started_at: null,
      last_ended_at: null,
      last_status: null,
      last_message: null,
      created_at: task.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['project_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function getTask(
  executor: Executor,
  { projectId, id }: TaskKey,
): Promise<TaskRecord | undefined> {
  const row = await withRoom(executor)
    .where('mesh_tasks.project_id', '=', projectId)
    .where('mesh_tasks.id', '=', id)
    .executeTakeFirst();
  return row && toTask(row);
}

/** Changes a task. Returns false when there is none. */
export async function updateTask(
  tx: Transaction,
  { projectId, id }: TaskKey,
  fields: TaskFields,
): Promise<boolean> {
  const result = await tx
    .updateTable('mesh_tasks')
    .set(toColumns(fields))
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Deletes a task. Returns false when there is none. */
export async function deleteTask(tx: Transaction, { projectId, id }: TaskKey): Promise<boolean> {
  const result = await tx
    .deleteFrom('mesh_tasks')
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Which tasks to list. */
export interface TaskListRequest {
  readonly projectId: string;
  readonly roomId: string | undefined;
  readonly id: string | undefined;
  readonly active: boolean | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Returns tasks, oldest first. */
export async function listTasks(executor: Executor, request: TaskListRequest): Promise<TaskRecord[]> {
  let query = withRoom(executor).where('mesh_tasks.project_id', '=', request.projectId);
  if (request.roomId !== undefined) query = query.where('mesh_tasks.room_id', '=', request.roomId);
  if (request.id !== undefined) query = query.where('mesh_tasks.id', '=', request.id);
  if (request.active !== undefined) query = query.where('mesh_tasks.active', '=', request.active ? 1 : 0);
  const rows = await query.orderBy('mesh_tasks.seq').limit(request.limit).offset(request.offset).execute();
  return rows.map(toTask);
}

/** Returns tasks whose time has come, the most overdue first. */
export async function listDueTasks(executor: Executor, now: number, limit: number): Promise<TaskRecord[]> {
  const rows = await withRoom(executor)
    .where('mesh_tasks.active', '=', 1)
    .where('mesh_tasks.next_run_at', '<=', now)
    .orderBy('mesh_tasks.next_run_at')
    .limit(limit)
    .execute();
  return rows.map(toTask);
}

/** Returns when the next task is due; null when none is. */
export async function nextTaskDueAt(executor: Executor): Promise<number | null> {
  const row = await executor
    .selectFrom('mesh_tasks')
    .select((eb) => eb.fn.min('next_run_at').as('due'))
    .where('active', '=', 1)
    .executeTakeFirst();
  return row?.due === undefined || row.due === null ? null : Number(row.due);
}

/**
 * Takes a run of a task and says when the next one is. Returns false when another process took it, or the task was changed
 * meanwhile.
 */
export async function claimRun(
  tx: Transaction,
  { seq, nextRunAt, once }: Pick<TaskRecord, 'seq' | 'nextRunAt' | 'once'>,
  next: number | null,
): Promise<boolean> {
  const result = await tx
    .updateTable('mesh_tasks')
    .set({ next_run_at: once ? null : next, active: once ? 0 : 1 })
    .where('seq', '=', seq)
    .where('next_run_at', '=', nextRunAt)
    .where('active', '=', 1)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Notes how a run went. */
export async function finishRun(
  tx: Transaction,
  run: {
    readonly seq: number;
    readonly runId: number;
    readonly startedAt: number;
    readonly endedAt: number;
    readonly status: string;
    readonly message: string | null;
  },
): Promise<void> {
  await tx
    .updateTable('mesh_tasks')
    .set({
      last_run_id: run.runId,
      last_started_at: run.startedAt,
      last_ended_at: run.endedAt,
      last_status: run.status,
      last_message: run.message,
    })
    .where('seq', '=', run.seq)
    .execute();
}

function withRoom(executor: Executor) {
  return executor
    .selectFrom('mesh_tasks')
    .innerJoin('mesh_rooms', 'mesh_rooms.id', 'mesh_tasks.room_id')
    .selectAll('mesh_tasks')
    .select('mesh_rooms.name as room_name');
}

function toColumns(task: TaskFields) {
  return {
    room_id: task.roomId,
    queue: task.queue,
    payload: JSON.stringify(task.payload),
    schedule: task.schedule,
    active: task.active ? 1 : 0,
    annotations: JSON.stringify(task.annotations),
    next_run_at: task.nextRunAt,
  };
}

function toTask(row: Selectable<MeshTasksTable> & { readonly room_name: string }): TaskRecord {
  return {
    seq: row.seq,
    id: row.id,
    projectId: row.project_id,
    roomId: row.room_id,
    roomName: row.room_name,
    queue: row.queue,
    payload: JSON.parse(row.payload),
    schedule: row.schedule,
    active: row.active === 1,
    once: row.once === 1,
    annotations: JSON.parse(row.annotations),
    nextRunAt: row.next_run_at,
    lastRunId: row.last_run_id,
    lastStartedAt: row.last_started_at,
    lastEndedAt: row.last_ended_at,
    lastStatus: row.last_status,
    lastMessage: row.last_message,
  };
}
