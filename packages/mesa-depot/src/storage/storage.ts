import type { Executor, Transaction } from './executor.js';

/** The database of a depot, whatever engine it is on. Made by `openEmbeddedStorage` or `openPostgresStorage`. */
export interface Storage {
  /**
   * Runs queries outside a transaction. It sees what is committed, never waits for a writer, and refuses to write.
   */
  readonly read: Executor;

  /**
   * Runs `work` in a transaction: all of it is stored once the promise resolves, none of it when `work` throws.
   *
   * Writers take turns, so keep it short: no network, no hashing, no waiting for anything but its own queries. An engine may
   * run `work` again after a collision with another process, so it must have no effect outside the transaction.
   * Transactions do not nest: starting one inside `work` throws instead of waiting for itself.
   */
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>;

  /** Waits for the running transaction, then releases the database. Idempotent. */
  close(): Promise<void>;
}

/** A database that is only read. */
export interface StorageReader {
  readonly read: Executor;
  close(): Promise<void>;
}
