import { errno } from '../errno.js';
import type { Ino } from '../kernel-file-system.js';
import type { HeldFiles } from './held-files.js';

export interface OpenHandle {
  readonly ino: Ino;
  /** The filesystem's own number. */
  readonly handle: number;
}

/** The binding passes 31 bits, of which 0 means none. */
const LARGEST = 2 ** 31 - 1;

/** The open files under the small numbers that the binding can pass. */
export class OpenHandles {
  readonly #held: HeldFiles;
  readonly #open = new Map<number, OpenHandle>();
  readonly #opensOf = new Map<Ino, number>();
  #next = 1;

  constructor(held: HeldFiles) {
    this.#held = held;
  }

  add(ino: Ino, handle: number): number {
    while (this.#open.has(this.#next)) this.#next = after(this.#next);
    const number = this.#next;
    this.#next = after(number);
    this.#held.hold(ino);
    this.#open.set(number, { ino, handle });
    this.#opensOf.set(ino, (this.#opensOf.get(ino) ?? 0) + 1);
    return number;
  }

  /** @throws ErrnoError `EBADF`. */
  get(number: number): OpenHandle {
    const open = this.#open.get(number);
    if (open === undefined) throw errno('EBADF');
    return open;
  }

  remove(number: number): OpenHandle {
    const open = this.get(number);
    this.#open.delete(number);
    const left = (this.#opensOf.get(open.ino) ?? 1) - 1;
    if (left === 0) this.#opensOf.delete(open.ino);
    else this.#opensOf.set(open.ino, left);
    this.#held.letGo(open.ino);
    return open;
  }

  isOpen(ino: Ino): boolean {
    return this.#opensOf.has(ino);
  }

  /** Returns what nobody released, and takes it as released. */
  takeAll(): OpenHandle[] {
    return [...this.#open.keys()].map((number) => this.remove(number));
  }
}

function after(number: number): number {
  return number === LARGEST ? 1 : number + 1;
}
