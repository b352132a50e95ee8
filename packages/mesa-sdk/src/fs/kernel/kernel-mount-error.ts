import { MesaError } from 'mesa-rest';

/**
 * Why a mount could not be made or ended:
 *
 * - `MOUNT_UNAVAILABLE`: this machine or process cannot mount; the message says what to install or allow.
 * - `MOUNT_POINT_UNUSABLE`: the folder is not there, not empty, or a mount already.
 * - `MOUNT_FAILED`: the kernel, or the filesystem's own start, refused.
 * - `UNMOUNT_FAILED`: the mount is still in the table.
 */
export type KernelMountErrorCode =
  | 'MOUNT_UNAVAILABLE'
  | 'MOUNT_POINT_UNUSABLE'
  | 'MOUNT_FAILED'
  | 'UNMOUNT_FAILED';

/** Thrown when a filesystem cannot be mounted into the kernel, or a mount cannot be ended. */
export class KernelMountError extends MesaError {
  static {
    KernelMountError.prototype.name = 'KernelMountError';
  }

  constructor(code: KernelMountErrorCode, text: string, options: { cause?: unknown } = {}) {
    super(code, text, options);
  }
}
