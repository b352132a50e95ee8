// Generated from openapi/depot.yaml by `pnpm generate`. Do not edit.

import type { Client, ClientMeta, Options as Options2, RequestResult, ServerSentEventsResult, TDataShape } from './client/index.js';
import type { BulkUpdateRepoTagsData, BulkUpdateRepoTagsErrors, BulkUpdateRepoTagsResponses, CreateApiKeyData, CreateApiKeyErrors, CreateApiKeyResponses, CreateBookmarkData, CreateBookmarkErrors, CreateBookmarkResponses, CreateChangeData, CreateChangeErrors, CreateChangeResponses, CreateRepoData, CreateRepoErrors, CreateRepoResponses, CreateSigningKeyData, CreateSigningKeyErrors, CreateSigningKeyResponses, CreateWebhookTargetData, CreateWebhookTargetErrors, CreateWebhookTargetResponses, DeleteBookmarkData, DeleteBookmarkErrors, DeleteBookmarkResponses, DeleteRepoData, DeleteRepoErrors, DeleteRepoResponses, DeleteWebhookTargetData, DeleteWebhookTargetErrors, DeleteWebhookTargetResponses, GetBlobData, GetBlobErrors, GetBlobResponses, GetBookmarkData, GetBookmarkErrors, GetBookmarkResponses, GetCapabilitiesData, GetCapabilitiesErrors, GetCapabilitiesResponses, GetChangeData, GetChangeErrors, GetChangeResponses, GetContentData, GetContentErrors, GetContentResponses, GetDiffData, GetDiffErrors, GetDiffResponses, GetOrgData, GetOrgErrors, GetOrgResponses, GetRepoData, GetRepoErrors, GetRepoResponses, GetRepoUpstreamSyncData, GetRepoUpstreamSyncErrors, GetRepoUpstreamSyncResponses, GetRevisionData, GetRevisionErrors, GetRevisionResponses, GetTreeData, GetTreeErrors, GetTreeResponses, GetWebhookTargetData, GetWebhookTargetErrors, GetWebhookTargetResponses, ListApiKeysData, ListApiKeysErrors, ListApiKeysResponses, ListBookmarksData, ListBookmarksErrors, ListBookmarksResponses, ListChangesData, ListChangesErrors, ListChangesResponses, ListChangeVersionsData, ListChangeVersionsErrors, ListChangeVersionsResponses, ListReposData, ListReposErrors, ListReposResponses, ListRepoUpstreamSyncsData, ListRepoUpstreamSyncsErrors, ListRepoUpstreamSyncsResponses, ListSigningKeysData, ListSigningKeysErrors, ListSigningKeysResponses, ListWebhookDeliveriesData, ListWebhookDeliveriesErrors, ListWebhookDeliveriesResponses, ListWebhookTargetsData, ListWebhookTargetsErrors, ListWebhookTargetsResponses, MergeBookmarkData, MergeBookmarkErrors, MergeBookmarkResponses, MoveBookmarkData, MoveBookmarkErrors, MoveBookmarkResponses, PerformMergeData, PerformMergeErrors, PerformMergeResponses, PutBlobData, PutBlobErrors, PutBlobResponses, ReadBlobsData, ReadBlobsErrors, ReadBlobsResponses, RevokeApiKeyData, RevokeApiKeyErrors, RevokeApiKeyResponses, RevokeSigningKeyData, RevokeSigningKeyErrors, RevokeSigningKeyResponses, SyncUpstreamData, SyncUpstreamErrors, SyncUpstreamResponses, UpdateApiKeyData, UpdateApiKeyErrors, UpdateApiKeyResponses, UpdateChangeData, UpdateChangeErrors, UpdateChangeResponses, UpdateMetadataData, UpdateMetadataErrors, UpdateMetadataResponses, UpdateRepoData, UpdateRepoErrors, UpdateRepoResponses, UpdateWebhookTargetData, UpdateWebhookTargetErrors, UpdateWebhookTargetResponses, WatchRepoData, WatchRepoErrors, WatchRepoResponse, WatchRepoResponses, WhoamiData, WhoamiErrors, WhoamiResponses, WriteBatchData, WriteBatchErrors, WriteBatchResponses } from './types.gen.js';

