import { Kysely, sql } from 'kysely';
import type { DatabaseSchema } from '../database-schema.js';
import type { Executor, Transaction } from '../executor.js';
import type { Storage } from '../storage.js';
import { TransactionScope } from '../transaction-scope.js';
import type { DataFolderLock } from './data-folder-lock.js';
import { SqliteConnection } from './sqlite-connection.js';
import type { SqliteDatabase } from './sqlite-database.js';
import { SqliteDialect } from './sqlite-dialect.js';

/** Storage in one SQLite file, for one process. Made by `openEmbeddedStorage`. */
export class EmbeddedStorage implements Storage {
  readonly read: Executor;
  readonly #writer: Kysely<DatabaseSchema>;
  readonly #lock: DataFolderLock | undefined;
  readonly #transactions = new TransactionScope();
  #closing: Promise<void> | undefined;

  constructor(parts: { writer: Kysely<DatabaseSchema>; reader: SqliteDatabase; lock?: DataFolderLock }) {
    this.#writer = parts.writer;
    this.#lock = parts.lock;
    this.read = new Kysely<DatabaseSchema>({
      dialect: new SqliteDialect(new SqliteConnection(parts.reader), { exclusive: false }),
    });
  }

  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return this.#transactions.run(() => this.#writer.transaction().execute(work));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#transactions.close();
    await this.read.destroy();
    // Closing does this as well, but not before the last prepared statement is garbage-collected, with one of the drivers.
    // Who works beside another process leaves that to it.
    if (this.#lock) await sql`pragma wal_checkpoint(truncate)`.execute(this.#writer);
    await this.#writer.destroy();
    this.#lock?.release();
  }
}
