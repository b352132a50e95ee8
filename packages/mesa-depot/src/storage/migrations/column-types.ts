import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely';

/** How the few kinds of column are written in an engine's DDL. */
export interface ColumnTypes {
  /** Bytes. */
  readonly bytes: RawBuilder<unknown>;
  /** Whole number up to 2^53. */
  readonly integer: RawBuilder<unknown>;
  /** Text that compares by its bytes, the same on every machine. */
  readonly text: RawBuilder<unknown>;
  /** Primary key that the engine numbers, never giving a number twice. */
  readonly identity: RawBuilder<unknown>;
  /** What follows the closing bracket of CREATE TABLE. */
  readonly tableEnd: RawBuilder<unknown>;
}

const SQLITE: ColumnTypes = {
  bytes: sql`blob`,
  integer: sql`integer`,
  text: sql`text`,
  identity: sql`integer primary key autoincrement`,
  // Without it SQLite takes any type in any column, and a mistake would only show on the other engine.
  tableEnd: sql`strict`,
};

const POSTGRES: ColumnTypes = {
  bytes: sql`bytea`,
  integer: sql`bigint`,
  text: sql`text collate "C"`,
  identity: sql`bigint generated always as identity primary key`,
  tableEnd: sql``,
};

/** Returns the column types of the engine that a migration runs on. */
// biome-ignore lint/suspicious/noExplicitAny: a migration runs before or between schemas, so none can be named.
export function columnTypes(db: Kysely<any>): ColumnTypes {
  return db.getExecutor().adapter instanceof PostgresAdapter ? POSTGRES : SQLITE;
}
