import type { WatchEvent } from './watch-event.js';

/** Told about what others change; awaited before it is called again. */
export type WatchEventHandler = (event: WatchEvent) => void | Promise<void>;

/** A handler that is told about changes until it is unsubscribed. */
export class MesaFileSystemSubscription {
  readonly #handler: WatchEventHandler;
  readonly #stop: () => void;
  readonly #queue: WatchEvent[] = [];
  #isRunning = false;
  #isOpen = true;

  /** @param listen Begins listening and returns how to stop. */
  constructor(handler: WatchEventHandler, listen: (listener: (event: WatchEvent) => void) => () => void) {
    this.#handler = handler;
    this.#stop = listen((event) => this.#push(event));
  }

  /** Stops. Events that wait are dropped. Idempotent. */
  unsubscribe(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#queue.length = 0;
    this.#stop();
  }

  [Symbol.dispose](): void {
    this.unsubscribe();
  }

  #push(event: WatchEvent): void {
    if (!this.#isOpen) return;
    this.#queue.push(event);
    // Not awaited: what a handler throws is an unhandled rejection, as nobody else could be told.
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      for (let event = this.#queue.shift(); event !== undefined; event = this.#queue.shift())
        await this.#handler(event);
    } catch (error) {
      this.unsubscribe();
      throw error;
    } finally {
      this.#isRunning = false;
    }
  }
}
