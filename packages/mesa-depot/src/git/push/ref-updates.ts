import type { Oid } from '../../objects/index.js';
import type { Call } from '../../service/call.js';
import type { PackedCommit } from '../pack/ingested-pack.js';

/** Where a ref is to be. */
export interface RefUpdate {
  /** Full name: `refs/heads/…` or `refs/tags/…`. */
  readonly ref: string;
  /** Where the caller believes it to be; null when it does not exist. The update fails if it is elsewhere. */
  readonly before: Oid | null;
  /** Null deletes it. */
  readonly after: Oid | null;
}

/** What became of one update. */
export type RefOutcome =
  | { readonly ref: string; readonly status: 'updated' | 'unchanged' }
  | {
      readonly ref: string;
      readonly status: 'rejected';
      readonly rule: RefRule;
      /** One line for a person, without a full stop, as git prints it after the name of the ref. */
      readonly reason: string;
    };

/** Why an update was refused. */
export type RefRule =
  /** The ref is not where the caller believes. */
  | 'stale'
  /** Only fast-forward updates were allowed, and this is none. */
  | 'not_forward'
  /** The name is not one a ref can have here. */
  | 'name'
  /** What it should point at is not stored completely, or not a commit. */
  | 'target'
  /** The default bookmark cannot be deleted. */
  | 'default_bookmark'
  /** Another update of the same atomic request was refused. */
  | 'atomic';

/** Updates of refs, and how to apply them. */
export interface UpdateRefsRequest {
  /** Who moves them; the operation and its changes are recorded under this name. */
  readonly call: Call;
  readonly org: string;
  readonly repo: string;
  /** Id of the repository that the objects were stored in: another one may have its name by now. Default: whichever has it. */
  readonly repoId?: string;
  readonly updates: readonly RefUpdate[];
  /** What the operation is called in the log. */
  readonly kind: 'push' | 'sync.pull';
  /** All of them or none. Default: each that can be. */
  readonly atomic?: boolean;
  /** Refuses what would lose commits of a branch, moves a tag, or deletes anything. Default false. */
  readonly fastForwardOnly?: boolean;
  /** Commits that were just stored, so that they need not be read back. */
  readonly commits?: ReadonlyMap<Oid, PackedCommit>;
}

/** How pushed commits became changes: what the `push` event tells. */
export interface Reconciliation {
  /** Commits that the history did not have as what they are now. */
  readonly reconciledCommits: number;
  /** Changes that got a new commit, those that were made included. */
  readonly touchedChanges: number;
  readonly createdChanges: number;
  /** Entries of evolution logs, those of rebased descendants included. */
  readonly evologEntries: number;
  /** Commits whose change id was malformed, or was given to several commits of the push. */
  readonly invalidChangeIds: number;
  /** Commits that could not continue their change, since a bookmark still needs the commit it is at. */
  readonly skippedChanges: number;
}

/** What `updateRefs` did. */
export interface UpdatedRefs {
  /** One for each update, in the same order. */
  readonly outcomes: readonly RefOutcome[];
  readonly reconciliation: Reconciliation;
}
