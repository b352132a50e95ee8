import type { RequestName } from '../protocol/requests.js';
import type { MountState } from './mount-state.js';

/** A filesystem that the kernel has. */
export interface FuseMount {
  /** The folder, absolute and without links. */
  readonly mountPoint: string;
  /** What was agreed on with the kernel: version 7.`minor` and the bits of INIT. */
  readonly protocol: { readonly minor: number; readonly flags: number };
  /** Resolves when the connection to the kernel has ended, by whomever, and the filesystem's `destroy` is done. */
  readonly closed: Promise<void>;
  /** Returns whether the mount is there and answers; asked from a child process. */
  state(): Promise<MountState>;
  /** Returns how many requests of each kind the kernel has made so far. */
  requestCounts(): Partial<Record<RequestName, number>>;
  /**
   * Has the thread of a filesystem that a module made look at its timers and messages at once. It does so by itself,
   * but while programs use the mount only every few milliseconds: call this after a message that is waited for.
   */
  wake(): void;
  /**
   * Takes the mount off its folder and waits for {@link closed}; a second time does nothing. A mount in which
   * programs have files open stays, unless `force` is given: then they get `EIO` or `ENOTCONN`.
   *
   * @throws KernelMountError `UNMOUNT_FAILED`.
   */
  unmount(options?: { readonly force?: boolean }): Promise<void>;
  /** Unmounts, with force where it is needed. */
  [Symbol.asyncDispose](): Promise<void>;
}
