import { type Kysely, type Migration, sql } from 'kysely';
import { columnTypes } from './column-types.js';

/** What running syncs needs to know beside what the API shows: whose they are, when they are due, and who is at them. */
export const syncRuns: Migration = {
  // biome-ignore lint/suspicious/noExplicitAny: the schema of this moment has no type
  async up(db: Kysely<any>): Promise<void> {
    const { integer, text } = columnTypes(db);
    await db.schema
      .alterTable('upstream_syncs')
      .addColumn('requested_by', text, (column) => column.notNull().defaultTo('{}'))
      .execute();
    await db.schema
      .alterTable('upstream_syncs')
      .addColumn('next_attempt_at', integer, (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('upstream_syncs').addColumn('locked_until', integer).execute();
    // The queues: as long as what is waiting, however much was done before.
    await db.schema
      .createIndex('upstream_syncs_unfinished')
      .on('upstream_syncs')
      .columns(['repo_id', 'seq'])
      .where(sql<boolean>`finished_at is null`)
      .execute();
    await db.schema
      .createIndex('upstream_syncs_due')
      .on('upstream_syncs')
      .column('next_attempt_at')
      .where(sql<boolean>`finished_at is null`)
      .execute();
    await db.schema
      .createIndex('upstream_syncs_finished')
      .on('upstream_syncs')
      .column('finished_at')
      .where(sql<boolean>`finished_at is not null`)
      .execute();
  },
};
