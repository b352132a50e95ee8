import type { ColumnDefinitionBuilder, Kysely, Migration } from 'kysely';
import { columnTypes } from './column-types.js';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
/** A row that goes when the one that it belongs to goes. */
const of =
  (key: string) =>
  (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
    column.notNull().references(key).onDelete('cascade');

/** Files, queues and scheduled tasks of the MeshAgent server. What each table is for is said in `operations-tables.ts`. */
export const meshagentOperations: Migration = {
  // biome-ignore lint/suspicious/noExplicitAny: the schema of this moment has no type
  async up(db: Kysely<any>): Promise<void> {
    const { bytes, integer, text, identity, tableEnd } = columnTypes(db);

    await db.schema
      .createTable('mesh_file_contents')
      .addColumn('seq', identity)
      .addColumn('id', text, (column) => column.notNull().unique())
      .addColumn('project_id', text, of('mesh_projects.id'))
      .addColumn('created_at', integer, required)
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_file_chunks')
      .addColumn('content_id', text, of('mesh_file_contents.id'))
      .addColumn('chunk_index', integer, required)
      .addColumn('bytes', bytes, required)
      .addPrimaryKeyConstraint('mesh_file_chunks_key', ['content_id', 'chunk_index'])
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_files')
      .addColumn('seq', identity)
      .addColumn('project_id', text, of('mesh_projects.id'))
      .addColumn('path', text, required)
      .addColumn('content_id', text, (column) =>
        column.notNull().unique().references('mesh_file_contents.id').onDelete('cascade'),
      )
      .addColumn('size', integer, required)
      .addColumn('updated_at', integer, required)
      .addUniqueConstraint('mesh_files_path', ['project_id', 'path'])
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_queue_messages')
      .addColumn('seq', identity)
      .addColumn('id', text, (column) => column.notNull().unique())
      .addColumn('room_id', text, of('mesh_rooms.id'))
      .addColumn('queue', text, required)
      .addColumn('payload', text, required)
      .addColumn('task_id', text)
      .addColumn('created_at', integer, required)
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_tasks')
      .addColumn('seq', identity)
      .addColumn('id', text, required)
      .addColumn('project_id', text, of('mesh_projects.id'))
      .addColumn('room_id', text, of('mesh_rooms.id'))
      .addColumn('queue', text, required)
      .addColumn('payload', text, required)
      .addColumn('schedule', text, required)
      .addColumn('active', integer, required)
      .addColumn('once', integer, required)
      .addColumn('annotations', text, required)
      .addColumn('next_run_at', integer)
      .addColumn('last_run_id', integer)
      .addColumn('last_started_at', integer)
      .addColumn('last_ended_at', integer)
      .addColumn('last_status', text)
      .addColumn('last_message', text)
      .addColumn('created_at', integer, required)
      .addUniqueConstraint('mesh_tasks_id', ['project_id', 'id'])
      .modifyEnd(tableEnd)
      .execute();

    for (const [table, columns] of [
      ['mesh_file_contents', ['project_id']],
      ['mesh_queue_messages', ['room_id', 'queue', 'seq']],
      ['mesh_tasks', ['next_run_at']],
      ['mesh_tasks', ['room_id']],
    ] as const) {
      await db.schema
        .createIndex(`${table}_by_${columns[0]}`)
        .on(table)
        .columns([...columns])
        .execute();
    }
  },
};
