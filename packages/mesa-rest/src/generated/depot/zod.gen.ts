// Generated from openapi/depot.yaml by `pnpm generate`. Do not edit.

import * as z from 'zod';

/**
 * Cause of a failure, one code per cause. The list is open: a newer server may answer a code that is not in it.
 */
export const zErrorCode = z.union([
    z.string(),
    z.string()
]);

/**
 * The body of every answer that is not a success.
 */
export const zErrorBody = z.object({
    error: z.object({
        code: zErrorCode,
        message: z.string(),
        details: z.record(z.string(), z.unknown()).optional(),
        trace_id: z.string().optional()
    })
});

/**
 * Confirms that the operation took place.
 */
export const zSuccess = z.object({
    success: z.literal(true)
});

/**
 * What a credential may do. `write` includes `read`, `admin` includes both.
 */
export const zScope = z.string();

export const zWhoami = z.object({
    org: z.object({
        id: z.string(),
        slug: z.string(),
        name: z.string()
    }),
    key_id: z.string().nullable(),
    key_name: z.string().nullable(),
    scopes: z.array(z.string())
});

export const zOrganization = z.object({
    created_at: z.iso.datetime({ offset: true }),
    num_repos: z.int().gte(0)
});

/**
 * String labels. Keys have 1 to 64 characters, are stored in lower case and do not begin with `$`; values have at most 256.
 */
export const zTags = z.record(z.string(), z.string().max(256));

/**
 * Changes to labels: a string sets the key, null removes it, an absent key keeps its value.
 */
export const zTagsPatch = z.record(z.string(), z.string().max(256).nullable());

/**
 * An API key without its secret.
 */
export const zApiKey = z.object({
    id: z.string(),
    name: z.string().nullable(),
    scopes: z.array(z.string()),
    repo_ids: z.array(z.string()).nullable(),
    metadata: z.record(z.string(), z.unknown()).nullable(),
    tags: zTags,
    last_used_at: z.iso.datetime({ offset: true }).nullable(),
    expires_at: z.iso.datetime({ offset: true }).nullable(),
    revoked_at: z.iso.datetime({ offset: true }).nullable(),
    created_at: z.iso.datetime({ offset: true })
});

export const zApiKeyCreate = z.object({
    name: z.string().min(1).max(200).optional(),
    scopes: z.array(zScope).min(1).optional(),
    repo_ids: z.array(z.string().min(1)).min(1).max(250).optional(),
    expires_in_seconds: z.int().gte(100).lte(31536000).optional(),
    tags: zTags.optional()
});

export const zCreatedApiKey = z.object({
    id: z.string(),
    key: z.string(),
    name: z.string().nullable(),
    scopes: z.array(z.string()),
    repo_ids: z.array(z.string()).nullable(),
    tags: zTags,
    created_at: z.iso.datetime({ offset: true })
});

export const zApiKeyUpdate = z.object({
    tags: zTagsPatch
});

export const zApiKeyTags = z.object({
    tags: zTags
});

/**
 * Public half of an Ed25519 key whose holder signs access tokens.
 */
export const zSigningKey = z.object({
    id: z.string(),
    name: z.string().nullable(),
    public_key: z.string(),
    scopes: z.array(z.string()),
    created_at: z.iso.datetime({ offset: true }),
    revoked_at: z.iso.datetime({ offset: true }).nullable()
});

export const zSigningKeyCreate = z.object({
    name: z.string().min(1).max(200).optional(),
    public_key: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    scopes: z.array(zScope).min(1).optional()
});

/**
 * Name of an event.
 */
export const zWebhookEventName = z.string();

export const zWebhookTarget = z.object({
    id: z.string(),
    name: z.string().nullable(),
    url: z.string(),
    events: z.array(zWebhookEventName),
    repo_ids: z.array(z.string()).nullable(),
    created_at: z.iso.datetime({ offset: true }),
    updated_at: z.iso.datetime({ offset: true })
});

