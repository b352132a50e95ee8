import type { ErrnoCode } from '../errno.js';
import type { Ino, KernelFileSystem } from '../kernel-file-system.js';

/** The methods that travel: all that answer a request. */
export const BRIDGED_METHODS = [
  'lookup',
  'getattr',
  'setattr',
  'access',
  'readlink',
  'symlink',
  'mknod',
  'mkdir',
  'unlink',
  'rmdir',
  'rename',
  'link',
  'open',
  'create',
  'tmpfile',
  'read',
  'write',
  'flush',
  'release',
  'fsync',
  'fallocate',
  'lseek',
  'copyFileRange',
  'opendir',
  'readdir',
  'releasedir',
  'fsyncdir',
  'statfs',
  'setxattr',
  'getxattr',
  'listxattr',
  'removexattr',
] as const satisfies readonly (keyof KernelFileSystem)[];

export type BridgedMethod = (typeof BRIDGED_METHODS)[number];

/** What the filesystem on the other side is. */
export interface BridgedDescription {
  readonly methods: readonly BridgedMethod[];
  readonly forgets: boolean;
  readonly killsPrivileges: boolean;
}

/** From the thread that serves the kernel to the thread with the filesystem. */
export type BridgeRequest =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly slot: number;
      readonly method: BridgedMethod;
      /** All arguments but the caller. */
      readonly args: readonly unknown[];
      readonly caller: { readonly uid: number; readonly gid: number; readonly pid: number };
    }
  | { readonly kind: 'interrupt'; readonly id: number }
  | { readonly kind: 'forget'; readonly ino: Ino };

/** And back. `withdrawn` answers a call that was taken back before it was begun. */
export type BridgeReply =
  | { readonly id: number; readonly kind: 'value'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'refused'; readonly code: ErrnoCode }
  | { readonly id: number; readonly kind: 'withdrawn' };

/**
 * States of a call in memory that both threads see, so that exactly one of "begun" and "taken back" is true however
 * they race.
 */
export const SLOT = { WAITING: 1, BEGUN: 2, WITHDRAWN: 3 } as const;

/** Calls that may wait to be begun at a time; more wait on the serving side. */
export const SLOTS = 1024;
