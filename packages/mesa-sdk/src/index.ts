export type {
  ApiErrorInit as MesaApiErrorOptions,
  ApiKey,
  ApiKeyPage,
  ApiKeyTags,
  Bookmark,
  BookmarkMergeResult,
  BookmarkPage,
  BulkUpdateCount,
  Change,
  ChangeDetail,
  ChangePage,
  ChangeVersion,
  ChangeVersionPage,
  ConflictedEntry,
  ConflictHunk,
  Content,
  CreatedApiKey,
  CreatedWebhookTarget,
  Diff,
  DiffEntry,
  DiffHunk,
  DiffStats,
  DirectoryContent,
  DirectoryEntry,
  ErrorCode,
  Fetch,
  FileContent,
  HeaderOptions,
  Identity,
  IdentityInput,
  MesaErrorJSON,
  MetadataResult,
  MovedBookmark,
  Organization,
  Repo,
  RepoPage,
  RequestOptions,
  ResponseIssue,
  RetryOptions,
  Scope,
  SigningKey,
  SigningKeyPage,
  Success,
  SymlinkContent,
  Sync,
  SyncPage,
  Tags,
  TagsPatch,
  Upstream,
  UpstreamInput,
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookTarget,
  WebhookTargetPage,
  Whoami,
} from 'mesa-rest';
export {
  AbortedError,
  ApiError,
  ApiError as MesaApiError,
  AuthenticationError,
  AuthorizationError,
  ConflictError,
  ConnectionError,
  InvalidOptionsError,
  InvalidRequestError,
  InvalidResponseError,
  MesaError,
  NotFoundError,
  PagePromise,
  RateLimitError,
  ServerError,
  TimeoutError,
  ValidationError,
} from 'mesa-rest';
export type { Author } from './core/authors.js';
export type { CredentialOptions } from './core/credentials.js';
export type { WebhookHeaders } from './core/header-of.js';
export type { OrgInput, PageInput, RepoInput } from './core/input.js';
export type { Logger } from './core/logger.js';
export { VIRTUAL_ROOT_CHANGE_ID } from './core/virtual-root.js';
export { BashAbortedError } from './errors/bash-aborted-error.js';
export { BashTimeoutError } from './errors/bash-timeout-error.js';
export { BashUnavailableError } from './errors/bash-unavailable-error.js';
export { BookmarkMovedError } from './errors/bookmark-moved-error.js';
export { InvalidApiUrlError } from './errors/invalid-api-url-error.js';
export type { MesaErrorCode } from './errors/mesa-error-code.js';
export { MesaWebhookVerificationError } from './errors/mesa-webhook-verification-error.js';
export {
  MissingCredentialError,
  MissingCredentialError as MissingApiKeyError,
} from './errors/missing-credential-error.js';
export { MissingWebhookSecretError } from './errors/missing-webhook-secret-error.js';
export { NotOnBookmarkError } from './errors/not-on-bookmark-error.js';
export { OrgResolutionError } from './errors/org-resolution-error.js';
export { SessionEndedError } from './errors/session-ended-error.js';
export type {
  BookmarkCreateArgs,
  BookmarkListArgs,
  BookmarkMoveArgs,
  BookmarkOps,
} from './fs/bookmark-ops.js';
export type {
  ChangeCheckpointArgs,
  ChangeEditArgs,
  ChangeInfo,
  ChangeListArgs,
  ChangeNewArgs,
  ChangeOps,
  ChangeResult,
  CheckpointResult,
  FromRevision,
  MountedRepoArgs,
} from './fs/change-ops.js';
export type { EncodingOption, TextEncoding } from './fs/encoding.js';
export { FileSystemError, type FileSystemErrorCode, type FileSystemErrorInit } from './fs/fs-error.js';
export type { FsResource } from './fs/fs-resource.js';
export type { JournalOps, LeftJournal, ReplayedJournal } from './fs/journal-ops.js';
export { KernelMountError, type KernelMountErrorCode } from './fs/kernel/kernel-mount-error.js';
export type { KernelDriver, KernelMountOptions } from './fs/kernel-mounter.js';
export { FsDefinition, type FsOptions } from './fs/layout/fs-definition.js';
export type { BranchedFrom, Layout, RepoEntry, RepoOptions } from './fs/layout/layout.js';
export { repo } from './fs/layout/repo.js';
export { MesaFileSystem } from './fs/mesa-file-system.js';
export type {
  DiskCacheConfig,
  Durability,
  FsMountOptions,
  MountCacheOptions,
  MountOptions,
  RepoConfig,
} from './fs/mount-options.js';
export { Bash, BashSession } from './fs/shell/bash.js';
export type {
  BashAllowances,
  BashEngine,
  BashOptions,
  ExecOptions,
  SessionExecOptions,
} from './fs/shell/bash-options.js';
export { ExecResult } from './fs/shell/exec-result.js';
export type { DirentEntry, FsStat } from './fs/stat.js';
export { MesaFileSystemSubscription, type WatchEventHandler } from './fs/subscription.js';
export type { WatchEvent } from './fs/watch-event.js';
export { Mesa, type MesaOptions } from './mesa.js';
export type {
  ApiKeyCreateInput,
  ApiKeyIdInput,
  ApiKeyListInput,
  ApiKeysResource,
  ApiKeyUpdateInput,
} from './resources/api-keys.js';
export type {
  BookmarkCreateInput,
  BookmarkInput,
  BookmarkListInput,
  BookmarkMergeInput,
  BookmarkMoveInput,
  BookmarksResource,
} from './resources/bookmarks.js';
export type {
  ChangeCreateInput,
  ChangeIdInput,
  ChangeListInput,
  ChangesResource,
  ChangeUpdateInput,
} from './resources/changes.js';
export type { ContentGetInput, ContentInput, ContentResource, MetadataInput } from './resources/content.js';
export type { DiffBase, DiffHead, DiffInput, DiffsResource } from './resources/diffs.js';
export type { FileBytes } from './resources/file-bytes.js';
export type { FileDeleteInput, FileInput, FileUpsertInput, SymlinkInput } from './resources/file-input.js';
export type { OrgResource } from './resources/org.js';
export type {
  RepoCreateInput,
  RepoListInput,
  ReposResource,
  RepoTagsBulkUpdateInput,
  RepoUpdateInput,
  SyncUpstreamInput,
  UpstreamSyncInput,
} from './resources/repos.js';
export type {
  FileResolutionInput,
  HunkResolutionInput,
  HunksResolutionInput,
  ResolutionInput,
  TakeSide,
} from './resources/resolution-input.js';
export type {
  CreatedSigningKey,
  SigningKeyCreateInput,
  SigningKeyIdInput,
  SigningKeysResource,
} from './resources/signing-keys.js';
export type { TagCondition, TagFilter } from './resources/tag-filter.js';
export type { CreatedToken, TokenCreateInput, TokensResource } from './resources/tokens.js';
export type {
  WebhookDeliveryListInput,
  WebhookTargetCreateInput,
  WebhookTargetIdInput,
  WebhookTargetsResource,
  WebhookTargetUpdateInput,
} from './resources/webhook-targets.js';
export {
  type BookmarkCreatedPayload,
  BookmarkCreatedPayloadSchema,
  type BookmarkDeletedPayload,
  BookmarkDeletedPayloadSchema,
  type BookmarkMergedPayload,
  BookmarkMergedPayloadSchema,
  type BookmarkMovedPayload,
  BookmarkMovedPayloadSchema,
  type ChangeCreatedPayload,
  ChangeCreatedPayloadSchema,
  type ChangeEvolvedPayload,
  ChangeEvolvedPayloadSchema,
  type PushPayload,
  PushPayloadSchema,
  type RepoCreatedPayload,
  RepoCreatedPayloadSchema,
  type RepoDeletedPayload,
  RepoDeletedPayloadSchema,
  type RepoUpdatedPayload,
  RepoUpdatedPayloadSchema,
  type SyncCompletedPayload,
  SyncCompletedPayloadSchema,
  type SyncFailedPayload,
  SyncFailedPayloadSchema,
  type SyncInProgressPayload,
  SyncInProgressPayloadSchema,
  type SyncQueuedPayload,
  SyncQueuedPayloadSchema,
} from './webhooks/payloads.js';
export { SIGNATURE_HEADER, signWebhook } from './webhooks/signature.js';
export {
  type UnknownWebhookEvent,
  WEBHOOK_EVENT_NAMES,
  type WebhookEvent,
  type WebhookEventName,
  type WebhookEventOf,
  WebhookEventSchema,
} from './webhooks/webhook-event.js';
export {
  type WebhookHandler,
  type WebhookHandlerName,
  type WebhookRequest,
  Webhooks,
  type WebhooksOptions,
} from './webhooks/webhooks.js';
