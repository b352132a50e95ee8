import { type ErrnoCode, errno } from '../errno.js';
import type {
  AttributeChange,
  Entry,
  FileSystemStatistics,
  KernelCall,
  KernelFileSystem,
  MaybePromise,
  OpenFile,
  OpenRequest,
  RenameFlags,
} from '../kernel-file-system.js';
import { encodeName } from '../name-bytes.js';
import {
  FSYNC_FDATASYNC,
  GETATTR_FH,
  OPEN_KILL_SUIDGID,
  RENAME,
  SEEK,
  SETATTR_VALID,
  WRITE_KILL_SUIDGID,
} from '../protocol/constants.js';
import { encodeDirectoryPage } from '../protocol/directory-page.js';
import {
  encodeAttributes,
  encodeEntry,
  encodeNegativeEntry,
  encodeOpenFile,
  encodeStatistics,
  joinNs,
  type Lifetimes,
} from '../protocol/replies.js';
import type { RequestBody, RequestName } from '../protocol/requests.js';
import { GETXATTR_OUT, LSEEK_OUT, WRITE_OUT } from '../protocol/structs.js';
import type { Opened } from './open-files.js';

/** What an operation works with. */
export interface OperationContext {
  readonly fs: KernelFileSystem;
  readonly lifetimes: Lifetimes;
  readonly nodeid: number;
  readonly call: KernelCall;
}

/** The body of an answer. */
export interface Answer {
  readonly body: readonly Uint8Array[];
  /** Files that the answer names: each is one look-up, taken back if the answer cannot be delivered. */
  readonly remembered?: readonly Entry[];
  /** What the answer opened, and has to be released if it cannot be delivered. */
  readonly opened?: Opened;
}

/** Operations that are answered by what a filesystem does: all but those about the connection itself. */
export type OperationName = Exclude<
  RequestName,
  'INIT' | 'DESTROY' | 'FORGET' | 'BATCH_FORGET' | 'INTERRUPT'
>;

type Operation<Name extends OperationName> = (
  body: RequestBody<Name>,
  context: OperationContext,
) => MaybePromise<Answer>;

const EMPTY: Answer = { body: [] };

