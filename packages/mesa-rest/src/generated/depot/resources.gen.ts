// Generated from openapi/depot.yaml by `pnpm generate`. Do not edit.

import type { MesaClient } from '../../client.js';
import { checkMembers } from '../../known-members.js';
import { PagePromise } from '../../pagination.js';
import type { Arguments, RequestOptions } from '../../request-options.js';
import * as functions from './functions.gen.js';
import type { ApiKey, ApiKeyPage, ApiKeyTags, BatchWritten, Bookmark, BookmarkMergeResult, BookmarkPage, BulkUpdateCount, BulkUpdateRepoTagsData, Capabilities, Change, ChangeDetail, ChangePage, ChangeVersion, ChangeVersionPage, Content, CreateApiKeyData, CreateBookmarkData, CreateChangeData, CreateRepoData, CreateSigningKeyData, CreateWebhookTargetData, CreatedApiKey, CreatedWebhookTarget, DeleteBookmarkData, DeleteRepoData, DeleteWebhookTargetData, Diff, GetBookmarkData, GetChangeData, GetContentData, GetDiffData, GetOrgData, GetRepoData, GetRepoUpstreamSyncData, GetRevisionData, GetTreeData, GetWebhookTargetData, ListApiKeysData, ListBookmarksData, ListChangeVersionsData, ListChangesData, ListRepoUpstreamSyncsData, ListReposData, ListSigningKeysData, ListWebhookDeliveriesData, ListWebhookTargetsData, MergeBookmarkData, MergePerformResult, MetadataResult, MoveBookmarkData, MovedBookmark, Organization, PerformMergeData, Repo, RepoPage, Revision, RevokeApiKeyData, RevokeSigningKeyData, SigningKey, SigningKeyPage, Success, Sync, SyncPage, SyncUpstreamData, Tree, UpdateApiKeyData, UpdateChangeData, UpdateMetadataData, UpdateRepoData, UpdateWebhookTargetData, WebhookDelivery, WebhookDeliveryPage, WebhookTarget, WebhookTargetPage, Whoami, WriteBatchData } from './types.gen.js';

/** The operations of `admin`. */
export class AdminResource {
  readonly #client: MesaClient;

  constructor(client: MesaClient) {
    this.#client = client;
  }

