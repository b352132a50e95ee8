import process from 'node:process';
import type { SqliteDatabase, SqliteOpener, SqliteOpenOptions } from './sqlite-database.js';

interface SqliteModule {
  readonly DatabaseSync: new (path: string, options?: SqliteOpenOptions) => SqliteDatabase;
  readonly StatementSync: { readonly prototype: object };
}

/**
 * Returns the SQLite of this Node: the built-in one where it is complete, else the package with the same interface, which brings
 * its own binary.
 */
export async function loadSqlite(): Promise<SqliteOpener> {
  const { DatabaseSync } =
    builtinSqlite() ?? ((await import('@photostructure/sqlite')) as unknown as SqliteModule);
  return (path, options = {}) => new DatabaseSync(path, options);
}

function builtinSqlite(): SqliteModule | undefined {
  const builtin = process.getBuiltinModule?.('node:sqlite') as SqliteModule | undefined;
  // Before Node 22.16 a statement cannot say whether it returns rows.
  return builtin !== undefined && 'columns' in builtin.StatementSync.prototype ? builtin : undefined;
}
