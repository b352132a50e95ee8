import { type ColumnDefinitionBuilder, type Kysely, type Migration, sql } from 'kysely';
import { columnTypes } from './column-types.js';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
/** A row that goes when the one that it belongs to goes. */
const ofProject = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.notNull().references('mesh_projects.id').onDelete('cascade');
const ofSession = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.notNull().references('mesh_sessions.id').onDelete('cascade');

/** Shares and sessions of the MeshAgent server. What each table is for is said in `sessions-tables.ts`. */
export const meshagentSessions: Migration = {
  // biome-ignore lint/suspicious/noExplicitAny: the schema of this moment has no type
  async up(db: Kysely<any>): Promise<void> {
    const { integer, text, identity, tableEnd } = columnTypes(db);

    await db.schema
      .createTable('mesh_shares')
      .addColumn('seq', identity)
      .addColumn('id', text, (column) => column.notNull().unique())
      .addColumn('project_id', text, ofProject)
      .addColumn('settings', text, required)
      .addColumn('created_at', integer, required)
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_sessions')
      .addColumn('seq', identity)
      .addColumn('id', text, (column) => column.notNull().unique())
      .addColumn('project_id', text, ofProject)
      .addColumn('room_id', text, (column) => column.references('mesh_rooms.id').onDelete('set null'))
      .addColumn('room_name', text, required)
      .addColumn('trace_id', text, required)
      .addColumn('created_at', integer, required)
      .addColumn('ended_at', integer)
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_session_participants')
      .addColumn('seq', identity)
      .addColumn('session_id', text, ofSession)
      .addColumn('name', text, required)
      .addColumn('kind', text, required)
      .addColumn('expires_at', integer, required)
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_session_events')
      .addColumn('seq', identity)
      .addColumn('id', text, (column) => column.notNull().unique())
      .addColumn('session_id', text, ofSession)
      .addColumn('type', text, required)
      .addColumn('data', text, required)
      .addColumn('created_at', integer, required)
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_session_spans')
      .addColumn('seq', identity)
      .addColumn('session_id', text, ofSession)
      .addColumn('span_id', text, (column) => column.notNull().unique())
      .addColumn('name', text, required)
      .addColumn('kind', text, required)
      .addColumn('started_at', integer, required)
      .addColumn('ended_at', integer, required)
      .addColumn('status', text, required)
      .addColumn('attributes', text, required)
      .modifyEnd(tableEnd)
      .execute();

    // Of several that start a session of a room at once, one does.
    await db.schema
      .createIndex('mesh_sessions_active')
      .on('mesh_sessions')
      .column('room_id')
      .unique()
      .where(sql<boolean>`ended_at is null`)
      .execute();
    for (const [table, columns] of [
      ['mesh_shares', ['project_id']],
      ['mesh_sessions', ['project_id', 'seq']],
      ['mesh_session_participants', ['session_id']],
      ['mesh_session_events', ['session_id']],
      ['mesh_session_spans', ['session_id']],
    ] as const) {
      await db.schema
        .createIndex(`${table}_by_${columns[0]}`)
        .on(table)
        .columns([...columns])
        .execute();
    }
  },
};
