import type { Ino } from '../kernel-file-system.js';

/** An open file or directory as the kernel has it. */
export interface Opened {
  readonly ino: Ino;
  readonly handle: number;
  readonly isDirectory: boolean;
}

/**
 * What is open. The kernel releases in the background, and an unmount drops what it had not sent yet; the session
 * then releases for it, so that a filesystem hears of each open's end exactly once.
 */
export class OpenFiles {
  readonly #opens = new Map<string, { readonly opened: Opened; count: number }>();

  add(opened: Opened): void {
    const open = this.#opens.get(keyOf(opened));
    if (open === undefined) this.#opens.set(keyOf(opened), { opened, count: 1 });
    else open.count += 1;
  }

  remove(opened: Opened): void {
    const key = keyOf(opened);
    const open = this.#opens.get(key);
    if (open === undefined) return;
    open.count -= 1;
    if (open.count === 0) this.#opens.delete(key);
  }

  /** Returns what is still open, and takes it as released. */
  takeAll(): Opened[] {
    const all = [...this.#opens.values()].flatMap(({ opened, count }) => Array<Opened>(count).fill(opened));
    this.#opens.clear();
    return all;
  }
}

/** One filesystem may give every open of a file its own number, another 0 to all. */
function keyOf({ ino, handle, isDirectory }: Opened): string {
  return `${isDirectory ? 'd' : 'f'}${ino}:${handle}`;
}
