import { INIT_FLAG, OLDEST_MINOR, PROTOCOL_MAJOR, PROTOCOL_MINOR } from './constants.js';
import type { RequestBody } from './requests.js';
import { INIT_OUT } from './structs.js';

/** Most that one read or write carries, in bytes. The kernel's own limit is 256 pages. */
export const MAX_WRITE: number = 1024 * 1024;

export interface NegotiationOptions {
  /** Lets the kernel gather writes and keep sizes and times itself: fast, and durable only by `fsync`. */
  readonly writebackCache: boolean;
  /** The filesystem ends set-user-id and its like itself. */
  readonly killsPrivileges: boolean;
  /** Contents are dropped only when the filesystem says so, and not when size or time look changed. */
  readonly explicitInvalidation: boolean;
  /** Truncation comes with the open. Not for a filesystem that is not asked to open: it would be lost. */
  readonly atomicTruncation: boolean;
}

/** What both sides agreed on, and the answer that says so. */
export interface Negotiation {
  readonly minor: number;
  readonly flags: number;
  readonly reply: Buffer;
}

/**
 * Answers INIT with the features that both sides have.
 *
 * Returns `'again'` with a reply where the kernel speaks a newer major version: it repeats INIT with ours. Returns
 * `'too-old'` for a kernel from before Linux 5.4.
 */
export function negotiate(
  kernel: RequestBody<'INIT'>,
  options: NegotiationOptions,
): Negotiation | { readonly again: Buffer } | 'too-old' {
  if (kernel.major > PROTOCOL_MAJOR) return { again: initOut(PROTOCOL_MINOR, 0, 0) };
  if (kernel.major < PROTOCOL_MAJOR || kernel.minor < OLDEST_MINOR) return 'too-old';
  const wanted =
    INIT_FLAG.ASYNC_READ |
    INIT_FLAG.BIG_WRITES |
    INIT_FLAG.DO_READDIRPLUS |
    INIT_FLAG.READDIRPLUS_AUTO |
    INIT_FLAG.ASYNC_DIO |
    INIT_FLAG.PARALLEL_DIROPS |
    INIT_FLAG.MAX_PAGES |
    INIT_FLAG.CACHE_SYMLINKS |
    (options.explicitInvalidation ? INIT_FLAG.EXPLICIT_INVAL_DATA : INIT_FLAG.AUTO_INVAL_DATA) |
    (options.atomicTruncation ? INIT_FLAG.ATOMIC_O_TRUNC : 0) |
    (options.writebackCache ? INIT_FLAG.WRITEBACK_CACHE : 0) |
    (options.killsPrivileges ? INIT_FLAG.HANDLE_KILLPRIV_V2 : 0);
  const flags = wanted & kernel.flags;
  const minor = Math.min(kernel.minor, PROTOCOL_MINOR);
  return { minor, flags, reply: initOut(minor, flags, kernel.maxReadahead) };
}

function initOut(minor: number, flags: number, maxReadahead: number): Buffer {
  return INIT_OUT.encode({
    major: PROTOCOL_MAJOR,
    minor,
    maxReadahead,
    flags: flags >>> 0,
    // Requests that the kernel makes on nobody's behalf (read-ahead, write-back, forget) and that may be under way.
    maxBackground: 64,
    congestionThreshold: 48,
    maxWrite: MAX_WRITE,
    timeGran: 1,
    maxPages: MAX_WRITE / 4096,
    mapAlignment: 0,
    flags2: 0,
  });
}
