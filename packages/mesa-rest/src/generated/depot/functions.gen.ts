// Generated from openapi/depot.yaml by `pnpm generate`. Do not edit.

import { clientOf } from '../../call.js';
import type { ApiResponse, CallOptions } from '../../request-options.js';
import * as sdk from './sdk.gen.js';
import type { ApiKeyPage, ApiKeyTags, BatchWritten, Bookmark, BookmarkMergeResult, BookmarkPage, BulkUpdateCount, BulkUpdateRepoTagsData, Capabilities, Change, ChangeDetail, ChangePage, ChangeVersionPage, Content, CreateApiKeyData, CreateBookmarkData, CreateChangeData, CreateRepoData, CreateSigningKeyData, CreateWebhookTargetData, CreatedApiKey, CreatedWebhookTarget, DeleteBookmarkData, DeleteRepoData, DeleteWebhookTargetData, Diff, GetBookmarkData, GetCapabilitiesData, GetChangeData, GetContentData, GetDiffData, GetOrgData, GetRepoData, GetRepoUpstreamSyncData, GetRevisionData, GetTreeData, GetWebhookTargetData, ListApiKeysData, ListBookmarksData, ListChangeVersionsData, ListChangesData, ListRepoUpstreamSyncsData, ListReposData, ListSigningKeysData, ListWebhookDeliveriesData, ListWebhookTargetsData, MergeBookmarkData, MergePerformResult, MetadataResult, MoveBookmarkData, MovedBookmark, Organization, PerformMergeData, Repo, RepoPage, Revision, RevokeApiKeyData, RevokeSigningKeyData, SigningKey, SigningKeyPage, Success, Sync, SyncPage, SyncUpstreamData, Tree, UpdateApiKeyData, UpdateChangeData, UpdateMetadataData, UpdateRepoData, UpdateWebhookTargetData, WebhookDeliveryPage, WebhookTarget, WebhookTargetPage, Whoami, WhoamiData, WriteBatchData } from './types.gen.js';

