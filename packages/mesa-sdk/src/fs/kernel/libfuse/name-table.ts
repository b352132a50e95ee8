import type { Ino } from '../kernel-file-system.js';
import type { HeldFiles } from './held-files.js';

/** Names that are remembered; the oldest goes first. */
const MAX_NAMES = 16_384;

/** Which file a name in a directory stands for, for a while. Keyed by directory, so moving one changes nothing below. */
export class NameTable {
  readonly #held: HeldFiles;
  readonly #ttlMs: number;
  readonly #names = new Map<string, { readonly ino: Ino; readonly until: number }>();

  constructor(held: HeldFiles, ttlMs: number) {
    this.#held = held;
    this.#ttlMs = ttlMs;
  }

  /** Returns the file that a name stood for last, however long ago. */
  find(parent: Ino, name: string): Ino | undefined {
    return this.#names.get(keyOf(parent, name))?.ino;
  }

  /** Returns the file that a name stands for, if that was learnt a short time ago. */
  findFresh(parent: Ino, name: string): Ino | undefined {
    const found = this.#names.get(keyOf(parent, name));
    return found !== undefined && found.until > performance.now() ? found.ino : undefined;
  }

  set(parent: Ino, name: string, ino: Ino): void {
    this.drop(parent, name);
    this.#held.hold(ino);
    this.#names.set(keyOf(parent, name), { ino, until: performance.now() + this.#ttlMs });
    if (this.#names.size <= MAX_NAMES) return;
    const [[key, oldest]] = this.#names as unknown as [[string, { ino: Ino }]];
    this.#names.delete(key);
    this.#held.letGo(oldest.ino);
  }

  drop(parent: Ino, name: string): void {
    const key = keyOf(parent, name);
    const found = this.#names.get(key);
    if (found === undefined) return;
    this.#names.delete(key);
    this.#held.letGo(found.ino);
  }
}

function keyOf(parent: Ino, name: string): string {
  return `${parent}/${name}`;
}
