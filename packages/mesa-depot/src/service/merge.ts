import type { ConflictResolution } from 'mesa-rest';
import { mergeCommits } from '../vcs/index.js';
import type { RepoDraft } from './repo-draft.js';
import type { Revision } from './repo-view.js';
import { type ConflictedTree, mergeConflict, resolveConflicts } from './resolutions.js';

/** What to merge, and what to do about conflicts. */
export interface MergeInput {
  /** Merged into. */
  readonly into: Revision;
  /** Merged from. */
  readonly from: Revision;
  readonly target: string;
  readonly source: string;
  readonly allow_conflicted?: boolean;
  readonly resolutions?: readonly ConflictResolution[];
}

/**
 * Returns the merge of two revisions, resolutions applied.
 *
 * @throws DepotError `MERGE_CONFLICT` when something is left in conflict, unless that is allowed.
 */
export async function mergeRevisions(draft: RepoDraft, input: MergeInput): Promise<ConflictedTree> {
  const merged = await mergeCommits(
    draft.merging,
    input.into.commitOid ?? undefined,
    input.from.commitOid ?? undefined,
  );
  const resolved = await resolveConflicts(draft, merged, input.resolutions ?? []);
  if (resolved.conflicts.size > 0 && input.allow_conflicted !== true) {
    const what = `Merging ${JSON.stringify(input.source)} into ${JSON.stringify(input.target)}`;
    throw await mergeConflict(draft, draft.text, what, resolved.conflicts);
  }
  return { treeOid: resolved.treeOid, conflicts: resolved.conflicts };
}
