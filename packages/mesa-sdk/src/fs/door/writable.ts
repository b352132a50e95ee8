import type { Checkout } from '../checkout.js';
import type { WrittenOn } from '../dirty-paths.js';
import { errno } from '../kernel/errno.js';
import { isLocalOnly } from '../local-only.js';
import { type NodeInode, pathsOf } from './inode.js';

/** @throws ErrnoError `EROFS` where nothing may be changed. */
export function requireReadWrite({ checkout }: { readonly checkout: Checkout }): void {
  if (checkout.readOnly) throw errno('EROFS');
}

/**
 * Suspends while the names at these paths must stay as they are, because they are on their way to the server. What is
 * never sent need not wait.
 */
export function requireWritable(checkout: Checkout, ...paths: readonly string[]): void {
  if (paths.some((path) => checkout.client.allows?.(path) === false)) throw errno('EROFS');
  if (paths.every(isLocalOnly) && !checkout.readOnly) return;
  checkout.requireWritable('', '');
}

/**
 * Notes at all its names that a file changes; suspends while it must not.
 *
 * @param writtenOn What it was written on, where others have changed it since.
 */
export function touchFile(inode: NodeInode, writtenOn?: WrittenOn): void {
  const paths = pathsOf(inode);
  requireWritable(inode.checkout, ...paths);
  for (const path of paths) inode.checkout.touch(path, writtenOn);
}
