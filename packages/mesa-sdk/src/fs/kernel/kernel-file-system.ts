/** A result, or a promise of it. Where it is known already, return it: an answer without a promise is cheaper. */
export type MaybePromise<T> = T | Promise<T>;

/**
 * Number of a file, directory or link for the life of the mount: a positive safe integer below the largest, seen by
 * programs as `st_ino`. It may be used again only after {@link KernelFileSystem.forget}, and then with another `generation`.
 */
export type Ino = number;

/** The root directory of every mount. */
export const ROOT_INO = 1;

/** Who makes a call, and whether it is still wanted. */
export interface KernelCall {
  readonly uid: number;
  readonly gid: number;
  /** The calling thread; 0 when the kernel calls for itself (write-back, read-ahead) or from another namespace. */
  readonly pid: number;
  /**
   * Aborted when the caller was hit by a signal. A filesystem that waits for something slow should then give up and
   * throw `EINTR`; what it answers after all is still delivered.
   */
  readonly signal: AbortSignal;
}

/** What `stat` shows. Times are nanoseconds since 1970, negative before. */
export interface Attributes {
  readonly ino: Ino;
  /** Type and permission bits: `S_IFREG | 0o644`. */
  readonly mode: number;
  readonly nlink: number;
  readonly uid: number;
  readonly gid: number;
  /** Device number of a device node; 0 when left out. */
  readonly rdev?: number;
  readonly size: number;
  /** Units of 512 bytes in use; what `size` needs when left out. */
  readonly blocks?: number;
  /** Best size of a read; 4,096 when left out. */
  readonly blksize?: number;
  readonly atimeNs: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  /** How long the kernel may show these without asking again; the mount's default when left out. */
  readonly ttlMs?: number;
}

/** A name's file. */
export interface Entry {
  readonly attributes: Attributes;
  /** Distinguishes files that had the same number one after the other; 0 when left out. */
  readonly generation?: number;
  /** How long the kernel may take the name for this file without asking again; the mount's default when left out. */
  readonly ttlMs?: number;
}

/** The members of `setattr` that are to change. `now` is the time of the filesystem's clock. */
export interface AttributeChange {
  /** Permission bits with the type. */
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly size?: number;
  readonly atimeNs?: bigint | 'now';
  readonly mtimeNs?: bigint | 'now';
  /** Set by a kernel that keeps the times itself (write-back cache). */
  readonly ctimeNs?: bigint;
  /** The open file through which the caller asks, for `ftruncate`. */
  readonly handle?: number;
  /** Only with `killsPrivileges`: set-user-id, set-group-id (where group may execute) and capabilities end. */
  readonly killPrivileges: boolean;
}

/** An open file or directory. */
export interface OpenFile {
  /** Comes back with every call on this open file; a non-negative safe integer. */
  readonly handle: number;
  /** Goes around the page cache: every read and write reaches the filesystem. */
  readonly directIo?: boolean;
  /** Keeps the pages that the kernel has of this file from earlier; without it they are dropped at each open. */
  readonly keepCache?: boolean;
  /** Keeps the listing of this directory in the kernel until it is invalidated. */
  readonly cacheDirectory?: boolean;
  readonly nonSeekable?: boolean;
  /** Spares the `flush` at close. */
  readonly noFlush?: boolean;
}

/** What an open asked for. */
export interface OpenRequest {
  /** Flags of `open(2)`, for example `O_RDWR | O_TRUNC`; truncating is the filesystem's part. */
  readonly flags: number;
  /** Only with `killsPrivileges`, together with `O_TRUNC`. */
  readonly killPrivileges: boolean;
}

/** One line of a directory. */
export interface DirectoryEntry {
  readonly name: string;
  readonly ino: Ino;
  /** Type bits, as in `Attributes.mode`; permission bits are ignored. */
  readonly type: number;
  /** The position after this entry: a listing that stopped here goes on with it. Positive, and unique in a listing. */
  readonly next: number;
  /** Known attributes. With them the kernel needs no look-up of the name; only used where `plus` was asked. */
  readonly entry?: Entry;
}

export interface ReaddirRequest {
  readonly handle: number;
  /** 0, or `next` of the last entry that the kernel took. */
  readonly position: number;
  /** Bytes of the answer: what a filesystem that lists remotely may use as a hint of how much to fetch. */
  readonly size: number;
  /** Whether {@link DirectoryEntry.entry} is wanted. Entries other than `.` and `..` with it count as look-ups. */
  readonly plus: boolean;
}

