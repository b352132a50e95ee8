import type { KernelDriver } from '../kernel-mounter.js';

/** Returns the driver that mounts here. */
export async function chooseDriver(driver: KernelDriver = 'auto'): Promise<'dev-fuse' | 'libfuse'> {
  return driver === 'auto' ? 'dev-fuse' : driver;
}
