import type { Kysely } from 'kysely';

/** Returns the names of the migrations that a database has been through, in order. */
// biome-ignore lint/suspicious/noExplicitAny: also before or between schemas, so none can be named.
export async function listMigrations(db: Kysely<any>): Promise<string[]> {
  const rows = await (db as unknown as Kysely<{ kysely_migration: { name: string } }>)
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute();
  return rows.map((row) => row.name);
}
