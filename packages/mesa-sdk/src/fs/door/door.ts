/*
 * Signature, for the filesystem thread:
 *
 *   createDoor(options: DoorOptions): KernelFileSystem
 *
 *   interface DoorOptions {          // door-options.ts
 *     root: Space;                   // of the LocalFileSystem over the same checkouts
 *     uid: number; gid: number;      // of the mounter
 *     spill: SpillStore;             // spillFiles(folder?) of fs/node/spill-files.ts
 *     now?: () => bigint;            // nanoseconds
 *     onError: (error: unknown) => void;
 *   }
 *
 * Mount with `explicitInvalidation: true` and a long `negativeTtlMs` (60,000): the door tells the kernel what others
 * change. `init` begins to listen to the checkouts, `destroy` stops and settles when all is stored; the checkouts are
 * closed by whoever made them.
 */
