export type { FuseMount } from './dev-fuse/fuse-mount.js';
export { type MountBlocker, mountBlockers, onPath } from './dev-fuse/mount-blockers.js';
export { type FileSystemModule, mountFuse, mountFuseModule } from './dev-fuse/mount-fuse.js';
export type { MountOptions, ObjectMountOptions } from './dev-fuse/mount-options.js';
export { type MountState, mountState } from './dev-fuse/mount-state.js';
export { unmountPath } from './dev-fuse/unmount-path.js';
export { ERRNO, type ErrnoCode, ErrnoError, errno, errnoCodeOf } from './errno.js';
export type {
  AttributeChange,
  Attributes,
  DirectoryEntry,
  Entry,
  FileSystemStatistics,
  Ino,
  KernelCall,
  KernelFileSystem,
  KernelNotifier,
  MaybePromise,
  OpenFile,
  OpenRequest,
  ReaddirRequest,
  RenameFlags,
} from './kernel-file-system.js';
export { ROOT_INO } from './kernel-file-system.js';
export { KernelMountError, type KernelMountErrorCode } from './kernel-mount-error.js';
export { libfuseBlockers } from './libfuse/libfuse-blockers.js';
export { mountLibfuse, mountLibfuseModule } from './libfuse/mount-libfuse.js';
export { decodeName, encodeName } from './name-bytes.js';
