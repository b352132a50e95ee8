import { setImmediate } from 'node:timers/promises';

/** How long queries may follow each other before anything else gets a turn. */
const SHARE_MS = 10;

/**
 * Keeps one user of a connection from keeping everybody else waiting.
 *
 * SQLite answers at once, so awaiting a query never leaves the queue of promises: without a pause, the rebase of a
 * thousand commits would be a single step of the event loop, and nobody would be answered meanwhile.
 */
export class EventLoopShare {
  #endsAt = 0;

  /** Lets timers and connections have their turn, if that was longer ago than the share. */
  async pauseIfSpent(): Promise<void> {
    if (performance.now() < this.#endsAt) return;
    await setImmediate();
    this.#endsAt = performance.now() + SHARE_MS;
  }
}
