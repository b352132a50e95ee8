import type { Kysely, Migration } from 'kysely';

/** What the feed of a repository asks for: which changes an operation moved. */
export const feed: Migration = {
  // biome-ignore lint/suspicious/noExplicitAny: the schema of this moment has no type
  async up(db: Kysely<any>): Promise<void> {
    await db.schema
      .createIndex('change_versions_by_operation')
      .on('change_versions')
      .columns(['repo_id', 'op_seq'])
      .execute();
  },
};
