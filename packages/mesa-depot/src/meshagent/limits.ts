/** How large a JSON body may be. What is in it is kept as it is, listed by the hundred, and takes many times its bytes in memory. */
export interface BodyLimits {
  readonly bytes: number;
  /** Objects, lists, texts, numbers and so on, in all. */
  readonly values: number;
}

export const BODY_LIMITS: BodyLimits = { bytes: 64 * 1024, values: 2_000 };

/** Services may carry files as text, and secrets what programs call keys. */
export const LARGE_BODY_LIMITS: BodyLimits = { bytes: 1024 * 1024, values: 20_000 };

/** How much of a queue is returned at once, in bytes of its messages; one message at least. */
export const MAX_MESSAGES_BYTES: number = 4 * 1024 * 1024; // 4 MiB

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
