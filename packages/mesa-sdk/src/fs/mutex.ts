/** Lets one piece of work run at a time, in the order of asking. */
export class Mutex {
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** Whether work is running or waiting. */
  get isBusy(): boolean {
    return this.#waiting > 0;
  }

  /** Resolves when all work that was asked for by now is done. */
  idle(): Promise<void> {
    return this.#tail;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#tail;
    let done: () => void = () => {};
    this.#tail = new Promise((resolve) => {
      done = resolve;
    });
    this.#waiting++;
    await before;
    try {
      return await work();
    } finally {
      this.#waiting--;
      done();
    }
  }
}
