/** The largest request body, in bytes: an envelope is a few KiB. */
export const MAX_BODY_BYTES: number = 1024 * 1024; // 1 MiB

/** How deep objects and lists in a body may be nested. */
export const MAX_DEPTH = 64;

/** How many items a list answers at most when it is not told; `X-Total-Count` tells how many there are. */
export const MAX_UNPAGED = 10_000;

/** How many entries of the audit log are answered when it is not told. */
export const DEFAULT_AUDIT_PAGE = 100;

/** How long a capability token is good for when it is not told, in seconds. */
export const DEFAULT_TOKEN_SECONDS = 3_600; // 1 hour