  /**
   * Tell whose credential this is.
   *
   * There is nothing that could be missing, so it never answers 404.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async whoami(args: Record<string, never> = {}, options: RequestOptions = {}): Promise<Whoami> {
    checkMembers('admin.whoami', args, []);
    const { data } = await functions.whoami({ client: this.#client, ...options });
    return data;
  }

  /**
   * Tell which extensions the server has.
   *
   * A server without extensions answers 404.
   *
   * An extension: servers other than a depot may not know it.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async getCapabilities(args: Record<string, never> = {}, options: RequestOptions = {}): Promise<Capabilities> {
    checkMembers('admin.getCapabilities', args, []);
    const { data } = await functions.getCapabilities({ client: this.#client, ...options });
    return data;
  }

  /**
   * Get an organization.
   * @param args.org Organization slug.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async getOrg(args: Arguments<GetOrgData>, options: RequestOptions = {}): Promise<Organization> {
    checkMembers('admin.getOrg', args, ['org']);
    const { data } = await functions.getOrg({ client: this.#client, path: { org: args.org }, ...options });
    return data;
  }

  /**
   * List API keys.
   *
   * Newest first. Secrets are never included.
   *
   * Awaiting it gives a page; `for await` over it gives every one of its `api_keys`, page by page.
   * @param args.org Organization slug.
   * @param args.cursor `next_cursor` of an earlier page of the same list.
   * @param args.limit Items a page. Default: 50.
   * @param args.query Part of the name, in any case.
   * @param args.status State of the key. Default: "all".
   * @param args.scope Only keys that hold this scope.
   * @param args.repo_id Only keys restricted to this repository.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  listApiKeys(args: Arguments<ListApiKeysData>, options: RequestOptions = {}): PagePromise<ApiKeyPage, ApiKey> {
    return new PagePromise({
      fetch: async (cursor) => {
        checkMembers('admin.listApiKeys', args, ['org', 'cursor', 'limit', 'query', 'status', 'scope', 'repo_id']);
        const position = cursor === undefined ? {} : { cursor };
        const { data } = await functions.listApiKeys({ client: this.#client, path: { org: args.org }, query: { cursor: args.cursor, limit: args.limit, query: args.query, status: args.status, scope: args.scope, repo_id: args.repo_id, ...position }, ...options });
        return data;
      },
      items: (page) => page.api_keys,
    });
  }

  /**
   * Create an API key.
   * @param args.org Organization slug.
   * @param args.body `ApiKeyCreate`
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async createApiKey(args: Arguments<CreateApiKeyData>, options: RequestOptions = {}): Promise<CreatedApiKey> {
    checkMembers('admin.createApiKey', args, ['org', 'body']);
    const { data } = await functions.createApiKey({ client: this.#client, path: { org: args.org }, body: args.body, ...options });
    return data;
  }

  /**
   * Change the tags of an API key.
   * @param args.org Organization slug.
   * @param args.id Key id.
   * @param args.body `ApiKeyUpdate`
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async updateApiKey(args: Arguments<UpdateApiKeyData>, options: RequestOptions = {}): Promise<ApiKeyTags> {
    checkMembers('admin.updateApiKey', args, ['org', 'id', 'body']);
    const { data } = await functions.updateApiKey({ client: this.#client, path: { org: args.org, id: args.id }, body: args.body, ...options });
    return data;
  }

  /**
   * Revoke an API key.
   *
   * At once; every access token signed from the key dies with it. Revoking again is a success.
   * @param args.org Organization slug.
   * @param args.id Key id.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async revokeApiKey(args: Arguments<RevokeApiKeyData>, options: RequestOptions = {}): Promise<Success> {
    checkMembers('admin.revokeApiKey', args, ['org', 'id']);
    const { data } = await functions.revokeApiKey({ client: this.#client, path: { org: args.org, id: args.id }, ...options });
    return data;
  }

  /**
   * List signing keys.
   *
   * Newest first.
   *
   * An extension: servers other than a depot may not know it.
   *
   * Awaiting it gives a page; `for await` over it gives every one of its `signing_keys`, page by page.
   * @param args.org Organization slug.
   * @param args.cursor `next_cursor` of an earlier page of the same list.
   * @param args.limit Items a page. Default: 50.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  listSigningKeys(args: Arguments<ListSigningKeysData>, options: RequestOptions = {}): PagePromise<SigningKeyPage, SigningKey> {
    return new PagePromise({
      fetch: async (cursor) => {
        checkMembers('admin.listSigningKeys', args, ['org', 'cursor', 'limit']);
        const position = cursor === undefined ? {} : { cursor };
        const { data } = await functions.listSigningKeys({ client: this.#client, path: { org: args.org }, query: { cursor: args.cursor, limit: args.limit, ...position }, ...options });
        return data;
      },
      items: (page) => page.signing_keys,
    });
  }

  /**
   * Register the public half of an Ed25519 key.
   *
   * Afterwards access tokens signed with the private half are accepted (`alg` EdDSA, `iss` the organization
   * slug).
   *
   * An extension: servers other than a depot may not know it.
   * @param args.org Organization slug.
   * @param args.body `SigningKeyCreate`
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async createSigningKey(args: Arguments<CreateSigningKeyData>, options: RequestOptions = {}): Promise<SigningKey> {
    checkMembers('admin.createSigningKey', args, ['org', 'body']);
    const { data } = await functions.createSigningKey({ client: this.#client, path: { org: args.org }, body: args.body, ...options });
    return data;
  }

  /**
   * Revoke a signing key.
   *
   * At once; every access token signed with it dies. Revoking again is a success.
   *
   * An extension: servers other than a depot may not know it.
   * @param args.org Organization slug.
   * @param args.id Key id.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async revokeSigningKey(args: Arguments<RevokeSigningKeyData>, options: RequestOptions = {}): Promise<Success> {
    checkMembers('admin.revokeSigningKey', args, ['org', 'id']);
    const { data } = await functions.revokeSigningKey({ client: this.#client, path: { org: args.org, id: args.id }, ...options });
    return data;
  }
}

/** The operations of `bookmarks`. */
export class BookmarksResource {
  readonly #client: MesaClient;

  constructor(client: MesaClient) {
    this.#client = client;
  }

