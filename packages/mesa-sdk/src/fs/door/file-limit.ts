import { errno } from '../kernel/errno.js';
import { isLocalOnly } from '../local-only.js';
import { type NodeInode, pathsOf } from './inode.js';

/** What a repository takes as one file. */
const MAX_STORED_BYTES = 4 * 1024 * 1024 * 1024; // 4 GiB
/** What a disk's temporary file can be, which is where it stays that is never stored. */
const MAX_LOCAL_BYTES = 2 ** 43; // 8 TiB

/** @throws ErrnoError `EFBIG` for a size that a file cannot have: at once, and not when all of it is written. */
export function checkSize(inode: NodeInode, size: number): void {
  if (size <= MAX_STORED_BYTES) return;
  if (size > MAX_LOCAL_BYTES || !pathsOf(inode).every(isLocalOnly)) throw errno('EFBIG');
}
