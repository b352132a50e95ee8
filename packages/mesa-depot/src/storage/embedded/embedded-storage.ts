import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely, sql } from 'kysely';
import type { DatabaseSchema } from '../database-schema.js';
import type { Executor, Transaction } from '../executor.js';
import type { Storage } from '../storage.js';
import type { DataFolderLock } from './data-folder-lock.js';
import { SqliteConnection } from './sqlite-connection.js';
import type { SqliteDatabase } from './sqlite-database.js';
import { SqliteDialect } from './sqlite-dialect.js';

/** Storage in one SQLite file, for one process. Made by `openEmbeddedStorage`. */
export class EmbeddedStorage implements Storage {
  readonly read: Executor;
  readonly #writer: Kysely<DatabaseSchema>;
  readonly #lock: DataFolderLock;
  readonly #running = new Set<Promise<unknown>>();
  /** Set while the code of a transaction runs, to notice one started inside another. */
  readonly #inside = new AsyncLocalStorage<{ open: boolean }>();
  #closing: Promise<void> | undefined;

  constructor(parts: { writer: Kysely<DatabaseSchema>; reader: SqliteDatabase; lock: DataFolderLock }) {
    this.#writer = parts.writer;
    this.#lock = parts.lock;
    this.read = new Kysely<DatabaseSchema>({
      dialect: new SqliteDialect(new SqliteConnection(parts.reader), { exclusive: false }),
    });
  }

  async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    if (this.#inside.getStore()?.open === true) {
      throw new Error('A transaction was started inside another one. Pass the running one on instead.');
    }
    if (this.#closing !== undefined) throw new Error('The storage is closed.');
    const scope = { open: true };
    const running = this.#inside.run(scope, () => this.#writer.transaction().execute(work));
    this.#running.add(running);
    try {
      return await running;
    } finally {
      scope.open = false;
      this.#running.delete(running);
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#running);
    await this.read.destroy();
    // Closing does this as well, but not before the last prepared statement is garbage-collected, with one of the drivers.
    await sql`pragma wal_checkpoint(truncate)`.execute(this.#writer);
    await this.#writer.destroy();
    this.#lock.release();
  }
}