export type Options<TData extends TDataShape = TDataShape, ThrowOnError extends boolean = boolean, TResponse = unknown> = Options2<TData, ThrowOnError, TResponse> & {
    /**
     * You can provide a client instance returned by `createClient()` instead of
     * individual options. This might be also useful if you want to implement a
     * custom client.
     */
    client: Client;
    /**
     * You can pass arbitrary values through the `meta` object. This can be
     * used to access values that aren't defined as part of the SDK function.
     */
    meta?: keyof ClientMeta extends never ? Record<string, unknown> : ClientMeta;
};

/**
 * Tell whose credential this is
 *
 * There is nothing that could be missing, so it never answers 404.
 */
export const whoami = <ThrowOnError extends boolean = true>(options: Options<WhoamiData, ThrowOnError>): RequestResult<WhoamiResponses, WhoamiErrors, ThrowOnError> => options.client.get<WhoamiResponses, WhoamiErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/whoami',
    ...options
});

/**
 * Tell which extensions the server has
 *
 * A server without extensions answers 404.
 */
export const getCapabilities = <ThrowOnError extends boolean = true>(options: Options<GetCapabilitiesData, ThrowOnError>): RequestResult<GetCapabilitiesResponses, GetCapabilitiesErrors, ThrowOnError> => options.client.get<GetCapabilitiesResponses, GetCapabilitiesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/capabilities',
    ...options
});

/**
 * Get an organization
 */
export const getOrg = <ThrowOnError extends boolean = true>(options: Options<GetOrgData, ThrowOnError>): RequestResult<GetOrgResponses, GetOrgErrors, ThrowOnError> => options.client.get<GetOrgResponses, GetOrgErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}',
    ...options
});

/**
 * List API keys
 *
 * Newest first. Secrets are never included.
 */
export const listApiKeys = <ThrowOnError extends boolean = true>(options: Options<ListApiKeysData, ThrowOnError>): RequestResult<ListApiKeysResponses, ListApiKeysErrors, ThrowOnError> => options.client.get<ListApiKeysResponses, ListApiKeysErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/api-keys',
    ...options
});

/**
 * Create an API key
 */
export const createApiKey = <ThrowOnError extends boolean = true>(options: Options<CreateApiKeyData, ThrowOnError>): RequestResult<CreateApiKeyResponses, CreateApiKeyErrors, ThrowOnError> => options.client.post<CreateApiKeyResponses, CreateApiKeyErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/api-keys',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Revoke an API key
 *
 * At once; every access token signed from the key dies with it. Revoking again is a success.
 */
export const revokeApiKey = <ThrowOnError extends boolean = true>(options: Options<RevokeApiKeyData, ThrowOnError>): RequestResult<RevokeApiKeyResponses, RevokeApiKeyErrors, ThrowOnError> => options.client.delete<RevokeApiKeyResponses, RevokeApiKeyErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/api-keys/{id}',
    ...options
});

/**
 * Change the tags of an API key
 */
export const updateApiKey = <ThrowOnError extends boolean = true>(options: Options<UpdateApiKeyData, ThrowOnError>): RequestResult<UpdateApiKeyResponses, UpdateApiKeyErrors, ThrowOnError> => options.client.patch<UpdateApiKeyResponses, UpdateApiKeyErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/api-keys/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List signing keys
 *
 * Newest first.
 */
export const listSigningKeys = <ThrowOnError extends boolean = true>(options: Options<ListSigningKeysData, ThrowOnError>): RequestResult<ListSigningKeysResponses, ListSigningKeysErrors, ThrowOnError> => options.client.get<ListSigningKeysResponses, ListSigningKeysErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/signing-keys',
    ...options
});

/**
 * Register the public half of an Ed25519 key
 *
 * Afterwards access tokens signed with the private half are accepted (`alg` EdDSA, `iss` the organization slug).
 */
export const createSigningKey = <ThrowOnError extends boolean = true>(options: Options<CreateSigningKeyData, ThrowOnError>): RequestResult<CreateSigningKeyResponses, CreateSigningKeyErrors, ThrowOnError> => options.client.post<CreateSigningKeyResponses, CreateSigningKeyErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/signing-keys',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Revoke a signing key
 *
 * At once; every access token signed with it dies. Revoking again is a success.
 */
