import { type Kysely, type Migration, sql } from 'kysely';
import { isPostgres } from '../sql-engine.js';
import { columnTypes } from './column-types.js';

/** What several processes on one database need: a table that says who does what only one of them is to do. */
export const leases: Migration = {
  // biome-ignore lint/suspicious/noExplicitAny: the schema of this moment has no type
  async up(db: Kysely<any>): Promise<void> {
    const { integer, text, tableEnd } = columnTypes(db);
    await db.schema
      .createTable('leases')
      .addColumn('name', text, (column) => column.notNull())
      .addColumn('holder', text, (column) => column.notNull())
      .addColumn('fence', integer, (column) => column.notNull())
      .addColumn('expires_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('leases_key', ['name'])
      .modifyEnd(tableEnd)
      .execute();
    if (!isPostgres(db)) return;
    // The bodies are zlib streams: PostgreSQL would try in vain to compress those that it moves out of the row.
    for (const table of ['objects', 'object_chunks']) {
      await sql`alter table ${sql.table(table)} alter column data set storage external`.execute(db);
    }
  },
};
