/** A value that SQLite can store. Booleans, dates and objects are not among them: see `bindGuard`. */
export type SqliteValue = null | number | string | bigint | Uint8Array;

/** The part of `StatementSync` of `node:sqlite` that we use. */
export interface SqliteStatement {
  all(...parameters: SqliteValue[]): unknown[];
  run(...parameters: SqliteValue[]): { changes: number | bigint };
  columns(): unknown[];
}

/** The part of `DatabaseSync` of `node:sqlite` that we use. */
export interface SqliteDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

/** The part of the options of `DatabaseSync` that we use. */
export interface SqliteOpenOptions {
  readonly readOnly?: boolean;
  /** How long a statement waits for another connection's lock. */
  readonly timeout?: number;
}

/** Opens a database file. */
export type SqliteOpener = (path: string, options?: SqliteOpenOptions) => SqliteDatabase;