export const zCreatedWebhookTarget = z.object({
    id: z.string(),
    name: z.string().nullable(),
    url: z.string(),
    events: z.array(zWebhookEventName),
    repo_ids: z.array(z.string()).nullable(),
    created_at: z.iso.datetime({ offset: true }),
    updated_at: z.iso.datetime({ offset: true }),
    secret: z.string()
});

export const zWebhookTargetCreate = z.object({
    url: z.url().max(2048).regex(/^https?:\/\//),
    name: z.string().min(1).max(200).optional(),
    events: z.array(zWebhookEventName).min(1).optional(),
    repo_ids: z.array(z.string().min(1)).min(1).max(250).optional()
});

/**
 * Absent members keep their value.
 */
export const zWebhookTargetUpdate = z.object({
    name: z.string().min(1).max(200).nullish(),
    url: z.url().max(2048).regex(/^https?:\/\//).optional(),
    events: z.array(zWebhookEventName).min(1).optional(),
    repo_ids: z.array(z.string().min(1)).min(1).max(250).nullish()
});

/**
 * One event on its way to one target.
 */
export const zWebhookDelivery = z.object({
    id: z.string(),
    event_id: z.string(),
    event_type: zWebhookEventName,
    status: z.string(),
    attempts: z.int().gte(0),
    last_status: z.int().nullable(),
    last_error: z.string().nullable(),
    next_attempt_at: z.iso.datetime({ offset: true }).nullable(),
    created_at: z.iso.datetime({ offset: true }),
    finished_at: z.iso.datetime({ offset: true }).nullable()
});

export const zRefGlobs = z.object({
    branches: z.string(),
    tags: z.string()
});

export const zSyncRef = z.object({
    name: z.string(),
    before: z.string().nullable(),
    after: z.string(),
    outcome: z.string(),
    reason: z.string().optional()
});

/**
 * One run of an upstream synchronisation.
 */
export const zSync = z.object({
    id: z.string(),
    repo_id: z.string(),
    direction: z.string(),
    status: z.string(),
    attempt: z.int().gte(0),
    ref_globs: zRefGlobs,
    stats: z.object({
        refs: z.array(zSyncRef)
    }).nullable(),
    error: z.string().nullable(),
    created_at: z.iso.datetime({ offset: true }),
    started_at: z.iso.datetime({ offset: true }).nullable(),
    finished_at: z.iso.datetime({ offset: true }).nullable()
});

export const zSyncCreate = z.object({
    direction: z.string(),
    ref_globs: z.object({
        branches: z.string().max(1024).optional(),
        tags: z.string().max(1024).optional()
    }).optional()
});

export const zUpstream = z.object({
    url: z.string(),
    auth_kind: z.string().nullable(),
    latest_sync: zSync.nullable()
});

export const zUpstreamTokenAuth = z.object({
    kind: z.literal('token'),
    token: z.string().min(1).max(8192),
    token_username: z.string().min(1).max(256).optional()
});

export const zUpstreamPasswordAuth = z.object({
    kind: z.literal('username_password'),
    username: z.string().min(1).max(256),
    password: z.string().min(1).max(8192)
});

export const zUpstreamInput = z.object({
    url: z.url().max(2048).regex(/^https?:\/\//),
    auth: z.union([
        zUpstreamTokenAuth,
        zUpstreamPasswordAuth
    ]).nullish()
});

/**
 * A repository: a folder with its own history.
 */
export const zRepo = z.object({
    id: z.string(),
    org: z.string(),
    name: z.string(),
    default_bookmark: z.string(),
    head_change_id: z.string().regex(/^[zyxwvutsrqponmlk]{32}$/),
    upstream: zUpstream.nullable(),
    created_at: z.iso.datetime({ offset: true }),
    tags: zTags
});

/**
 * 1 to 100 letters, digits, `.`, `_` or `-`. Names of routes (`repos`, `api-keys`, `webhook-targets`, `signing-keys`) are reserved.
 */
export const zRepoName = z.string().min(1).max(100);

/**
 * A name that git accepts for a branch, at most 255 bytes. `merge` is reserved.
 */
export const zBookmarkName = z.string().min(1).max(255);

/**
 * All members are optional: the server makes a name, and the default bookmark is `main`.
 */
export const zRepoCreate = z.object({
    name: zRepoName.optional(),
    default_bookmark: zBookmarkName.optional(),
    tags: zTags.optional(),
    upstream: zUpstreamInput.optional()
});

/**
 * Absent members keep their value.
 */
export const zRepoUpdate = z.object({
    name: zRepoName.optional(),
    default_bookmark: zBookmarkName.optional(),
    tags: zTagsPatch.optional(),
    upstream: zUpstreamInput.nullish()
});

export const zRepoTagsBulkUpdate = z.object({
    repo_ids: z.array(z.string().min(1)).min(1).max(100),
    action: z.string(),
    key: z.string().min(1).max(64),
    value: z.string().max(256).optional()
});

export const zBulkUpdateCount = z.object({
    updated: z.int().gte(0)
});

/**
 * A named pointer to a change.
 */
export const zBookmark = z.object({
    name: z.string(),
    change_id: z.string().regex(/^[zyxwvutsrqponmlk]{32}$/),
    is_default: z.boolean()
});

export const zMovedBookmark = z.object({
    name: z.string(),
    change_id: z.string().regex(/^[zyxwvutsrqponmlk]{32}$/),
    is_default: z.boolean(),
    from_change_id: z.string().regex(/^[zyxwvutsrqponmlk]{32}$/).nullable()
});

export const zBookmarkCreate = z.object({
    name: zBookmarkName,
    change_id: z.string().regex(/^[zyxwvutsrqponmlk]{32}$/)
});

export const zBookmarkMove = z.object({
    change_id: z.string().regex(/^[zyxwvutsrqponmlk]{32}$/),
    allow_backwards: z.boolean().optional()
});

export const zIdentity = z.object({
    name: z.string().max(1000),
    email: z.string().max(1000),
    date: z.iso.datetime({ offset: true }).optional()
});

export const zIdentityInput = z.object({
    name: z.string().min(1).max(1000).regex(/^[^<>\r\n\x00]*[^<>\s\x00][^<>\r\n\x00]*$/),
    email: z.string().max(1000).regex(/^[^<>\r\n\x00]*$/),
    date: z.iso.datetime({ offset: true }).max(64).optional()
});

/**
 * A unit of work: a stable id over an evolving commit.
 */
export const zChange = z.object({
    id: z.string().regex(/^[zyxwvutsrqponmlk]{32}$/),
    current_commit_oid: z.string().regex(/^[0-9a-f]{40}$/),
    is_conflicted: z.boolean(),
    message: z.string(),
    author: zIdentity,
    committer: zIdentity,
    parents: z.array(z.string().regex(/^[zyxwvutsrqponmlk]{32}$/)),
    created_at: z.iso.datetime({ offset: true }),
    updated_at: z.iso.datetime({ offset: true })
});

export const zChangeDetail = z.object({
    id: z.string().regex(/^[zyxwvutsrqponmlk]{32}$/),
    current_commit_oid: z.string().regex(/^[0-9a-f]{40}$/),
    is_conflicted: z.boolean(),
    message: z.string(),
    author: zIdentity,
    committer: zIdentity,
    parents: z.array(z.string().regex(/^[zyxwvutsrqponmlk]{32}$/)),
    created_at: z.iso.datetime({ offset: true }),
    updated_at: z.iso.datetime({ offset: true }),
    files: z.array(z.string()),
    conflicts: z.array(z.string())
});

/**
 * One snapshot in the evolution of a change.
 */
export const zChangeVersion = z.object({
    version: z.int().gte(1),
    commit_oid: z.string().regex(/^[0-9a-f]{40}$/),
    operation: z.string(),
    created_at: z.iso.datetime({ offset: true })
});

/**
 * Creates or replaces a file.
 */
export const zFileUpsert = z.object({
    path: z.string().min(1).max(4096),
    content: z.string(),
    encoding: z.literal('base64').optional(),
    action: z.literal('upsert').optional(),
    mode: z.string().optional()
});

/**
 * Creates or replaces a symbolic link.
 */
export const zSymlinkUpsert = z.object({
    path: z.string().min(1).max(4096),
    symlink: z.string().min(1).max(4096),
    action: z.literal('upsert').optional()
});

/**
 * Deletes a file or symbolic link.
 */
export const zFileDelete = z.object({
    path: z.string().min(1).max(4096),
    action: z.literal('delete')
});

export const zFileOperation = z.union([
    zFileUpsert,
    zSymlinkUpsert,
    zFileDelete
]);

/**
 * Without an author it is derived from the credential; without a committer it is the author.
 */
export const zChangeCreate = z.object({
    base_change_id: z.string().regex(/^[zyxwvutsrqponmlk]{32}$/),
    message: z.string().max(1048576).optional(),
    author: zIdentityInput.optional(),
    committer: zIdentityInput.optional(),
    files: z.array(zFileOperation).optional()
});

/**
 * Resolves one hunk: exactly one of `content` and `take`.
 */
export const zHunkResolution = z.object({
    hunk_id: z.string().min(1).max(200),
    content: z.string().optional(),
    take: z.string().optional(),
    encoding: z.literal('base64').optional()
});

/**
 * Resolves a whole file: exactly one of `content` and `take`. Taking a side that lacks the file deletes it.
 */
export const zFileResolution = z.object({
    path: z.string().min(1).max(4096),
    content: z.string().optional(),
    take: z.string().optional(),
    encoding: z.literal('base64').optional()
});

/**
 * Resolves a file hunk by hunk.
 */
export const zHunksResolution = z.object({
    path: z.string().min(1).max(4096),
    hunks: z.array(zHunkResolution).min(1)
});

export const zConflictResolution = z.union([
    zHunksResolution,
    zFileResolution
]);

export const zChangeUpdate = z.object({
    message: z.string().max(1048576).optional(),
    author: zIdentityInput.optional(),
    committer: zIdentityInput.optional(),
    files: z.array(zFileOperation).optional(),
    base_commit_oid: z.string().regex(/^[0-9a-f]{40}$/).optional(),
    resolutions: z.array(zConflictResolution).min(1).optional()
});

export const zBookmarkMerge = z.object({
    target: zBookmarkName,
    source: zBookmarkName,
    delete_source: z.boolean().optional(),
    allow_conflicted: z.boolean().optional(),
    message: z.string().max(1048576).optional(),
    resolutions: z.array(zConflictResolution).optional()
});

export const zBookmarkMergeResult = z.object({
    merge_type: z.string(),
    is_conflicted: z.boolean(),
    commit_oid: z.string().regex(/^([0-9a-f]{40})?$/),
    change_id: z.string().regex(/^[zyxwvutsrqponmlk]{32}$/),
    target: z.string(),
    source: z.string(),
    source_deleted: z.boolean()
});

export const zMergePerform = z.object({
    head: zBookmarkName,
    author: zIdentityInput.optional(),
    message: z.string().max(1048576).optional(),
    delete_branch: z.boolean().optional()
});

export const zMergePerformResult = z.object({
    merge_type: z.string(),
    sha: z.string().regex(/^([0-9a-f]{40})?$/),
    change_id: z.string().regex(/^[zyxwvutsrqponmlk]{32}$/),
    base: z.string(),
    head: z.string(),
    branch_deleted: z.boolean()
});

/**
 * String metadata of a path.
 */
export const zPathMetadata = z.record(z.string(), z.string());

export const zFileContent = z.object({
    type: z.literal('file'),
    name: z.string(),
    path: z.string(),
    sha: z.string().regex(/^[0-9a-f]{40}$/),
    is_conflicted: z.boolean().optional(),
    size: z.int().gte(0),
    encoding: z.literal('base64'),
    content: z.string(),
    mode: z.string(),
    metadata: z.record(z.string(), z.string()).optional()
});

export const zSymlinkContent = z.object({
    type: z.literal('symlink'),
    name: z.string(),
    path: z.string(),
    sha: z.string().regex(/^[0-9a-f]{40}$/),
    is_conflicted: z.boolean().optional(),
    size: z.int().gte(0),
    encoding: z.literal('base64'),
    content: z.string(),
    mode: z.literal('120000'),
    metadata: z.record(z.string(), z.string()).optional()
});

export const zFileEntry = z.object({
    type: z.literal('file'),
    name: z.string(),
    path: z.string(),
    sha: z.string().regex(/^[0-9a-f]{40}$/),
    size: z.int().gte(0),
    mode: z.string(),
    metadata: z.record(z.string(), z.string()).optional()
});

export const zSymlinkEntry = z.object({
    type: z.literal('symlink'),
    name: z.string(),
    path: z.string(),
    sha: z.string().regex(/^[0-9a-f]{40}$/),
    size: z.int().gte(0),
    mode: z.literal('120000'),
    metadata: z.record(z.string(), z.string()).optional()
});

export const zSubdirectoryEntry = z.object({
    type: z.literal('dir'),
    name: z.string(),
    path: z.string(),
    sha: z.string().regex(/^[0-9a-f]{40}$/),
    metadata: z.record(z.string(), z.string()).optional()
});

export const zDirectoryEntry = z.discriminatedUnion('type', [
    zFileEntry,
    zSymlinkEntry,
    zSubdirectoryEntry
]);

export const zDirectoryContent = z.object({
    type: z.literal('dir'),
    name: z.string(),
    path: z.string(),
    sha: z.string().regex(/^[0-9a-f]{40}$/),
    child_count: z.int().gte(0),
    entries: z.array(zDirectoryEntry),
    metadata: z.record(z.string(), z.string()).optional()
});

export const zContent = z.discriminatedUnion('type', [
    zFileContent,
    zSymlinkContent,
    zDirectoryContent
]);

export const zMetadataUpdate = z.object({
    path: z.string().max(4096),
    metadata: z.record(z.string(), z.string().max(4096).nullable())
});

export const zMetadataResult = z.object({
    path: z.string(),
    metadata: zPathMetadata
});

export const zDiffStats = z.object({
    entries: z.int().gte(0),
    additions: z.int().gte(0),
    deletions: z.int().gte(0),
    changes: z.int().gte(0),
    conflicted_entries: z.int().gte(0),
    conflicted_hunks: z.int().gte(0)
});

export const zDiffLine = z.object({
    kind: z.string(),
    text: z.string()
});

export const zDiffHunk = z.object({
    old_start: z.int().gte(0),
    old_lines: z.int().gte(0),
    new_start: z.int().gte(0),
    new_lines: z.int().gte(0),
    lines: z.array(zDiffLine)
});

export const zConflictSide = z.object({
    content: z.string()
});

/**
 * A place where both sides changed the same lines. `old_*` counts lines of the base, `new_*` lines of the stored file with its conflict markers.
 */
export const zConflictHunk = z.object({
    hunk_id: z.string(),
    old_start: z.int().gte(0),
    old_lines: z.int().gte(0),
    new_start: z.int().gte(0),
    new_lines: z.int().gte(0),
    target: zConflictSide.nullable(),
    base: zConflictSide.nullable(),
    source: zConflictSide.nullable()
});

export const zDiffEntry = z.object({
    path: z.string(),
    status: z.string(),
    old_path: z.string().nullable(),
    size_bytes: z.int().gte(0).optional(),
    is_conflicted: z.boolean(),
    omitted_reason: z.string().nullable(),
    hunks: z.array(zDiffHunk).nullable(),
    conflict_hunks: z.array(zConflictHunk).nullable()
});

export const zConflictedEntry = z.object({
    path: z.string(),
    hunks: z.array(zConflictHunk),
    size_bytes: z.int().gte(0).optional(),
    omitted_reason: z.string().nullish()
});

export const zDiffFile = z.object({
    path: z.string(),
    change_type: z.string()
});

export const zDiff = z.object({
    base_change_id: z.string().regex(/^[zyxwvutsrqponmlk]{32}$/),
    head_change_id: z.string().regex(/^[zyxwvutsrqponmlk]{32}$/),
    stats: zDiffStats,
    truncated: z.boolean(),
    entries: z.array(zDiffEntry),
    conflicted_entries: z.array(zConflictedEntry),
    files: z.array(zDiffFile).optional()
});

export const zCapabilityLimits = z.object({
    batch_operations: z.int(),
    batch_bytes: z.int(),
    file_bytes: z.int(),
    blob_ids: z.int()
});

/**
 * What the server can do beyond the official operations.
 */
export const zCapabilities = z.object({
    version: z.string(),
    extensions: z.array(z.string()),
    limits: zCapabilityLimits
});

/**
 * A point of the history that can be read.
 */
export const zRevision = z.object({
    change_id: z.string().regex(/^[zyxwvutsrqponmlk]{32}$/),
    commit_oid: z.string().regex(/^[0-9a-f]{40}$/).nullable(),
    tree_oid: z.string().regex(/^[0-9a-f]{40}$/),
    is_conflicted: z.boolean(),
    op_seq: z.int().gte(0),
    bookmark: z.string().nullable()
});

export const zTreeEntry = z.object({
    path: z.string(),
    type: z.string(),
    mode: z.string(),
    oid: z.string().regex(/^[0-9a-f]{40}$/),
    size: z.int().gte(0).optional()
});

/**
 * What a directory holds.
 */
export const zTree = z.object({
    oid: z.string().regex(/^[0-9a-f]{40}$/),
    entries: z.array(zTreeEntry),
    truncated: z.boolean()
});

export const zBlob = z.object({
    oid: z.string().regex(/^[0-9a-f]{40}$/),
    size: z.int().gte(0)
});

export const zBlobsRead = z.object({
    oids: z.array(z.string().regex(/^[0-9a-f]{40}$/)).min(1).max(1000)
});

/**
 * Creates or replaces a file: exactly one of `content` and `blob_oid`.
 */
export const zBatchPut = z.object({
    op: z.literal('put'),
    path: z.string().min(1).max(4096),
    content: z.string().optional(),
    blob_oid: z.string().regex(/^[0-9a-f]{40}$/).optional(),
    mode: z.string().optional()
});

/**
 * Creates or replaces a symbolic link.
 */
export const zBatchSymlink = z.object({
    op: z.literal('symlink'),
    path: z.string().min(1).max(4096),
    target: z.string().min(1).max(4096)
});

/**
 * Deletes a file or symbolic link. A directory goes with the last file in it.
 */
export const zBatchDelete = z.object({
    op: z.literal('delete'),
    path: z.string().min(1).max(4096)
});

/**
 * Moves a file, a symbolic link or a directory with all that is in it. Replaces a file or link at `to`.
 */
export const zBatchRename = z.object({
    op: z.literal('rename'),
    from: z.string().min(1).max(4096),
    to: z.string().min(1).max(4096)
});

/**
 * Makes a file executable, or not.
 */
export const zBatchMode = z.object({
    op: z.literal('mode'),
    path: z.string().min(1).max(4096),
    mode: z.string()
});

/**
 * Sets and removes metadata of a path, which need not exist.
 */
export const zBatchMetadata = z.object({
    op: z.literal('metadata'),
    path: z.string().max(4096),
    metadata: z.record(z.string(), z.string().max(4096).nullable())
});

export const zBatchOperation = z.union([
    zBatchPut,
    zBatchSymlink,
    zBatchDelete,
    zBatchRename,
    zBatchMode,
    zBatchMetadata
]);

export const zBatchWrite = z.object({
    base_commit_oid: z.string().regex(/^[0-9a-f]{40}$/).optional(),
    operations: z.array(zBatchOperation).min(1).max(10000),
    on_conflict: z.string().optional()
});

export const zBatchWritten = z.object({
    change: zChange,
    commit_oid: z.string().regex(/^[0-9a-f]{40}$/),
    tree_oid: z.string().regex(/^[0-9a-f]{40}$/),
    op_seq: z.int().gte(0),
    merged_paths: z.array(z.string()),
    conflicted_paths: z.array(z.string())
});

export const zRepoEventChange = z.object({
    change_id: z.string().regex(/^[zyxwvutsrqponmlk]{32}$/),
    commit_oid: z.string().regex(/^[0-9a-f]{40}$/),
    previous_commit_oid: z.string().regex(/^[0-9a-f]{40}$/).nullable()
});

export const zRepoEventBookmark = z.object({
    name: z.string(),
    change_id: z.string().regex(/^[zyxwvutsrqponmlk]{32}$/).nullable()
});

/**
 * One operation of a repository.
 */
export const zRepoEvent = z.object({
    op_seq: z.int().gte(1),
    kind: z.string(),
    changes: z.array(zRepoEventChange),
    bookmarks: z.array(zRepoEventBookmark),
    at: z.iso.datetime({ offset: true })
});

export const zApiKeyPage = z.object({
    next_cursor: z.string().nullable(),
    has_more: z.boolean(),
    api_keys: z.array(zApiKey)
});

export const zSigningKeyPage = z.object({
    next_cursor: z.string().nullable(),
    has_more: z.boolean(),
    signing_keys: z.array(zSigningKey)
});

export const zWebhookTargetPage = z.object({
    next_cursor: z.string().nullable(),
    has_more: z.boolean(),
    webhook_targets: z.array(zWebhookTarget)
});

export const zWebhookDeliveryPage = z.object({
    next_cursor: z.string().nullable(),
    has_more: z.boolean(),
    deliveries: z.array(zWebhookDelivery)
});

export const zRepoPage = z.object({
    next_cursor: z.string().nullable(),
    has_more: z.boolean(),
    repos: z.array(zRepo)
});

export const zSyncPage = z.object({
    next_cursor: z.string().nullable(),
    has_more: z.boolean(),
    syncs: z.array(zSync)
});

export const zBookmarkPage = z.object({
    next_cursor: z.string().nullable(),
    has_more: z.boolean(),
    bookmarks: z.array(zBookmark)
});

export const zChangePage = z.object({
    next_cursor: z.string().nullable(),
    has_more: z.boolean(),
    changes: z.array(zChange)
});

export const zChangeVersionPage = z.object({
    next_cursor: z.string().nullable(),
    has_more: z.boolean(),
    versions: z.array(zChangeVersion)
});

/**
 * Organization slug.
 */
export const zOrgParam = z.string().min(1);

/**
 * Repository name.
 */
export const zRepoParam = z.string().min(1);

/**
 * Bookmark name; a slash travels as `%2F`.
 */
export const zBookmarkParam = z.string().min(1);

/**
 * Change id.
 */
export const zChangeIdParam = z.string().regex(/^[zyxwvutsrqponmlk]{32}$/);

/**
 * Object id.
 */
export const zOidParam = z.string().regex(/^[0-9a-f]{40}$/);

/**
 * Entity tag of what the client has.
 */
export const zIfNoneMatchParam = z.string().max(1024);

/**
 * Webhook target id.
 */
export const zWebhookTargetIdParam = z.string().min(1);

/**
 * `next_cursor` of an earlier page of the same list.
 */
export const zCursorParam = z.string().min(1).max(8192);

/**
 * Items a page.
 */
export const zLimitParam = z.int().gte(1).lte(100).default(50);

/**
 * Makes a retry safe: for 24 hours the same key answers what the first request answered.
 */
export const zIdempotencyKeyParam = z.string().min(1).max(255);

/**
 * Success.
 */
export const zWhoamiResponse = zWhoami;

/**
 * Success.
 */
export const zGetCapabilitiesResponse = zCapabilities;

/**
 * Success.
 */
export const zGetOrgResponse = zOrganization;

/**
 * Success.
 */
export const zListApiKeysResponse = zApiKeyPage;

/**
 * Created. The secret is in this answer only.
 */
export const zCreateApiKeyResponse = zCreatedApiKey;

/**
 * Success.
 */
export const zRevokeApiKeyResponse = zSuccess;

/**
 * Success.
 */
export const zUpdateApiKeyResponse = zApiKeyTags;

/**
 * Success.
 */
export const zListSigningKeysResponse = zSigningKeyPage;

/**
 * Registered.
 */
export const zCreateSigningKeyResponse = zSigningKey;

/**
 * Success.
 */
export const zRevokeSigningKeyResponse = zSuccess;

/**
 * Success.
 */
export const zListWebhookTargetsResponse = zWebhookTargetPage;

/**
 * Created. The secret is in this answer only.
 */
export const zCreateWebhookTargetResponse = zCreatedWebhookTarget;

/**
 * Success.
 */
export const zDeleteWebhookTargetResponse = zSuccess;

/**
 * Success.
 */
export const zGetWebhookTargetResponse = zWebhookTarget;

/**
 * Success.
 */
export const zUpdateWebhookTargetResponse = zWebhookTarget;

/**
 * Success.
 */
export const zListWebhookDeliveriesResponse = zWebhookDeliveryPage;

/**
 * Success.
 */
export const zListReposResponse = zRepoPage;

/**
 * Created, with its default bookmark at the virtual root.
 */
export const zCreateRepoResponse = zRepo;

/**
 * Success.
 */
export const zBulkUpdateRepoTagsResponse = zBulkUpdateCount;

/**
 * Success.
 */
export const zDeleteRepoResponse = zSuccess;

/**
 * Success.
 */
export const zGetRepoResponse = zRepo;

/**
 * Success.
 */
export const zUpdateRepoResponse = zRepo;

/**
 * Success.
 */
export const zListRepoUpstreamSyncsResponse = zSyncPage;

/**
 * Queued.
 */
export const zSyncUpstreamResponse = zSync;

/**
 * Success.
 */
export const zGetRepoUpstreamSyncResponse = zSync;

/**
 * Success.
 */
export const zGetContentResponse = zContent;

/**
 * Success.
 */
export const zUpdateMetadataResponse = zMetadataResult;

/**
 * Success.
 */
export const zGetRevisionResponse = zRevision;

/**
 * Success.
 */
export const zGetTreeResponse = zTree;

/**
 * Created.
 */
export const zPutBlobResponse = zBlob;

/**
 * Success.
 */
export const zReadBlobsResponse = z.string();

/**
 * Success.
 */
export const zGetBlobResponse = z.string();

/**
 * Success.
 */
export const zWatchRepoResponse = zRepoEvent;

/**
 * Success.
 */
export const zGetDiffResponse = zDiff;

/**
 * Success.
 */
export const zListBookmarksResponse = zBookmarkPage;

/**
 * Created.
 */
export const zCreateBookmarkResponse = zBookmark;

/**
 * Success.
 */
export const zMergeBookmarkResponse = zBookmarkMergeResult;

/**
 * Success.
 */
export const zDeleteBookmarkResponse = zSuccess;

/**
 * Success.
 */
export const zGetBookmarkResponse = zBookmark;

/**
 * Success.
 */
export const zMoveBookmarkResponse = zMovedBookmark;

/**
 * Success.
 */
export const zPerformMergeResponse = zMergePerformResult;

/**
 * Success.
 */
export const zListChangesResponse = zChangePage;

/**
 * Created.
 */
export const zCreateChangeResponse = zChange;

/**
 * Success.
 */
export const zGetChangeResponse = zChangeDetail;

/**
 * Success.
 */
export const zUpdateChangeResponse = zChange;

/**
 * Success.
 */
export const zListChangeVersionsResponse = zChangeVersionPage;

/**
 * Success.
 */
export const zWriteBatchResponse = zBatchWritten;
