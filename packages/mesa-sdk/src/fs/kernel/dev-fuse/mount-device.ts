import { openSync } from 'node:fs';
import { KernelMountError } from '../kernel-mount-error.js';
import { mountBlockers } from './mount-blockers.js';
import { runProgram } from './run-program.js';

/** How the kernel is to treat a mount. */
export interface DeviceOptions {
  /** Lets other users in. Without it not even root gets into a user's mount. */
  readonly allowOther: boolean;
  /** The kernel checks modes and owners, as on a disk. Without it the filesystem's `access` is asked. */
  readonly defaultPermissions: boolean;
  readonly readOnly: boolean;
  /** First column of `df`. */
  readonly name: string;
}

/**
 * Opens the device.
 *
 * @throws KernelMountError `MOUNT_UNAVAILABLE` with everything that is in the way.
 */
export function openDevice(): number {
  const blockers = mountBlockers();
  if (blockers.length > 0) {
    const text = blockers.map(({ problem, remedy }) => `${problem} ${remedy}`).join(' ');
    throw new KernelMountError('MOUNT_UNAVAILABLE', `Mounting is not possible here. ${text}`);
  }
  try {
    // Node opens close-on-exec. A child that inherited it would keep the connection of a dead server alive, and
    // its callers waiting where not even SIGKILL reaches them.
    return openSync('/dev/fuse', 'r+');
  } catch (error) {
    throw new KernelMountError(
      'MOUNT_UNAVAILABLE',
      '/dev/fuse cannot be opened although its permissions allow it. In a container allow the device ("--device /dev/fuse").',
      { cause: error },
    );
  }
}

/** Puts an opened device onto a folder; from then on it can be read. */
export async function mountDevice(fd: number, mountPoint: string, options: DeviceOptions): Promise<void> {
  const words = [
    'fd=3',
    'rootmode=40000',
    `user_id=${process.geteuid?.() ?? 0}`,
    `group_id=${process.getegid?.() ?? 0}`,
    'nosuid',
    'nodev',
    ...(options.allowOther ? ['allow_other'] : []),
    ...(options.defaultPermissions ? ['default_permissions'] : []),
    ...(options.readOnly ? ['ro'] : []),
  ];
  // mount(8) rather than mount(2), which Node has no way to call; it inherits the device as number 3. "-i" keeps it
  // from looking for a helper program of the type.
  const args = ['-i', '-t', 'fuse.mesa', '-o', words.join(','), '--', options.name, mountPoint];
  let result: { code: number; stderr: string };
  try {
    result = await runProgram('mount', args, { descriptor: fd });
  } catch (error) {
    throw new KernelMountError('MOUNT_FAILED', 'The program mount could not be started.', { cause: error });
  }
  if (result.code === 0) return;
  throw new KernelMountError('MOUNT_FAILED', `${mountPoint} was not mounted: ${result.stderr}`);
}
