import { InvalidOptionsError } from 'mesa-rest';
import type { FileSystemBackend } from './backend.js';
import type { FilledBashOptions } from './shell/bash-options.js';
import type { ShellEngine } from './shell/shell-engine.js';

/** Who brings a filesystem into the kernel: `dev-fuse` is built in, `libfuse` a package of its own. */
export type KernelDriver = 'auto' | 'dev-fuse' | 'libfuse';

const DRIVERS: readonly KernelDriver[] = ['auto', 'dev-fuse', 'libfuse'];

/** How a filesystem is mounted into the kernel. */
export interface KernelMountOptions {
  /**
   * `dev-fuse` speaks to the kernel itself, as root or in a user namespace. `libfuse` needs the package `@zkochan/fuse-native`
   * and lets ordinary users mount. Default `auto`: the first where it can be used, else the second.
   */
  readonly driver?: KernelDriver | undefined;
  /** Whether other users may use the mount. Default false: nobody else, not even root. */
  readonly allowOther?: boolean | undefined;
}

/**
 * Refuses what types would have refused.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS`.
 */
export function checkKernelMount(mountPoint: string, { driver, allowOther }: KernelMountOptions): void {
  if (typeof mountPoint !== 'string' || mountPoint === '')
    throw new InvalidOptionsError('`mountPoint` must be the path of a folder.');
  if (driver !== undefined && !DRIVERS.includes(driver))
    throw new InvalidOptionsError(`\`driver\` must be one of ${DRIVERS.join(', ')}.`);
  if (allowOther !== undefined && typeof allowOther !== 'boolean')
    throw new InvalidOptionsError('`allowOther` must be true or false.');
}

/** A filesystem that the kernel has now. */
export interface KernelMounted {
  readonly backend: FileSystemBackend;
  /** The folder, absolute and without links. */
  readonly mountPoint: string;
  /** Where only programs in namespaces see the folder: a process in them. */
  readonly namespacePid?: number | undefined;
}

/** Takes the place of a filesystem of the caller's thread with one that the kernel has too. */
export interface KernelMounter {
  /** Hands over everything that the filesystem holds. Nothing is under way, and nothing waits to be stored. */
  mount(mountPoint: string, options: KernelMountOptions): Promise<KernelMounted>;
  /** Does the same for a shell: where this process may not mount, in namespaces of its own. */
  mountForShell(mountPoint: string): Promise<KernelMounted>;
  /** Tells whether a path leads to a folder that is given without links. */
  isSamePlace(mountPoint: string, path: string): Promise<boolean>;
  /** Makes a folder to mount at that nobody else can look into. */
  makeFolder(): Promise<MountFolder>;
  /** Opens the bash of this machine on a mount of the filesystem. */
  openShell(
    mounted: Pick<KernelMounted, 'mountPoint' | 'namespacePid'>,
    options: FilledBashOptions,
  ): Promise<ShellEngine>;
}

/** A folder that was made to be mounted at. */
export interface MountFolder {
  readonly path: string;
  /** Removes it, once nothing is mounted there. */
  remove(): Promise<void>;
}
