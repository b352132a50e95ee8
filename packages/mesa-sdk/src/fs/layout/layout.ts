import type { FromRevision } from '../change-ops.js';

/** What a mount works on in place of what it was branched from. */
export type BranchedFrom = FromRevision & {
  /** What is made of it. */
  readonly as?:
    | {
        /**
         * Bookmark of the new change. Where there is one of this name, the mount goes on there and makes nothing: so a program that
         * starts again finds its work. Absent: the change has no name.
         */
        readonly bookmark?: string | undefined;
        /** Description of the new change. */
        readonly describe?: string | undefined;
      }
    | undefined;
};

/** What {@link repo} takes beside the name. */
export type RepoOptions = {
  /**
   * Name that `fs.change` and `fs.bookmark` know it by, and in a list of repositories the directory that it is. Default: the
   * name of the repository.
   */
  readonly alias?: string | undefined;
  /**
   * Files and directories of the repository that are shown, and can be written where the mode is `rw`. Everything else is not
   * there. They need not exist yet. Default: all.
   */
  readonly subPaths?: readonly string[] | undefined;
} & (
  | {
      /** `ro`: writing fails with `EROFS`, before anything is sent. `rw`: files can be written. */
      readonly mode: 'ro' | 'rw';
      /** Bookmark or change to begin at. Default: the default bookmark of the repository. */
      readonly at?: FromRevision | undefined;
      readonly branchedFrom?: undefined;
    }
  | {
      readonly mode: 'rw';
      /** Makes a new change on top of a bookmark or a change when it is mounted, and works there. */
      readonly branchedFrom?: BranchedFrom | undefined;
      readonly at?: undefined;
    }
);

/** A repository in a layout: plain data, as {@link repo} makes it and as it may be in a JSON file. */
export type RepoEntry = { readonly kind: 'repo'; readonly name: string } & RepoOptions;

/**
 * What is where in a filesystem: absolute paths, and the repository that each of them is. Several repositories in a list are
 * directories below the path, each with its `alias` or its own name.
 */
export type Layout = Readonly<Record<string, RepoEntry | readonly RepoEntry[]>>;