export const revokeSigningKey = <ThrowOnError extends boolean = true>(options: Options<RevokeSigningKeyData, ThrowOnError>): RequestResult<RevokeSigningKeyResponses, RevokeSigningKeyErrors, ThrowOnError> => options.client.delete<RevokeSigningKeyResponses, RevokeSigningKeyErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/signing-keys/{id}',
    ...options
});

/**
 * List webhook targets
 *
 * Newest first.
 */
export const listWebhookTargets = <ThrowOnError extends boolean = true>(options: Options<ListWebhookTargetsData, ThrowOnError>): RequestResult<ListWebhookTargetsResponses, ListWebhookTargetsErrors, ThrowOnError> => options.client.get<ListWebhookTargetsResponses, ListWebhookTargetsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/webhook-targets',
    ...options
});

/**
 * Create a webhook target
 *
 * A credential restricted to repositories creates targets for a part of those only.
 */
export const createWebhookTarget = <ThrowOnError extends boolean = true>(options: Options<CreateWebhookTargetData, ThrowOnError>): RequestResult<CreateWebhookTargetResponses, CreateWebhookTargetErrors, ThrowOnError> => options.client.post<CreateWebhookTargetResponses, CreateWebhookTargetErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/webhook-targets',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a webhook target
 *
 * Events not delivered yet are dropped.
 */
export const deleteWebhookTarget = <ThrowOnError extends boolean = true>(options: Options<DeleteWebhookTargetData, ThrowOnError>): RequestResult<DeleteWebhookTargetResponses, DeleteWebhookTargetErrors, ThrowOnError> => options.client.delete<DeleteWebhookTargetResponses, DeleteWebhookTargetErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/webhook-targets/{webhookTargetId}',
    ...options
});

/**
 * Get a webhook target
 */
export const getWebhookTarget = <ThrowOnError extends boolean = true>(options: Options<GetWebhookTargetData, ThrowOnError>): RequestResult<GetWebhookTargetResponses, GetWebhookTargetErrors, ThrowOnError> => options.client.get<GetWebhookTargetResponses, GetWebhookTargetErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/webhook-targets/{webhookTargetId}',
    ...options
});

/**
 * Change a webhook target
 */
export const updateWebhookTarget = <ThrowOnError extends boolean = true>(options: Options<UpdateWebhookTargetData, ThrowOnError>): RequestResult<UpdateWebhookTargetResponses, UpdateWebhookTargetErrors, ThrowOnError> => options.client.patch<UpdateWebhookTargetResponses, UpdateWebhookTargetErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/webhook-targets/{webhookTargetId}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the deliveries of a webhook target
 *
 * Newest first.
 */
export const listWebhookDeliveries = <ThrowOnError extends boolean = true>(options: Options<ListWebhookDeliveriesData, ThrowOnError>): RequestResult<ListWebhookDeliveriesResponses, ListWebhookDeliveriesErrors, ThrowOnError> => options.client.get<ListWebhookDeliveriesResponses, ListWebhookDeliveriesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/webhook-targets/{webhookTargetId}/deliveries',
    ...options
});

/**
 * List repositories
 *
 * Oldest first.
 */
export const listRepos = <ThrowOnError extends boolean = true>(options: Options<ListReposData, ThrowOnError>): RequestResult<ListReposResponses, ListReposErrors, ThrowOnError> => options.client.get<ListReposResponses, ListReposErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/repos',
    ...options
});

/**
 * Create a repository
 */
export const createRepo = <ThrowOnError extends boolean = true>(options: Options<CreateRepoData, ThrowOnError>): RequestResult<CreateRepoResponses, CreateRepoErrors, ThrowOnError> => options.client.post<CreateRepoResponses, CreateRepoErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/repos',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Set or remove a tag on many repositories
 *
 * All or none: an unknown repository id fails the call. Repeating it changes nothing.
 */
export const bulkUpdateRepoTags = <ThrowOnError extends boolean = true>(options: Options<BulkUpdateRepoTagsData, ThrowOnError>): RequestResult<BulkUpdateRepoTagsResponses, BulkUpdateRepoTagsErrors, ThrowOnError> => options.client.patch<BulkUpdateRepoTagsResponses, BulkUpdateRepoTagsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/repos/tags',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a repository
 *
 * For good, with its history.
 */
export const deleteRepo = <ThrowOnError extends boolean = true>(options: Options<DeleteRepoData, ThrowOnError>): RequestResult<DeleteRepoResponses, DeleteRepoErrors, ThrowOnError> => options.client.delete<DeleteRepoResponses, DeleteRepoErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}',
    ...options
});

