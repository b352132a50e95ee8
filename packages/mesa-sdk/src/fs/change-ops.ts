/** Names a mounted repository, as `demo` or `acme/demo`. */
export interface MountedRepoArgs {
  readonly repo: string;
}

/** Names a revision: exactly one of `bookmark` and `changeId`. */
export type FromRevision =
  | { readonly bookmark: string; readonly changeId?: undefined }
  | { readonly changeId: string; readonly bookmark?: undefined };

/** Arguments of `fs.change.new`. */
export type ChangeNewArgs = MountedRepoArgs & FromRevision & { readonly message?: string | undefined };
/** Arguments of `fs.change.edit`. */
export type ChangeEditArgs = MountedRepoArgs & FromRevision;
/** Arguments of `fs.change.list`. */
export type ChangeListArgs = MountedRepoArgs & {
  /** How many at most. Default 50; 0 means all. */
  readonly limit?: number | undefined;
};
/** Arguments of `fs.change.checkpoint`. */
export type ChangeCheckpointArgs = MountedRepoArgs & {
  /** Description of what is saved. Absent keeps the one there is, empty clears it. */
  readonly message?: string | undefined;
};

/** A change and the commit it is at. */
export interface ChangeInfo {
  readonly changeId: string;
  readonly commitOid: string;
}

/** The change that a repository is at now. */
export interface ChangeResult {
  /** Id of the change. The name is the one the first SDK gave it. */
  readonly changeOid: string;
}

/** What a checkpoint saved, and what is written to from then on. */
export interface CheckpointResult {
  readonly savedChangeOid: string;
  readonly activeChangeOid: string;
}

/** Changes of mounted repositories: `fs.change`. Every call first waits for what was written. */
export interface ChangeOps {
  /** Makes a new change on a bookmark or a change, and goes there. */
  readonly new: (args: ChangeNewArgs) => Promise<ChangeResult>;

  /** Goes to a change that exists; writes amend it. */
  edit(args: ChangeEditArgs): Promise<ChangeResult>;

  /** Lists the change that a repository is at and those before it, newest first. */
  list(args: ChangeListArgs): Promise<ChangeInfo[]>;

  /** Returns the change that a repository is at; the virtual root, with a commit id of zeros, where it is empty. */
  current(args: MountedRepoArgs): Promise<ChangeInfo>;

  /**
   * Saves what was written: describes the change, makes an empty one on top of it, which is written to from then on, and moves
   * the bookmark there.
   *
   * @throws {NotOnBookmarkError} `NOT_ON_BOOKMARK` for a repository that was mounted at a change.
   * @throws {BookmarkMovedError} `BOOKMARK_MOVED` when somebody else moved the bookmark in the meantime: the writes are stored, and
   * the bookmark is where the other one moved it.
   */
  checkpoint(args: ChangeCheckpointArgs): Promise<CheckpointResult>;
}
