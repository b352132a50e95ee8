/** Whose turn it is. */
const OWNER = 0;
const READER = 0;
const SERVER = 1;
const NOBODY = 2;

/** Odd while the server waits in the kernel; another number each time. */
const WAITS = 1;

/** After so long in which the kernel had nothing to say, the server is to go back to its event loop. */
const PATIENCE_MS = 2;

/**
 * Which of two threads reads the device, in memory that they share. In a burst of requests it is the thread that
 * answers them: no message goes from thread to thread. But while it waits in the kernel its timers, sockets and
 * messages have to wait as well, so the other one, the reader, watches over it, has it woken as soon as it waits in
 * vain, and does the waiting itself until the next request comes.
 *
 * It is the reader's turn at first. Each passes it on, never takes it.
 */
export class ReadingTurn {
  readonly shared: SharedArrayBuffer;
  readonly #cells: Int32Array;

  constructor(shared: SharedArrayBuffer = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.#cells = new Int32Array(shared);
  }

  /** Called by the server. */
  passToReader(): void {
    if (Atomics.compareExchange(this.#cells, OWNER, SERVER, READER) === SERVER) {
      Atomics.notify(this.#cells, OWNER);
    }
  }

  /** Called by the reader. */
  passToServer(): void {
    Atomics.compareExchange(this.#cells, OWNER, READER, SERVER);
  }

  isServers(): boolean {
    return Atomics.load(this.#cells, OWNER) === SERVER;
  }

  /** Does something that blocks the server until the kernel has a message. */
  waiting<T>(read: () => T): T {
    Atomics.add(this.#cells, WAITS, 1);
    const result = read();
    Atomics.add(this.#cells, WAITS, 1);
    return result;
  }

  /**
   * Blocks the reader until it is its turn; returns false when there are no more turns. Calls `wake` when the server
   * has waited in vain, until it has worked once: should the server have died, nobody would take what is written.
   */
  awaitTurn(wake: () => boolean): boolean {
    let seen = 0;
    let woken = 0;
    while (this.isServers()) {
      const waits = Atomics.load(this.#cells, WAITS);
      const isInVain = waits === seen && waits % 2 !== 0 && waits !== woken;
      if (isInVain && wake()) woken = waits;
      seen = waits;
      Atomics.wait(this.#cells, OWNER, SERVER, PATIENCE_MS);
    }
    return Atomics.load(this.#cells, OWNER) === READER;
  }

  /** Ends the taking of turns, for a reader that would wait for one for ever. */
  end(): void {
    Atomics.store(this.#cells, OWNER, NOBODY);
    Atomics.notify(this.#cells, OWNER);
  }
}
