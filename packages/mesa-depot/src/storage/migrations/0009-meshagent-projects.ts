import type { ColumnDefinitionBuilder, Kysely, Migration } from 'kysely';
import { columnTypes } from './column-types.js';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
/** A row that goes when the one that it belongs to goes. */
const ofProject = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.notNull().references('mesh_projects.id').onDelete('cascade');
const ofUser = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.notNull().references('mesh_users.id').onDelete('cascade');

/** Users, projects and rooms of the MeshAgent server. What each table is for is said in `projects-tables.ts`. */
export const meshagentProjects: Migration = {
  // biome-ignore lint/suspicious/noExplicitAny: the schema of this moment has no type
  async up(db: Kysely<any>): Promise<void> {
    const { bytes, integer, text, identity, tableEnd } = columnTypes(db);

    await db.schema
      .createTable('mesh_users')
      .addColumn('seq', identity)
      .addColumn('id', text, (column) => column.notNull().unique())
      .addColumn('email', text, required)
      .addColumn('email_folded', text, (column) => column.notNull().unique())
      .addColumn('first_name', text)
      .addColumn('last_name', text)
      .addColumn('is_operator', integer, required)
      .addColumn('created_at', integer, required)
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_user_tokens')
      .addColumn('token_sha256', bytes, (column) => column.primaryKey())
      .addColumn('user_id', text, ofUser)
      .addColumn('created_at', integer, required)
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_projects')
      .addColumn('seq', identity)
      .addColumn('id', text, (column) => column.notNull().unique())
      .addColumn('name', text, required)
      .addColumn('owner_user_id', text, (column) => column.notNull().references('mesh_users.id'))
      .addColumn('settings', text, required)
      .addColumn('token_key', text, required)
      .addColumn('created_at', integer, required)
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_members')
      .addColumn('seq', identity)
      .addColumn('project_id', text, ofProject)
      .addColumn('user_id', text, ofUser)
      .addColumn('is_admin', integer, required)
      .addColumn('is_developer', integer, required)
      .addColumn('can_create_rooms', integer, required)
      .addColumn('created_at', integer, required)
      .addUniqueConstraint('mesh_members_key', ['project_id', 'user_id'])
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_api_keys')
      .addColumn('seq', identity)
      .addColumn('id', text, (column) => column.notNull().unique())
      .addColumn('project_id', text, ofProject)
      .addColumn('name', text, required)
      .addColumn('description', text, required)
      .addColumn('secret', text, required)
      .addColumn('created_by', text)
      .addColumn('created_at', integer, required)
      .addColumn('last_used_at', integer)
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_rooms')
      .addColumn('seq', identity)
      .addColumn('id', text, (column) => column.notNull().unique())
      .addColumn('project_id', text, ofProject)
      .addColumn('name', text, required)
      .addColumn('metadata', text, required)
      .addColumn('annotations', text, required)
      .addColumn('created_by', text)
      .addColumn('created_at', integer, required)
      .addUniqueConstraint('mesh_rooms_name', ['project_id', 'name'])
      .modifyEnd(tableEnd)
      .execute();

    await db.schema
      .createTable('mesh_room_grants')
      .addColumn('seq', identity)
      .addColumn('project_id', text, ofProject)
      .addColumn('room_id', text, (column) =>
        column.notNull().references('mesh_rooms.id').onDelete('cascade'),
      )
      .addColumn('user_id', text, ofUser)
      .addColumn('permissions', text, required)
      .addColumn('created_at', integer, required)
      .addUniqueConstraint('mesh_room_grants_key', ['room_id', 'user_id'])
      .modifyEnd(tableEnd)
      .execute();

    for (const [table, columns] of [
      ['mesh_user_tokens', ['user_id']],
      ['mesh_members', ['user_id']],
      ['mesh_api_keys', ['project_id']],
      ['mesh_room_grants', ['project_id', 'user_id']],
    ] as const) {
      await db.schema
        .createIndex(`${table}_by_${columns.join('_')}`)
        .on(table)
        .columns([...columns])
        .execute();
    }
  },
};
