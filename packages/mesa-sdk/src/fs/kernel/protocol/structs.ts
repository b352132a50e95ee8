import { Struct } from './struct.js';

/*
 * The structs of include/uapi/linux/fuse.h (which may be used under BSD-2-Clause), with the names that the fields
 * have there. `lock_owner` is left out throughout: it is a random 64-bit value that only remote locks need, and ours
 * are the kernel's own.
 */

/** `extensions` is the length of what may follow the message, in units of 8 bytes. */
export const IN_HEADER = new Struct({
  len: 'u32',
  opcode: 'u32',
  unique: 'u64',
  nodeid: 'u64',
  uid: 'u32',
  gid: 'u32',
  pid: 'u32',
  extensions: 'u16',
  padding: 'pad2',
} as const);

/** `error` is a negated errno in an answer, and the code of the notification where `unique` is 0. */
export const OUT_HEADER = new Struct({ len: 'u32', error: 'i32', unique: 'u64' } as const);

// Requests.

export const FORGET_IN = new Struct({ nlookup: 'u64' } as const);
export const FORGET_ONE = new Struct({ nodeid: 'u64', nlookup: 'u64' } as const);
export const BATCH_FORGET_IN = new Struct({ count: 'u32', padding: 'pad4' } as const);
export const GETATTR_IN = new Struct({ flags: 'u32', padding: 'pad4', fh: 'u64' } as const);
export const SETATTR_IN = new Struct({
  valid: 'u32',
  padding: 'pad4',
  fh: 'u64',
  size: 'u64',
  lockOwner: 'pad8',
  atime: 'i64',
  mtime: 'i64',
  ctime: 'i64',
  atimensec: 'u32',
  mtimensec: 'u32',
  ctimensec: 'u32',
  mode: 'u32',
  unused4: 'pad4',
  uid: 'u32',
  gid: 'u32',
  unused5: 'pad4',
} as const);
export const MKNOD_IN = new Struct({ mode: 'u32', rdev: 'u32', umask: 'u32', padding: 'pad4' } as const);
export const MKDIR_IN = new Struct({ mode: 'u32', umask: 'u32' } as const);
export const RENAME_IN = new Struct({ newdir: 'u64' } as const);
export const RENAME2_IN = new Struct({ newdir: 'u64', flags: 'u32', padding: 'pad4' } as const);
export const LINK_IN = new Struct({ oldnodeid: 'u64' } as const);
export const OPEN_IN = new Struct({ flags: 'u32', openFlags: 'u32' } as const);
export const CREATE_IN = new Struct({ flags: 'u32', mode: 'u32', umask: 'u32', openFlags: 'u32' } as const);
export const RELEASE_IN = new Struct({
  fh: 'u64',
  flags: 'u32',
  releaseFlags: 'u32',
  lockOwner: 'pad8',
} as const);
export const FLUSH_IN = new Struct({ fh: 'u64', padding: 'pad8', lockOwner: 'pad8' } as const);
export const READ_IN = new Struct({
  fh: 'u64',
  offset: 'u64',
  size: 'u32',
  readFlags: 'u32',
  lockOwner: 'pad8',
  flags: 'u32',
  padding: 'pad4',
} as const);
export const WRITE_IN = new Struct({
  fh: 'u64',
  offset: 'u64',
  size: 'u32',
  writeFlags: 'u32',
  lockOwner: 'pad8',
  flags: 'u32',
  padding: 'pad4',
} as const);
export const FSYNC_IN = new Struct({ fh: 'u64', flags: 'u32', padding: 'pad4' } as const);
/** As it is without `FUSE_SETXATTR_EXT`, which we do not ask for. */
export const SETXATTR_IN = new Struct({ size: 'u32', flags: 'u32' } as const);
export const GETXATTR_IN = new Struct({ size: 'u32', padding: 'pad4' } as const);
export const ACCESS_IN = new Struct({ mask: 'u32', padding: 'pad4' } as const);
/** The first 16 bytes; what newer kernels send behind them we do not use. */
export const INIT_IN = new Struct({ major: 'u32', minor: 'u32', maxReadahead: 'u32', flags: 'u32' } as const);
export const INTERRUPT_IN = new Struct({ unique: 'u64' } as const);
export const FALLOCATE_IN = new Struct({
  fh: 'u64',
  offset: 'u64',
  length: 'u64',
  mode: 'u32',
  padding: 'pad4',
} as const);
export const LSEEK_IN = new Struct({ fh: 'u64', offset: 'u64', whence: 'u32', padding: 'pad4' } as const);
export const COPY_FILE_RANGE_IN = new Struct({
  fhIn: 'u64',
  offIn: 'u64',
  nodeidOut: 'u64',
  fhOut: 'u64',
  offOut: 'u64',
  len: 'u64',
  flags: 'u64',
} as const);

