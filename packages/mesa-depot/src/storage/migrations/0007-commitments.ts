import { type ColumnDefinitionBuilder, type Kysely, type Migration, sql } from 'kysely';
import { columnTypes } from './column-types.js';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

/** The tables of the commitments server. What each is for is said in `commitments-tables.ts`. */
export const commitments: Migration = {
  // biome-ignore lint/suspicious/noExplicitAny: the schema of this moment has no type
  async up(db: Kysely<any>): Promise<void> {
    await createTables(db);
    await createIndexes(db);
  },
};

// biome-ignore lint/suspicious/noExplicitAny: the schema that this migration makes does not exist yet.
async function createTables(db: Kysely<any>): Promise<void> {
  const { bytes, integer, text, identity, tableEnd } = columnTypes(db);

  await db.schema
    .createTable('commitment_principals')
    .addColumn('seq', identity)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('org', text, required)
    .addColumn('public_key', text, (column) => column.notNull().unique())
    .addColumn('capabilities', text, required)
    .addColumn('created_at', integer, required)
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('deliberations')
    .addColumn('seq', identity)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('title', text, required)
    .addColumn('counterparty_slug', text)
    .addColumn('stage', text, required)
    .addColumn('status', text, required)
    .addColumn('turn_count', integer, required)
    .addColumn('event_seq', integer, required)
    .addColumn('created_at', integer, required)
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('deliberation_turns')
    .addColumn('deliberation_id', text, (column) => column.notNull().references('deliberations.id'))
    .addColumn('turn_index', integer, required)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('speaker_id', text, (column) => column.notNull().references('commitment_principals.id'))
    .addColumn('envelope', text, required)
    .addColumn('signature', text, required)
    .addColumn('created_at', integer, required)
    .addPrimaryKeyConstraint('deliberation_turns_key', ['deliberation_id', 'turn_index'])
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('deliberation_events')
    .addColumn('deliberation_id', text, (column) => column.notNull().references('deliberations.id'))
    .addColumn('event_seq', integer, required)
    .addColumn('type', text, required)
    .addColumn('data', text, required)
    .addColumn('created_at', integer, required)
    .addPrimaryKeyConstraint('deliberation_events_key', ['deliberation_id', 'event_seq'])
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('commitments')
    .addColumn('seq', identity)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('type', text, required)
    .addColumn('principal_id', text, (column) => column.notNull().references('commitment_principals.id'))
    .addColumn('deliberation_id', text, (column) => column.references('deliberations.id'))
    .addColumn('status', text, required)
    .addColumn('envelope', text, required)
    .addColumn('signature', text, required)
    .addColumn('decision', text, required)
    .addColumn('created_at', integer, required)
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('commitment_envelopes')
    .addColumn('envelope_sha256', bytes, (column) => column.primaryKey())
    .addColumn('created_at', integer, required)
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('commitment_policies')
    .addColumn('seq', identity)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('name', text, required)
    .addColumn('scope_kind', text, required)
    .addColumn('scope_ref', text)
    .addColumn('predicate_name', text, required)
    .addColumn('params', text, required)
    .addColumn('action', text, required)
    .addColumn('route_to', text)
    .addColumn('enabled', integer, required)
    .addColumn('hits', integer, required)
    .addColumn('created_at', integer, required)
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('commitment_approvals')
    .addColumn('seq', identity)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('commitment_id', text, (column) => column.notNull().unique().references('commitments.id'))
    .addColumn('route_to', text)
    .addColumn('status', text, required)
    .addColumn('note', text)
    .addColumn('created_at', integer, required)
    .addColumn('decided_at', integer)
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('commitment_audit')
    .addColumn('seq', integer, (column) => column.primaryKey())
    .addColumn('ts', text, required)
    .addColumn('kind', text, required)
    .addColumn('actor', text, required)
    .addColumn('target', text, required)
    .addColumn('data', text, required)
    .addColumn('prev_hash', text, required)
    .addColumn('hash', text, required)
    .modifyEnd(tableEnd)
    .execute();

  await db.schema
    .createTable('commitment_audit_head')
    .addColumn('id', integer, (column) => column.primaryKey().check(sql`id = 1`))
    .addColumn('seq', integer, required)
    .addColumn('hash', text, required)
    .modifyEnd(tableEnd)
    .execute();
}

// biome-ignore lint/suspicious/noExplicitAny: as above.
async function createIndexes(db: Kysely<any>): Promise<void> {
  await db.schema
    .createIndex('commitments_by_deliberation')
    .on('commitments')
    .columns(['deliberation_id', 'seq'])
    .execute();
  await db.schema
    .createIndex('commitments_by_principal')
    .on('commitments')
    .columns(['principal_id', 'seq'])
    .execute();
  await db.schema
    .createIndex('commitment_approvals_by_status')
    .on('commitment_approvals')
    .columns(['status', 'seq'])
    .execute();
}
