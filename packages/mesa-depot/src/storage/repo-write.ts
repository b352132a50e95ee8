import type { FramedObject } from './framed-object.js';
import type { NewConflict } from './queries/conflicts.js';
import type { RepoPatch } from './queries/repos.js';
import type { OutboxEvent } from './queries/webhook-deliveries.js';

/** A commit to be recorded beside its object. */
export interface NewCommit {
  readonly oid: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly changeId: string;
  /** 1 + the largest generation among the parents; 1 for a commit without parents. */
  readonly generation: number;
}

/** A change that gets a new current commit. */
export interface ChangeMove {
  readonly changeId: string;
  readonly commitOid: string;
  /** True for a change that did not exist before. */
  readonly created: boolean;
}

/** What happens to a bookmark: it is set (made where it does not exist) or deleted. */
export type BookmarkWrite =
  | {
      readonly name: string;
      /** Null is the virtual root. */
      readonly commitOid: string | null;
      /** What the plan relies on; a bookmark that is otherwise fails the write. */
      readonly mustBe?: 'absent' | 'present';
      readonly deleted?: false;
    }
  | { readonly name: string; readonly deleted: true };

/** A commit of the history that becomes a change of its own: see `RepoWrite.reassigned`. */
export interface CommitReassignment {
  readonly oid: string;
  readonly changeId: string;
}

/** What happens to a tag of git. */
export interface GitTagWrite {
  readonly name: string;
  /** Null deletes it. */
  readonly target: {
    readonly oid: string;
    /** What is tagged, annotations followed to their end. */
    readonly peeledOid: string;
    readonly peeledType: 'commit' | 'tree' | 'blob';
  } | null;
}

/** What happens to the metadata of one path. A null value removes the key. */
export interface PathMetadataWrite {
  readonly path: string;
  readonly values: Readonly<Record<string, string | null>>;
}

/**
 * One mutation of a repository, planned completely before the transaction starts: every object is hashed and framed,
 * every merge is done. `applyRepoWrite` stores it, or nothing of it.
 */
export interface RepoWrite {
  readonly repoId: string;
  /** `op_seq` of the repository when the plan was made. The write applies only if it is still the last operation. */
  readonly expectedOpSeq: number;
  /** Time of the operation, and of everything it makes. */
  readonly now: number;
  readonly operation: {
    /** Id of the credential. */
    readonly actor: string;
    /** For example `change.create`, `bookmark.move`. */
    readonly kind: string;
    /** JSON, for people who read the operation log. */
    readonly detail: Readonly<Record<string, unknown>>;
  };
  /** New objects, from `frameObjects(buffer.pending)`. */
  readonly objects?: readonly FramedObject[];
  readonly commits?: readonly NewCommit[];
  /**
   * Superseded commits that get the id of another change, which `changes` makes: a branch that was pushed needs them
   * while their own change goes on elsewhere. Their evolution log stays as it is.
   */
  readonly reassigned?: readonly CommitReassignment[];
  /** Conflicts of the commits above: a commit is marked conflicted exactly when it has some here. */
  readonly conflicts?: readonly NewConflict[];
  readonly changes?: readonly ChangeMove[];
  readonly bookmarks?: readonly BookmarkWrite[];
  readonly gitTags?: readonly GitTagWrite[];
  readonly pathMetadata?: readonly PathMetadataWrite[];
  readonly repoPatch?: RepoPatch;
  /** Events for the webhook targets that want them, in order. */
  readonly events?: readonly OutboxEvent[];
}
