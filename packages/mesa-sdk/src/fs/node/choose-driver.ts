import { KernelMountError, libfuseBlockers, type MountBlocker, mountBlockers } from '../kernel/index.js';
import type { KernelDriver } from '../kernel-mounter.js';

/**
 * Returns the driver that mounts here: the one that was asked for, else the first that can.
 *
 * @throws {KernelMountError} `MOUNT_UNAVAILABLE`, with what to install or allow.
 */
export function chooseDriver(driver: KernelDriver = 'auto'): 'dev-fuse' | 'libfuse' {
  // One that was asked for says itself what is in its way.
  if (driver !== 'auto') return driver;
  const forDevice = mountBlockers();
  if (forDevice.length === 0) return 'dev-fuse';
  const forLibfuse = libfuseBlockers();
  if (forLibfuse.length === 0) return 'libfuse';
  throw new KernelMountError(
    'MOUNT_UNAVAILABLE',
    `Nothing can be mounted here. With the built-in driver: ${wordsOf(forDevice)} With libfuse: ${wordsOf(forLibfuse)}`,
  );
}

function wordsOf(blockers: readonly MountBlocker[]): string {
  return blockers.map(({ problem, remedy }) => `${problem} ${remedy}`).join(' ');
}
