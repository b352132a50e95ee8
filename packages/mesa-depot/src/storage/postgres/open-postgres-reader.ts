import { type ControlledTransaction, Kysely, sql } from 'kysely';
import { DepotError } from '../../errors/index.js';
import type { DatabaseSchema } from '../database-schema.js';
import { requireCurrentSchema } from '../migrations/require-current-schema.js';
import type { StorageReader } from '../storage.js';
import { ConnectionPool } from './connection-pool.js';
import { parseDatabaseUrl } from './database-address.js';
import { explainStart } from './explain-start.js';
import { DepotPostgresDialect } from './postgres-dialect.js';

/** How to read a database. */
export interface PostgresReaderOptions {
  readonly url: string;
  /**
   * True to read the database as it is at this moment until the end, on a single connection. Default: every query sees what
   * was committed before it.
   */
  readonly isSnapshot?: boolean;
}

/**
 * Opens a database for reading, also while depots serve it.
 *
 * @throws DepotError `DATABASE_UNUSABLE` when it cannot be reached or is no database of this version, `DATABASE_TOO_NEW`
 * when a newer one migrated it.
 */
export async function openPostgresReader(options: PostgresReaderOptions): Promise<StorageReader> {
  const address = parseDatabaseUrl(options.url);
  const { isSnapshot = false } = options;
  const pool = new ConnectionPool({
    address,
    // The reader of a pool refuses transactions; a snapshot is one, and its own access mode refuses writes.
    role: isSnapshot ? 'writer' : 'reader',
    size: isSnapshot ? 1 : 4,
    statementTimeoutMs: 0,
  });
  const db = new Kysely<DatabaseSchema>({ dialect: new DepotPostgresDialect(pool) });
  let snapshot: ControlledTransaction<DatabaseSchema> | undefined;
  const close = async (): Promise<void> => {
    await snapshot?.rollback().execute();
    await db.destroy();
  };
  try {
    if (isSnapshot) snapshot = await beginSnapshot(db);
    const read = snapshot ?? db;
    const codes = { unusable: 'DATABASE_UNUSABLE', tooNew: 'DATABASE_TOO_NEW' } as const;
    await requireCurrentSchema(read, `database ${address.name}`, codes);
    return { read, close };
  } catch (error) {
    await close();
    throw isNoTable(error)
      ? new DepotError('DATABASE_UNUSABLE', `There is no depot in the database ${address.name}.`, {
          cause: error,
        })
      : explainStart(error, address);
  }
}

async function beginSnapshot(db: Kysely<DatabaseSchema>): Promise<ControlledTransaction<DatabaseSchema>> {
  const snapshot = await db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute();
  // Whoever takes what is read may be slow: a disk, or a network.
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(snapshot);
  return snapshot;
}

/** undefined_table */
function isNoTable(error: unknown): boolean {
  return (error as { code?: unknown }).code === '42P01';
}
