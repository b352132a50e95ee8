import { sql } from 'kysely';
import { type Executor, isPostgres } from '../storage/index.js';

/** Asks SQLite whether its file is sound. PostgreSQL looks after its own. */
export async function checkDatabase(read: Executor, onBroken: (problem: string) => void): Promise<void> {
  if (isPostgres(read)) return;
  const { rows: pages } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(read);
  for (const { integrity_check: text } of pages) if (text !== 'ok') onBroken(`The database file: ${text}.`);
  const { rows: keys } = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(read);
  for (const { table, parent } of keys)
    onBroken(`A row of the table ${table} belongs to none of the table ${parent}.`);
}
