import type { Ino } from '../kernel-file-system.js';
import type { HeldFiles } from './held-files.js';

const HIDDEN = /^\.fuse_hidden[0-9a-f]{16}$/;

/**
 * libfuse knows files by name only. It renames a file that is removed while it is open, and removes it when it is
 * closed. Our filesystems keep such a file without a name, so that the name libfuse gives it lives here alone: no
 * listing shows it, no directory is full because of it, and it never gets stored anywhere.
 */
export class HiddenFiles {
  readonly #held: HeldFiles;
  readonly #files = new Map<string, Ino>();

  constructor(held: HeldFiles) {
    this.#held = held;
  }

  /** Whether a name is one that libfuse makes up. */
  static isOne(name: string): boolean {
    return HIDDEN.test(name);
  }

  find(parent: Ino, name: string): Ino | undefined {
    return HiddenFiles.isOne(name) ? this.#files.get(`${parent}/${name}`) : undefined;
  }

  add(parent: Ino, name: string, ino: Ino): void {
    this.#held.hold(ino);
    this.#files.set(`${parent}/${name}`, ino);
  }

  /** Returns whether it was there. */
  remove(parent: Ino, name: string): boolean {
    const key = `${parent}/${name}`;
    const ino = this.#files.get(key);
    if (ino === undefined) return false;
    this.#files.delete(key);
    this.#held.letGo(ino);
    return true;
  }

  /** Gives up a file that nobody has open any more: in a directory that is gone libfuse does not come back for it. */
  removeFile(ino: Ino): void {
    for (const [key, hidden] of this.#files) {
      if (hidden !== ino) continue;
      this.#files.delete(key);
      this.#held.letGo(ino);
    }
  }
}