/** Reads the request, asks the filesystem, and puts its answer into the kernel's words; one line per kind. */
export const OPERATIONS: { readonly [Name in OperationName]: Operation<Name> } = {
  LOOKUP: ({ name }, { fs, nodeid, call, lifetimes }) =>
    then(fs.lookup(nodeid, name, call), (entry) => {
      if (entry !== undefined) return entryAnswer(entry, lifetimes);
      // Without a lifetime "no such file" is shorter, and older kernels take it better.
      if (lifetimes.negativeTtlMs === 0) throw errno('ENOENT');
      return { body: [encodeNegativeEntry(lifetimes)] };
    }),

  GETATTR: ({ flags, fh }, { fs, nodeid, call, lifetimes }) =>
    then(fs.getattr(nodeid, (flags & GETATTR_FH) === 0 ? undefined : fh, call), (attributes) => ({
      body: [encodeAttributes(attributes, lifetimes)],
    })),

  SETATTR: (body, { fs, nodeid, call, lifetimes }) => {
    const setattr = need(fs.setattr, 'EPERM');
    const change = changeOf(body);
    if (change.size !== undefined) checkOffset(change.size);
    return then(setattr.call(fs, nodeid, change, call), (attributes) => ({
      body: [encodeAttributes(attributes, lifetimes)],
    }));
  },

  ACCESS: ({ mask }, { fs, nodeid, call }) => done(need(fs.access).call(fs, nodeid, mask, call)),

  READLINK: (_body, { fs, nodeid, call }) =>
    then(need(fs.readlink, 'EINVAL').call(fs, nodeid, call), (target) => ({ body: [encodeName(target)] })),

  SYMLINK: ({ name, target }, { fs, nodeid, call, lifetimes }) =>
    entered(need(fs.symlink, 'EPERM').call(fs, nodeid, name, target, call), lifetimes),

  MKNOD: ({ name, mode, rdev }, { fs, nodeid, call, lifetimes }) =>
    entered(need(fs.mknod, 'EPERM').call(fs, nodeid, name, mode, rdev, call), lifetimes),

  MKDIR: ({ name, mode }, { fs, nodeid, call, lifetimes }) =>
    entered(need(fs.mkdir, 'EPERM').call(fs, nodeid, name, mode, call), lifetimes),

  UNLINK: ({ name }, { fs, nodeid, call }) => done(need(fs.unlink, 'EPERM').call(fs, nodeid, name, call)),

  RMDIR: ({ name }, { fs, nodeid, call }) => done(need(fs.rmdir, 'EPERM').call(fs, nodeid, name, call)),

  RENAME: ({ name, newdir, newName }, { fs, nodeid, call }) =>
    done(need(fs.rename, 'EPERM').call(fs, nodeid, name, newdir, newName, renameFlags(0), call)),

  RENAME2: ({ name, newdir, newName, flags }, { fs, nodeid, call }) =>
    done(need(fs.rename, 'EPERM').call(fs, nodeid, name, newdir, newName, renameFlags(flags), call)),

  LINK: ({ oldnodeid, name }, { fs, nodeid, call, lifetimes }) =>
    entered(need(fs.link, 'EPERM').call(fs, oldnodeid, nodeid, name, call), lifetimes),

  OPEN: (body, { fs, nodeid, call }) =>
    then(need(fs.open).call(fs, nodeid, openRequest(body), call), (file) => openAnswer(nodeid, file, false)),

  CREATE: (body, { fs, nodeid, call, lifetimes }) =>
    then(need(fs.create).call(fs, nodeid, body.name, body.mode, openRequest(body), call), ({ entry, file }) =>
      createAnswer(entry, file, lifetimes),
    ),

  TMPFILE: (body, { fs, nodeid, call, lifetimes }) =>
    then(need(fs.tmpfile).call(fs, nodeid, body.mode, openRequest(body), call), ({ entry, file }) =>
      createAnswer(entry, file, lifetimes),
    ),

  READ: ({ fh, offset, size }, { fs, nodeid, call }) => {
    const read = need(fs.read, 'EINVAL');
    if (!Number.isSafeInteger(offset)) return EMPTY;
    return then(read.call(fs, nodeid, fh, offset, size, call), (bytes) => {
      if (bytes.length > size)
        throw new RangeError(`read answered ${bytes.length} bytes where ${size} were asked.`);
      return { body: [bytes] };
    });
  },

  WRITE: ({ fh, offset, size, writeFlags, data }, { fs, nodeid, call }) => {
    const write = need(fs.write, 'EROFS');
    checkOffset(offset + size);
    const kill = (writeFlags & WRITE_KILL_SUIDGID) !== 0;
    return then(write.call(fs, nodeid, fh, data.subarray(0, size), offset, kill, call), (written) => ({
      body: [WRITE_OUT.encode({ size: written })],
    }));
  },

  STATFS: (_body, { fs, nodeid, call }) =>
    then(fs.statfs === undefined ? NO_STATISTICS : fs.statfs(nodeid, call), (statistics) => ({
      body: [encodeStatistics(statistics)],
    })),

  FLUSH: ({ fh }, { fs, nodeid, call }) => done(need(fs.flush).call(fs, nodeid, fh, call)),

  RELEASE: ({ fh }, { fs, nodeid, call }) => done(fs.release?.(nodeid, fh, call)),

  FSYNC: ({ fh, flags }, { fs, nodeid, call }) =>
    done(need(fs.fsync).call(fs, nodeid, fh, (flags & FSYNC_FDATASYNC) !== 0, call)),

  FALLOCATE: ({ fh, mode, offset, length }, { fs, nodeid, call }) => {
    const fallocate = need(fs.fallocate);
    checkOffset(offset + length);
    return done(fallocate.call(fs, nodeid, fh, mode, offset, length, call));
  },

  LSEEK: ({ fh, offset, whence }, { fs, nodeid, call }) => {
    const lseek = need(fs.lseek);
    if (whence !== SEEK.DATA && whence !== SEEK.HOLE) throw errno('EINVAL');
    if (!Number.isSafeInteger(offset)) throw errno('ENXIO');
    const wanted = whence === SEEK.DATA ? 'data' : 'hole';
    return then(lseek.call(fs, nodeid, fh, offset, wanted, call), (found) => ({
      body: [LSEEK_OUT.encode({ offset: found })],
    }));
  },

  COPY_FILE_RANGE: ({ fhIn, offIn, nodeidOut, fhOut, offOut, len }, { fs, nodeid, call }) => {
    const copy = need(fs.copyFileRange);
    checkOffset(offOut + len);
    return then(copy.call(fs, nodeid, fhIn, offIn, nodeidOut, fhOut, offOut, len, call), (copied) => ({
      body: [WRITE_OUT.encode({ size: copied })],
    }));
  },

  OPENDIR: (body, { fs, nodeid, call }) =>
    then(need(fs.opendir).call(fs, nodeid, openRequest(body), call), (file) =>
      openAnswer(nodeid, file, true),
    ),

  READDIR: (body, context) => list(body, context, false),

  READDIRPLUS: (body, context) => list(body, context, true),

  RELEASEDIR: ({ fh }, { fs, nodeid, call }) => done(fs.releasedir?.(nodeid, fh, call)),

  FSYNCDIR: ({ fh, flags }, { fs, nodeid, call }) =>
    done(need(fs.fsyncdir).call(fs, nodeid, fh, (flags & FSYNC_FDATASYNC) !== 0, call)),

  SETXATTR: ({ name, size, flags, data }, { fs, nodeid, call }) =>
    done(need(fs.setxattr).call(fs, nodeid, name, data.subarray(0, size), flags, call)),

  GETXATTR: ({ name, size }, { fs, nodeid, call }) =>
    then(need(fs.getxattr).call(fs, nodeid, name, call), (value) => {
      if (value === undefined) throw errno('ENODATA');
      return sized(value, size);
    }),

  LISTXATTR: ({ size }, { fs, nodeid, call }) =>
    then(need(fs.listxattr).call(fs, nodeid, call), (names) =>
      sized(Buffer.concat(names.flatMap((name) => [encodeName(name), Buffer.alloc(1)])), size),
    ),

  REMOVEXATTR: ({ name }, { fs, nodeid, call }) => done(need(fs.removexattr).call(fs, nodeid, name, call)),
};

