import type { DirectoryEntry, Entry } from '../kernel-file-system.js';
import { encodeName } from '../name-bytes.js';
import { ENTRY_SIZE, type Lifetimes, writeEntry } from './replies.js';
import { DIRENT } from './structs.js';

/** One answer to READDIR or READDIRPLUS. */
export interface DirectoryPage {
  readonly bytes: Buffer;
  /** The entries whose files the kernel now remembers: each counts as one look-up. */
  readonly remembered: readonly Entry[];
}

/**
 * Packs entries into an answer of at most `size` bytes and reads no further than it has room. An empty answer means
 * the end of the directory.
 */
export function encodeDirectoryPage(
  entries: Iterable<DirectoryEntry>,
  { size, plus, lifetimes }: { size: number; plus: boolean; lifetimes: Lifetimes },
): DirectoryPage {
  const bytes = Buffer.alloc(size);
  const remembered: Entry[] = [];
  let at = 0;
  for (const entry of entries) {
    const name = encodeName(entry.name);
    const length = lengthOf(name.length, plus);
    if (at + length > size) break;
    if (plus) {
      // The kernel counts no look-up for these two, whatever is said about them, nor for a node number of 0.
      if (entry.entry !== undefined && entry.name !== '.' && entry.name !== '..') {
        writeEntry(bytes, at, entry.entry, lifetimes);
        remembered.push(entry.entry);
      }
      at += ENTRY_SIZE;
    }
    const type = (entry.type & 0o170000) >>> 12;
    DIRENT.write(bytes, at, { ino: entry.ino, off: entry.next, namelen: name.length, type });
    name.copy(bytes, at + DIRENT.size);
    at += length - (plus ? ENTRY_SIZE : 0);
  }
  return { bytes: bytes.subarray(0, at), remembered };
}

/** Returns the entries that fit into an answer of `size` bytes, for one that is packed elsewhere. */
export function takePage(entries: Iterable<DirectoryEntry>, size: number, plus: boolean): DirectoryEntry[] {
  const page: DirectoryEntry[] = [];
  let room = size;
  for (const entry of entries) {
    room -= lengthOf(Buffer.byteLength(entry.name), plus);
    page.push(entry);
    // An entry too many does no harm, and an escaped byte is counted as three.
    if (room <= 0) break;
  }
  return page;
}

function lengthOf(nameLength: number, plus: boolean): number {
  return (plus ? ENTRY_SIZE : 0) + (((DIRENT.size + nameLength + 7) >> 3) << 3);
}
