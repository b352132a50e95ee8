import { AsyncLocalStorage } from 'node:async_hooks';

/** Knows the transactions of a storage: notices one that starts inside another, and waits for all of them at the end. */
export class TransactionScope {
  readonly #running = new Set<Promise<unknown>>();
  /** Set while the code of a transaction runs. */
  readonly #inside = new AsyncLocalStorage<{ open: boolean }>();
  #isClosed = false;

  /**
   * Runs one transaction.
   *
   * @throws Error when it was started inside another one, which would wait for itself, or after `close`.
   */
  async run<Result>(transaction: () => Promise<Result>): Promise<Result> {
    if (this.#inside.getStore()?.open === true) {
      throw new Error('A transaction was started inside another one. Pass the running one on instead.');
    }
    if (this.#isClosed) throw new Error('The storage is closed.');
    const scope = { open: true };
    const running = this.#inside.run(scope, transaction);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      scope.open = false;
      this.#running.delete(running);
    }
  }

  /** Takes no more transactions and waits for those that run. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#running);
  }
}