/** What `df` shows of a filesystem that says nothing: no size, and names as long as anywhere. */
const NO_STATISTICS: FileSystemStatistics = {
  blocks: 0,
  blocksFree: 0,
  blocksAvailable: 0,
  files: 0,
  filesFree: 0,
  blockSize: 4096,
  fragmentSize: 4096,
  nameLength: 255,
};

/** Goes on at once where the value is there, since a promise costs as much as the rest of a small operation. */
function then<T>(value: MaybePromise<T>, next: (value: T) => Answer): MaybePromise<Answer> {
  return value instanceof Promise ? value.then(next) : next(value);
}

function done(value: MaybePromise<void> | undefined): MaybePromise<Answer> {
  return value instanceof Promise ? value.then(() => EMPTY) : EMPTY;
}

/** Returns a method of the filesystem. Where it is missing the kernel hears `ENOSYS`, or what programs expect. */
function need<Method>(method: Method | undefined, code: ErrnoCode = 'ENOSYS'): Method {
  if (method === undefined) throw errno(code);
  return method;
}

function entered(entry: MaybePromise<Entry>, lifetimes: Lifetimes): MaybePromise<Answer> {
  return then(entry, (made) => entryAnswer(made, lifetimes));
}

function entryAnswer(entry: Entry, lifetimes: Lifetimes): Answer {
  return { body: [encodeEntry(entry, lifetimes)], remembered: [entry] };
}

