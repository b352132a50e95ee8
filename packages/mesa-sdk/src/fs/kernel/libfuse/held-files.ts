import type { Ino } from '../kernel-file-system.js';

/**
 * Which files somebody still refers to: a name that is remembered, an open file, an operation on its way. The
 * filesystem is told of those that nobody does, as the kernel would.
 */
export class HeldFiles {
  readonly #holds = new Map<Ino, number>();
  readonly #free = new Set<Ino>();
  readonly #onForget: (ino: Ino) => void;
  #lookingUp = 0;

  constructor(onForget: (ino: Ino) => void) {
    this.#onForget = onForget;
  }

  /** How many files are held. */
  get size(): number {
    return this.#holds.size;
  }

  hold(ino: Ino): void {
    this.#holds.set(ino, (this.#holds.get(ino) ?? 0) + 1);
    this.#free.delete(ino);
  }

  letGo(ino: Ino): void {
    const count = this.#holds.get(ino) ?? 0;
    if (count > 1) {
      this.#holds.set(ino, count - 1);
      return;
    }
    this.#holds.delete(ino);
    this.#free.add(ino);
    this.#forgetFree();
  }

  /**
   * Asks the filesystem for something that may name a file, and holds what `named` finds in the answer. Meanwhile
   * nothing is forgotten: the answer may be about a file that is let go just now.
   */
  async lookUp<T>(ask: () => T | Promise<T>, named: (answer: T) => Iterable<Ino>): Promise<T> {
    this.#lookingUp += 1;
    try {
      const answer = await ask();
      for (const ino of named(answer)) this.hold(ino);
      return answer;
    } finally {
      this.#lookingUp -= 1;
      this.#forgetFree();
    }
  }

  forgetAll(): void {
    const all = new Set([...this.#holds.keys(), ...this.#free]);
    this.#holds.clear();
    this.#free.clear();
    for (const ino of all) this.#onForget(ino);
  }

  #forgetFree(): void {
    if (this.#lookingUp > 0) return;
    for (const ino of this.#free) {
      this.#free.delete(ino);
      this.#onForget(ino);
    }
  }
}
