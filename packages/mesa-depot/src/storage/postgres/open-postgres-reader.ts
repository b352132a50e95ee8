import { Kysely } from 'kysely';
import { DepotError } from '../../errors/index.js';
import type { DatabaseSchema } from '../database-schema.js';
import { requireCurrentSchema } from '../migrations/require-current-schema.js';
import type { StorageReader } from '../storage.js';
import { ConnectionPool } from './connection-pool.js';
import { parseDatabaseUrl } from './database-address.js';
import { explainStart } from './explain-start.js';
import { DepotPostgresDialect } from './postgres-dialect.js';

/**
 * Opens a database for reading, also while depots serve it; every query then sees what was committed before it.
 *
 * @throws DepotError `DATABASE_UNUSABLE` when it cannot be reached or is no database of this version, `DATABASE_TOO_NEW`
 * when a newer one migrated it.
 */
export async function openPostgresReader(options: { readonly url: string }): Promise<StorageReader> {
  const address = parseDatabaseUrl(options.url);
  const pool = new ConnectionPool({ address, role: 'reader', size: 4, statementTimeoutMs: 0 });
  const read = new Kysely<DatabaseSchema>({ dialect: new DepotPostgresDialect(pool) });
  try {
    const codes = { unusable: 'DATABASE_UNUSABLE', tooNew: 'DATABASE_TOO_NEW' } as const;
    await requireCurrentSchema(read, `database ${address.name}`, codes);
  } catch (error) {
    await read.destroy();
    throw isNoTable(error)
      ? new DepotError('DATABASE_UNUSABLE', `There is no depot in the database ${address.name}.`, {
          cause: error,
        })
      : explainStart(error, address);
  }
  return { read, close: () => read.destroy() };
}

/** undefined_table */
function isNoTable(error: unknown): boolean {
  return (error as { code?: unknown }).code === '42P01';
}
