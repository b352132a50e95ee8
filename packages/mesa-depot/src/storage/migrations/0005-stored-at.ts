import type { Kysely, Migration } from 'kysely';
import { columnTypes } from './column-types.js';

/**
 * When objects were stored, for removing what nothing refers to: not before it had time to be referred to. And where the
 * bytes of those are that are in no row.
 */
export const storedAt: Migration = {
  // biome-ignore lint/suspicious/noExplicitAny: the schema of this moment has no type
  async up(db: Kysely<any>): Promise<void> {
    const { integer, text } = columnTypes(db);
    for (const table of ['objects', 'object_chunks']) {
      await db.schema
        .alterTable(table)
        .addColumn('stored_at', integer, (column) => column.notNull().defaultTo(0))
        .execute();
    }
    await db.schema.alterTable('objects').addColumn('store_key', text).execute();
  },
};