/**
 * Get a repository
 */
export const getRepo = <ThrowOnError extends boolean = true>(options: Options<GetRepoData, ThrowOnError>): RequestResult<GetRepoResponses, GetRepoErrors, ThrowOnError> => options.client.get<GetRepoResponses, GetRepoErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}',
    ...options
});

/**
 * Change a repository
 *
 * Rename it, choose another default bookmark, change tags, attach or remove an upstream.
 */
export const updateRepo = <ThrowOnError extends boolean = true>(options: Options<UpdateRepoData, ThrowOnError>): RequestResult<UpdateRepoResponses, UpdateRepoErrors, ThrowOnError> => options.client.patch<UpdateRepoResponses, UpdateRepoErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List upstream syncs
 *
 * Newest first.
 */
export const listRepoUpstreamSyncs = <ThrowOnError extends boolean = true>(options: Options<ListRepoUpstreamSyncsData, ThrowOnError>): RequestResult<ListRepoUpstreamSyncsResponses, ListRepoUpstreamSyncsErrors, ThrowOnError> => options.client.get<ListRepoUpstreamSyncsResponses, ListRepoUpstreamSyncsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/upstream/syncs',
    ...options
});

/**
 * Start an upstream sync
 *
 * The run is queued and carried out in the background, after those of the same repository that were asked for before: fast-forward only, no deletions; refs that cannot move safely are skipped. 409 `NOT_CONFIGURED` where the repository has no upstream, 429 `RATE_LIMITED` where 100 runs are waiting.
 */
export const syncUpstream = <ThrowOnError extends boolean = true>(options: Options<SyncUpstreamData, ThrowOnError>): RequestResult<SyncUpstreamResponses, SyncUpstreamErrors, ThrowOnError> => options.client.post<SyncUpstreamResponses, SyncUpstreamErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/upstream/syncs',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Get an upstream sync
 */
export const getRepoUpstreamSync = <ThrowOnError extends boolean = true>(options: Options<GetRepoUpstreamSyncData, ThrowOnError>): RequestResult<GetRepoUpstreamSyncResponses, GetRepoUpstreamSyncErrors, ThrowOnError> => options.client.get<GetRepoUpstreamSyncResponses, GetRepoUpstreamSyncErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/upstream/syncs/{syncId}',
    ...options
});

/**
 * Read a file, symbolic link or directory
 *
 * JSON by default; `Accept: application/octet-stream` answers the bytes of a file, or the target of a symbolic link, and 406 on a directory.
 */
export const getContent = <ThrowOnError extends boolean = true>(options: Options<GetContentData, ThrowOnError>): RequestResult<GetContentResponses, GetContentErrors, ThrowOnError> => options.client.get<GetContentResponses, GetContentErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/content',
    ...options
});

/**
 * Set or remove metadata of a path
 *
 * Metadata belongs to the path, not to a change: it is not versioned.
 */
export const updateMetadata = <ThrowOnError extends boolean = true>(options: Options<UpdateMetadataData, ThrowOnError>): RequestResult<UpdateMetadataResponses, UpdateMetadataErrors, ThrowOnError> => options.client.patch<UpdateMetadataResponses, UpdateMetadataErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/metadata',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Get the commit and the tree that a change or a bookmark is at
 *
 * `op_seq` was read before the rest: a feed that starts after it misses nothing.
 */
export const getRevision = <ThrowOnError extends boolean = true>(options: Options<GetRevisionData, ThrowOnError>): RequestResult<GetRevisionResponses, GetRevisionErrors, ThrowOnError> => options.client.get<GetRevisionResponses, GetRevisionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/revision',
    ...options
});

/**
 * List a tree by its id
 *
 * One directory or, with `recursive`, everything below it, directories before what is in them. Over 100,000 entries below, a recursive listing is that of the one directory with `truncated`, and the caller goes on directory by directory. A tree never changes, so the answer may be kept for ever.
 */
export const getTree = <ThrowOnError extends boolean = true>(options: Options<GetTreeData, ThrowOnError>): RequestResult<GetTreeResponses, GetTreeErrors, ThrowOnError> => options.client.get<GetTreeResponses, GetTreeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/trees/{oid}',
    ...options
});