  /**
   * List bookmarks.
   *
   * Oldest first.
   *
   * Awaiting it gives a page; `for await` over it gives every one of its `bookmarks`, page by page.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.cursor `next_cursor` of an earlier page of the same list.
   * @param args.limit Items a page. Default: 50.
   * @param args.glob Pattern on names: `*` is any run of characters, also slashes, and `?` any one.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  list(args: Arguments<ListBookmarksData>, options: RequestOptions = {}): PagePromise<BookmarkPage, Bookmark> {
    return new PagePromise({
      fetch: async (cursor) => {
        checkMembers('bookmarks.list', args, ['org', 'repo', 'cursor', 'limit', 'glob']);
        const position = cursor === undefined ? {} : { cursor };
        const { data } = await functions.listBookmarks({ client: this.#client, path: { org: args.org, repo: args.repo }, query: { cursor: args.cursor, limit: args.limit, glob: args.glob, ...position }, ...options });
        return data;
      },
      items: (page) => page.bookmarks,
    });
  }

  /**
   * Create a bookmark.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.body `BookmarkCreate`
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async create(args: Arguments<CreateBookmarkData>, options: RequestOptions = {}): Promise<Bookmark> {
    checkMembers('bookmarks.create', args, ['org', 'repo', 'body']);
    const { data } = await functions.createBookmark({ client: this.#client, path: { org: args.org, repo: args.repo }, body: args.body, ...options });
    return data;
  }

  /**
   * Merge a bookmark into another.
   *
   * Always makes a merge commit, unless both point at the same commit. A conflict is refused with 409
   * `MERGE_CONFLICT`, whose details hold the conflicted entries with their hunk ids; answer it with
   * `resolutions`, or store it with `allow_conflicted`.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.body `BookmarkMerge`
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async merge(args: Arguments<MergeBookmarkData>, options: RequestOptions = {}): Promise<BookmarkMergeResult> {
    checkMembers('bookmarks.merge', args, ['org', 'repo', 'body']);
    const { data } = await functions.mergeBookmark({ client: this.#client, path: { org: args.org, repo: args.repo }, body: args.body, ...options });
    return data;
  }

  /**
   * Get a bookmark.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.bookmark Bookmark name; a slash travels as `%2F`.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async get(args: Arguments<GetBookmarkData>, options: RequestOptions = {}): Promise<Bookmark> {
    checkMembers('bookmarks.get', args, ['org', 'repo', 'bookmark']);
    const { data } = await functions.getBookmark({ client: this.#client, path: { org: args.org, repo: args.repo, bookmark: args.bookmark }, ...options });
    return data;
  }

  /**
   * Move a bookmark.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.bookmark Bookmark name; a slash travels as `%2F`.
   * @param args.body `BookmarkMove`
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async move(args: Arguments<MoveBookmarkData>, options: RequestOptions = {}): Promise<MovedBookmark> {
    checkMembers('bookmarks.move', args, ['org', 'repo', 'bookmark', 'body']);
    const { data } = await functions.moveBookmark({ client: this.#client, path: { org: args.org, repo: args.repo, bookmark: args.bookmark }, body: args.body, ...options });
    return data;
  }

  /**
   * Delete a bookmark.
   *
   * The changes it pointed to stay. The default bookmark is refused with 409 `DEFAULT_BOOKMARK`.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.bookmark Bookmark name; a slash travels as `%2F`.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async delete(args: Arguments<DeleteBookmarkData>, options: RequestOptions = {}): Promise<Success> {
    checkMembers('bookmarks.delete', args, ['org', 'repo', 'bookmark']);
    const { data } = await functions.deleteBookmark({ client: this.#client, path: { org: args.org, repo: args.repo, bookmark: args.bookmark }, ...options });
    return data;
  }
}

/** The operations of `changes`. */
export class ChangesResource {
  readonly #client: MesaClient;

  constructor(client: MesaClient) {
    this.#client = client;
  }

