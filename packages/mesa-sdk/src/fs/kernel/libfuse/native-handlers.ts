import { constants } from 'node:os';
import type { Callback, NativeHandlers, Signal } from '@zkochan/fuse-native';
import { ERRNO, type ErrnoCode, errnoCodeOf } from '../errno.js';
import type { KernelFileSystem } from '../kernel-file-system.js';
import type { PathOperations } from './path-operations.js';
import type { Visit } from './visit.js';

/** Handlers for the binding, and two that take its place where it does not tell how much room there is. */
export interface Handlers {
  readonly native: NativeHandlers;
  readonly getxattr: (signal: Signal, path: string, name: string, room: Buffer) => void;
  readonly listxattr: (signal: Signal, path: string, room: Buffer) => void;
}

/**
 * Returns the handlers for what a filesystem can do. Whatever happens in one, the binding gets one number: a string or
 * an error leaves the caller hanging for ever, and what is thrown ends the process.
 */
export function nativeHandlers({
  fs,
  operations,
  visit,
  count,
  onError,
}: {
  fs: KernelFileSystem;
  operations: PathOperations;
  /** Begins an operation. */
  visit: () => Visit;
  /** Told of every request. */
  count: (name: string) => void;
  onError: (error: unknown) => void;
}): Handlers {
  /** Runs an operation; `done` gets a negative errno, or 0 and the value. */
  const run = async <T>(
    name: string,
    operation: (visit: Visit) => T | Promise<T>,
    done: (result: number, value?: T) => void,
  ): Promise<void> => {
    count(name);
    const own = visit();
    let value: T;
    try {
      value = await operation(own);
    } catch (error) {
      own.end();
      const code = errnoCodeOf(error);
      if (code === undefined) onError(error);
      done(-numberOf(code ?? 'EIO'));
      return;
    }
    own.end();
    done(0, value);
  };
  const simply =
    (done: Callback): ((result: number) => void) =>
    (result) =>
      done(result);
  const o = operations;

  /** Answers with bytes: their number where there is no room at all, and a refusal where there is too little. */
  const sized = (
    name: string,
    signal: Signal,
    room: Buffer,
    operation: (visit: Visit) => Promise<Uint8Array>,
  ): void => {
    void run(name, operation, (result, value) => {
      if (value === undefined) signal(result, room.buffer);
      else if (room.length > 0 && value.length > room.length) signal(-numberOf('ERANGE'), room.buffer);
      else {
        if (room.length > 0) room.set(value);
        signal(value.length, room.buffer);
      }
    });
  };

  const native: NativeHandlers = {
    getattr: (path, done) => void run('GETATTR', (v) => o.getattr(v, path), done),
    readdir: (path, done) =>
      void run(
        'READDIR',
        (v) => o.readdir(v, path),
        (result, value) => done(result, value?.names, value?.stats),
      ),
    open: (path, flags, done) => void run('OPEN', (v) => o.open(v, path, flags), done),
    release: (_path, handle, done) => void run('RELEASE', (v) => o.release(v, handle), simply(done)),
    ...(fs.readlink && { readlink: (path, done) => void run('READLINK', (v) => o.readlink(v, path), done) }),
    ...(fs.setattr && {
      truncate: (path, size, done) => void run('SETATTR', (v) => o.setattr(v, path, { size }), simply(done)),
      ftruncate: (path, handle, size, done) =>
        void run('SETATTR', (v) => o.ftruncate(v, path, handle, size), simply(done)),
      utimens: (path, atimeMs, _mtimeMs, done) =>
        void run('SETATTR', (v) => o.utimens(v, path, atimeMs), simply(done)),
      chown: (path, uid, gid, done) => void run('SETATTR', (v) => o.chown(v, path, uid, gid), simply(done)),
      chmod: (path, mode, done) => void run('SETATTR', (v) => o.setattr(v, path, { mode }), simply(done)),
    }),
    ...(fs.mknod && {
      mknod: (path, mode, rdev, done) => void run('MKNOD', (v) => o.mknod(v, path, mode, rdev), simply(done)),
    }),
    ...(fs.mkdir && {
      mkdir: (path, mode, done) => void run('MKDIR', (v) => o.mkdir(v, path, mode), simply(done)),
    }),
    ...(fs.unlink && { unlink: (path, done) => void run('UNLINK', (v) => o.unlink(v, path), simply(done)) }),
    ...(fs.rmdir && { rmdir: (path, done) => void run('RMDIR', (v) => o.rmdir(v, path), simply(done)) }),
    ...(fs.rename && {
      rename: (from, to, done) => void run('RENAME', (v) => o.rename(v, from, to), simply(done)),
    }),
    ...(fs.link && {
      link: (existing, path, done) => void run('LINK', (v) => o.link(v, existing, path), simply(done)),
    }),
    ...(fs.symlink && {
      symlink: (target, path, done) => void run('SYMLINK', (v) => o.symlink(v, target, path), simply(done)),
    }),
    ...(fs.create && {
      create: (path, mode, done) => void run('CREATE', (v) => o.create(v, path, mode), done),
    }),
    ...(fs.flush && {
      flush: (_path, handle, done) => void run('FLUSH', (v) => o.flush(v, handle), simply(done)),
    }),
    ...(fs.fsync && {
      fsync: (_path, dataOnly, handle, done) =>
        void run('FSYNC', (v) => o.fsync(v, handle, dataOnly !== 0), simply(done)),
    }),
    ...(fs.fsyncdir && {
      fsyncdir: (path, dataOnly, _handle, done) =>
        void run('FSYNCDIR', (v) => o.fsyncdir(v, path, dataOnly !== 0), simply(done)),
    }),
    ...(fs.read && {
      read: (_path, handle, buffer, length, offset, done) =>
        void run(
          'READ',
          (v) => o.read(v, handle, buffer, length, offset),
          (result, bytes) => done(bytes ?? result),
        ),
    }),
    ...(fs.write && {
      write: (_path, handle, buffer, length, offset, done) =>
        void run(
          'WRITE',
          (v) => o.write(v, handle, buffer, length, offset),
          (result, bytes) => done(bytes ?? result),
        ),
    }),
    ...(fs.statfs && { statfs: (_path, done) => void run('STATFS', (v) => o.statfs(v), done) }),
    ...(fs.setxattr && {
      setxattr: (path, name, value, _position, flags, done) =>
        void run('SETXATTR', (v) => o.setxattr(v, path, name, value, flags), simply(done)),
    }),
    ...(fs.removexattr && {
      removexattr: (path, name, done) =>
        void run('REMOVEXATTR', (v) => o.removexattr(v, path, name), simply(done)),
    }),
    // Their being there is what makes the binding ask; the answers are given below.
    ...(fs.getxattr && { getxattr: (_path, _name, _position, done) => done(-numberOf('ENOTSUP')) }),
    ...(fs.listxattr && { listxattr: (_path, done) => done(-numberOf('ENOTSUP')) }),
  };
  return {
    native,
    getxattr: (signal, path, name, room) => sized('GETXATTR', signal, room, (v) => o.getxattr(v, path, name)),
    listxattr: (signal, path, room) => sized('LISTXATTR', signal, room, (v) => o.listxattr(v, path)),
  };
}

/** The number of this platform: a filesystem speaks Linux's. */
function numberOf(code: ErrnoCode): number {
  return (constants.errno as Partial<Record<string, number>>)[code] ?? ERRNO[code];
}
