import type { ColumnDefinitionBuilder, Kysely, Migration } from 'kysely';
import { columnTypes } from './column-types.js';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
/** A row that goes when the one that it belongs to goes. */
const ofProject = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.notNull().references('mesh_projects.id').onDelete('cascade');

/** Services, secrets, OAuth clients and mailboxes. What each table is for is said in `services-tables.ts`. */
export const meshagentServices: Migration = {
  // biome-ignore lint/suspicious/noExplicitAny: the schema of this moment has no type
  async up(db: Kysely<any>): Promise<void> {
    const { bytes, integer, text, identity, tableEnd } = columnTypes(db);

    await db.schema
      .createTable('mesh_services')
      .addColumn('seq', identity)
      .addColumn('id', text, (column) => column.notNull().unique())
      .addColumn('project_id', text, ofProject)
      .addColumn('room_id', text, (column) => column.references('mesh_rooms.id').onDelete('cascade'))
      .addColumn('place', text, required)
      .addColumn('name', text, required)
      .addColumn('spec', text, required)
      .addColumn('created_at', integer, required)
      .addUniqueConstraint('mesh_services_name', ['project_id', 'place', 'name'])
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_secrets')
      .addColumn('seq', identity)
      .addColumn('id', text, (column) => column.notNull().unique())
      .addColumn('project_id', text, ofProject)
      .addColumn('name', text, required)
      .addColumn('type', text, required)
      .addColumn('data', text, required)
      .addColumn('created_at', integer, required)
      .addUniqueConstraint('mesh_secrets_name', ['project_id', 'name'])
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_oauth_clients')
      .addColumn('seq', identity)
      .addColumn('client_id', text, (column) => column.notNull().unique())
      .addColumn('project_id', text, ofProject)
      .addColumn('secret_sha256', bytes, required)
      .addColumn('grant_types', text, required)
      .addColumn('response_types', text, required)
      .addColumn('redirect_uris', text, required)
      .addColumn('scope', text, required)
      .addColumn('metadata', text, required)
      .addColumn('official', integer, required)
      .addColumn('created_at', integer, required)
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_mailboxes')
      .addColumn('seq', identity)
      .addColumn('project_id', text, ofProject)
      .addColumn('room_id', text, (column) =>
        column.notNull().references('mesh_rooms.id').onDelete('cascade'),
      )
      .addColumn('address', text, required)
      .addColumn('address_folded', text, (column) => column.notNull().unique())
      .addColumn('queue', text, required)
      .addColumn('is_public', integer, required)
      .addColumn('annotations', text, required)
      .addColumn('created_at', integer, required)
      .modifyEnd(tableEnd)
      .execute();

    for (const [table, column] of [
      ['mesh_services', 'room_id'],
      ['mesh_oauth_clients', 'project_id'],
      ['mesh_mailboxes', 'project_id'],
      ['mesh_mailboxes', 'room_id'],
    ] as const) {
      await db.schema.createIndex(`${table}_by_${column}`).on(table).column(column).execute();
    }
  },
};