/**
 * Store the bytes of a file
 *
 * The bytes are streamed to the storage and may be up to `limits.file_bytes` of the capabilities. A blob belongs to no change until a batch puts it at a path. Storing one again changes nothing, so a retry is safe.
 */
export const putBlob = <ThrowOnError extends boolean = true>(options: Options<PutBlobData, ThrowOnError>): RequestResult<PutBlobResponses, PutBlobErrors, ThrowOnError> => options.client.post<PutBlobResponses, PutBlobErrors, ThrowOnError>({
    bodySerializer: null,
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/blobs',
    ...options,
    headers: {
        'Content-Type': 'application/octet-stream',
        ...options.headers
    }
});

/**
 * Read many blobs at once
 *
 * A frame for every oid, in the order asked: 20 bytes of oid, the length as an unsigned 32-bit number, big-endian, and as many bytes. Blobs that would bring the total over 16 MiB have the length 0xffffffff and no bytes, and are to be fetched alone. 404 when one is missing; `details.missing` lists all that are.
 */
export const readBlobs = <ThrowOnError extends boolean = true>(options: Options<ReadBlobsData, ThrowOnError>): RequestResult<ReadBlobsResponses, ReadBlobsErrors, ThrowOnError> => options.client.post<ReadBlobsResponses, ReadBlobsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/blobs/batch',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Read a blob by its id
 *
 * Takes a single byte range. A blob never changes, so the answer may be kept for ever.
 */
export const getBlob = <ThrowOnError extends boolean = true>(options: Options<GetBlobData, ThrowOnError>): RequestResult<GetBlobResponses, GetBlobErrors, ThrowOnError> => options.client.get<GetBlobResponses, GetBlobErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/blobs/{oid}',
    ...options
});

/**
 * Watch what happens in a repository
 *
 * Server-sent events: one of type `operation` for every operation of the repository, in their order and without gaps, its `op_seq` as the id and a `RepoEvent` as the data. It goes on until the client leaves, the server stops or the credential loses its access. A comment every 15 seconds tells that the connection lives.
 */
export const watchRepo = <ThrowOnError extends boolean = true>(options: Options<WatchRepoData, ThrowOnError, WatchRepoResponse>): Promise<ServerSentEventsResult<WatchRepoResponses>> => options.client.sse.get<WatchRepoResponses, WatchRepoErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/events',
    ...options
});

/**
 * Compare two changes
 *
 * JSON by default, at most 1,000 entries; `Accept: text/plain` answers one unified patch of every changed path that `git apply` accepts. Each side is named by its change id or, as an extension, by `base` and `head`.
 */
export const getDiff = <ThrowOnError extends boolean = true>(options: Options<GetDiffData, ThrowOnError>): RequestResult<GetDiffResponses, GetDiffErrors, ThrowOnError> => options.client.get<GetDiffResponses, GetDiffErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/diff',
    ...options
});

/**
 * List bookmarks
 *
 * Oldest first.
 */
export const listBookmarks = <ThrowOnError extends boolean = true>(options: Options<ListBookmarksData, ThrowOnError>): RequestResult<ListBookmarksResponses, ListBookmarksErrors, ThrowOnError> => options.client.get<ListBookmarksResponses, ListBookmarksErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/bookmarks',
    ...options
});

/**
 * Create a bookmark
 */
export const createBookmark = <ThrowOnError extends boolean = true>(options: Options<CreateBookmarkData, ThrowOnError>): RequestResult<CreateBookmarkResponses, CreateBookmarkErrors, ThrowOnError> => options.client.post<CreateBookmarkResponses, CreateBookmarkErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/bookmarks',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Merge a bookmark into another
 *
 * Always makes a merge commit, unless both point at the same commit. A conflict is refused with 409 `MERGE_CONFLICT`, whose details hold the conflicted entries with their hunk ids; answer it with `resolutions`, or store it with `allow_conflicted`.
 */
export const mergeBookmark = <ThrowOnError extends boolean = true>(options: Options<MergeBookmarkData, ThrowOnError>): RequestResult<MergeBookmarkResponses, MergeBookmarkErrors, ThrowOnError> => options.client.post<MergeBookmarkResponses, MergeBookmarkErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/bookmarks/merge',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a bookmark
 *
 * The changes it pointed to stay. The default bookmark is refused with 409 `DEFAULT_BOOKMARK`.
 */
