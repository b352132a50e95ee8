/**
 * Thrown by the synchronous steps of an operation when they meet something that must be fetched or waited for first.
 *
 * An operation is plain synchronous code over the tree in memory, so that nothing can come in between what it checks and
 * what it does. Where the tree is not there yet it throws this, waits, and starts over.
 */
export class Suspension {
  readonly wait: () => Promise<unknown>;

  constructor(wait: () => Promise<unknown>) {
    this.wait = wait;
  }
}

/** Runs synchronous steps until they come to an end without a suspension. They must change nothing before the last one. */
export async function runSteps<T>(steps: () => T): Promise<T> {
  for (;;) {
    try {
      return steps();
    } catch (thrown) {
      if (!(thrown instanceof Suspension)) throw thrown;
      await thrown.wait();
    }
  }
}
