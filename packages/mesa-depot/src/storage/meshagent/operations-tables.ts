import type { GeneratedAlways } from 'kysely';

/** Files, queues and scheduled tasks of the MeshAgent server, in the words of `database-schema.ts`. */
export interface MeshOperationsTables {
  mesh_files: MeshFilesTable;
  mesh_file_contents: MeshFileContentsTable;
  mesh_file_chunks: MeshFileChunksTable;
  mesh_queue_messages: MeshQueueMessagesTable;
  mesh_tasks: MeshTasksTable;
}

/** Which content a path of a project has. */
export interface MeshFilesTable {
  seq: GeneratedAlways<number>;
  project_id: string;
  path: string;
  content_id: string;
  size: number;
  updated_at: number;
}

/** The bytes of a file, or of an upload under way. Those that no file has are removed some time later. */
export interface MeshFileContentsTable {
  seq: GeneratedAlways<number>;
  id: string;
  project_id: string;
  created_at: number;
}

export interface MeshFileChunksTable {
  content_id: string;
  chunk_index: number;
  bytes: Uint8Array;
}

export interface MeshQueueMessagesTable {
  seq: GeneratedAlways<number>;
  id: string;
  room_id: string;
  queue: string;
  payload: string;
  /** Scheduled task that sent it. */
  task_id: string | null;
  created_at: number;
}

export interface MeshTasksTable {
  seq: GeneratedAlways<number>;
  /** Unique in its project: clients may choose it. */
  id: string;
  project_id: string;
  room_id: string;
  queue: string;
  payload: string;
  /** A cron expression, in UTC. */
  schedule: string;
  active: number;
  once: number;
  annotations: string;
  /** Null when it is not active, or its time never comes. */
  next_run_at: number | null;
  last_run_id: number | null;
  last_started_at: number | null;
  last_ended_at: number | null;
  last_status: string | null;
  last_message: string | null;
  created_at: number;
}