  /**
   * List the changes reachable from a bookmark.
   *
   * Descendants before their ancestors, newest first.
   *
   * Awaiting it gives a page; `for await` over it gives every one of its `changes`, page by page.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.cursor `next_cursor` of an earlier page of the same list.
   * @param args.limit Items a page. Default: 50.
   * @param args.bookmark Default: the default bookmark of the repository.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  list(args: Arguments<ListChangesData>, options: RequestOptions = {}): PagePromise<ChangePage, Change> {
    return new PagePromise({
      fetch: async (cursor) => {
        checkMembers('changes.list', args, ['org', 'repo', 'cursor', 'limit', 'bookmark']);
        const position = cursor === undefined ? {} : { cursor };
        const { data } = await functions.listChanges({ client: this.#client, path: { org: args.org, repo: args.repo }, query: { cursor: args.cursor, limit: args.limit, bookmark: args.bookmark, ...position }, ...options });
        return data;
      },
      items: (page) => page.changes,
    });
  }

  /**
   * Create a change.
   *
   * Moves no bookmark.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.body `ChangeCreate`
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async create(args: Arguments<CreateChangeData>, options: RequestOptions = {}): Promise<Change> {
    checkMembers('changes.create', args, ['org', 'repo', 'body']);
    const { data } = await functions.createChange({ client: this.#client, path: { org: args.org, repo: args.repo }, body: args.body, ...options });
    return data;
  }

  /**
   * Get a change.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.change_id Change id.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async get(args: Arguments<GetChangeData>, options: RequestOptions = {}): Promise<ChangeDetail> {
    checkMembers('changes.get', args, ['org', 'repo', 'change_id']);
    const { data } = await functions.getChange({ client: this.#client, path: { org: args.org, repo: args.repo, change_id: args.change_id }, ...options });
    return data;
  }

  /**
   * Amend a change.
   *
   * Makes a new commit of the same change; its descendants are rebased and its bookmarks follow. A conflicted
   * change takes `resolutions`, with or without a message and authors; without them the answer is 409
   * `MERGE_CONFLICT` with `details.conflict_paths`.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.change_id Change id.
   * @param args.body `ChangeUpdate`
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async update(args: Arguments<UpdateChangeData>, options: RequestOptions = {}): Promise<Change> {
    checkMembers('changes.update', args, ['org', 'repo', 'change_id', 'body']);
    const { data } = await functions.updateChange({ client: this.#client, path: { org: args.org, repo: args.repo, change_id: args.change_id }, body: args.body, ...options });
    return data;
  }

  /**
   * List the snapshots a change went through.
   *
   * Newest first.
   *
   * An extension: servers other than a depot may not know it.
   *
   * Awaiting it gives a page; `for await` over it gives every one of its `versions`, page by page.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.change_id Change id.
   * @param args.cursor `next_cursor` of an earlier page of the same list.
   * @param args.limit Items a page. Default: 50.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  evolog(args: Arguments<ListChangeVersionsData>, options: RequestOptions = {}): PagePromise<ChangeVersionPage, ChangeVersion> {
    return new PagePromise({
      fetch: async (cursor) => {
        checkMembers('changes.evolog', args, ['org', 'repo', 'change_id', 'cursor', 'limit']);
        const position = cursor === undefined ? {} : { cursor };
        const { data } = await functions.listChangeVersions({ client: this.#client, path: { org: args.org, repo: args.repo, change_id: args.change_id }, query: { cursor: args.cursor, limit: args.limit, ...position }, ...options });
        return data;
      },
      items: (page) => page.versions,
    });
  }

  /**
   * Amend a change by a batch of file operations.
   *
   * The operations are applied in their order, all or none. With a `base_commit_oid` that the change has moved
   * on from, they are applied to that commit and merged with what happened since: changes of different paths
   * both stay, changes of the same file are merged by line, and where that clashes the file holds conflict
   * markers and the change is in conflict. Writing, moving away or deleting a path in conflict settles it, so a
   * conflicted change can be edited clean; a moved file takes its conflict and its metadata along.
   *
   * An extension: servers other than a depot may not know it.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.change_id Change id.
   * @param args.body `BatchWrite`
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async writeBatch(args: Arguments<WriteBatchData>, options: RequestOptions = {}): Promise<BatchWritten> {
    checkMembers('changes.writeBatch', args, ['org', 'repo', 'change_id', 'body']);
    const { data } = await functions.writeBatch({ client: this.#client, path: { org: args.org, repo: args.repo, change_id: args.change_id }, body: args.body, ...options });
    return data;
  }
}

/** The operations of `content`. */
export class ContentResource {
  readonly #client: MesaClient;

  constructor(client: MesaClient) {
    this.#client = client;
  }