/**
 * Tell whose credential this is.
 *
 * There is nothing that could be missing, so it never answers 404.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function whoami(options: CallOptions<WhoamiData>): Promise<ApiResponse<Whoami>> {
  return clientOf(options).run(
    {
      send: sdk.whoami,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zWhoamiResponse,
    },
    options,
  );
}

/**
 * Tell which extensions the server has.
 *
 * A server without extensions answers 404.
 *
 * An extension: servers other than a depot may not know it.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function getCapabilities(options: CallOptions<GetCapabilitiesData>): Promise<ApiResponse<Capabilities>> {
  return clientOf(options).run(
    {
      send: sdk.getCapabilities,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetCapabilitiesResponse,
    },
    options,
  );
}

/**
 * Get an organization.
 * @param options.path.org Organization slug.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function getOrg(options: CallOptions<GetOrgData>): Promise<ApiResponse<Organization>> {
  return clientOf(options).run(
    {
      send: sdk.getOrg,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetOrgResponse,
    },
    options,
  );
}

/**
 * List API keys.
 *
 * Newest first. Secrets are never included.
 * @param options.path.org Organization slug.
 * @param options.query.cursor `next_cursor` of an earlier page of the same list.
 * @param options.query.limit Items a page. Default: 50.
 * @param options.query.query Part of the name, in any case.
 * @param options.query.status State of the key. Default: "all".
 * @param options.query.scope Only keys that hold this scope.
 * @param options.query.repo_id Only keys restricted to this repository.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function listApiKeys(options: CallOptions<ListApiKeysData>): Promise<ApiResponse<ApiKeyPage>> {
  return clientOf(options).run(
    {
      send: sdk.listApiKeys,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListApiKeysResponse,
    },
    options,
  );
}

/**
 * Create an API key.
 * @param options.path.org Organization slug.
 * @param options.body `ApiKeyCreate`
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function createApiKey(options: CallOptions<CreateApiKeyData>): Promise<ApiResponse<CreatedApiKey>> {
  return clientOf(options).run(
    {
      send: sdk.createApiKey,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateApiKeyResponse,
    },
    options,
  );
}

/**
 * Change the tags of an API key.
 * @param options.path.org Organization slug.
 * @param options.path.id Key id.
 * @param options.body `ApiKeyUpdate`
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function updateApiKey(options: CallOptions<UpdateApiKeyData>): Promise<ApiResponse<ApiKeyTags>> {
  return clientOf(options).run(
    {
      send: sdk.updateApiKey,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zUpdateApiKeyResponse,
    },
    options,
  );
}

/**
 * Revoke an API key.
 *
 * At once; every access token signed from the key dies with it. Revoking again is a success.
 * @param options.path.org Organization slug.
 * @param options.path.id Key id.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function revokeApiKey(options: CallOptions<RevokeApiKeyData>): Promise<ApiResponse<Success>> {
  return clientOf(options).run(
    {
      send: sdk.revokeApiKey,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zRevokeApiKeyResponse,
    },
    options,
  );
}

/**
 * List signing keys.
 *
 * Newest first.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.org Organization slug.
 * @param options.query.cursor `next_cursor` of an earlier page of the same list.
 * @param options.query.limit Items a page. Default: 50.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function listSigningKeys(options: CallOptions<ListSigningKeysData>): Promise<ApiResponse<SigningKeyPage>> {
  return clientOf(options).run(
    {
      send: sdk.listSigningKeys,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListSigningKeysResponse,
    },
    options,
  );
}

/**
 * Register the public half of an Ed25519 key.
 *
 * Afterwards access tokens signed with the private half are accepted (`alg` EdDSA, `iss` the organization slug).
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.org Organization slug.
 * @param options.body `SigningKeyCreate`
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function createSigningKey(options: CallOptions<CreateSigningKeyData>): Promise<ApiResponse<SigningKey>> {
  return clientOf(options).run(
    {
      send: sdk.createSigningKey,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateSigningKeyResponse,
    },
    options,
  );
}

/**
 * Revoke a signing key.
 *
 * At once; every access token signed with it dies. Revoking again is a success.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.org Organization slug.
 * @param options.path.id Key id.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function revokeSigningKey(options: CallOptions<RevokeSigningKeyData>): Promise<ApiResponse<Success>> {
  return clientOf(options).run(
    {
      send: sdk.revokeSigningKey,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zRevokeSigningKeyResponse,
    },
    options,
  );
}

/**
 * List webhook targets.
 *
 * Newest first.
 * @param options.path.org Organization slug.
 * @param options.query.cursor `next_cursor` of an earlier page of the same list.
 * @param options.query.limit Items a page. Default: 50.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function listWebhookTargets(options: CallOptions<ListWebhookTargetsData>): Promise<ApiResponse<WebhookTargetPage>> {
  return clientOf(options).run(
    {
      send: sdk.listWebhookTargets,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListWebhookTargetsResponse,
    },
    options,
  );
}

/**
 * Create a webhook target.
 *
 * A credential restricted to repositories creates targets for a part of those only.
 * @param options.path.org Organization slug.
 * @param options.body `WebhookTargetCreate`
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function createWebhookTarget(options: CallOptions<CreateWebhookTargetData>): Promise<ApiResponse<CreatedWebhookTarget>> {
  return clientOf(options).run(
    {
      send: sdk.createWebhookTarget,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateWebhookTargetResponse,
    },
    options,
  );
}

/**
 * Get a webhook target.
 * @param options.path.org Organization slug.
 * @param options.path.webhookTargetId Webhook target id.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function getWebhookTarget(options: CallOptions<GetWebhookTargetData>): Promise<ApiResponse<WebhookTarget>> {
  return clientOf(options).run(
    {
      send: sdk.getWebhookTarget,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetWebhookTargetResponse,
    },
    options,
  );
}

/**
 * Change a webhook target.
 * @param options.path.org Organization slug.
 * @param options.path.webhookTargetId Webhook target id.
 * @param options.body `WebhookTargetUpdate`
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function updateWebhookTarget(options: CallOptions<UpdateWebhookTargetData>): Promise<ApiResponse<WebhookTarget>> {
  return clientOf(options).run(
    {
      send: sdk.updateWebhookTarget,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zUpdateWebhookTargetResponse,
    },
    options,
  );
}

/**
 * Delete a webhook target.
 *
 * Events not delivered yet are dropped.
 * @param options.path.org Organization slug.
 * @param options.path.webhookTargetId Webhook target id.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function deleteWebhookTarget(options: CallOptions<DeleteWebhookTargetData>): Promise<ApiResponse<Success>> {
  return clientOf(options).run(
    {
      send: sdk.deleteWebhookTarget,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zDeleteWebhookTargetResponse,
    },
    options,
  );
}

/**
 * List the deliveries of a webhook target.
 *
 * Newest first.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.org Organization slug.
 * @param options.path.webhookTargetId Webhook target id.
 * @param options.query.cursor `next_cursor` of an earlier page of the same list.
 * @param options.query.limit Items a page. Default: 50.
 * @param options.query.status Only deliveries in this state.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function listWebhookDeliveries(options: CallOptions<ListWebhookDeliveriesData>): Promise<ApiResponse<WebhookDeliveryPage>> {
  return clientOf(options).run(
    {
      send: sdk.listWebhookDeliveries,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListWebhookDeliveriesResponse,
    },
    options,
  );
}

/**
 * List repositories.
 *
 * Oldest first.
 * @param options.path.org Organization slug.
 * @param options.query.cursor `next_cursor` of an earlier page of the same list.
 * @param options.query.limit Items a page. Default: 50.
 * @param options.query.tags Filter on tags: `env:prod,team:agents` (all must match), or a JSON object with one
 *   member per key (a string, an array of strings, or one of `$eq`, `$in`, `$contains`, `$starts_with`,
 *   `$ends_with`, `$exists`) and the logical members `$and`, `$or`, `$not`. Several members all have to match;
 *   case is ignored.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function listRepos(options: CallOptions<ListReposData>): Promise<ApiResponse<RepoPage>> {
  return clientOf(options).run(
    {
      send: sdk.listRepos,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListReposResponse,
    },
    options,
  );
}

/**
 * Create a repository.
 * @param options.path.org Organization slug.
 * @param options.body `RepoCreate`
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function createRepo(options: CallOptions<CreateRepoData>): Promise<ApiResponse<Repo>> {
  return clientOf(options).run(
    {
      send: sdk.createRepo,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateRepoResponse,
    },
    options,
  );
}

/**
 * Set or remove a tag on many repositories.
 *
 * All or none: an unknown repository id fails the call. Repeating it changes nothing.
 * @param options.path.org Organization slug.
 * @param options.body `RepoTagsBulkUpdate`
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function bulkUpdateRepoTags(options: CallOptions<BulkUpdateRepoTagsData>): Promise<ApiResponse<BulkUpdateCount>> {
  return clientOf(options).run(
    {
      send: sdk.bulkUpdateRepoTags,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zBulkUpdateRepoTagsResponse,
    },
    options,
  );
}

/**
 * Get a repository.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function getRepo(options: CallOptions<GetRepoData>): Promise<ApiResponse<Repo>> {
  return clientOf(options).run(
    {
      send: sdk.getRepo,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetRepoResponse,
    },
    options,
  );
}

/**
 * Change a repository.
 *
 * Rename it, choose another default bookmark, change tags, attach or remove an upstream.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.body `RepoUpdate`
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function updateRepo(options: CallOptions<UpdateRepoData>): Promise<ApiResponse<Repo>> {
  return clientOf(options).run(
    {
      send: sdk.updateRepo,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zUpdateRepoResponse,
    },
    options,
  );
}

/**
 * Delete a repository.
 *
 * For good, with its history.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function deleteRepo(options: CallOptions<DeleteRepoData>): Promise<ApiResponse<Success>> {
  return clientOf(options).run(
    {
      send: sdk.deleteRepo,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zDeleteRepoResponse,
    },
    options,
  );
}

/**
 * List upstream syncs.
 *
 * Newest first.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.query.cursor `next_cursor` of an earlier page of the same list.
 * @param options.query.limit Items a page. Default: 50.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function listRepoUpstreamSyncs(options: CallOptions<ListRepoUpstreamSyncsData>): Promise<ApiResponse<SyncPage>> {
  return clientOf(options).run(
    {
      send: sdk.listRepoUpstreamSyncs,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListRepoUpstreamSyncsResponse,
    },
    options,
  );
}

/**
 * Start an upstream sync.
 *
 * The run is queued and carried out in the background, after those of the same repository that were asked for
 * before: fast-forward only, no deletions; refs that cannot move safely are skipped. 409 `NOT_CONFIGURED` where
 * the repository has no upstream, 429 `RATE_LIMITED` where 100 runs are waiting.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.body `SyncCreate`
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function syncUpstream(options: CallOptions<SyncUpstreamData>): Promise<ApiResponse<Sync>> {
  return clientOf(options).run(
    {
      send: sdk.syncUpstream,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zSyncUpstreamResponse,
    },
    options,
  );
}

/**
 * Get an upstream sync.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.path.syncId Id of the run.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function getRepoUpstreamSync(options: CallOptions<GetRepoUpstreamSyncData>): Promise<ApiResponse<Sync>> {
  return clientOf(options).run(
    {
      send: sdk.getRepoUpstreamSync,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetRepoUpstreamSyncResponse,
    },
    options,
  );
}

/**
 * Read a file, symbolic link or directory.
 *
 * JSON by default; `Accept: application/octet-stream` answers the bytes of a file, or the target of a symbolic
 * link, and 406 on a directory.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.query.change_id Change to read; default the tip of the default bookmark.
 * @param options.query.ref Bookmark or change id, in place of `change_id`.
 * @param options.query.path Repository path; absent or empty means the root.
 * @param options.query.depth Levels below a directory to list: 0 lists nothing. One level is listed whole; where
 *   several have more than 100,000 entries, the answer is 406 `NOT_ACCEPTABLE`, and fewer levels at a time are
 *   to be asked for. Default: 1.
 * @param options.query.metadata `metadata[key]=value`: keeps the entries of a directory that carry all these
 *   pairs. Ignored for files and links.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function getContent(options: CallOptions<GetContentData>): Promise<ApiResponse<Content>> {
  return clientOf(options).run(
    {
      send: sdk.getContent,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetContentResponse,
    },
    options,
  );
}

/**
 * Read a file, symbolic link or directory.
 *
 * As bytes, read to the end.
 *
 * JSON by default; `Accept: application/octet-stream` answers the bytes of a file, or the target of a symbolic
 * link, and 406 on a directory.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.query.change_id Change to read; default the tip of the default bookmark.
 * @param options.query.ref Bookmark or change id, in place of `change_id`.
 * @param options.query.path Repository path; absent or empty means the root.
 * @param options.query.depth Levels below a directory to list: 0 lists nothing. One level is listed whole; where
 *   several have more than 100,000 entries, the answer is 406 `NOT_ACCEPTABLE`, and fewer levels at a time are
 *   to be asked for. Default: 1.
 * @param options.query.metadata `metadata[key]=value`: keeps the entries of a directory that carry all these
 *   pairs. Ignored for files and links.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function getContentBytes(options: CallOptions<GetContentData>): Promise<ApiResponse<Uint8Array<ArrayBuffer>>> {
  return clientOf(options).run(
    {
      send: sdk.getContent,
      form: 'bytes',
      accept: 'application/octet-stream',
    },
    options,
  );
}

/**
 * Read a file, symbolic link or directory.
 *
 * As a stream of bytes, which has to be read or cancelled. The deadline of the call covers it to its end: pass a
 * larger `timeoutMs`, or 0, for what takes long to read.
 *
 * JSON by default; `Accept: application/octet-stream` answers the bytes of a file, or the target of a symbolic
 * link, and 406 on a directory.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.query.change_id Change to read; default the tip of the default bookmark.
 * @param options.query.ref Bookmark or change id, in place of `change_id`.
 * @param options.query.path Repository path; absent or empty means the root.
 * @param options.query.depth Levels below a directory to list: 0 lists nothing. One level is listed whole; where
 *   several have more than 100,000 entries, the answer is 406 `NOT_ACCEPTABLE`, and fewer levels at a time are
 *   to be asked for. Default: 1.
 * @param options.query.metadata `metadata[key]=value`: keeps the entries of a directory that carry all these
 *   pairs. Ignored for files and links.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function getContentStream(options: CallOptions<GetContentData>): Promise<ApiResponse<ReadableStream<Uint8Array>>> {
  return clientOf(options).run(
    {
      send: sdk.getContent,
      form: 'stream',
      accept: 'application/octet-stream',
    },
    options,
  );
}

/**
 * Set or remove metadata of a path.
 *
 * Metadata belongs to the path, not to a change: it is not versioned.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.body `MetadataUpdate`
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function updateMetadata(options: CallOptions<UpdateMetadataData>): Promise<ApiResponse<MetadataResult>> {
  return clientOf(options).run(
    {
      send: sdk.updateMetadata,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zUpdateMetadataResponse,
    },
    options,
  );
}

/**
 * Get the commit and the tree that a change or a bookmark is at.
 *
 * `op_seq` was read before the rest: a feed that starts after it misses nothing.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.query.change_id Change to read; default the tip of the default bookmark.
 * @param options.query.ref Bookmark or change id, in place of `change_id`.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function getRevision(options: CallOptions<GetRevisionData>): Promise<ApiResponse<Revision>> {
  return clientOf(options).run(
    {
      send: sdk.getRevision,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetRevisionResponse,
    },
    options,
  );
}

/**
 * List a tree by its id.
 *
 * One directory or, with `recursive`, everything below it, directories before what is in them. Over 100,000
 * entries below, a recursive listing is that of the one directory with `truncated`, and the caller goes on
 * directory by directory. A tree never changes, so the answer may be kept for ever.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.path.oid Object id.
 * @param options.query.recursive Whether to list what is below subdirectories. Default: false.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function getTree(options: CallOptions<GetTreeData>): Promise<ApiResponse<Tree>> {
  return clientOf(options).run(
    {
      send: sdk.getTree,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetTreeResponse,
    },
    options,
  );
}

/**
 * Compare two changes.
 *
 * JSON by default, at most 1,000 entries; `Accept: text/plain` answers one unified patch of every changed path
 * that `git apply` accepts. Each side is named by its change id or, as an extension, by `base` and `head`.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.query.base_change_id Change compared from.
 * @param options.query.head_change_id Change compared to.
 * @param options.query.base Bookmark or change id, in place of `base_change_id`.
 * @param options.query.head Bookmark or change id, in place of `head_change_id`.
 * @param options.query.conflicts Whether conflicted paths are listed. Default: "include".
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function getDiff(options: CallOptions<GetDiffData>): Promise<ApiResponse<Diff>> {
  return clientOf(options).run(
    {
      send: sdk.getDiff,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetDiffResponse,
    },
    options,
  );
}

/**
 * Compare two changes.
 *
 * As text.
 *
 * JSON by default, at most 1,000 entries; `Accept: text/plain` answers one unified patch of every changed path
 * that `git apply` accepts. Each side is named by its change id or, as an extension, by `base` and `head`.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.query.base_change_id Change compared from.
 * @param options.query.head_change_id Change compared to.
 * @param options.query.base Bookmark or change id, in place of `base_change_id`.
 * @param options.query.head Bookmark or change id, in place of `head_change_id`.
 * @param options.query.conflicts Whether conflicted paths are listed. Default: "include".
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function getDiffText(options: CallOptions<GetDiffData>): Promise<ApiResponse<string>> {
  return clientOf(options).run(
    {
      send: sdk.getDiff,
      form: 'text',
      accept: 'text/plain',
    },
    options,
  );
}

/**
 * List bookmarks.
 *
 * Oldest first.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.query.cursor `next_cursor` of an earlier page of the same list.
 * @param options.query.limit Items a page. Default: 50.
 * @param options.query.glob Pattern on names: `*` is any run of characters, also slashes, and `?` any one.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function listBookmarks(options: CallOptions<ListBookmarksData>): Promise<ApiResponse<BookmarkPage>> {
  return clientOf(options).run(
    {
      send: sdk.listBookmarks,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListBookmarksResponse,
    },
    options,
  );
}

/**
 * Create a bookmark.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.body `BookmarkCreate`
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function createBookmark(options: CallOptions<CreateBookmarkData>): Promise<ApiResponse<Bookmark>> {
  return clientOf(options).run(
    {
      send: sdk.createBookmark,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateBookmarkResponse,
    },
    options,
  );
}

/**
 * Merge a bookmark into another.
 *
 * Always makes a merge commit, unless both point at the same commit. A conflict is refused with 409
 * `MERGE_CONFLICT`, whose details hold the conflicted entries with their hunk ids; answer it with `resolutions`,
 * or store it with `allow_conflicted`.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.body `BookmarkMerge`
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function mergeBookmark(options: CallOptions<MergeBookmarkData>): Promise<ApiResponse<BookmarkMergeResult>> {
  return clientOf(options).run(
    {
      send: sdk.mergeBookmark,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zMergeBookmarkResponse,
    },
    options,
  );
}

/**
 * Get a bookmark.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.path.bookmark Bookmark name; a slash travels as `%2F`.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function getBookmark(options: CallOptions<GetBookmarkData>): Promise<ApiResponse<Bookmark>> {
  return clientOf(options).run(
    {
      send: sdk.getBookmark,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetBookmarkResponse,
    },
    options,
  );
}

/**
 * Move a bookmark.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.path.bookmark Bookmark name; a slash travels as `%2F`.
 * @param options.body `BookmarkMove`
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function moveBookmark(options: CallOptions<MoveBookmarkData>): Promise<ApiResponse<MovedBookmark>> {
  return clientOf(options).run(
    {
      send: sdk.moveBookmark,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zMoveBookmarkResponse,
    },
    options,
  );
}

/**
 * Delete a bookmark.
 *
 * The changes it pointed to stay. The default bookmark is refused with 409 `DEFAULT_BOOKMARK`.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.path.bookmark Bookmark name; a slash travels as `%2F`.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function deleteBookmark(options: CallOptions<DeleteBookmarkData>): Promise<ApiResponse<Success>> {
  return clientOf(options).run(
    {
      send: sdk.deleteBookmark,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zDeleteBookmarkResponse,
    },
    options,
  );
}

/**
 * Merge a bookmark, fast-forward when possible.
 *
 * The merge of older clients. 409 `MERGE_CONFLICT` when both sides changed the same lines.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.path.base Bookmark merged into; a slash travels as `%2F`.
 * @param options.body `MergePerform`
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function performMerge(options: CallOptions<PerformMergeData>): Promise<ApiResponse<MergePerformResult>> {
  return clientOf(options).run(
    {
      send: sdk.performMerge,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zPerformMergeResponse,
    },
    options,
  );
}

/**
 * List the changes reachable from a bookmark.
 *
 * Descendants before their ancestors, newest first.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.query.cursor `next_cursor` of an earlier page of the same list.
 * @param options.query.limit Items a page. Default: 50.
 * @param options.query.bookmark Default: the default bookmark of the repository.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function listChanges(options: CallOptions<ListChangesData>): Promise<ApiResponse<ChangePage>> {
  return clientOf(options).run(
    {
      send: sdk.listChanges,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListChangesResponse,
    },
    options,
  );
}

/**
 * Create a change.
 *
 * Moves no bookmark.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.body `ChangeCreate`
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function createChange(options: CallOptions<CreateChangeData>): Promise<ApiResponse<Change>> {
  return clientOf(options).run(
    {
      send: sdk.createChange,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateChangeResponse,
    },
    options,
  );
}

/**
 * Get a change.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.path.change_id Change id.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function getChange(options: CallOptions<GetChangeData>): Promise<ApiResponse<ChangeDetail>> {
  return clientOf(options).run(
    {
      send: sdk.getChange,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetChangeResponse,
    },
    options,
  );
}

/**
 * Amend a change.
 *
 * Makes a new commit of the same change; its descendants are rebased and its bookmarks follow. A conflicted
 * change takes `resolutions`, with or without a message and authors; without them the answer is 409
 * `MERGE_CONFLICT` with `details.conflict_paths`.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.path.change_id Change id.
 * @param options.body `ChangeUpdate`
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function updateChange(options: CallOptions<UpdateChangeData>): Promise<ApiResponse<Change>> {
  return clientOf(options).run(
    {
      send: sdk.updateChange,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zUpdateChangeResponse,
    },
    options,
  );
}

/**
 * List the snapshots a change went through.
 *
 * Newest first.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.path.change_id Change id.
 * @param options.query.cursor `next_cursor` of an earlier page of the same list.
 * @param options.query.limit Items a page. Default: 50.
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function listChangeVersions(options: CallOptions<ListChangeVersionsData>): Promise<ApiResponse<ChangeVersionPage>> {
  return clientOf(options).run(
    {
      send: sdk.listChangeVersions,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListChangeVersionsResponse,
    },
    options,
  );
}

/**
 * Amend a change by a batch of file operations.
 *
 * The operations are applied in their order, all or none. With a `base_commit_oid` that the change has moved on
 * from, they are applied to that commit and merged with what happened since: changes of different paths both
 * stay, changes of the same file are merged by line, and where that clashes the file holds conflict markers and
 * the change is in conflict. Writing, moving away or deleting a path in conflict settles it, so a conflicted
 * change can be edited clean; a moved file takes its conflict and its metadata along.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.org Organization slug.
 * @param options.path.repo Repository name.
 * @param options.path.change_id Change id.
 * @param options.body `BatchWrite`
 * @throws ValidationError 400: The request is not valid.
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ValidationError 406: No representation fits the `Accept` header.
 * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
 * @throws ServerError 500: The server failed.
 */
export async function writeBatch(options: CallOptions<WriteBatchData>): Promise<ApiResponse<BatchWritten>> {
  return clientOf(options).run(
    {
      send: sdk.writeBatch,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zWriteBatchResponse,
    },
    options,
  );
}
