export { bookmarksClash, parseBookmarkName, parseTagName } from './bookmark-name.js';
export {
  type ChangeId,
  deriveChangeId,
  isChangeId,
  newChangeId,
  VIRTUAL_ROOT_CHANGE_ID,
} from './change-id.js';
export {
  type CommitGraph,
  type CommitNode,
  generationAbove,
  type NamedCommit,
  readCommits,
} from './commit-graph.js';
export { type ConflictMap, type ConflictTerms, NO_CONFLICTS, sameConflicts } from './conflict.js';
export { conflictHeader } from './conflict-header.js';
export { isDotGit, isDotGitmodules } from './dot-git.js';
export { asDirectory, asFile, type FileEntry, type FileMode } from './file-entry.js';
export { findGitmodulesFault } from './gitmodules.js';
export { isAncestor } from './is-ancestor.js';
export { listTreeByLevels } from './list-tree-by-levels.js';
export {
  type CommitState,
  type CommitStates,
  type MergeContext,
  type MergedCommits,
  mergeCommits,
} from './merge-commits.js';
export type { ContentMerge, MergeTools } from './merge-tools.js';
export { type MergedTree, type MergeSide, type MergeTreesInput, mergeTrees } from './merge-trees.js';
export { moveDirectory } from './move-directory.js';
export { parseOrgSlug } from './org-slug.js';
export { parsePath } from './path-rules.js';
export { quoteForMessage } from './quote-for-message.js';
export {
  type RebaseContext,
  type RebasedCommit,
  type RewrittenCommit,
  rebaseDescendants,
} from './rebase.js';
export { parseRepoName } from './repo-name.js';
export { toReverseHex } from './reverse-hex.js';
export { diffTrees, type TreeChange } from './tree-diff.js';
export { editTree, MAX_NAMES_PER_EDIT, type TreeEdit, tooManyNames } from './tree-edit.js';
export { type ListTreeOptions, listTree, lookupPath, lookupPaths, type PathEntry } from './tree-lookup.js';
export { type CommitPage, walkCommits } from './walk-commits.js';
