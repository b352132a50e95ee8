import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Tells whether a path leads to a mount point that is given without links. The mount itself is not touched. */
export async function isSamePlace(mountPoint: string, path: string): Promise<boolean> {
  const wanted = resolve(path);
  try {
    return join(realpathSync(dirname(wanted)), basename(wanted)) === mountPoint;
  } catch {
    return wanted === mountPoint;
  }
}
