/** What another git server may cost at most. */
export interface RemoteLimits {
  /** Time for the list of refs, from the resolution of the name to its last byte. */
  readonly listTimeoutMs: number;
  /** Bytes of the list of refs: it is held in memory. */
  readonly listBytes: number;
  /** Time without a single byte in either direction while a pack is on its way. */
  readonly idleTimeoutMs: number;
  /** Time for the first byte of the answer to a complete request: the server counts objects, or checks a pack. */
  readonly answerTimeoutMs: number;
}

/** The limits of a sync. Its total time has a limit of its own, in the worker. */
export const REMOTE_LIMITS: RemoteLimits = {
  listTimeoutMs: 60_000, // 1 minute
  // A quarter of a million refs. The largest public repositories have fewer branches and tags.
  listBytes: 16 * 1024 * 1024,
  idleTimeoutMs: 60_000, // 1 minute
  answerTimeoutMs: 10 * 60_000, // 10 minutes
};
