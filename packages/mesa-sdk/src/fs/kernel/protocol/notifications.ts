import type { Ino } from '../kernel-file-system.js';
import { encodeName } from '../name-bytes.js';
import { NOTIFY, NOTIFY_REPLY } from './constants.js';
import { DELETE_OUT, INVAL_ENTRY_OUT, INVAL_INODE_OUT, OUT_HEADER, RETRIEVE_OUT } from './structs.js';

/** Returns the message that drops attributes and contents of a file: all from `offset` on where `length` is 0. */
export function encodeInvalidateInode(ino: Ino, offset: number, length: number): Buffer {
  return encodeNotification(NOTIFY.INVAL_INODE, INVAL_INODE_OUT.encode({ ino, off: offset, len: length }));
}

/** Returns the message that makes the kernel look a name up again. */
export function encodeInvalidateEntry(parent: Ino, name: string): Buffer {
  const bytes = encodeName(name);
  return encodeNotification(
    NOTIFY.INVAL_ENTRY,
    INVAL_ENTRY_OUT.encode({ parent, namelen: bytes.length, flags: 0 }),
    bytes,
    Buffer.alloc(1),
  );
}

/** Returns the message that a name and its file are gone. */
export function encodeDelete(parent: Ino, child: Ino, name: string): Buffer {
  const bytes = encodeName(name);
  return encodeNotification(
    NOTIFY.DELETE,
    DELETE_OUT.encode({ parent, child, namelen: bytes.length }),
    bytes,
    Buffer.alloc(1),
  );
}

/** Number of the file that is there to wake by, and that no filesystem may use. */
export const WAKE_INO: Ino = Number.MAX_SAFE_INTEGER;

/**
 * Returns the message that makes the kernel send one, {@link isWake}, to whoever waits for the next: it asks for no
 * bytes of what the kernel has in its pages of a file, and is "told" them. Any thread may write it. It needs no path:
 * it works where another mount lies over this one, and keeps nothing open. But the kernel has to know the file, and
 * takes none but a regular one.
 */
export function encodeWake(): Buffer {
  return encodeNotification(
    NOTIFY.RETRIEVE,
    RETRIEVE_OUT.encode({ notifyUnique: 0, ino: WAKE_INO, offset: 0, size: 0 }),
  );
}

/** Returns whether a message of the kernel is there because of {@link encodeWake}. Nothing is to be answered. */
export function isWake(message: Buffer): boolean {
  return message.readUInt32LE(4) === NOTIFY_REPLY;
}

/** A message that answers nothing: `unique` is 0, and its code stands where an answer has its error. */
function encodeNotification(code: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const len = OUT_HEADER.size + body.length;
  return Buffer.concat([OUT_HEADER.encode({ len, error: code, unique: 0 }), body]);
}
