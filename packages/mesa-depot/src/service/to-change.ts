import type { Change } from 'mesa-rest';
import type { Commit, Oid } from '../objects/index.js';
import { VIRTUAL_ROOT_CHANGE_ID } from '../vcs/index.js';
import { fromIdentity } from './authorship.js';

/** What a change shows besides its commit. */
export interface ChangeFacts {
  readonly changeId: string;
  readonly commitOid: Oid;
  readonly isConflicted: boolean;
  /** Change ids of the parents, in order; empty for a first change. */
  readonly parentChangeIds: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Returns a change as the API shows it. */
export function toChange(
  facts: ChangeFacts,
  commit: Pick<Commit, 'author' | 'committer' | 'message'>,
): Change {
  return {
    id: facts.changeId,
    current_commit_oid: facts.commitOid,
    is_conflicted: facts.isConflicted,
    message: commit.message,
    author: fromIdentity(commit.author),
    committer: fromIdentity(commit.committer),
    parents: facts.parentChangeIds.length === 0 ? [VIRTUAL_ROOT_CHANGE_ID] : [...facts.parentChangeIds],
    created_at: new Date(facts.createdAt).toISOString(),
    updated_at: new Date(facts.updatedAt).toISOString(),
  };
}
