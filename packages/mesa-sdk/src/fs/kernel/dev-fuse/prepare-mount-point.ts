import { readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { KernelMountError } from '../kernel-mount-error.js';
import { mountState } from './mount-state.js';
import { findMount } from './mount-table.js';
import { unmountPath } from './unmount-path.js';

/**
 * Returns the absolute path of a folder that can be mounted on. A mount of a server that died is cleaned away first.
 *
 * @param unmount How it is: ordinary users need a helper.
 * @throws KernelMountError `MOUNT_POINT_UNUSABLE`.
 */
export async function prepareMountPoint(
  path: string,
  { nonEmpty }: { nonEmpty: boolean },
  unmount: (mountPoint: string, options: { force: boolean }) => Promise<void> = unmountPath,
): Promise<string> {
  const unusable = (text: string, cause?: unknown): KernelMountError =>
    new KernelMountError('MOUNT_POINT_UNUSABLE', text, cause === undefined ? {} : { cause });
  const wanted = resolve(path);
  let mountPoint: string;
  try {
    // The last part is not looked at: if a dead server's mount is on it, every call fails.
    mountPoint = join(realpathSync(dirname(wanted)), basename(wanted));
  } catch (error) {
    throw unusable(`${dirname(wanted)} is not there, and so cannot hold a mount point.`, error);
  }
  // Stale ones can lie on one another.
  for (let state = await mountState(mountPoint); state !== 'none'; state = await mountState(mountPoint)) {
    if (state === 'ok')
      throw unusable(`${mountPoint} is mounted already. Unmount it, or choose another folder.`);
    if (state === 'hung') {
      throw unusable(
        `${mountPoint} is mounted, and its server does not answer. End that process, or "umount -f -l" the folder.`,
      );
    }
    await unmount(mountPoint, { force: true });
  }
  try {
    mountPoint = realpathSync(mountPoint);
    const names = readdirSync(mountPoint);
    if (findMount(mountPoint) !== undefined) {
      throw unusable(`${mountPoint} is a mount already. Choose a folder inside of it.`);
    }
    if (names.length > 0 && !nonEmpty) {
      throw unusable(`${mountPoint} is not empty. What is in it would be hidden; choose an empty folder.`);
    }
  } catch (error) {
    if (error instanceof KernelMountError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw unusable(`${mountPoint} is not there. Create the folder first.`, error);
    if (code === 'ENOTDIR') throw unusable(`${mountPoint} is not a folder.`, error);
    throw unusable(`${mountPoint} cannot be used: ${code}.`, error);
  }
  return mountPoint;
}
