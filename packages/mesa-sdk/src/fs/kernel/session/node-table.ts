import type { Entry, Ino } from '../kernel-file-system.js';

/**
 * How often the kernel was told of each file. It takes one from that number with every answer that names a file, and
 * gives a number of them back with FORGET; at none it knows the file no more.
 */
export class NodeTable {
  readonly #lookups = new Map<Ino, number>();
  readonly #onForget: (ino: Ino) => void;

  constructor(onForget: (ino: Ino) => void) {
    this.#onForget = onForget;
  }

  /** How many files the kernel knows, the root aside. */
  get size(): number {
    return this.#lookups.size;
  }

  /**
   * Counts an answer that names a file. Has to come before the answer is written: the kernel may forget at once.
   *
   * @throws RangeError for a number that is not one of a file.
   */
  remember({ attributes: { ino } }: Entry): void {
    if (!Number.isSafeInteger(ino) || ino < 1) throw new RangeError(`${ino} is not a number of a file.`);
    this.#lookups.set(ino, (this.#lookups.get(ino) ?? 0) + 1);
  }

  forget(ino: Ino, count: number): void {
    const known = this.#lookups.get(ino);
    if (known === undefined) return;
    if (known > count) {
      this.#lookups.set(ino, known - count);
      return;
    }
    this.#lookups.delete(ino);
    this.#onForget(ino);
  }

  /** The kernel ends without forgetting one by one. */
  forgetAll(): void {
    const all = [...this.#lookups.keys()];
    this.#lookups.clear();
    for (const ino of all) this.#onForget(ino);
  }
}
