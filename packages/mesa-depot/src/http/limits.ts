import { PACK_LIMITS } from '../git/pack/pack-limits.js';

/** The largest request body, in bytes. */
export const MAX_BODY_BYTES: number = 64 * 1024 * 1024; // 64 MiB

/**
 * The largest request head, in bytes. Node's own 16 KiB are too little for a tag filter of 8,192 characters, each of
 * which takes up to twelve when it is percent-encoded.
 */
export const MAX_HEAD_BYTES: number = 128 * 1024; // 128 KiB

/** The longest decoded path parameter, in characters: a bookmark name has at most 255 bytes, a change id 32. */
export const MAX_PATH_PARAMETER_LENGTH = 1024;

/** How long a client may take to send the head of a request. */
export const HEADERS_TIMEOUT_MS = 30_000; // 30 seconds

/** How long a client may take to send a whole request: a file of 4 GiB at 1.2 MiB a second. */
export const REQUEST_TIMEOUT_MS = 3_600_000; // 1 hour

/** How often connections are checked for being over one of these times. */
export const TIMEOUT_CHECK_INTERVAL_MS = 5_000; // 5 seconds

/** How long a connection may stay without a byte in either direction while a request is open. */
export const SOCKET_IDLE_TIMEOUT_MS = 300_000; // 5 minutes

/** How long an idle connection is kept for the next request. */
export const KEEP_ALIVE_TIMEOUT_MS = 60_000; // 1 minute

/** How long requests in flight may take once the server is told to stop. */
export const DRAIN_TIMEOUT_MS = 10_000; // 10 seconds

/** The largest request of `git fetch`, in bytes after unzipping: a want or have takes 50. */
export const MAX_FETCH_BODY_BYTES: number = 16 * 1024 * 1024; // 16 MiB

/** The largest request of `git push`, in bytes after unzipping: the largest pack, and the refs that it is for. */
export const MAX_PUSH_BODY_BYTES: number = PACK_LIMITS.packBytes + MAX_FETCH_BODY_BYTES;

/** Connections open at a time, WebSockets included; one beyond them is closed at once. */
export const MAX_CONNECTIONS = 10_000;

/** What a client has to send of a body, or take of an answer, while the server waits for it: bytes a second. */
export const MIN_BYTES_PER_SECOND = 100;

/** Time over which that is averaged. */
export const SLOW_CLIENT_WINDOW_MS = 60_000; // 1 minute

/** JSON bodies up to this size, in bytes, are never held back. */
export const SMALL_BODY_BYTES: number = 256 * 1024; // 256 KiB

/** What larger JSON bodies that are worked on at the same time may have together, in bytes: in memory they take several times that. */
export const MAX_BODY_MEMORY_BYTES: number = 128 * 1024 * 1024; // 128 MiB

/** How long such a body waits for room. */
export const BODY_MEMORY_WAIT_MS = 20_000; // 20 seconds

/** Time over which requests of a credential are averaged, in seconds: what may come in a burst is this many times the limit. */
export const RATE_LIMIT_WINDOW_SECONDS = 10;

/** Requests a second of one credential where others share the depot. */
export const DEFAULT_REQUESTS_PER_SECOND = 200;

/** How often an address may send what is no good credential within a window. */
export const MAX_FAILED_AUTHENTICATIONS = 100;

export const FAILED_AUTHENTICATIONS_WINDOW_SECONDS = 60; // 1 minute
