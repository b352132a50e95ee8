import { readSync, write, writeSync, writevSync } from 'node:fs';
import type { KernelNotifier } from '../kernel-file-system.js';
import { MAX_WRITE } from '../protocol/negotiate.js';
import {
  encodeDelete,
  encodeInvalidateEntry,
  encodeInvalidateInode,
  encodeWake,
} from '../protocol/notifications.js';

/** Room for the largest message: a write and what stands before it. The kernel refuses to fill less. */
export const MESSAGE_SIZE: number = MAX_WRITE + 8192;

/**
 * Waits for the next message and returns its length, or undefined when the connection has ended. Blocks the thread,
 * but none of Node's pool: a process with four idle mounts would otherwise have no thread left to read a file.
 */
export function readMessage(fd: number, buffer: Buffer): number | undefined {
  for (;;) {
    try {
      return readSync(fd, buffer, 0, buffer.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // ENOENT: the caller went away while its request was handed over.
      if (code === 'ENOENT' || code === 'EINTR' || code === 'EAGAIN') continue;
      return undefined;
    }
  }
}

/** Writes one message; never waits. */
export function writeMessage(fd: number, message: readonly Uint8Array[]): void {
  writevSync(fd, message as Uint8Array[]);
}

/**
 * Has the thread that waits for the next message get one that says nothing; does not wait itself. Returns false where
 * that was not possible: the kernel does not know our `WakeFile` yet or any more, or the connection has ended.
 */
export function wakeDevice(fd: number): boolean {
  try {
    writeSync(fd, WAKE);
    return true;
  } catch {
    return false;
  }
}

const WAKE = encodeWake();

/**
 * Returns the notifier of a mount. It writes from a thread of the pool, since the kernel may wait for pages or names
 * that are locked by a request which this very thread is to answer.
 */
export function kernelNotifier(fd: number): KernelNotifier {
  const notify = (message: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      write(fd, message, 0, message.length, null, (error) => {
        // ENOENT: the kernel does not know it, ENOTEMPTY: it was told of what is in it. Nothing has to be dropped.
        const isKnown =
          error === null || ['ENOENT', 'ENOTEMPTY', 'ENODEV', 'EBADF'].includes(error.code ?? '');
        if (isKnown) resolve();
        else reject(error);
      });
    });
  return {
    invalidateInode: (ino, offset = 0, length = 0) => notify(encodeInvalidateInode(ino, offset, length)),
    invalidateEntry: (parent, name) => notify(encodeInvalidateEntry(parent, name)),
    notifyDelete: (parent, child, name) => notify(encodeDelete(parent, child, name)),
  };
}
