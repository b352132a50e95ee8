import type { Kysely, Migration } from 'kysely';
import { columnTypes } from './column-types.js';

/** Tags that git clients push: names of objects that, unlike bookmarks, follow no change. */
export const gitTags: Migration = {
  // biome-ignore lint/suspicious/noExplicitAny: the schema of this moment has no type
  async up(db: Kysely<any>): Promise<void> {
    const { integer, text, tableEnd } = columnTypes(db);
    await db.schema
      .createTable('git_tags')
      .addColumn('repo_id', text, (column) => column.notNull().references('repos.id').onDelete('cascade'))
      .addColumn('name', text, (column) => column.notNull())
      .addColumn('oid', text, (column) => column.notNull())
      .addColumn('peeled_oid', text, (column) => column.notNull())
      .addColumn('peeled_type', text, (column) => column.notNull())
      .addColumn('updated_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('git_tags_key', ['repo_id', 'name'])
      .modifyEnd(tableEnd)
      .execute();
  },
};
