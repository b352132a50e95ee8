/**
 * Runs work in the asynchronous context that this was made in, whichever context asks for it.
 *
 * just-bash 3 blocks timers, among others, for everything that its scripts call, and tells it by the asynchronous context; a
 * filesystem sends requests and needs them. What a loop does after an `await` belongs to the context of the loop.
 */
export class HomeContext {
  #jobs: (() => void)[] = [];
  #wake: () => void = () => {};
  #isOpen = true;

  constructor() {
    void this.#loop();
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#jobs.push(() => void work().then(resolve, reject));
      this.#wake();
    });
  }

  /** Ends once what was asked for has begun. */
  close(): void {
    this.#isOpen = false;
    this.#wake();
  }

  async #loop(): Promise<void> {
    while (this.#isOpen || this.#jobs.length > 0) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      const jobs = this.#jobs;
      this.#jobs = [];
      for (const job of jobs) job();
      await woken;
    }
  }
}