  /**
   * Read a file, symbolic link or directory.
   *
   * JSON by default; `Accept: application/octet-stream` answers the bytes of a file, or the target of a symbolic
   * link, and 406 on a directory.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.change_id Change to read; default the tip of the default bookmark.
   * @param args.ref Bookmark or change id, in place of `change_id`.
   * @param args.path Repository path; absent or empty means the root.
   * @param args.depth Levels below a directory to list: 0 lists nothing. One level is listed whole; where
   *   several have more than 100,000 entries, the answer is 406 `NOT_ACCEPTABLE`, and fewer levels at a time are
   *   to be asked for. Default: 1.
   * @param args.metadata `metadata[key]=value`: keeps the entries of a directory that carry all these pairs.
   *   Ignored for files and links.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async get(args: Arguments<GetContentData>, options: RequestOptions = {}): Promise<Content> {
    checkMembers('content.get', args, ['org', 'repo', 'change_id', 'ref', 'path', 'depth', 'metadata']);
    const { data } = await functions.getContent({ client: this.#client, path: { org: args.org, repo: args.repo }, query: { change_id: args.change_id, ref: args.ref, path: args.path, depth: args.depth, metadata: args.metadata }, ...options });
    return data;
  }

  /**
   * Read a file, symbolic link or directory.
   *
   * As bytes, read to the end.
   *
   * JSON by default; `Accept: application/octet-stream` answers the bytes of a file, or the target of a symbolic
   * link, and 406 on a directory.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.change_id Change to read; default the tip of the default bookmark.
   * @param args.ref Bookmark or change id, in place of `change_id`.
   * @param args.path Repository path; absent or empty means the root.
   * @param args.depth Levels below a directory to list: 0 lists nothing. One level is listed whole; where
   *   several have more than 100,000 entries, the answer is 406 `NOT_ACCEPTABLE`, and fewer levels at a time are
   *   to be asked for. Default: 1.
   * @param args.metadata `metadata[key]=value`: keeps the entries of a directory that carry all these pairs.
   *   Ignored for files and links.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async getBytes(args: Arguments<GetContentData>, options: RequestOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
    checkMembers('content.getBytes', args, ['org', 'repo', 'change_id', 'ref', 'path', 'depth', 'metadata']);
    const { data } = await functions.getContentBytes({ client: this.#client, path: { org: args.org, repo: args.repo }, query: { change_id: args.change_id, ref: args.ref, path: args.path, depth: args.depth, metadata: args.metadata }, ...options });
    return data;
  }

  /**
   * Read a file, symbolic link or directory.
   *
   * As a stream of bytes, which has to be read or cancelled. The deadline of the call covers it to its end: pass
   * a larger `timeoutMs`, or 0, for what takes long to read.
   *
   * JSON by default; `Accept: application/octet-stream` answers the bytes of a file, or the target of a symbolic
   * link, and 406 on a directory.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.change_id Change to read; default the tip of the default bookmark.
   * @param args.ref Bookmark or change id, in place of `change_id`.
   * @param args.path Repository path; absent or empty means the root.
   * @param args.depth Levels below a directory to list: 0 lists nothing. One level is listed whole; where
   *   several have more than 100,000 entries, the answer is 406 `NOT_ACCEPTABLE`, and fewer levels at a time are
   *   to be asked for. Default: 1.
   * @param args.metadata `metadata[key]=value`: keeps the entries of a directory that carry all these pairs.
   *   Ignored for files and links.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async getStream(args: Arguments<GetContentData>, options: RequestOptions = {}): Promise<ReadableStream<Uint8Array>> {
    checkMembers('content.getStream', args, ['org', 'repo', 'change_id', 'ref', 'path', 'depth', 'metadata']);
    const { data } = await functions.getContentStream({ client: this.#client, path: { org: args.org, repo: args.repo }, query: { change_id: args.change_id, ref: args.ref, path: args.path, depth: args.depth, metadata: args.metadata }, ...options });
    return data;
  }

  /**
   * Set or remove metadata of a path.
   *
   * Metadata belongs to the path, not to a change: it is not versioned.
   *
   * An extension: servers other than a depot may not know it.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.body `MetadataUpdate`
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async setMetadata(args: Arguments<UpdateMetadataData>, options: RequestOptions = {}): Promise<MetadataResult> {
    checkMembers('content.setMetadata', args, ['org', 'repo', 'body']);
    const { data } = await functions.updateMetadata({ client: this.#client, path: { org: args.org, repo: args.repo }, body: args.body, ...options });
    return data;
  }
}

/** The operations of `diffs`. */
export class DiffsResource {
  readonly #client: MesaClient;

  constructor(client: MesaClient) {
    this.#client = client;
  }

  /**
   * Compare two changes.
   *
   * JSON by default, at most 1,000 entries; `Accept: text/plain` answers one unified patch of every changed path
   * that `git apply` accepts. Each side is named by its change id or, as an extension, by `base` and `head`.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.base_change_id Change compared from.
   * @param args.head_change_id Change compared to.
   * @param args.base Bookmark or change id, in place of `base_change_id`.
   * @param args.head Bookmark or change id, in place of `head_change_id`.
   * @param args.conflicts Whether conflicted paths are listed. Default: "include".
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async get(args: Arguments<GetDiffData>, options: RequestOptions = {}): Promise<Diff> {
    checkMembers('diffs.get', args, ['org', 'repo', 'base_change_id', 'head_change_id', 'base', 'head', 'conflicts']);
    const { data } = await functions.getDiff({ client: this.#client, path: { org: args.org, repo: args.repo }, query: { base_change_id: args.base_change_id, head_change_id: args.head_change_id, base: args.base, head: args.head, conflicts: args.conflicts }, ...options });
    return data;
  }

  /**
   * Compare two changes.
   *
   * As text.
   *
   * JSON by default, at most 1,000 entries; `Accept: text/plain` answers one unified patch of every changed path
   * that `git apply` accepts. Each side is named by its change id or, as an extension, by `base` and `head`.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.base_change_id Change compared from.
   * @param args.head_change_id Change compared to.
   * @param args.base Bookmark or change id, in place of `base_change_id`.
   * @param args.head Bookmark or change id, in place of `head_change_id`.
   * @param args.conflicts Whether conflicted paths are listed. Default: "include".
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async getText(args: Arguments<GetDiffData>, options: RequestOptions = {}): Promise<string> {
    checkMembers('diffs.getText', args, ['org', 'repo', 'base_change_id', 'head_change_id', 'base', 'head', 'conflicts']);
    const { data } = await functions.getDiffText({ client: this.#client, path: { org: args.org, repo: args.repo }, query: { base_change_id: args.base_change_id, head_change_id: args.head_change_id, base: args.base, head: args.head, conflicts: args.conflicts }, ...options });
    return data;
  }
}

/** The operations of `merge`. */
export class MergeResource {
  readonly #client: MesaClient;

