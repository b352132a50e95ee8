import { type ColumnDefinitionBuilder, type Kysely, type Migration, sql } from 'kysely';
import { columnTypes } from './column-types.js';

/** The first schema. What each table is for is said in `database-schema.ts`. */
export const initial: Migration = {
  async up(db) {
    await createTables(db);
    await createIndexes(db);
  },
};

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

// biome-ignore lint/suspicious/noExplicitAny: the schema that this migration makes does not exist yet.
async function createTables(db: Kysely<any>): Promise<void> {
  const { bytes, integer, text, identity, tableEnd } = columnTypes(db);

  await db.schema
    .createTable('orgs')
    .addColumn('seq', identity)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('slug', text, (column) => column.notNull().unique())
    .addColumn('name', text, required)
    .addColumn('created_at', integer, required)
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('repos')
    .addColumn('seq', identity)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('org_id', text, (column) => column.notNull().references('orgs.id').onDelete('cascade'))
    .addColumn('name', text, required)
    .addColumn('default_bookmark', text, required)
    .addColumn('op_seq', integer, required)
    .addColumn('tags', text, required)
    .addColumn('upstream', text)
    .addColumn('created_at', integer, required)
    .addColumn('deleted_at', integer)
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('repo_tags')
    .addColumn('repo_id', text, (column) => column.notNull().references('repos.id').onDelete('cascade'))
    .addColumn('key', text, required)
    .addColumn('value_folded', text, required)
    .addPrimaryKeyConstraint('repo_tags_key', ['repo_id', 'key'])
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('objects')
    .addColumn('repo_seq', integer, (column) => column.notNull().references('repos.seq').onDelete('cascade'))
    .addColumn('oid', bytes, required)
    .addColumn('type_code', integer, required)
    .addColumn('size', integer, required)
    .addColumn('data', bytes)
    .addPrimaryKeyConstraint('objects_key', ['repo_seq', 'oid'])
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('object_chunks')
    .addColumn('repo_seq', integer, (column) => column.notNull().references('repos.seq').onDelete('cascade'))
    .addColumn('oid', bytes, required)
    .addColumn('chunk_index', integer, required)
    .addColumn('data', bytes, required)
    .addPrimaryKeyConstraint('object_chunks_key', ['repo_seq', 'oid', 'chunk_index'])
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('commits')
    .addColumn('repo_id', text, (column) => column.notNull().references('repos.id').onDelete('cascade'))
    .addColumn('oid', text, required)
    .addColumn('tree', text, required)
    .addColumn('parents', text, required)
    .addColumn('change_id', text, required)
    .addColumn('generation', integer, required)
    .addColumn('is_conflicted', integer, required)
    .addColumn('created_at', integer, required)
    .addPrimaryKeyConstraint('commits_key', ['repo_id', 'oid'])
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('commit_parents')
    .addColumn('repo_id', text, (column) => column.notNull().references('repos.id').onDelete('cascade'))
    .addColumn('parent_oid', text, required)
    .addColumn('child_oid', text, required)
    .addPrimaryKeyConstraint('commit_parents_key', ['repo_id', 'parent_oid', 'child_oid'])
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('changes')
    .addColumn('seq', identity)
    .addColumn('repo_id', text, (column) => column.notNull().references('repos.id').onDelete('cascade'))
    .addColumn('change_id', text, required)
    .addColumn('commit_oid', text, required)
    .addColumn('version', integer, required)
    .addColumn('created_at', integer, required)
    .addColumn('updated_at', integer, required)
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('change_versions')
    .addColumn('repo_id', text, (column) => column.notNull().references('repos.id').onDelete('cascade'))
    .addColumn('change_id', text, required)
    .addColumn('version', integer, required)
    .addColumn('commit_oid', text, required)
    .addColumn('op_seq', integer, required)
    .addColumn('created_at', integer, required)
    .addPrimaryKeyConstraint('change_versions_key', ['repo_id', 'change_id', 'version'])
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('bookmarks')
    .addColumn('seq', identity)
    .addColumn('repo_id', text, (column) => column.notNull().references('repos.id').onDelete('cascade'))
    .addColumn('name', text, required)
    .addColumn('commit_oid', text)
    .addColumn('version', integer, required)
    .addColumn('updated_at', integer, required)
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('conflicts')
    .addColumn('repo_id', text, (column) => column.notNull().references('repos.id').onDelete('cascade'))
    .addColumn('commit_oid', text, required)
    .addColumn('path', text, required)
    .addColumn('base_mode', text)
    .addColumn('base_oid', text)
    .addColumn('target_mode', text)
    .addColumn('target_oid', text)
    .addColumn('source_mode', text)
    .addColumn('source_oid', text)
    .addPrimaryKeyConstraint('conflicts_key', ['repo_id', 'commit_oid', 'path'])
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('operations')
    .addColumn('repo_id', text, (column) => column.notNull().references('repos.id').onDelete('cascade'))
    .addColumn('op_seq', integer, required)
    .addColumn('actor', text, required)
    .addColumn('kind', text, required)
    .addColumn('detail', text, required)
    .addColumn('created_at', integer, required)
    .addPrimaryKeyConstraint('operations_key', ['repo_id', 'op_seq'])
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('path_metadata')
    .addColumn('repo_id', text, (column) => column.notNull().references('repos.id').onDelete('cascade'))
    .addColumn('path', text, required)
    .addColumn('key', text, required)
    .addColumn('value', text, required)
    .addPrimaryKeyConstraint('path_metadata_key', ['repo_id', 'path', 'key'])
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('api_keys')
    .addColumn('seq', identity)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('org_id', text, (column) => column.notNull().references('orgs.id').onDelete('cascade'))
    .addColumn('name', text)
    .addColumn('name_folded', text, required)
    .addColumn('secret_sha256', bytes, (column) => column.notNull().unique())
    .addColumn('scopes', text, required)
    .addColumn('repo_ids', text)
    .addColumn('tags', text, required)
    .addColumn('last_used_at', integer)
    .addColumn('expires_at', integer)
    .addColumn('revoked_at', integer)
    .addColumn('created_at', integer, required)
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('signing_keys')
    .addColumn('seq', identity)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('org_id', text, (column) => column.notNull().references('orgs.id').onDelete('cascade'))
    .addColumn('name', text)
    .addColumn('public_key', bytes, (column) => column.notNull().unique())
    .addColumn('scopes', text, required)
    .addColumn('created_at', integer, required)
    .addColumn('revoked_at', integer)
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('webhook_targets')
    .addColumn('seq', identity)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('org_id', text, (column) => column.notNull().references('orgs.id').onDelete('cascade'))
    .addColumn('name', text)
    .addColumn('url', text, required)
    .addColumn('events', text, required)
    .addColumn('repo_ids', text)
    .addColumn('secret', text, required)
    .addColumn('created_at', integer, required)
    .addColumn('updated_at', integer, required)
    .addColumn('deleted_at', integer)
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('webhook_deliveries')
    .addColumn('seq', identity)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('target_id', text, (column) =>
      column.notNull().references('webhook_targets.id').onDelete('cascade'),
    )
    .addColumn('event_id', text, required)
    .addColumn('event_type', text, required)
    .addColumn('body', text, required)
    .addColumn('status', text, required)
    .addColumn('attempts', integer, required)
    .addColumn('next_attempt_at', integer, required)
    .addColumn('locked_until', integer)
    .addColumn('last_error', text)
    .addColumn('last_status', integer)
    .addColumn('created_at', integer, required)
    .addColumn('finished_at', integer)
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('upstream_syncs')
    .addColumn('seq', identity)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('repo_id', text, (column) => column.notNull().references('repos.id').onDelete('cascade'))
    .addColumn('direction', text, required)
    .addColumn('status', text, required)
    .addColumn('attempt', integer, required)
    .addColumn('ref_globs', text, required)
    .addColumn('stats', text)
    .addColumn('error', text)
    .addColumn('created_at', integer, required)
    .addColumn('started_at', integer)
    .addColumn('finished_at', integer)
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('idempotency')
    .addColumn('credential_id', text, required)
    .addColumn('key', text, required)
    .addColumn('request_hash', bytes, required)
    .addColumn('response', bytes, required)
    .addColumn('status', integer, required)
    .addColumn('expires_at', integer, required)
    .addPrimaryKeyConstraint('idempotency_key', ['credential_id', 'key'])
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('settings')
    .addColumn('key', text, required)
    .addColumn('value', text, required)
    .addPrimaryKeyConstraint('settings_key', ['key'])
    .modifyEnd(tableEnd)
    .execute();
}

