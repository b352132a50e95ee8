import { setTimeout as pause } from 'node:timers/promises';
import { Kysely } from 'kysely';
import type { DatabaseSchema } from '../database-schema.js';
import type { Executor, Transaction } from '../executor.js';
import type { Storage } from '../storage.js';
import { TransactionScope } from '../transaction-scope.js';
import type { ConnectionPool } from './connection-pool.js';
import { DepotPostgresDialect } from './postgres-dialect.js';
import { isCollision } from './postgres-errors.js';

/** How often a transaction runs that collides with others each time. */
const MAX_ATTEMPTS = 5;
/** The first pause after a collision; each is up to twice as long as the one before. */
const FIRST_PAUSE_MS = 5;

/**
 * Storage in a PostgreSQL database, for any number of processes. Made by `openPostgresStorage`.
 *
 * Readers and writers have connections of their own, so that a read never waits for one that a writer holds while it waits
 * for the row of another writer.
 */
export class PostgresStorage implements Storage {
  readonly read: Executor;
  readonly #writer: Kysely<DatabaseSchema>;
  readonly #transactions = new TransactionScope();
  #closing: Promise<void> | undefined;

  constructor(pools: { readonly reader: ConnectionPool; readonly writer: ConnectionPool }) {
    this.read = new Kysely<DatabaseSchema>({ dialect: new DepotPostgresDialect(pools.reader) });
    this.#writer = new Kysely<DatabaseSchema>({ dialect: new DepotPostgresDialect(pools.writer) });
  }

  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return this.#transactions.run(() => this.#attempt(work));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /**
   * Only collisions are tried again: of them it is certain that nothing was stored. When the connection is lost, the
   * transaction may have been committed, and only the caller knows whether running it twice does harm.
   */
  async #attempt<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        // Said each time: the default of a database or a user may be another one.
        return await this.#writer.transaction().setIsolationLevel('read committed').execute(work);
      } catch (error) {
        if (attempt === MAX_ATTEMPTS || !isCollision(error)) throw error;
        await pause(FIRST_PAUSE_MS * 2 ** attempt * Math.random());
      }
    }
  }

  async #close(): Promise<void> {
    await this.#transactions.close();
    await Promise.all([this.read.destroy(), this.#writer.destroy()]);
  }
}
