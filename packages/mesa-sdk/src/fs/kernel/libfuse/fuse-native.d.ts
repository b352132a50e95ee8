/*
 * What is used of the binding, as it behaves: the types that some versions of it ship call a CommonJS module a default
 * export, and times dates.
 */
declare module '@zkochan/fuse-native' {
  /** An answer: 0 or a negative errno, and nothing else. Strings and errors leave the caller hanging. */
  export type Callback<Value = undefined> = (result: number, value?: Value) => void;

  export interface NativeStat {
    readonly mode: number;
    readonly uid: number;
    readonly gid: number;
    readonly size: number;
    readonly nlink: number;
    /** 32 bits of it are shown. */
    readonly ino: number;
    readonly rdev: number;
    readonly blksize: number;
    readonly blocks: number;
    /** Milliseconds since 1970, not negative. */
    readonly atime: number;
    readonly mtime: number;
    readonly ctime: number;
  }

  export interface NativeStatfs {
    readonly bsize: number;
    readonly frsize: number;
    readonly blocks: number;
    readonly bfree: number;
    readonly bavail: number;
    readonly files: number;
    readonly ffree: number;
    readonly favail: number;
    readonly namemax: number;
  }

  /** Handlers; the kernel is told ENOSYS of those that are missing. */
  export interface NativeHandlers {
    getattr?(path: string, done: Callback<NativeStat>): void;
    statfs?(path: string, done: Callback<NativeStatfs>): void;
    readdir?(
      path: string,
      done: (result: number, names?: readonly string[], stats?: readonly Partial<NativeStat>[]) => void,
    ): void;
    readlink?(path: string, done: Callback<string>): void;
    truncate?(path: string, size: number, done: Callback): void;
    ftruncate?(path: string, handle: number, size: number, done: Callback): void;
    /** The binding hands the time of access twice. */
    utimens?(path: string, atimeMs: number, mtimeMs: number, done: Callback): void;
    chown?(path: string, uid: number, gid: number, done: Callback): void;
    chmod?(path: string, mode: number, done: Callback): void;
    mknod?(path: string, mode: number, rdev: number, done: Callback): void;
    mkdir?(path: string, mode: number, done: Callback): void;
    unlink?(path: string, done: Callback): void;
    rmdir?(path: string, done: Callback): void;
    rename?(from: string, to: string, done: Callback): void;
    link?(existing: string, path: string, done: Callback): void;
    symlink?(target: string, path: string, done: Callback): void;
    open?(path: string, flags: number, done: Callback<number>): void;
    create?(path: string, mode: number, done: Callback<number>): void;
    release?(path: string, handle: number, done: Callback): void;
    flush?(path: string, handle: number, done: Callback): void;
    fsync?(path: string, dataOnly: number, handle: number, done: Callback): void;
    fsyncdir?(path: string, dataOnly: number, handle: number, done: Callback): void;
    /** Answered with the number of bytes as the first argument. */
    read?(
      path: string,
      handle: number,
      buffer: Buffer,
      length: number,
      offset: number,
      done: (result: number) => void,
    ): void;
    write?(
      path: string,
      handle: number,
      buffer: Buffer,
      length: number,
      offset: number,
      done: (result: number) => void,
    ): void;
    setxattr?(
      path: string,
      name: string,
      value: Buffer,
      position: number,
      flags: number,
      done: Callback,
    ): void;
    getxattr?(path: string, name: string, position: number, done: Callback<Buffer>): void;
    listxattr?(path: string, done: Callback<readonly string[]>): void;
    removexattr?(path: string, name: string, done: Callback): void;
  }

  export interface NativeOptions {
    readonly timeout?: false;
    /** Ends up in libfuse's list of options as it is, with whatever follows a comma. */
    readonly fsname?: string;
    readonly allowOther?: boolean;
    readonly defaultPermissions?: boolean;
    /** Seconds, as text: the number 0 is ignored. */
    readonly entryTimeout?: string;
    readonly attrTimeout?: string;
  }

  /** Answers the kernel: bytes, or a negative errno, and the buffer that was handed over. */
  export type Signal = (result: number, buffer: ArrayBufferLike) => void;

  export default class Fuse {
    constructor(mountPoint: string, handlers: NativeHandlers, options: NativeOptions);
    mount(done: (error: Error | null | undefined) => void): void;
    /** One per thread of libfuse that there was: the binding frees none. */
    readonly _threads: ReadonlySet<unknown>;
    _op_getxattr(signal: Signal, path: string, name: string, room: Buffer, position: number): void;
    _op_listxattr(signal: Signal, path: string, room: Buffer): void;
  }
}
