import { PostgresAdapter } from 'kysely';
import type { Executor } from './executor.js';

/** Says whether queries run on PostgreSQL, for the few statements where the engines differ. */
export function isPostgres(executor: Executor): boolean {
  return executor.getExecutor().adapter instanceof PostgresAdapter;
}
