/** The largest JSON body, in bytes: a service may carry files as text. */
export const MAX_JSON_BYTES: number = 4 * 1024 * 1024; // 4 MiB

/** How deep objects and lists in a body may be nested. */
export const MAX_JSON_DEPTH = 64;

/** How many items a list answers when it is not told, and at most. */
export const MAX_LIST = 10_000;

/** How exactly it is known when an API key was used last: not every request writes. */
export const LAST_USED_STEP_MS = 60_000; // 1 minute

/** How many of the latest sessions and transactions are listed. */
export const MAX_RECENT = 200;

/** The largest file of a project, in bytes. */
export const MAX_FILE_BYTES: number = 1024 * 1024 * 1024; // 1 GiB

/** Files are stored in pieces of at least this many bytes, but the last. */
export const FILE_CHUNK_BYTES: number = 1024 * 1024; // 1 MiB

/** How long an upload may take before it counts as abandoned. */
export const UPLOAD_GRACE_MS: number = 24 * 60 * 60_000; // 24 hours

/** How many messages may wait in one queue. */
export const MAX_QUEUE_MESSAGES = 10_000;