export interface FileSystemStatistics {
  /** In units of `fragmentSize`. */
  readonly blocks: number;
  readonly blocksFree: number;
  readonly blocksAvailable: number;
  readonly files: number;
  readonly filesFree: number;
  readonly blockSize: number;
  readonly fragmentSize: number;
  /** Longest name in bytes. */
  readonly nameLength: number;
}

/** Flags of `renameat2`. */
export interface RenameFlags {
  /** Fails with `EEXIST` where the new name is taken. */
  readonly noReplace: boolean;
  /** The two names change places; both must be there. */
  readonly exchange: boolean;
  /** Leaves a whiteout behind; a filesystem that cannot says `EINVAL`. */
  readonly whiteout: boolean;
}

/** What a filesystem may tell the kernel, at any time and on its own account. */
export interface KernelNotifier {
  /**
   * Drops what the kernel knows of a file: the attributes, and `length` bytes of contents from `offset`. A `length`
   * of 0 is all the rest, a negative `offset` the attributes alone.
   */
  invalidateInode(ino: Ino, offset?: number, length?: number): Promise<void>;
  /** Makes the kernel look a name up again. */
  invalidateEntry(parent: Ino, name: string): Promise<void>;
  /** Tells that a name and its file are gone, so that watchers of the directory see a deletion. */
  notifyDelete(parent: Ino, child: Ino, name: string): Promise<void>;
}

/**
 * A filesystem that the kernel can be given: operations on numbered files, as the kernel itself thinks of them.
 *
 * - Refuse with `throw errno('ENOENT')` (or a rejected promise of it). Anything else thrown becomes `EIO` and is
 *   reported to the mount's `onError`.
 * - An operation that is left out is answered `ENOSYS`, and the kernel stops asking where it can: leaving out xattrs
 *   and `flush` saves a request per write and per close.
 * - Names are UTF-8; a byte that is not is the lone surrogate U+DC00 + byte, so that every name survives.
 * - Calls run concurrently as soon as one returns a promise. The kernel holds a directory's lock during a change of
 *   it, and calls on one open file may overlap.
 * - Every {@link Entry} that is answered makes the kernel remember the file until {@link forget}.
 * - The object is also sent through a message port (`mountFuse` with a filesystem of the main thread), so arguments
 *   and results are plain data.
 */
export interface KernelFileSystem {
  /**
   * Promises that no operation waits for anything and that the filesystem needs no timers or sockets: its thread may
   * then block in the kernel between two requests, for ever. Only honoured in a worker.
   */
  readonly synchronous?: boolean;
  /**
   * Says that the filesystem itself ends set-user-id, set-group-id and file capabilities where a request says
   * `killPrivileges`, and at each change of owner. It spares a `getxattr` for each write.
   */
  readonly killsPrivileges?: boolean;

  /** Called once, before the first request. */
  init?(kernel: KernelNotifier): MaybePromise<void>;
  /** Called once, after the last request: also when the mount was aborted. */
  destroy?(): MaybePromise<void>;

  /** Returns the file of a name, or undefined where there is none. */
  lookup(parent: Ino, name: string, call: KernelCall): MaybePromise<Entry | undefined>;
  /** The kernel has no more knowledge of this file: a file without a name can go. */
  forget?(ino: Ino): void;
  getattr(ino: Ino, handle: number | undefined, call: KernelCall): MaybePromise<Attributes>;
  setattr?(ino: Ino, change: AttributeChange, call: KernelCall): MaybePromise<Attributes>;
  /** Asked only where the mount does not leave permissions to the kernel. `mask` is of `access(2)`. */
  access?(ino: Ino, mask: number, call: KernelCall): MaybePromise<void>;