function openAnswer(ino: number, file: OpenFile, isDirectory: boolean): Answer {
  return { body: [encodeOpenFile(file)], opened: { ino, handle: file.handle, isDirectory } };
}

function createAnswer(entry: Entry, file: OpenFile, lifetimes: Lifetimes): Answer {
  return {
    body: [encodeEntry(entry, lifetimes), encodeOpenFile(file)],
    remembered: [entry],
    opened: { ino: entry.attributes.ino, handle: file.handle, isDirectory: false },
  };
}

function list(
  { fh, offset, size }: RequestBody<'READDIR'>,
  { fs, nodeid, call, lifetimes }: OperationContext,
  plus: boolean,
): MaybePromise<Answer> {
  const request = { handle: fh, position: offset, size, plus };
  return then(need(fs.readdir).call(fs, nodeid, request, call), (entries) => {
    const { bytes, remembered } = encodeDirectoryPage(entries, { size, plus, lifetimes });
    return { body: [bytes], remembered };
  });
}

/** A value, or with room for 0 bytes its length. */
function sized(value: Uint8Array, room: number): Answer {
  if (room === 0) return { body: [GETXATTR_OUT.encode({ size: value.length })] };
  if (value.length > room) throw errno('ERANGE');
  return { body: [value] };
}

/** The protocol has 64 bits for an offset, and a number of JavaScript 53. */
function checkOffset(offset: number): void {
  if (!Number.isSafeInteger(offset)) throw errno('EFBIG');
}

function openRequest({ flags, openFlags }: { flags: number; openFlags: number }): OpenRequest {
  return { flags, killPrivileges: (openFlags & OPEN_KILL_SUIDGID) !== 0 };
}

function renameFlags(flags: number): RenameFlags {
  if ((flags & ~(RENAME.NOREPLACE | RENAME.EXCHANGE | RENAME.WHITEOUT)) !== 0) throw errno('EINVAL');
  return {
    noReplace: (flags & RENAME.NOREPLACE) !== 0,
    exchange: (flags & RENAME.EXCHANGE) !== 0,
    whiteout: (flags & RENAME.WHITEOUT) !== 0,
  };
}

function changeOf(body: RequestBody<'SETATTR'>): AttributeChange {
  const has = (bit: number): boolean => (body.valid & bit) !== 0;
  const time = (
    set: number,
    now: number,
    seconds: number,
    nanoseconds: number,
  ): bigint | 'now' | undefined => {
    if (has(now)) return 'now';
    return has(set) ? joinNs(seconds, nanoseconds) : undefined;
  };
  const atimeNs = time(SETATTR_VALID.ATIME, SETATTR_VALID.ATIME_NOW, body.atime, body.atimensec);
  const mtimeNs = time(SETATTR_VALID.MTIME, SETATTR_VALID.MTIME_NOW, body.mtime, body.mtimensec);
  return {
    ...(has(SETATTR_VALID.MODE) && { mode: body.mode }),
    ...(has(SETATTR_VALID.UID) && { uid: body.uid }),
    ...(has(SETATTR_VALID.GID) && { gid: body.gid }),
    ...(has(SETATTR_VALID.SIZE) && { size: body.size }),
    ...(atimeNs !== undefined && { atimeNs }),
    ...(mtimeNs !== undefined && { mtimeNs }),
    ...(has(SETATTR_VALID.CTIME) && { ctimeNs: joinNs(body.ctime, body.ctimensec) }),
    ...(has(SETATTR_VALID.FH) && { handle: body.fh }),
    killPrivileges: has(SETATTR_VALID.KILL_SUIDGID),
  };
}
