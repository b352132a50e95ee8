export { bookmarksClash, MAX_BOOKMARK_BYTES, parseBookmarkName } from './bookmark-name.js';
export {
  type ChangeId,
  isChangeId,
  newChangeId,
  parseChangeId,
  VIRTUAL_ROOT_CHANGE_ID,
} from './change-id.js';
export {
  type CommitGraph,
  type CommitNode,
  generationAbove,
  type NamedCommit,
  newestFirst,
} from './commit-graph.js';
export { type ConflictMap, type ConflictTerms, NO_CONFLICTS, sameConflicts, sameTerms } from './conflict.js';
export { asDirectory, asFile, type FileEntry, type FileMode, isRegularFile, sameFile } from './file-entry.js';
export { isAncestor } from './is-ancestor.js';
export { joinPath } from './join-path.js';
export { mergeBases } from './merge-bases.js';
export {
  type CommitState,
  type CommitStates,
  type MergeContext,
  type MergedCommits,
  mergeCommits,
  mergeParents,
} from './merge-commits.js';
export type { ContentMerge, MergeTools } from './merge-tools.js';
export { type MergedTree, type MergeSide, type MergeTreesInput, mergeTrees } from './merge-trees.js';
export { MAX_ORG_SLUG_LENGTH, parseOrgSlug } from './org-slug.js';
export { comparePaths } from './path-order.js';
export { MAX_NAME_BYTES, MAX_PATH_BYTES, parseFilePath, parsePath } from './path-rules.js';
export { quoteForMessage } from './quote-for-message.js';
export {
  MAX_DESCENDANTS,
  type RebaseContext,
  type RebasedCommit,
  type RewrittenCommit,
  rebaseDescendants,
} from './rebase.js';
export { MAX_REPO_NAME_LENGTH, parseRepoName } from './repo-name.js';
export { fromReverseHex, toReverseHex } from './reverse-hex.js';
export { diffTrees, type TreeChange, treeChanges } from './tree-diff.js';
export { editTree, type TreeEdit } from './tree-edit.js';
export { type ListTreeOptions, listTree, lookupPath, lookupPaths, type PathEntry } from './tree-lookup.js';
export { type CommitPage, walkCommits } from './walk-commits.js';
