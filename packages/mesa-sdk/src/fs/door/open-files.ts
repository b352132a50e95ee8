import { errno } from '../kernel/errno.js';
import type { DoorContext } from './context.js';
import type { NodeInode } from './inode.js';

const O_ACCMODE = 0o3;

/** A file that somebody has open. */
export interface OpenedFile {
  readonly inode: NodeInode;
  readonly canWrite: boolean;
}

/** Returns whether flags of `open(2)` allow writing. */
export function opensForWriting(flags: number): boolean {
  return (flags & O_ACCMODE) !== 0;
}

/** Which files are open, by their handle. */
export class OpenFiles {
  readonly #context: DoorContext;
  readonly #opened = new Map<number, OpenedFile>();
  #next = 1;

  constructor(context: DoorContext) {
    this.#context = context;
  }

  open(inode: NodeInode, canWrite: boolean): number {
    const handle = this.#next++;
    this.#opened.set(handle, { inode, canWrite });
    inode.opens += 1;
    if (canWrite) inode.writers += 1;
    return handle;
  }

  get(handle: number): OpenedFile {
    const opened = this.#opened.get(handle);
    if (opened === undefined) throw errno('EBADF');
    return opened;
  }

  close(handle: number): void {
    const opened = this.#opened.get(handle);
    if (opened === undefined) return;
    this.#opened.delete(handle);
    const { inode, canWrite } = opened;
    inode.opens -= 1;
    if (canWrite) inode.writers -= 1;
    this.#context.inodes.drop(inode);
  }
}
