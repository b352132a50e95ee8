/** What a mount before this one could not send. */
export interface LeftJournal {
  /** Name of the repository, as `fs.change` knows it. */
  readonly repo: string;
  /** The commit that the first of the writes was made on. */
  readonly baseCommitOid: string;
  /** Paths in the repository that were written or deleted. */
  readonly paths: readonly string[];
  /** Bytes of the files that were written. */
  readonly bytes: number;
  /** When the last of them was written down. */
  readonly writtenAt: Date;
}

/** What came of a journal. */
export interface ReplayedJournal {
  readonly repo: string;
  /** The change that the writes are in now. */
  readonly changeOid: string;
  readonly paths: readonly string[];
}

/**
 * What mounts of the same repositories, at the same bookmark or change, wrote and could not send before they ended. Nothing of
 * it is sent unless it is asked for. What belongs to a process that is still there is none of it.
 */
export interface JournalOps {
  /** Returns what is left, the oldest first. */
  list(): Promise<LeftJournal[]>;
  /**
   * Stores what is left in the changes that it was written to. What others wrote since stays: where both wrote to the same
   * lines, the file gets conflict markers. A mount that has not written anything yet goes on in that change; else it stays
   * where it is, and the result tells which change has the writes.
   *
   * @throws {FileSystemError} `EIO` when the server does not answer, `ESTALE` when it cannot merge. What is not stored is left.
   */
  replay(): Promise<ReplayedJournal[]>;
  /** Forgets what is left, for good. */
  discard(): Promise<void>;
}
