import { type Kysely, type Migration, sql } from 'kysely';
import { columnTypes } from './column-types.js';

/** Lists of the repositories with one tag come out of an index in their order, however many have it. */
export const tagOrder: Migration = {
  // biome-ignore lint/suspicious/noExplicitAny: the schema of this moment has no type
  async up(db: Kysely<any>): Promise<void> {
    const { integer, text } = columnTypes(db);
    await db.schema
      .alterTable('repo_tags')
      .addColumn('org_id', text, (column) => column.notNull().defaultTo(''))
      .execute();
    await db.schema
      .alterTable('repo_tags')
      .addColumn('repo_seq', integer, (column) => column.notNull().defaultTo(0))
      .execute();
    await sql`update repo_tags set
      org_id = (select org_id from repos where repos.id = repo_tags.repo_id),
      repo_seq = (select seq from repos where repos.id = repo_tags.repo_id)`.execute(db);
    await db.schema
      .createIndex('repo_tags_by_value')
      .on('repo_tags')
      .columns(['org_id', 'key', 'value_folded', 'repo_seq'])
      .execute();
  },
};