  constructor(client: MesaClient) {
    this.#client = client;
  }

  /**
   * Merge a bookmark, fast-forward when possible.
   *
   * The merge of older clients. 409 `MERGE_CONFLICT` when both sides changed the same lines.
   *
   * An extension: servers other than a depot may not know it.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.base Bookmark merged into; a slash travels as `%2F`.
   * @param args.body `MergePerform`
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async perform(args: Arguments<PerformMergeData>, options: RequestOptions = {}): Promise<MergePerformResult> {
    checkMembers('merge.perform', args, ['org', 'repo', 'base', 'body']);
    const { data } = await functions.performMerge({ client: this.#client, path: { org: args.org, repo: args.repo, base: args.base }, body: args.body, ...options });
    return data;
  }
}

/** The operations of `repos`. */
export class ReposResource {
  readonly #client: MesaClient;

  constructor(client: MesaClient) {
    this.#client = client;
  }

  /**
   * List repositories.
   *
   * Oldest first.
   *
   * Awaiting it gives a page; `for await` over it gives every one of its `repos`, page by page.
   * @param args.org Organization slug.
   * @param args.cursor `next_cursor` of an earlier page of the same list.
   * @param args.limit Items a page. Default: 50.
   * @param args.tags Filter on tags: `env:prod,team:agents` (all must match), or a JSON object with one member
   *   per key (a string, an array of strings, or one of `$eq`, `$in`, `$contains`, `$starts_with`, `$ends_with`,
   *   `$exists`) and the logical members `$and`, `$or`, `$not`. Several members all have to match; case is
   *   ignored.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  list(args: Arguments<ListReposData>, options: RequestOptions = {}): PagePromise<RepoPage, Repo> {
    return new PagePromise({
      fetch: async (cursor) => {
        checkMembers('repos.list', args, ['org', 'cursor', 'limit', 'tags']);
        const position = cursor === undefined ? {} : { cursor };
        const { data } = await functions.listRepos({ client: this.#client, path: { org: args.org }, query: { cursor: args.cursor, limit: args.limit, tags: args.tags, ...position }, ...options });
        return data;
      },
      items: (page) => page.repos,
    });
  }

  /**
   * Create a repository.
   * @param args.org Organization slug.
   * @param args.body `RepoCreate`
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async create(args: Arguments<CreateRepoData>, options: RequestOptions = {}): Promise<Repo> {
    checkMembers('repos.create', args, ['org', 'body']);
    const { data } = await functions.createRepo({ client: this.#client, path: { org: args.org }, body: args.body, ...options });
    return data;
  }

  /**
   * Set or remove a tag on many repositories.
   *
   * All or none: an unknown repository id fails the call. Repeating it changes nothing.
   * @param args.org Organization slug.
   * @param args.body `RepoTagsBulkUpdate`
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async bulkUpdateTags(args: Arguments<BulkUpdateRepoTagsData>, options: RequestOptions = {}): Promise<BulkUpdateCount> {
    checkMembers('repos.bulkUpdateTags', args, ['org', 'body']);
    const { data } = await functions.bulkUpdateRepoTags({ client: this.#client, path: { org: args.org }, body: args.body, ...options });
    return data;
  }

  /**
   * Get a repository.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async get(args: Arguments<GetRepoData>, options: RequestOptions = {}): Promise<Repo> {
    checkMembers('repos.get', args, ['org', 'repo']);
    const { data } = await functions.getRepo({ client: this.#client, path: { org: args.org, repo: args.repo }, ...options });
    return data;
  }

  /**
   * Change a repository.
   *
   * Rename it, choose another default bookmark, change tags, attach or remove an upstream.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.body `RepoUpdate`
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async update(args: Arguments<UpdateRepoData>, options: RequestOptions = {}): Promise<Repo> {
    checkMembers('repos.update', args, ['org', 'repo', 'body']);
    const { data } = await functions.updateRepo({ client: this.#client, path: { org: args.org, repo: args.repo }, body: args.body, ...options });
    return data;
  }

  /**
   * Delete a repository.
   *
   * For good, with its history.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async delete(args: Arguments<DeleteRepoData>, options: RequestOptions = {}): Promise<Success> {
    checkMembers('repos.delete', args, ['org', 'repo']);
    const { data } = await functions.deleteRepo({ client: this.#client, path: { org: args.org, repo: args.repo }, ...options });
    return data;
  }

  /**
   * List upstream syncs.
   *
   * Newest first.
   *
   * Awaiting it gives a page; `for await` over it gives every one of its `syncs`, page by page.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.cursor `next_cursor` of an earlier page of the same list.
   * @param args.limit Items a page. Default: 50.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  listUpstreamSyncs(args: Arguments<ListRepoUpstreamSyncsData>, options: RequestOptions = {}): PagePromise<SyncPage, Sync> {
    return new PagePromise({
      fetch: async (cursor) => {
        checkMembers('repos.listUpstreamSyncs', args, ['org', 'repo', 'cursor', 'limit']);
        const position = cursor === undefined ? {} : { cursor };
        const { data } = await functions.listRepoUpstreamSyncs({ client: this.#client, path: { org: args.org, repo: args.repo }, query: { cursor: args.cursor, limit: args.limit, ...position }, ...options });
        return data;
      },
      items: (page) => page.syncs,
    });
  }

  /**
   * Start an upstream sync.
   *
   * The run is queued and carried out in the background, after those of the same repository that were asked for
   * before: fast-forward only, no deletions; refs that cannot move safely are skipped. 409 `NOT_CONFIGURED`
   * where the repository has no upstream, 429 `RATE_LIMITED` where 100 runs are waiting.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.body `SyncCreate`
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async syncUpstream(args: Arguments<SyncUpstreamData>, options: RequestOptions = {}): Promise<Sync> {
    checkMembers('repos.syncUpstream', args, ['org', 'repo', 'body']);
    const { data } = await functions.syncUpstream({ client: this.#client, path: { org: args.org, repo: args.repo }, body: args.body, ...options });
    return data;
  }

  /**
   * Get an upstream sync.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.syncId Id of the run.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async getUpstreamSync(args: Arguments<GetRepoUpstreamSyncData>, options: RequestOptions = {}): Promise<Sync> {
    checkMembers('repos.getUpstreamSync', args, ['org', 'repo', 'syncId']);
    const { data } = await functions.getRepoUpstreamSync({ client: this.#client, path: { org: args.org, repo: args.repo, syncId: args.syncId }, ...options });
    return data;
  }

  /**
   * Get the commit and the tree that a change or a bookmark is at.
   *
   * `op_seq` was read before the rest: a feed that starts after it misses nothing.
   *
   * An extension: servers other than a depot may not know it.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.change_id Change to read; default the tip of the default bookmark.
   * @param args.ref Bookmark or change id, in place of `change_id`.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async getRevision(args: Arguments<GetRevisionData>, options: RequestOptions = {}): Promise<Revision> {
    checkMembers('repos.getRevision', args, ['org', 'repo', 'change_id', 'ref']);
    const { data } = await functions.getRevision({ client: this.#client, path: { org: args.org, repo: args.repo }, query: { change_id: args.change_id, ref: args.ref }, ...options });
    return data;
  }
}

/** The operations of `trees`. */
export class TreesResource {
  readonly #client: MesaClient;

