import { InvalidOptionsError } from 'mesa-rest';
import { BashUnavailableError } from '../errors/bash-unavailable-error.js';
import type { DiskCache } from './blobs/disk-cache.js';
import type { JournalStore } from './journal/journal-store.js';
import { KernelMountError } from './kernel/kernel-mount-error.js';
import type { KernelMountRequest } from './kernel-mount-request.js';
import type { KernelMounted, MountFolder } from './kernel-mounter.js';
import type { DiskCacheConfig } from './mount-options.js';
import type { ShellEngine, ShellRequest } from './shell/shell-engine.js';

/*
 * What `#node-side` (package.json) stands for where there is no Node, and the types of what it stands for elsewhere:
 * fs/node/index.ts.
 */

/** Always fails. */
export function mountInKernel({ mountPoint }: KernelMountRequest): Promise<KernelMounted> {
  return Promise.reject(
    new KernelMountError(
      'MOUNT_UNAVAILABLE',
      `${mountPoint} cannot be mounted here: that takes Node.js on Linux. Use the filesystem through its methods, without a mount point.`,
    ),
  );
}

/** Always fails. */
export function openDiskCache(_options: DiskCacheConfig): Promise<DiskCache> {
  return Promise.reject(
    new InvalidOptionsError(
      '`cache.diskCache` takes Node.js and its files, which are not here. `cache.maxMemoryBytes` bounds the cache in memory.',
    ),
  );
}

/** Always fails. */
export function openJournalFiles(_path: string): Promise<JournalStore> {
  return Promise.reject(
    new InvalidOptionsError('`journal` needs Node.js, whose files it is kept in. Leave it out.'),
  );
}

/** Always fails. */
export function makeMountFolder(): Promise<MountFolder> {
  return Promise.reject(noShell());
}

/** Always fails. */
export function mountForShell(_request: KernelMountRequest): Promise<KernelMounted> {
  return Promise.reject(noShell());
}

/** Always fails: what bundlers find of the interpreter they would take along, whether it is used or not. */
export function loadJustBash(): Promise<unknown> {
  return Promise.reject(
    new BashUnavailableError(
      'Shells are made by `fs.bash` in Node.js only. Elsewhere make one of just-bash yourself: `new Bash({ fs })`.',
    ),
  );
}

/** Always fails. */
export function openShell(_request: ShellRequest): Promise<ShellEngine> {
  return Promise.reject(noShell());
}

function noShell(): BashUnavailableError {
  return new BashUnavailableError(
    "The bash of the machine cannot be run here: that takes Node.js on Linux. Pass `engine: 'virtual'`.",
  );
}

/** Tells whether a path leads to a folder that is given without links. */
export function isSamePlace(mountPoint: string, path: string): Promise<boolean> {
  return Promise.resolve(mountPoint === path);
}
