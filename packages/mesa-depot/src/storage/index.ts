export { applyRepoWrite } from './apply-repo-write.js';
export { type BlobPlace, blobPlaceOf, setBlobPlace } from './blob-place.js';
export type { BlobStore, StoredBlob } from './blob-store.js';
export type { DatabaseSchema } from './database-schema.js';
export { type EmbeddedStorageOptions, openEmbeddedStorage } from './embedded/open-embedded-storage.js';
export type { Executor, Transaction } from './executor.js';
export { FRAME_BYTES, type FramedObject } from './framed-object.js';
export { listMigrations } from './migrations/list-migrations.js';
export type { NewestFirstRequest, Page, PageRequest } from './page.js';
export {
  type ApiKeyListRequest,
  type ApiKeyRecord,
  getApiKey,
  getApiKeyBySecret,
  insertApiKey,
  listApiKeys,
  type NewApiKey,
  revokeApiKey,
  touchApiKeys,
  updateApiKeyTags,
} from './queries/api-keys.js';
export {
  type BookmarkListRequest,
  type BookmarkRecord,
  getBookmark,
  listBookmarks,
  listBookmarksAt,
  listBookmarkTips,
  listDefaultTips,
  writeBookmarks,
} from './queries/bookmarks.js';
export {
  type ChangeMoveRecord,
  type ChangeRecord,
  type ChangeVersionRecord,
  getChange,
  getChanges,
  getChangesAtCommits,
  listChangeMoves,
  listChangeVersions,
  wasChangeAt,
} from './queries/changes.js';
export {
  type CommitRecord,
  getCommit,
  getCommitAtBookmark,
  getCommitLines,
  getCommitOfChange,
  getCommits,
  type HistoryPosition,
  listAncestors,
  listCurrentChildren,
} from './queries/commits.js';
export {
  type ConflictRecord,
  type ConflictSideRecord,
  listConflicts,
  listConflictsOf,
  type NewConflict,
} from './queries/conflicts.js';
export {
  type Garbage,
  getNamedStoreKeys,
  listFreshObjects,
  listGarbageCandidates,
  listUnfinishedBlobs,
  removeGarbage,
  removeUnfinishedBlobs,
} from './queries/garbage.js';
export { type GitTagRecord, getGitTags, listGitTags } from './queries/git-tags.js';
export {
  deleteExpiredIdempotency,
  getIdempotency,
  type IdempotencyRecord,
  insertIdempotency,
} from './queries/idempotency.js';
export { type LeaseRequest, releaseLease, takeLease } from './queries/leases.js';
export { lockRepo } from './queries/lock-repo.js';
export {
  deleteObjects,
  getObject,
  getObjectChunk,
  getObjectHead,
  getObjectHeads,
  getObjectInfos,
  getObjects,
  getStoredOids,
  insertChunkedObject,
  insertObjectChunks,
  insertObjects,
  listObjectOids,
  type ObjectHead,
  type ObjectInfo,
  touchObjects,
} from './queries/objects.js';
export { listOperations, type OperationRecord } from './queries/operations.js';
export { getOrgById, getOrgBySlug, insertOrg, listOrgs, type OrgRecord } from './queries/orgs.js';
export { getPathMetadata, getPathMetadataBelow } from './queries/path-metadata.js';
export type { RepoTagFilter } from './queries/repo-tag-filter.js';
export {
  countRepos,
  deleteHistory,
  deleteRepo,
  getOpSeqs,
  getRepoById,
  getRepoByName,
  getReposByIds,
  insertRepo,
  listAllRepos,
  listDeletedRepos,
  listRepos,
  type NewRepo,
  purgeRepo,
  type RepoListRequest,
  type RepoPatch,
  type RepoRecord,
  updateRepo,
} from './queries/repos.js';
export { getOrCreateSetting, getSetting, setSetting } from './queries/settings.js';
export {
  getSigningKey,
  getSigningKeyByPublicKey,
  insertSigningKey,
  listSigningKeys,
  type NewSigningKey,
  revokeSigningKey,
  type SigningKeyRecord,
} from './queries/signing-keys.js';
export {
  BACKED_UP_TABLES,
  continueNumbering,
  countTableRows,
  insertTableRows,
  readTable,
  TABLES_LEFT_OUT,
  type TableRow,
} from './queries/table-rows.js';
export {
  claimUpstreamSyncs,
  countSyncs,
  countUnfinishedSyncs,
  deleteFinishedSyncs,
  finishUpstreamSync,
  getUpstreamSync,
  insertUpstreamSync,
  latestCompletedSync,
  latestUpstreamSyncs,
  listUpstreamSyncs,
  type NewUpstreamSync,
  nextUpstreamSyncDueAt,
  renewUpstreamSync,
  requeueUpstreamSync,
  type UpstreamSyncClaim,
  type UpstreamSyncEnd,
  type UpstreamSyncRecord,
  voidUpstreamSyncClaims,
} from './queries/upstream-syncs.js';
export {
  claimDeliveries,
  completeDelivery,
  countDeliveries,
  type DeliveryOutcome,
  type DeliveryRecord,
  deleteFinishedDeliveries,
  enqueueEvents,
  listDeliveries,
  nextDeliveryDueAt,
  type OutboxEvent,
  parkDelivery,
  retryDelivery,
} from './queries/webhook-deliveries.js';
export {
  deleteWebhookTarget,
  getWebhookTarget,
  getWebhookTargets,
  insertWebhookTarget,
  listTargetsFor,
  listWebhookTargets,
  type NewWebhookTarget,
  updateWebhookTarget,
  type WebhookTargetPatch,
  type WebhookTargetRecord,
} from './queries/webhook-targets.js';
export type {
  BookmarkWrite,
  ChangeMove,
  CommitReassignment,
  GitTagWrite,
  NewCommit,
  PathMetadataWrite,
  RepoWrite,
} from './repo-write.js';
export { isPostgres } from './sql-engine.js';
export type { Storage, StorageReader } from './storage.js';
