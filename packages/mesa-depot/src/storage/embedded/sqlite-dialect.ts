import { Mutex } from 'async-mutex';
import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { SqliteConnection } from './sqlite-connection.js';

/**
 * Kysely over one SQLite connection.
 *
 * The writer's connection is handed to one user at a time, for as long as a transaction takes. The reader's is shared: its
 * statements are synchronous and each is complete in itself.
 */
export class SqliteDialect implements Dialect {
  readonly #connection: SqliteConnection;
  readonly #exclusive: boolean;

  constructor(connection: SqliteConnection, options: { readonly exclusive: boolean }) {
    this.#connection = connection;
    this.#exclusive = options.exclusive;
  }

  createDriver(): Driver {
    return this.#exclusive ? new ExclusiveDriver(this.#connection) : new SharedDriver(this.#connection);
  }

  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }

  createAdapter(): DialectAdapter {
    return new EmbeddedAdapter();
  }

  // biome-ignore lint/suspicious/noExplicitAny: Kysely's own signature.
  createIntrospector(db: Kysely<any>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }
}

/** SQLite's DDL is transactional; Kysely only assumes otherwise. With it, a migration happens whole or not at all. */
class EmbeddedAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class SharedDriver implements Driver {
  protected readonly connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.connection = connection;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.connection;
  }

  async releaseConnection(): Promise<void> {}

  async beginTransaction(_connection: DatabaseConnection): Promise<void> {
    throw new Error('The reading connection has no transactions: use Storage.transaction.');
  }

  async commitTransaction(_connection: DatabaseConnection): Promise<void> {}

  async rollbackTransaction(_connection: DatabaseConnection): Promise<void> {}

  async destroy(): Promise<void> {
    this.connection.close();
  }
}

class ExclusiveDriver extends SharedDriver {
  readonly #mutex = new Mutex();

  override async acquireConnection(): Promise<DatabaseConnection> {
    await this.#mutex.acquire();
    return this.connection;
  }

  override async releaseConnection(): Promise<void> {
    this.#mutex.release();
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // IMMEDIATE takes the write lock at once: a transaction never has to be given up in the middle for want of it.
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw('rollback'));
    } catch (error) {
      // A full disk or a failed write makes SQLite roll back by itself. The error of that is on its way already.
      if (!(error instanceof Error && error.message.includes('no transaction is active'))) throw error;
    }
  }
}