export const deleteBookmark = <ThrowOnError extends boolean = true>(options: Options<DeleteBookmarkData, ThrowOnError>): RequestResult<DeleteBookmarkResponses, DeleteBookmarkErrors, ThrowOnError> => options.client.delete<DeleteBookmarkResponses, DeleteBookmarkErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/bookmarks/{bookmark}',
    ...options
});

/**
 * Get a bookmark
 */
export const getBookmark = <ThrowOnError extends boolean = true>(options: Options<GetBookmarkData, ThrowOnError>): RequestResult<GetBookmarkResponses, GetBookmarkErrors, ThrowOnError> => options.client.get<GetBookmarkResponses, GetBookmarkErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/bookmarks/{bookmark}',
    ...options
});

/**
 * Move a bookmark
 */
export const moveBookmark = <ThrowOnError extends boolean = true>(options: Options<MoveBookmarkData, ThrowOnError>): RequestResult<MoveBookmarkResponses, MoveBookmarkErrors, ThrowOnError> => options.client.patch<MoveBookmarkResponses, MoveBookmarkErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/bookmarks/{bookmark}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Merge a bookmark, fast-forward when possible
 *
 * The merge of older clients. 409 `MERGE_CONFLICT` when both sides changed the same lines.
 */
export const performMerge = <ThrowOnError extends boolean = true>(options: Options<PerformMergeData, ThrowOnError>): RequestResult<PerformMergeResponses, PerformMergeErrors, ThrowOnError> => options.client.post<PerformMergeResponses, PerformMergeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/merge/{base}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the changes reachable from a bookmark
 *
 * Descendants before their ancestors, newest first.
 */
export const listChanges = <ThrowOnError extends boolean = true>(options: Options<ListChangesData, ThrowOnError>): RequestResult<ListChangesResponses, ListChangesErrors, ThrowOnError> => options.client.get<ListChangesResponses, ListChangesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/changes',
    ...options
});

/**
 * Create a change
 *
 * Moves no bookmark.
 */
export const createChange = <ThrowOnError extends boolean = true>(options: Options<CreateChangeData, ThrowOnError>): RequestResult<CreateChangeResponses, CreateChangeErrors, ThrowOnError> => options.client.post<CreateChangeResponses, CreateChangeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/changes',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Get a change
 */
export const getChange = <ThrowOnError extends boolean = true>(options: Options<GetChangeData, ThrowOnError>): RequestResult<GetChangeResponses, GetChangeErrors, ThrowOnError> => options.client.get<GetChangeResponses, GetChangeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/changes/{change_id}',
    ...options
});

/**
 * Amend a change
 *
 * Makes a new commit of the same change; its descendants are rebased and its bookmarks follow. A conflicted change takes `resolutions`, with or without a message and authors; without them the answer is 409 `MERGE_CONFLICT` with `details.conflict_paths`.
 */
export const updateChange = <ThrowOnError extends boolean = true>(options: Options<UpdateChangeData, ThrowOnError>): RequestResult<UpdateChangeResponses, UpdateChangeErrors, ThrowOnError> => options.client.patch<UpdateChangeResponses, UpdateChangeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/changes/{change_id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the snapshots a change went through
 *
 * Newest first.
 */
export const listChangeVersions = <ThrowOnError extends boolean = true>(options: Options<ListChangeVersionsData, ThrowOnError>): RequestResult<ListChangeVersionsResponses, ListChangeVersionsErrors, ThrowOnError> => options.client.get<ListChangeVersionsResponses, ListChangeVersionsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/changes/{change_id}/evolog',
    ...options
});

/**
 * Amend a change by a batch of file operations
 *
 * The operations are applied in their order, all or none. With a `base_commit_oid` that the change has moved on from, they are applied to that commit and merged with what happened since: changes of different paths both stay, changes of the same file are merged by line, and where that clashes the file holds conflict markers and the change is in conflict. Writing, moving away or deleting a path in conflict settles it, so a conflicted change can be edited clean; a moved file takes its conflict and its metadata along.
 */
export const writeBatch = <ThrowOnError extends boolean = true>(options: Options<WriteBatchData, ThrowOnError>): RequestResult<WriteBatchResponses, WriteBatchErrors, ThrowOnError> => options.client.post<WriteBatchResponses, WriteBatchErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/{org}/{repo}/changes/{change_id}/batch',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});
