import { type FuseMount, KernelMountError, mountFuseModule } from '../kernel/index.js';
import type { HostMountOptions } from './host-messages.js';

/** A name that is not there stays so for the kernel: the door tells when somebody makes it. */
const NEGATIVE_TTL_MS = 60_000;

/** Mounts the filesystem that a module makes, with the driver that was chosen. */
export function mountModule(
  module: Parameters<typeof mountFuseModule>[0],
  mountPoint: string,
  { driver, allowOther, onError }: HostMountOptions & { readonly onError: (error: unknown) => void },
): Promise<FuseMount> {
  if (driver === 'libfuse')
    throw new KernelMountError('MOUNT_UNAVAILABLE', 'The driver libfuse is not there.');
  return mountFuseModule(module, mountPoint, {
    explicitInvalidation: true,
    negativeTtlMs: NEGATIVE_TTL_MS,
    allowOther,
    onError,
  });
}
