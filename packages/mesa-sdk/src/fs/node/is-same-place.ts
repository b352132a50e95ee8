import { mountPath } from './mount-path.js';

/** Tells whether a path leads to a mount point that is given without links. */
export async function isSamePlace(mountPoint: string, path: string): Promise<boolean> {
  return mountPath(path) === mountPoint;
}
