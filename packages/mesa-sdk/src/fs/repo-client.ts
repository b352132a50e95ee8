import type { Contents } from './contents/contents.js';

/** Modes that a git tree has for files and symbolic links. */
export type FileMode = '100644' | '100755' | '120000';

/** A point of the history: a change, and the commit it is at. */
export interface Revision {
  readonly changeId: string;
  /** Forty zeros at the virtual root, which has no commit. */
  readonly commitOid: string;
  /** Id of its tree, where the server tells. */
  readonly treeOid?: string | undefined;
}

/** Names a revision: what a bookmark points to, or the present commit of a change. */
export type RevisionName =
  | { readonly bookmark: string; readonly changeId?: undefined }
  | { readonly changeId: string; readonly bookmark?: undefined };

/** A file, symbolic link or directory in a listing. */
export type TreeItem =
  | {
      readonly type: 'file' | 'symlink';
      readonly name: string;
      readonly oid: string;
      readonly mode: FileMode;
      readonly size: number;
    }
  | { readonly type: 'dir'; readonly name: string; readonly oid: string };

/** A directory and what is directly in it. */
export interface DirectoryListing {
  /** Object id of the tree: the same id, the same content. */
  readonly oid: string;
  readonly items: readonly TreeItem[];
}

/** What a path held before a write, for finding out whether somebody else changed it too. */
export interface FileSnapshot {
  readonly oid: string;
  readonly mode: FileMode;
}

/** One file or symbolic link put or deleted. */
export type WriteOperation =
  | {
      readonly action: 'put';
      readonly path: string;
      readonly mode: FileMode;
      readonly oid: string;
      readonly size: number;
      /** Bytes, or for a symbolic link its target; absent where the repository has the blob already. Held by the operation. */
      readonly content: Contents | undefined;
      /** Path that has the blob at the base of the batch, where `content` is absent. */
      readonly sourcePath: string;
      readonly before: FileSnapshot | undefined;
    }
  | { readonly action: 'delete'; readonly path: string; readonly before: FileSnapshot };

/** Writes that are stored together or not at all. */
export interface WriteBatch {
  /** Random, and the same for as long as the batch is the same: so that it is stored once, however often it is sent. */
  readonly key: string;
  /** What the writer saw. Writes of others since then are merged. */
  readonly base: Revision;
  /** Whether `base` is amended; else the batch makes a new change on top of it. */
  readonly amend: boolean;
  readonly operations: readonly WriteOperation[];
}

/** How a batch ended. */
export interface WriteResult {
  readonly revision: Revision;
  /** The commit that the operations were applied to, of the change that they went to. */
  readonly base: Revision;
  /** Whether the revision holds something that is neither in the base nor in the batch. */
  readonly isMerged: boolean;
  /** Paths that were left alone, because somebody else changed them and the server cannot merge. */
  readonly refused: readonly string[];
}

/** What a server can do beyond the official operations. */
export interface RepoFeatures {
  /** Whether symbolic links can be stored. */
  readonly symlinks: boolean;
  /** Whether metadata can be stored. */
  readonly metadata: boolean;
  /** Whether a part of a file can be read without reading the whole, and many files in one request. */
  readonly ranges: boolean;
}

/**
 * All that a filesystem needs of one repository on a server. Paths are those of the repository, without a leading slash,
 * and empty for its root.
 */
export interface RepoClient {
  readonly org: string;
  readonly repo: string;
  readonly features: RepoFeatures;

  /** Tells whether a path may be written; absent where all may. */
  allows?(path: string): boolean;

  /** Returns the name of the default bookmark. */
  defaultBookmark(): Promise<string>;

  /** Returns where a bookmark or a change is now. @throws {NotFoundError} when there is none. */
  resolve(name: RevisionName): Promise<Revision>;

  /**
   * Returns what is directly in a directory.
   *
   * @param oid Its id where that is known, for servers that know trees by their id.
   * @throws {StaleRevisionError} when it is not there any more.
   */
  readDirectory(revision: Revision, path: string, oid?: string): Promise<DirectoryListing>;

  /**
   * Returns the listings of a directory and of all below it, by path, those above before those below.
   *
   * @param options.inOneRequest Returns what one answer of the server has: fewer levels, or the one directory, when there is
   *   too much below it.
   */
  readTree(
    revision: Revision,
    path: string,
    oid?: string,
    options?: { readonly inOneRequest?: boolean | undefined },
  ): Promise<ReadonlyMap<string, DirectoryListing>>;

  /**
   * Returns the bytes of a blob.
   *
   * @param path Where it is at the revision, for servers that know files by their path only.
   * @throws {StaleRevisionError} when the path holds another blob by now.
   */
  readBlob(revision: Revision, path: string, oid: string): Promise<Uint8Array>;

  /**
   * Returns the bytes of a blob from `from` up to and without `to`, neither of which may be beyond its end. A server
   * without ranges sends the whole.
   *
   * @throws {StaleRevisionError} when the path holds another blob by now.
   */
  readBlobRange(revision: Revision, path: string, oid: string, from: number, to: number): Promise<Uint8Array>;

  /**
   * Sends the bytes of a file ahead of the batch that puts it, where the server can keep them until then. It is a saving of
   * time only: whatever is not there yet goes with the batch.
   */
  upload?(content: Contents): Promise<void>;

  /**
   * Stores a batch. Resolves once the server has it. Tries once only: after a failure of the connection the same batch can
   * be sent again, which goes on where it was interrupted, and changes nothing twice.
   */
  write(batch: WriteBatch): Promise<WriteResult>;

  /** Makes an empty change on top of another. */
  newChange(parentId: string, message: string): Promise<Revision>;
  /** Describes a change; returns the commit it is at then. */
  describe(changeId: string, message: string): Promise<Revision>;
  /** Returns a change and the changes it can be reached from backwards, newest first; `limit` 0 means all. */
  history(revision: Revision, limit: number): Promise<Revision[]>;

  createBookmark(name: string, changeId: string): Promise<void>;
  moveBookmark(name: string, changeId: string, allowBackwards: boolean): Promise<void>;
  listBookmarks(): Promise<string[]>;

  /** Returns the metadata of a path. */
  getMetadata(revision: Revision, path: string): Promise<Record<string, string>>;
  /** Sets and, with null, removes metadata of a path. */
  setMetadata(path: string, metadata: Readonly<Record<string, string | null>>): Promise<void>;

  /**
   * Calls `onEvent` when the revision may have moved on, until `signal` aborts. Comes back after broken connections by
   * itself, with a call to make up for what may have been missed.
   */
  watch(name: RevisionName, onEvent: () => void, signal: AbortSignal): void;
}