// biome-ignore lint/suspicious/noExplicitAny: the schema that this migration makes does not exist yet.
async function createIndexes(db: Kysely<any>): Promise<void> {
  // A deleted repository keeps its row for a while, but not its name.
  await db.schema
    .createIndex('repos_name')
    .unique()
    .on('repos')
    .columns(['org_id', 'name'])
    .where(sql<boolean>`deleted_at is null`)
    .execute();
  await db.schema.createIndex('repos_by_org').on('repos').columns(['org_id', 'seq']).execute();

  await db.schema.createIndex('commits_by_change').on('commits').columns(['repo_id', 'change_id']).execute();
  await db.schema
    .createIndex('commit_parents_by_child')
    .on('commit_parents')
    .columns(['repo_id', 'child_oid', 'parent_oid'])
    .execute();
  await db.schema
    .createIndex('changes_id')
    .unique()
    .on('changes')
    .columns(['repo_id', 'change_id'])
    .execute();
  await db.schema.createIndex('changes_by_commit').on('changes').columns(['repo_id', 'commit_oid']).execute();
  await db.schema
    .createIndex('bookmarks_name')
    .unique()
    .on('bookmarks')
    .columns(['repo_id', 'name'])
    .execute();
  await db.schema.createIndex('bookmarks_by_seq').on('bookmarks').columns(['repo_id', 'seq']).execute();
  await db.schema
    .createIndex('bookmarks_by_commit')
    .on('bookmarks')
    .columns(['repo_id', 'commit_oid'])
    .execute();

  await db.schema.createIndex('api_keys_by_org').on('api_keys').columns(['org_id', 'seq']).execute();
  await db.schema.createIndex('signing_keys_by_org').on('signing_keys').columns(['org_id', 'seq']).execute();
  await db.schema
    .createIndex('webhook_targets_by_org')
    .on('webhook_targets')
    .columns(['org_id', 'seq'])
    .execute();

  await db.schema
    .createIndex('webhook_deliveries_by_target')
    .on('webhook_deliveries')
    .columns(['target_id', 'seq'])
    .execute();
  // The queues: as long as what is waiting, however much was delivered before.
  await db.schema
    .createIndex('webhook_deliveries_pending')
    .on('webhook_deliveries')
    .columns(['target_id', 'seq'])
    .where(sql<boolean>`status = 'pending'`)
    .execute();
  await db.schema
    .createIndex('webhook_deliveries_by_status')
    .on('webhook_deliveries')
    .column('status')
    .execute();
  await db.schema
    .createIndex('webhook_deliveries_finished')
    .on('webhook_deliveries')
    .column('finished_at')
    .where(sql<boolean>`finished_at is not null`)
    .execute();
  await db.schema
    .createIndex('upstream_syncs_by_repo')
    .on('upstream_syncs')
    .columns(['repo_id', 'seq'])
    .execute();
  await db.schema.createIndex('idempotency_by_expiry').on('idempotency').column('expires_at').execute();
}