  constructor(client: MesaClient) {
    this.#client = client;
  }

  /**
   * List a tree by its id.
   *
   * One directory or, with `recursive`, everything below it, directories before what is in them. Over 100,000
   * entries below, a recursive listing is that of the one directory with `truncated`, and the caller goes on
   * directory by directory. A tree never changes, so the answer may be kept for ever.
   *
   * An extension: servers other than a depot may not know it.
   * @param args.org Organization slug.
   * @param args.repo Repository name.
   * @param args.oid Object id.
   * @param args.recursive Whether to list what is below subdirectories. Default: false.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async get(args: Arguments<GetTreeData>, options: RequestOptions = {}): Promise<Tree> {
    checkMembers('trees.get', args, ['org', 'repo', 'oid', 'recursive']);
    const { data } = await functions.getTree({ client: this.#client, path: { org: args.org, repo: args.repo, oid: args.oid }, query: { recursive: args.recursive }, ...options });
    return data;
  }
}

/** The operations of `webhookTargets`. */
export class WebhookTargetsResource {
  readonly #client: MesaClient;

  constructor(client: MesaClient) {
    this.#client = client;
  }

  /**
   * List webhook targets.
   *
   * Newest first.
   *
   * Awaiting it gives a page; `for await` over it gives every one of its `webhook_targets`, page by page.
   * @param args.org Organization slug.
   * @param args.cursor `next_cursor` of an earlier page of the same list.
   * @param args.limit Items a page. Default: 50.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  list(args: Arguments<ListWebhookTargetsData>, options: RequestOptions = {}): PagePromise<WebhookTargetPage, WebhookTarget> {
    return new PagePromise({
      fetch: async (cursor) => {
        checkMembers('webhookTargets.list', args, ['org', 'cursor', 'limit']);
        const position = cursor === undefined ? {} : { cursor };
        const { data } = await functions.listWebhookTargets({ client: this.#client, path: { org: args.org }, query: { cursor: args.cursor, limit: args.limit, ...position }, ...options });
        return data;
      },
      items: (page) => page.webhook_targets,
    });
  }

  /**
   * Create a webhook target.
   *
   * A credential restricted to repositories creates targets for a part of those only.
   * @param args.org Organization slug.
   * @param args.body `WebhookTargetCreate`
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async create(args: Arguments<CreateWebhookTargetData>, options: RequestOptions = {}): Promise<CreatedWebhookTarget> {
    checkMembers('webhookTargets.create', args, ['org', 'body']);
    const { data } = await functions.createWebhookTarget({ client: this.#client, path: { org: args.org }, body: args.body, ...options });
    return data;
  }

  /**
   * Get a webhook target.
   * @param args.org Organization slug.
   * @param args.webhookTargetId Webhook target id.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async get(args: Arguments<GetWebhookTargetData>, options: RequestOptions = {}): Promise<WebhookTarget> {
    checkMembers('webhookTargets.get', args, ['org', 'webhookTargetId']);
    const { data } = await functions.getWebhookTarget({ client: this.#client, path: { org: args.org, webhookTargetId: args.webhookTargetId }, ...options });
    return data;
  }

  /**
   * Change a webhook target.
   * @param args.org Organization slug.
   * @param args.webhookTargetId Webhook target id.
   * @param args.body `WebhookTargetUpdate`
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async update(args: Arguments<UpdateWebhookTargetData>, options: RequestOptions = {}): Promise<WebhookTarget> {
    checkMembers('webhookTargets.update', args, ['org', 'webhookTargetId', 'body']);
    const { data } = await functions.updateWebhookTarget({ client: this.#client, path: { org: args.org, webhookTargetId: args.webhookTargetId }, body: args.body, ...options });
    return data;
  }

  /**
   * Delete a webhook target.
   *
   * Events not delivered yet are dropped.
   * @param args.org Organization slug.
   * @param args.webhookTargetId Webhook target id.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  async delete(args: Arguments<DeleteWebhookTargetData>, options: RequestOptions = {}): Promise<Success> {
    checkMembers('webhookTargets.delete', args, ['org', 'webhookTargetId']);
    const { data } = await functions.deleteWebhookTarget({ client: this.#client, path: { org: args.org, webhookTargetId: args.webhookTargetId }, ...options });
    return data;
  }

  /**
   * List the deliveries of a webhook target.
   *
   * Newest first.
   *
   * An extension: servers other than a depot may not know it.
   *
   * Awaiting it gives a page; `for await` over it gives every one of its `deliveries`, page by page.
   * @param args.org Organization slug.
   * @param args.webhookTargetId Webhook target id.
   * @param args.cursor `next_cursor` of an earlier page of the same list.
   * @param args.limit Items a page. Default: 50.
   * @param args.status Only deliveries in this state.
   * @param options what this call decides for itself: timeout, headers, retries, signal, idempotency key
   * @throws ValidationError 400: The request is not valid.
   * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
   * @throws AuthorizationError 403: The credential lacks the scope.
   * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
   * @throws ValidationError 406: No representation fits the `Accept` header.
   * @throws ConflictError 409: The state of the resource does not allow it, or a concurrent write won.
   * @throws ServerError 500: The server failed.
   */
  listDeliveries(args: Arguments<ListWebhookDeliveriesData>, options: RequestOptions = {}): PagePromise<WebhookDeliveryPage, WebhookDelivery> {
    return new PagePromise({
      fetch: async (cursor) => {
        checkMembers('webhookTargets.listDeliveries', args, ['org', 'webhookTargetId', 'cursor', 'limit', 'status']);
        const position = cursor === undefined ? {} : { cursor };
        const { data } = await functions.listWebhookDeliveries({ client: this.#client, path: { org: args.org, webhookTargetId: args.webhookTargetId }, query: { cursor: args.cursor, limit: args.limit, status: args.status, ...position }, ...options });
        return data;
      },
      items: (page) => page.deliveries,
    });
  }
}

/** Every namespace over one client. */
export class Resources {
  readonly admin: AdminResource;
  readonly bookmarks: BookmarksResource;
  readonly changes: ChangesResource;
  readonly content: ContentResource;
  readonly diffs: DiffsResource;
  readonly merge: MergeResource;
  readonly repos: ReposResource;
  readonly trees: TreesResource;
  readonly webhookTargets: WebhookTargetsResource;

  constructor(client: MesaClient) {
    this.admin = new AdminResource(client);
    this.bookmarks = new BookmarksResource(client);
    this.changes = new ChangesResource(client);
    this.content = new ContentResource(client);
    this.diffs = new DiffsResource(client);
    this.merge = new MergeResource(client);
    this.repos = new ReposResource(client);
    this.trees = new TreesResource(client);
    this.webhookTargets = new WebhookTargetsResource(client);
  }
}