  /** The target of a link never changes for one number: the kernel keeps it. */
  readlink?(ino: Ino, call: KernelCall): MaybePromise<string>;
  symlink?(parent: Ino, name: string, target: string, call: KernelCall): MaybePromise<Entry>;
  /** Makes a file, FIFO, socket or device. `mode` has the type, and the caller's umask is applied already. */
  mknod?(parent: Ino, name: string, mode: number, rdev: number, call: KernelCall): MaybePromise<Entry>;
  mkdir?(parent: Ino, name: string, mode: number, call: KernelCall): MaybePromise<Entry>;
  unlink?(parent: Ino, name: string, call: KernelCall): MaybePromise<void>;
  rmdir?(parent: Ino, name: string, call: KernelCall): MaybePromise<void>;
  rename?(
    parent: Ino,
    name: string,
    newParent: Ino,
    newName: string,
    flags: RenameFlags,
    call: KernelCall,
  ): MaybePromise<void>;
  link?(ino: Ino, newParent: Ino, newName: string, call: KernelCall): MaybePromise<Entry>;

  /** Left out: opening always succeeds with handle 0 and is not even asked. */
  open?(ino: Ino, request: OpenRequest, call: KernelCall): MaybePromise<OpenFile>;
  /** Makes and opens a regular file in one step. */
  create?(
    parent: Ino,
    name: string,
    mode: number,
    request: OpenRequest,
    call: KernelCall,
  ): MaybePromise<{ entry: Entry; file: OpenFile }>;
  /** Makes and opens a file without a name (`O_TMPFILE`). */
  tmpfile?(
    parent: Ino,
    mode: number,
    request: OpenRequest,
    call: KernelCall,
  ): MaybePromise<{ entry: Entry; file: OpenFile }>;
  /** Returns up to `size` bytes; fewer only at the end of the file. */
  read?(ino: Ino, handle: number, offset: number, size: number, call: KernelCall): MaybePromise<Uint8Array>;
  /**
   * Returns how many bytes were stored. `data` belongs to the filesystem until it has answered and no longer: copy
   * what is to be kept.
   */
  write?(
    ino: Ino,
    handle: number,
    data: Uint8Array,
    offset: number,
    killPrivileges: boolean,
    call: KernelCall,
  ): MaybePromise<number>;
  /** Called at each `close()`, which reports its refusal: several times for a file that was handed on. */
  flush?(ino: Ino, handle: number, call: KernelCall): MaybePromise<void>;
  /** Called once, when nobody has the file open any more. Nobody hears its refusal. */
  release?(ino: Ino, handle: number, call: KernelCall): MaybePromise<void>;
  fsync?(ino: Ino, handle: number, dataOnly: boolean, call: KernelCall): MaybePromise<void>;
  fallocate?(
    ino: Ino,
    handle: number,
    mode: number,
    offset: number,
    length: number,
    call: KernelCall,
  ): MaybePromise<void>;
  /** Returns the position of the next data or hole. Left out: the kernel takes the file for one piece of data. */
  lseek?(
    ino: Ino,
    handle: number,
    offset: number,
    whence: 'data' | 'hole',
    call: KernelCall,
  ): MaybePromise<number>;
  /** Returns how many bytes were copied. Left out: the kernel copies by reading and writing. */
  copyFileRange?(
    ino: Ino,
    handle: number,
    offset: number,
    toIno: Ino,
    toHandle: number,
    toOffset: number,
    length: number,
    call: KernelCall,
  ): MaybePromise<number>;

  opendir?(ino: Ino, request: OpenRequest, call: KernelCall): MaybePromise<OpenFile>;
  /**
   * Returns the entries from a position on, `.` and `..` among them. Read only as far as the answer has room, so a
   * generator need not make them all.
   */
  readdir?(ino: Ino, request: ReaddirRequest, call: KernelCall): MaybePromise<Iterable<DirectoryEntry>>;
  releasedir?(ino: Ino, handle: number, call: KernelCall): MaybePromise<void>;
  fsyncdir?(ino: Ino, handle: number, dataOnly: boolean, call: KernelCall): MaybePromise<void>;

  statfs?(ino: Ino, call: KernelCall): MaybePromise<FileSystemStatistics>;
  /** `flags` are of `setxattr(2)`: 1 the name must be new, 2 it must be there. */
  setxattr?(ino: Ino, name: string, value: Uint8Array, flags: number, call: KernelCall): MaybePromise<void>;
  /** Returns the whole value, or undefined where there is none (`ENODATA`). */
  getxattr?(ino: Ino, name: string, call: KernelCall): MaybePromise<Uint8Array | undefined>;
  listxattr?(ino: Ino, call: KernelCall): MaybePromise<readonly string[]>;
  removexattr?(ino: Ino, name: string, call: KernelCall): MaybePromise<void>;
}