// Answers.

export const ATTR = new Struct({
  ino: 'u64',
  size: 'u64',
  blocks: 'u64',
  atime: 'i64',
  mtime: 'i64',
  ctime: 'i64',
  atimensec: 'u32',
  mtimensec: 'u32',
  ctimensec: 'u32',
  mode: 'u32',
  nlink: 'u32',
  uid: 'u32',
  gid: 'u32',
  rdev: 'u32',
  blksize: 'u32',
  flags: 'u32',
} as const);
/** Followed by `ATTR`. */
export const ENTRY_OUT = new Struct({
  nodeid: 'u64',
  generation: 'u64',
  entryValid: 'u64',
  attrValid: 'u64',
  entryValidNsec: 'u32',
  attrValidNsec: 'u32',
} as const);
/** Followed by `ATTR`. */
export const ATTR_OUT = new Struct({ attrValid: 'u64', attrValidNsec: 'u32', padding: 'pad4' } as const);
export const OPEN_OUT = new Struct({ fh: 'u64', openFlags: 'u32', padding: 'pad4' } as const);
export const WRITE_OUT = new Struct({ size: 'u32', padding: 'pad4' } as const);
export const STATFS_OUT = new Struct({
  blocks: 'u64',
  bfree: 'u64',
  bavail: 'u64',
  files: 'u64',
  ffree: 'u64',
  bsize: 'u32',
  namelen: 'u32',
  frsize: 'u32',
  padding: 'pad28',
} as const);
export const GETXATTR_OUT = new Struct({ size: 'u32', padding: 'pad4' } as const);
export const INIT_OUT = new Struct({
  major: 'u32',
  minor: 'u32',
  maxReadahead: 'u32',
  flags: 'u32',
  maxBackground: 'u16',
  congestionThreshold: 'u16',
  maxWrite: 'u32',
  timeGran: 'u32',
  maxPages: 'u16',
  mapAlignment: 'u16',
  flags2: 'u32',
  unused: 'pad28',
} as const);
export const LSEEK_OUT = new Struct({ offset: 'u64' } as const);
/** Followed by the name and zeros up to a multiple of 8 bytes. */
export const DIRENT = new Struct({ ino: 'u64', off: 'u64', namelen: 'u32', type: 'u32' } as const);

// Notifications.

export const INVAL_INODE_OUT = new Struct({ ino: 'u64', off: 'i64', len: 'i64' } as const);
/** Followed by the name and a zero, as is `DELETE_OUT`. */
export const INVAL_ENTRY_OUT = new Struct({ parent: 'u64', namelen: 'u32', flags: 'u32' } as const);
export const DELETE_OUT = new Struct({
  parent: 'u64',
  child: 'u64',
  namelen: 'u32',
  padding: 'pad4',
} as const);
export const RETRIEVE_OUT = new Struct({
  notifyUnique: 'u64',
  ino: 'u64',
  offset: 'u64',
  size: 'u32',
  padding: 'pad4',
} as const);
