/** Returns the number of the last operation of repositories, or of what else is numbered; those that are gone are left out. */
export type ReadSeqs = (ids: readonly string[]) => Promise<ReadonlyMap<string, number>>;

/** What somebody waits for. */
export interface OperationWait {
  /** Of the repository, or of what else has the operations. */
  readonly id: string;
  /** Number of the last operation that the waiting one knows. */
  readonly after: number;
  /** What `mark` returned before the waiting one looked for operations: what came since ends the wait at once. */
  readonly mark: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

interface Waiter {
  readonly id: string;
  readonly after: number;
  readonly end: () => void;
}

/** How soon an operation of another process is seen. */
const POLL_MS = 400;

/**
 * Waits for operations of repositories: those of this process are told by `wake`, those of other processes are looked
 * for, by one query for all who wait.
 */
export class OperationWatch {
  readonly #readSeqs: ReadSeqs;
  readonly #waiters = new Set<Waiter>();
  #wakes = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isPolling = false;

  constructor(readSeqs: ReadSeqs) {
    this.#readSeqs = readSeqs;
  }

  /** Returns where the calls of `wake` are, for a later wait. */
  mark(): number {
    return this.#wakes;
  }

  /** Tells that this process wrote something. */
  wake(): void {
    this.#wakes += 1;
    if (this.#waiters.size > 0) this.#schedule(0);
  }

  /** Resolves when there may be an operation after the known one, when time is up or when the signal aborts. */
  async wait({ id, after, mark, timeoutMs, signal }: OperationWait): Promise<void> {
    if (signal.aborted || mark !== this.#wakes) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.#waiters.delete(waiter);
        if (this.#waiters.size === 0) this.#stop();
        resolve();
      };
      const waiter: Waiter = { id, after, end };
      const timer = setTimeout(end, timeoutMs);
      signal.addEventListener('abort', end, { once: true });
      this.#waiters.add(waiter);
      if (this.#timer === undefined) this.#schedule(POLL_MS);
    });
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#poll(), ms);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #poll(): Promise<void> {
    // A wake in the middle of a look schedules another one, which then waits for nothing but its turn.
    if (this.#isPolling) return this.#schedule(1);
    this.#isPolling = true;
    try {
      const waiters = [...this.#waiters];
      const opSeqs = await this.#readSeqs([...new Set(waiters.map(({ id }) => id))]);
      for (const { id, after, end } of waiters) {
        if ((opSeqs.get(id) ?? Number.POSITIVE_INFINITY) > after) end();
      }
    } catch {
      // Who waits looks for itself and tells what is wrong with the storage.
      for (const { end } of [...this.#waiters]) end();
    } finally {
      this.#isPolling = false;
    }
    if (this.#waiters.size > 0) this.#schedule(POLL_MS);
  }
}
