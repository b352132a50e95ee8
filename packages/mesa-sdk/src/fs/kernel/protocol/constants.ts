/** Version of the protocol that we speak, and the oldest kernel's that we accept (Linux 5.4). */
export const PROTOCOL_MAJOR = 7;
export const PROTOCOL_MINOR = 38;
export const OLDEST_MINOR = 31;

/** Bits of `INIT`, offered by the kernel and chosen by us. */
export const INIT_FLAG = {
  ASYNC_READ: 1 << 0,
  ATOMIC_O_TRUNC: 1 << 3,
  BIG_WRITES: 1 << 5,
  AUTO_INVAL_DATA: 1 << 12,
  DO_READDIRPLUS: 1 << 13,
  READDIRPLUS_AUTO: 1 << 14,
  ASYNC_DIO: 1 << 15,
  WRITEBACK_CACHE: 1 << 16,
  PARALLEL_DIROPS: 1 << 18,
  MAX_PAGES: 1 << 22,
  CACHE_SYMLINKS: 1 << 23,
  EXPLICIT_INVAL_DATA: 1 << 25,
  HANDLE_KILLPRIV_V2: 1 << 28,
} as const;

/** Bits of `SETATTR`'s `valid`. */
export const SETATTR_VALID = {
  MODE: 1 << 0,
  UID: 1 << 1,
  GID: 1 << 2,
  SIZE: 1 << 3,
  ATIME: 1 << 4,
  MTIME: 1 << 5,
  FH: 1 << 6,
  ATIME_NOW: 1 << 7,
  MTIME_NOW: 1 << 8,
  CTIME: 1 << 10,
  KILL_SUIDGID: 1 << 11,
} as const;

/** Bits that we answer an open with. */
export const OPENED = {
  DIRECT_IO: 1 << 0,
  KEEP_CACHE: 1 << 1,
  NONSEEKABLE: 1 << 2,
  CACHE_DIR: 1 << 3,
  NOFLUSH: 1 << 5,
} as const;

/** Bit of `GETATTR`: `fh` is meant. */
export const GETATTR_FH: number = 1 << 0;
/** Bit of `OPEN` and `CREATE`: the truncation ends set-user-id and its like. */
export const OPEN_KILL_SUIDGID: number = 1 << 0;
/** Bit of `WRITE`: the write ends set-user-id and its like. */
export const WRITE_KILL_SUIDGID: number = 1 << 2;
/** Bit of `FSYNC`: the data only. */
export const FSYNC_FDATASYNC: number = 1 << 0;
/** Bits of `RENAME2`. */
export const RENAME = { NOREPLACE: 1 << 0, EXCHANGE: 1 << 1, WHITEOUT: 1 << 2 } as const;
/** `whence` of `LSEEK`: the others the kernel answers itself. */
export const SEEK = { DATA: 3, HOLE: 4 } as const;

/** Codes of what we tell the kernel unasked. */
export const NOTIFY = { INVAL_INODE: 2, INVAL_ENTRY: 3, RETRIEVE: 5, DELETE: 6 } as const;
/** Number of the message with which the kernel does what `NOTIFY.RETRIEVE` asked for. It wants no answer. */
export const NOTIFY_REPLY: number = 41;
