import { Kysely, sql } from 'kysely';
import { DepotError } from '../../errors/index.js';
import type { DatabaseSchema } from '../database-schema.js';
import { migrate } from '../migrations/migrate.js';
import type { Storage } from '../storage.js';
import { ConnectionPool, type ConnectionPoolOptions } from './connection-pool.js';
import { type DatabaseAddress, parseDatabaseUrl } from './database-address.js';
import { explainStart } from './explain-start.js';
import { DepotPostgresDialect } from './postgres-dialect.js';
import { PostgresStorage } from './postgres-storage.js';

export interface PostgresStorageOptions {
  /** `postgres://user:password@host:port/database`; for TLS and what may be left out see `parseDatabaseUrl`. */
  readonly url: string;
  /** Connections of this process at most, half of them for reading. Default 16. */
  readonly maxConnections?: number;
  /** How long a statement may take, in milliseconds. Default 30,000; 0 for no limit. */
  readonly statementTimeoutMs?: number;
  /** Told of a connection that broke while nobody used it, for the log. */
  readonly onIdleError?: (error: Error) => void;
  /** Told which migrations were done, in order. */
  readonly onMigrated?: (names: readonly string[]) => void;
}

const DEFAULT_MAX_CONNECTIONS = 16;
const DEFAULT_STATEMENT_TIMEOUT_MS = 30_000; // 30 seconds

/** Compiling a query takes longer than any of them runs. */
const PLANNER_SETTINGS = { jit: 'off' };

/**
 * Opens the storage in a PostgreSQL database, making or migrating its tables. Any number of processes may do that at the
 * same time, and use the database together.
 *
 * @throws DepotError `DATABASE_UNUSABLE` when it cannot be reached, entered or written to, or is of another program;
 * `DATABASE_TOO_NEW` after a newer version migrated it.
 */
export async function openPostgresStorage(options: PostgresStorageOptions): Promise<Storage> {
  const address = parseDatabaseUrl(options.url);
  const settings = await prepareSchema(address, options.onMigrated);
  const {
    maxConnections = DEFAULT_MAX_CONNECTIONS,
    statementTimeoutMs = DEFAULT_STATEMENT_TIMEOUT_MS,
    onIdleError,
  } = options;
  const pool = (role: ConnectionPoolOptions['role'], size: number): ConnectionPool =>
    new ConnectionPool({
      address,
      role,
      size,
      statementTimeoutMs,
      settings,
      ...(onIdleError && { onIdleError }),
    });
  const writers = Math.max(1, Math.floor(maxConnections / 2));
  return new PostgresStorage({
    writer: pool('writer', writers),
    reader: pool('reader', Math.max(1, maxConnections - writers)),
  });
}

/**
 * Brings the tables up to date and returns the settings for sessions of this server. It does so on connections of its own: to
 * make an index on a large table takes longer than a statement may.
 */
async function prepareSchema(
  address: DatabaseAddress,
  onMigrated: PostgresStorageOptions['onMigrated'],
): Promise<Readonly<Record<string, string>>> {
  const pool = new ConnectionPool({ address, role: 'writer', size: 2, statementTimeoutMs: 0 });
  const db = new Kysely<DatabaseSchema>({ dialect: new DepotPostgresDialect(pool) });
  try {
    await requireUtf8(db, address);
    await requireOwnDatabase(db, address);
    const done = await migrate(db, { unusable: 'DATABASE_UNUSABLE', tooNew: 'DATABASE_TOO_NEW' });
    onMigrated?.(done);
    // Engines that only speak its protocol refuse settings they do not know.
    return (await versionOf(db)).startsWith('PostgreSQL') ? PLANNER_SETTINGS : {};
  } catch (error) {
    throw explainStart(error, address);
  } finally {
    await db.destroy();
  }
}

/** Other encodings refuse or change some texts. */
async function requireUtf8(db: Kysely<DatabaseSchema>, { name }: DatabaseAddress): Promise<void> {
  const { rows } = await sql<{ server_encoding: string }>`show server_encoding`.execute(db);
  const encoding = rows[0]?.server_encoding;
  if (encoding === 'UTF8') return;
  throw new DepotError(
    'DATABASE_UNUSABLE',
    `The encoding of the database ${name} is ${encoding}. Make one with UTF8: create database mesa encoding 'UTF8' template template0.`,
  );
}

/** Refuses the database of another program before anything is written to it. */
async function requireOwnDatabase(db: Kysely<DatabaseSchema>, { name }: DatabaseAddress): Promise<void> {
  const { rows } = await sql<{ tablename: string }>`
    select tablename from pg_catalog.pg_tables where schemaname = current_schema()`.execute(db);
  if (rows.length === 0 || rows.some(({ tablename }) => tablename.startsWith('kysely_migration'))) return;
  throw new DepotError(
    'DATABASE_UNUSABLE',
    `The database ${name} holds the tables of another program. Make one for the depot: create database mesa.`,
  );
}

async function versionOf(db: Kysely<DatabaseSchema>): Promise<string> {
  const { rows } = await sql<{ version: string }>`select version() as version`.execute(db);
  return rows[0]?.version ?? '';
}
