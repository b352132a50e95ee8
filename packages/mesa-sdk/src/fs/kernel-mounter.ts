import type { FileSystemBackend } from './backend.js';

/** Who brings a filesystem into the kernel: `dev-fuse` is built in, `libfuse` a package of its own. */
export type KernelDriver = 'auto' | 'dev-fuse' | 'libfuse';

/** How a filesystem is mounted into the kernel. */
export interface KernelMountOptions {
  /**
   * `dev-fuse` speaks to the kernel itself: Linux, as root or in a user namespace. `libfuse` needs the package
   * `@zkochan/fuse-native`: macOS, and ordinary users. Default `auto`: the first where it can be used, else the second.
   */
  readonly driver?: KernelDriver | undefined;
  /** Whether other users may use the mount. Default false: nobody else, not even root. */
  readonly allowOther?: boolean | undefined;
}

/** A filesystem that the kernel has now. */
export interface KernelMounted {
  readonly backend: FileSystemBackend;
  /** The folder, absolute and without links. */
  readonly mountPoint: string;
}

/** Takes the place of a filesystem of the caller's thread with one that the kernel has too. */
export interface KernelMounter {
  /** Hands over everything that the filesystem holds. Nothing is under way, and nothing waits to be stored. */
  mount(mountPoint: string, options: KernelMountOptions): Promise<KernelMounted>;
  /** Tells whether a path leads to a folder that is given without links. */
  isSamePlace(mountPoint: string, path: string): Promise<boolean>;
}
