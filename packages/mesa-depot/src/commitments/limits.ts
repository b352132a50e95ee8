/** The largest request body, in bytes: an envelope is a few KiB. */
export const MAX_BODY_BYTES: number = 256 * 1024; // 256 KiB

/** The largest body of a turn, in bytes: 8,192 characters may take 96 KiB when each is written as two escapes. */
export const MAX_TURN_BYTES: number = 128 * 1024; // 128 KiB

/** How deep objects and lists in a body may be nested. */
export const MAX_DEPTH = 64;

/** How many commitments a list answers when it is not told: each may have a large payload. */
export const DEFAULT_COMMITMENTS = 500;

/** How many items any other list answers at most when it is not told; `X-Total-Count` tells how many there are. */
export const MAX_UNPAGED = 10_000;

/** How many entries of the audit log are answered when it is not told. */
export const DEFAULT_AUDIT_PAGE = 100;

/** How long a capability token is good for when it is not told, in seconds. */
export const DEFAULT_TOKEN_SECONDS = 3_600; // 1 hour
