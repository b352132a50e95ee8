import type { MountedRepoArgs } from './change-ops.js';

/** Arguments of `fs.bookmark.create`. */
export type BookmarkCreateArgs = MountedRepoArgs & { readonly name: string };
/** Arguments of `fs.bookmark.move`. */
export type BookmarkMoveArgs = MountedRepoArgs & {
  readonly name: string;
  readonly changeId: string;
  /** Whether it may go backwards or sideways. Default false. */
  readonly allowBackwards?: boolean | undefined;
};
/** Arguments of `fs.bookmark.list`. */
export type BookmarkListArgs = MountedRepoArgs;

/** Bookmarks of mounted repositories: `fs.bookmark`. Every call first waits for what was written. */
export interface BookmarkOps {
  /** Creates a bookmark at the change that the repository is at, which stays where it is. @throws {FileSystemError} `EEXIST`. */
  create(args: BookmarkCreateArgs): Promise<void>;

  /**
   * Moves a bookmark to a change.
   *
   * @throws {ConflictError} `NOT_FORWARD` when the change does not come after the present one, unless `allowBackwards` is true.
   */
  move(args: BookmarkMoveArgs): Promise<void>;

  /** Returns the names of all bookmarks. */
  list(args: BookmarkListArgs): Promise<string[]>;
}
