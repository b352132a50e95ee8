import type { Attributes, Ino } from '../kernel-file-system.js';

/**
 * Attributes that came with a listing. The kernel asks for them next, one name after the other, since libfuse cannot
 * give them with the listing itself; each is used once, and none after anything has changed.
 */
export class KnownAttributes {
  readonly #ttlMs: number;
  readonly #known = new Map<Ino, Attributes>();
  #until = 0;
  #version = 0;

  constructor(ttlMs: number) {
    this.#ttlMs = ttlMs;
  }

  /** What {@link learn} is to be given: whatever changes in between makes a listing old. */
  get version(): number {
    return this.#version;
  }

  learn(all: Iterable<Attributes>, version: number): void {
    if (version !== this.#version) return;
    const now = performance.now();
    if (now >= this.#until) this.#known.clear();
    for (const attributes of all) this.#known.set(attributes.ino, attributes);
    this.#until = now + this.#ttlMs;
  }

  take(ino: Ino): Attributes | undefined {
    if (this.#known.size === 0 || performance.now() >= this.#until) return undefined;
    const found = this.#known.get(ino);
    this.#known.delete(ino);
    return found;
  }

  /** Something changes, or has: nothing that was known before counts. */
  change(): void {
    this.#version += 1;
    this.#known.clear();
  }
}
