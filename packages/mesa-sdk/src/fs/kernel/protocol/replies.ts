import type { Attributes, Entry, FileSystemStatistics, OpenFile } from '../kernel-file-system.js';
import { OPENED } from './constants.js';
import { ATTR, ATTR_OUT, ENTRY_OUT, OPEN_OUT, OUT_HEADER, STATFS_OUT } from './structs.js';

/** Lifetimes for what a filesystem says none about, in milliseconds. */
export interface Lifetimes {
  readonly entryTtlMs: number;
  readonly attributesTtlMs: number;
  readonly negativeTtlMs: number;
}

export const ENTRY_SIZE: number = ENTRY_OUT.size + ATTR.size;

const NS_PER_SECOND = 1_000_000_000n;

/** Returns an answer: its header and the bytes of its body, in the pieces they came in so that none is copied. */
export function encodeReply(unique: number, ...body: readonly Uint8Array[]): Uint8Array[] {
  const len = body.reduce((sum, part) => sum + part.length, OUT_HEADER.size);
  return [OUT_HEADER.encode({ len, error: 0, unique }), ...body];
}

/** Returns a refusal with a positive errno. */
export function encodeErrorReply(unique: number, errno: number): Uint8Array[] {
  return [OUT_HEADER.encode({ len: OUT_HEADER.size, error: -errno, unique })];
}

/** Returns a name's file. */
export function encodeEntry(entry: Entry, lifetimes: Lifetimes): Buffer {
  const buffer = Buffer.alloc(ENTRY_SIZE);
  writeEntry(buffer, 0, entry, lifetimes);
  return buffer;
}

/** Returns that a name has no file, with how long the kernel may rely on it. */
export function encodeNegativeEntry(lifetimes: Lifetimes): Buffer {
  const buffer = Buffer.alloc(ENTRY_SIZE);
  const { seconds, nanoseconds } = splitMs(lifetimes.negativeTtlMs);
  ENTRY_OUT.write(buffer, 0, {
    nodeid: 0,
    generation: 0,
    entryValid: seconds,
    attrValid: 0,
    entryValidNsec: nanoseconds,
    attrValidNsec: 0,
  });
  return buffer;
}

export function writeEntry(buffer: Buffer, at: number, entry: Entry, lifetimes: Lifetimes): void {
  const { attributes, generation = 0, ttlMs = lifetimes.entryTtlMs } = entry;
  const forEntry = splitMs(ttlMs);
  const forAttributes = splitMs(attributes.ttlMs ?? lifetimes.attributesTtlMs);
  ENTRY_OUT.write(buffer, at, {
    nodeid: attributes.ino,
    generation,
    entryValid: forEntry.seconds,
    attrValid: forAttributes.seconds,
    entryValidNsec: forEntry.nanoseconds,
    attrValidNsec: forAttributes.nanoseconds,
  });
  writeAttributes(buffer, at + ENTRY_OUT.size, attributes);
}

export function encodeAttributes(attributes: Attributes, lifetimes: Lifetimes): Buffer {
  const buffer = Buffer.alloc(ATTR_OUT.size + ATTR.size);
  const { seconds, nanoseconds } = splitMs(attributes.ttlMs ?? lifetimes.attributesTtlMs);
  ATTR_OUT.write(buffer, 0, { attrValid: seconds, attrValidNsec: nanoseconds });
  writeAttributes(buffer, ATTR_OUT.size, attributes);
  return buffer;
}

function writeAttributes(buffer: Buffer, at: number, attributes: Attributes): void {
  const accessed = splitNs(attributes.atimeNs);
  const modified = splitNs(attributes.mtimeNs);
  const changed = splitNs(attributes.ctimeNs);
  ATTR.write(buffer, at, {
    ino: attributes.ino,
    size: attributes.size,
    blocks: attributes.blocks ?? Math.ceil(attributes.size / 512),
    atime: accessed.seconds,
    mtime: modified.seconds,
    ctime: changed.seconds,
    atimensec: accessed.nanoseconds,
    mtimensec: modified.nanoseconds,
    ctimensec: changed.nanoseconds,
    mode: attributes.mode,
    nlink: attributes.nlink,
    uid: attributes.uid,
    gid: attributes.gid,
    rdev: attributes.rdev ?? 0,
    blksize: attributes.blksize ?? 4096,
    flags: 0,
  });
}

export function encodeOpenFile(file: OpenFile): Buffer {
  let openFlags = 0;
  if (file.directIo === true) openFlags |= OPENED.DIRECT_IO;
  if (file.keepCache === true) openFlags |= OPENED.KEEP_CACHE;
  // A cached listing outlives the open only where the pages are kept as well.
  if (file.cacheDirectory === true) openFlags |= OPENED.CACHE_DIR | OPENED.KEEP_CACHE;
  if (file.nonSeekable === true) openFlags |= OPENED.NONSEEKABLE;
  if (file.noFlush === true) openFlags |= OPENED.NOFLUSH;
  return OPEN_OUT.encode({ fh: file.handle, openFlags });
}

export function encodeStatistics(statistics: FileSystemStatistics): Buffer {
  return STATFS_OUT.encode({
    blocks: statistics.blocks,
    bfree: statistics.blocksFree,
    bavail: statistics.blocksAvailable,
    files: statistics.files,
    ffree: statistics.filesFree,
    bsize: statistics.blockSize,
    namelen: statistics.nameLength,
    frsize: statistics.fragmentSize,
  });
}

/** Returns the time that a second and its nanoseconds make. */
export function joinNs(seconds: number, nanoseconds: number): bigint {
  return BigInt(seconds) * NS_PER_SECOND + BigInt(nanoseconds);
}

/** Splits a time so that the nanoseconds are never negative, as `timespec` wants it for times before 1970 too. */
function splitNs(ns: bigint): { seconds: number; nanoseconds: number } {
  const rest = ((ns % NS_PER_SECOND) + NS_PER_SECOND) % NS_PER_SECOND;
  return { seconds: Number((ns - rest) / NS_PER_SECOND), nanoseconds: Number(rest) };
}

function splitMs(ms: number): { seconds: number; nanoseconds: number } {
  const seconds = Math.floor(ms / 1000);
  return { seconds, nanoseconds: Math.round((ms - seconds * 1000) * 1_000_000) };
}
