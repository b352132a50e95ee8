// Generated from openapi/depot.yaml by `pnpm generate`. Do not edit.

export type ClientOptions = {
    baseUrl: 'https://api.mesa.dev/v1' | 'http://127.0.0.1:8790/v1' | (string & {});
};

/**
 * Cause of a failure, one code per cause. The list is open: a newer server may answer a code that is not in it.
 */
export type ErrorCode = 'BAD_REQUEST' | 'INVALID_CURSOR' | 'INVALID_PATH' | 'ADDRESS_NOT_ALLOWED' | 'UNAUTHORIZED' | 'FORBIDDEN' | 'NOT_FOUND' | 'METHOD_NOT_ALLOWED' | 'NOT_ACCEPTABLE' | 'ALREADY_EXISTS' | 'NOT_FORWARD' | 'STALE_COMMIT' | 'MERGE_CONFLICT' | 'LOCK_CONFLICT' | 'DEFAULT_BOOKMARK' | 'NOT_CONFIGURED' | 'IDEMPOTENCY_KEY_REUSED' | 'TOO_MANY_DESCENDANTS' | 'PAYLOAD_TOO_LARGE' | 'UNSUPPORTED_MEDIA_TYPE' | 'RANGE_NOT_SATISFIABLE' | 'RATE_LIMITED' | 'INTERNAL_ERROR' | 'UNAVAILABLE' | string;

/**
 * The body of every answer that is not a success.
 */
export type ErrorBody = {
    error: {
        code: ErrorCode;
        /**
         * What happened, to what, and what to do about it.
         */
        message: string;
        /**
         * Facts a program can act on; members depend on the code. `MERGE_CONFLICT` carries `conflict_paths` and, for a refused merge, `conflicted_entries` in the shape of `ConflictedEntry`.
         */
        details?: {
            [key: string]: unknown;
        };
        /**
         * Correlation id to quote to the operator; present on 5xx answers.
         */
        trace_id?: string;
    };
};

/**
 * Confirms that the operation took place.
 */
export type Success = {
    success: true;
};

/**
 * What a credential may do. `write` includes `read`, `admin` includes both.
 */
export type Scope = 'read' | 'write' | 'admin';

export type Whoami = {
    /**
     * Organization the credential belongs to.
     */
    org: {
        id: string;
        slug: string;
        name: string;
    };
    /**
     * API key the request was made with, or that signed its access token; null for a token signed by a private key.
     */
    key_id: string | null;
    key_name: string | null;
    /**
     * Scopes in effect for this request.
     */
    scopes: Array<string>;
};

export type Organization = {
    created_at: string;
    num_repos: number;
};

/**
 * String labels. Keys have 1 to 64 characters, are stored in lower case and do not begin with `$`; values have at most 256.
 */
export type Tags = {
    [key: string]: string;
};

/**
 * Changes to labels: a string sets the key, null removes it, an absent key keeps its value.
 */
export type TagsPatch = {
    [key: string]: string | null;
};

/**
 * An API key without its secret.
 */
export type ApiKey = {
    id: string;
    name: string | null;
    scopes: Array<string>;
    /**
     * Repositories the key is restricted to; null means all.
     */
    repo_ids: Array<string> | null;
    metadata: {
        [key: string]: unknown;
    } | null;
    tags: Tags;
    /**
     * To within a minute.
     */
    last_used_at: string | null;
    expires_at: string | null;
    revoked_at: string | null;
    created_at: string;
};

export type ApiKeyCreate = {
    name?: string;
    /**
     * Default `read` and `write`. A caller cannot grant more than it holds.
     */
    scopes?: Array<Scope>;
    /**
     * Restricts the key to these repositories; absent means all.
     */
    repo_ids?: Array<string>;
    /**
     * Life of the key; absent means it never expires.
     */
    expires_in_seconds?: number;
    tags?: Tags;
};

export type CreatedApiKey = {
    id: string;
    /**
     * The secret. It is shown in this answer only.
     */
    key: string;
    name: string | null;
    scopes: Array<string>;
    repo_ids: Array<string> | null;
    tags: Tags;
    created_at: string;
};

export type ApiKeyUpdate = {
    tags: TagsPatch;
};

export type ApiKeyTags = {
    tags: Tags;
};

/**
 * Public half of an Ed25519 key whose holder signs access tokens.
 */
export type SigningKey = {
    id: string;
    name: string | null;
    /**
     * Raw Ed25519 public key, base64url without padding.
     */
    public_key: string;
    /**
     * The most that a token signed with this key may do.
     */
    scopes: Array<string>;
    created_at: string;
    revoked_at: string | null;
};

export type SigningKeyCreate = {
    name?: string;
    /**
     * Raw Ed25519 public key (32 bytes), base64url without padding.
     */
    public_key: string;
    /**
     * The most that a token signed with this key may do. Default `read`, `write` and `admin`; a caller cannot grant more than it holds.
     */
    scopes?: Array<Scope>;
};

/**
 * Name of an event.
 */
export type WebhookEventName = 'repo.created' | 'repo.updated' | 'repo.deleted' | 'bookmark.created' | 'bookmark.deleted' | 'bookmark.moved' | 'bookmark.merged' | 'change.created' | 'change.evolved' | 'push' | 'sync.queued' | 'sync.in_progress' | 'sync.completed' | 'sync.failed';

export type WebhookTarget = {
    id: string;
    name: string | null;
    url: string;
    events: Array<WebhookEventName>;
    /**
     * Repositories whose events are delivered; null means all.
     */
    repo_ids: Array<string> | null;
    created_at: string;
    updated_at: string;
};

export type CreatedWebhookTarget = {
    id: string;
    name: string | null;
    url: string;
    events: Array<WebhookEventName>;
    /**
     * Repositories whose events are delivered; null means all.
     */
    repo_ids: Array<string> | null;
    created_at: string;
    updated_at: string;
    /**
     * Key of the HMAC signature. It is shown in this answer only.
     */
    secret: string;
};

export type WebhookTargetCreate = {
    /**
     * Where events are posted. An address of a private network is refused unless the server allows it.
     */
    url: string;
    name?: string;
    /**
     * Default `push`.
     */
    events?: Array<WebhookEventName>;
    /**
     * Only events of these repositories; absent means the whole organization.
     */
    repo_ids?: Array<string>;
};

/**
 * Absent members keep their value.
 */
export type WebhookTargetUpdate = {
    name?: string | null;
    url?: string;
    /**
     * Replaces the list.
     */
    events?: Array<WebhookEventName>;
    /**
     * Replaces the restriction; null makes the target organization-wide.
     */
    repo_ids?: Array<string> | null;
};

/**
 * One event on its way to one target.
 */
export type WebhookDelivery = {
    id: string;
    event_id: string;
    event_type: WebhookEventName;
    /**
     * `parked` means given up after 24 hours of attempts.
     */
    status: 'pending' | 'delivered' | 'parked';
    attempts: number;
    /**
     * HTTP status of the last attempt; null when there was no answer.
     */
    last_status: number | null;
    last_error: string | null;
    next_attempt_at: string | null;
    created_at: string;
    finished_at: string | null;
};

export type RefGlobs = {
    /**
     * Short branch names; empty matches none.
     */
    branches: string;
    /**
     * Short tag names; empty matches none.
     */
    tags: string;
};

export type SyncRef = {
    /**
     * Whole name: `refs/heads/…` or `refs/tags/…`.
     */
    name: string;
    /**
     * Object at which the ref stood on the side that is written; null where it did not exist.
     */
    before: string | null;
    /**
     * Object at which it stands now; for a ref that was left out or refused, at which it stands on the side that is read.
     */
    after: string;
    /**
     * `updated`: moved or made. `unchanged`: the side that is written has it already. `filtered`: left out, since it could not be moved forward. `rejected`: the side that is written refused it.
     */
    outcome: 'updated' | 'unchanged' | 'filtered' | 'rejected';
    /**
     * Why it was filtered or rejected.
     */
    reason?: string;
};

/**
 * One run of an upstream synchronisation.
 */
export type Sync = {
    id: string;
    repo_id: string;
    direction: 'pull' | 'push';
    status: 'queued' | 'in_progress' | 'completed' | 'failed';
    /**
     * Attempts so far. What fails for a reason that may pass is tried up to 10 times.
     */
    attempt: number;
    ref_globs: RefGlobs;
    stats: {
        refs: Array<SyncRef>;
    } | null;
    /**
     * Why it failed; while it is queued again, why the last attempt did.
     */
    error: string | null;
    created_at: string;
    /**
     * Beginning of the last attempt.
     */
    started_at: string | null;
    finished_at: string | null;
};

export type SyncCreate = {
    direction: 'pull' | 'push';
    /**
     * Which refs take part, by short name, `*` for any text and `?` for one character, `/` included; absent means all branches and tags. An absent or empty member matches nothing of its kind.
     */
    ref_globs?: {
        branches?: string;
        tags?: string;
    };
};

export type Upstream = {
    url: string;
    /**
     * Null for a public upstream. Secrets are never returned.
     */
    auth_kind: 'token' | 'username_password' | null;
    /**
     * Null until a first run.
     */
    latest_sync: Sync | null;
};

export type UpstreamTokenAuth = {
    kind: 'token';
    token: string;
    token_username?: string;
};

export type UpstreamPasswordAuth = {
    kind: 'username_password';
    username: string;
    password: string;
};

export type UpstreamInput = {
    /**
     * Smart HTTP git server.
     */
    url: string;
    /**
     * Absent keeps the stored credential on an update and means public on creation; null clears it; an object replaces it whole. A URL on another server needs it again (400 otherwise), so that nobody can have the credential sent to a server of their own.
     */
    auth?: UpstreamTokenAuth | UpstreamPasswordAuth | null;
};

/**
 * A repository: a folder with its own history.
 */
export type Repo = {
    id: string;
    /**
     * Organization slug.
     */
    org: string;
    name: string;
    default_bookmark: string;
    /**
     * Change at the tip of the default bookmark; the virtual root (32 times `z`) while the repository is empty.
     */
    head_change_id: string;
    upstream: Upstream | null;
    created_at: string;
    tags: Tags;
};

/**
 * 1 to 100 letters, digits, `.`, `_` or `-`. Names of routes (`repos`, `api-keys`, `webhook-targets`, `signing-keys`) are reserved.
 */
export type RepoName = string;

/**
 * A name that git accepts for a branch, at most 255 bytes. `merge` is reserved.
 */
export type BookmarkName = string;

/**
 * All members are optional: the server makes a name, and the default bookmark is `main`.
 */
export type RepoCreate = {
    name?: RepoName;
    default_bookmark?: BookmarkName;
    tags?: Tags;
    upstream?: UpstreamInput;
};

/**
 * Absent members keep their value.
 */
export type RepoUpdate = {
    name?: RepoName;
    default_bookmark?: BookmarkName;
    tags?: TagsPatch;
    /**
     * An object attaches or updates, null removes, absent keeps.
     */
    upstream?: UpstreamInput | null;
};

export type RepoTagsBulkUpdate = {
    repo_ids: Array<string>;
    action: 'set' | 'remove';
    key: string;
    /**
     * Needed to set.
     */
    value?: string;
};

export type BulkUpdateCount = {
    /**
     * Repositories the call applies to, also those that had the value already.
     */
    updated: number;
};

/**
 * A named pointer to a change.
 */
export type Bookmark = {
    name: string;
    /**
     * Change it points to; the virtual root when it points at the empty tree.
     */
    change_id: string;
    is_default: boolean;
};

export type MovedBookmark = {
    name: string;
    /**
     * Change it points to; the virtual root when it points at the empty tree.
     */
    change_id: string;
    is_default: boolean;
    /**
     * Where it pointed before.
     */
    from_change_id: string | null;
};

export type BookmarkCreate = {
    name: BookmarkName;
    /**
     * The virtual root is allowed.
     */
    change_id: string;
};

export type BookmarkMove = {
    /**
     * The virtual root is allowed.
     */
    change_id: string;
    /**
     * `false` refuses a move that does not advance history, with 409 `NOT_FORWARD`. Absent or `true` allows any move.
     */
    allow_backwards?: boolean;
};

export type Identity = {
    name: string;
    email: string;
    /**
     * With any offset; the offset is kept. Default now.
     */
    date?: string;
};

export type IdentityInput = {
    name: string;
    email: string;
    /**
     * With any offset; the offset is kept. Default now.
     */
    date?: string;
};

/**
 * A unit of work: a stable id over an evolving commit.
 */
export type Change = {
    /**
     * Stays the same while the change evolves.
     */
    id: string;
    /**
     * The git commit the change is at now.
     */
    current_commit_oid: string;
    is_conflicted: boolean;
    /**
     * Empty means no description.
     */
    message: string;
    author: Identity;
    committer: Identity;
    /**
     * Parent change ids; the virtual root for a first change.
     */
    parents: Array<string>;
    created_at: string;
    updated_at: string;
};

export type ChangeDetail = {
    /**
     * Stays the same while the change evolves.
     */
    id: string;
    /**
     * The git commit the change is at now.
     */
    current_commit_oid: string;
    is_conflicted: boolean;
    /**
     * Empty means no description.
     */
    message: string;
    author: Identity;
    committer: Identity;
    /**
     * Parent change ids; the virtual root for a first change.
     */
    parents: Array<string>;
    created_at: string;
    updated_at: string;
    /**
     * Paths that differ from the first parent.
     */
    files: Array<string>;
    /**
     * Paths in conflict.
     */
    conflicts: Array<string>;
};

/**
 * One snapshot in the evolution of a change.
 */
export type ChangeVersion = {
    /**
     * 1 for the first snapshot.
     */
    version: number;
    commit_oid: string;
    /**
     * What made this snapshot, for example `change.create`, `change.update`, `change.rebase`.
     */
    operation: string;
    created_at: string;
};

/**
 * Creates or replaces a file.
 */
export type FileUpsert = {
    /**
     * Repository path: `/` between names, no leading slash, no `.` or `..`, at most 4,096 bytes.
     */
    path: string;
    /**
     * The bytes of the file, in base64.
     */
    content: string;
    encoding?: 'base64';
    action?: 'upsert';
    /**
     * Absent keeps the mode of an existing file, else `100644`.
     */
    mode?: '100644' | '100755';
};

/**
 * Creates or replaces a symbolic link.
 */
export type SymlinkUpsert = {
    /**
     * Repository path: `/` between names, no leading slash, no `.` or `..`, at most 4,096 bytes.
     */
    path: string;
    /**
     * Target of the link, kept as it is.
     */
    symlink: string;
    action?: 'upsert';
};

/**
 * Deletes a file or symbolic link.
 */
export type FileDelete = {
    /**
     * Repository path: `/` between names, no leading slash, no `.` or `..`, at most 4,096 bytes.
     */
    path: string;
    action: 'delete';
};

export type FileOperation = FileUpsert | SymlinkUpsert | FileDelete;

/**
 * Without an author it is derived from the credential; without a committer it is the author.
 */
export type ChangeCreate = {
    /**
     * Parent of the new change; the virtual root for the first change of an empty repository.
     */
    base_change_id: string;
    /**
     * Absent or empty means no description.
     */
    message?: string;
    author?: IdentityInput;
    committer?: IdentityInput;
    /**
     * Applied together or not at all.
     */
    files?: Array<FileOperation>;
};

/**
 * Resolves one hunk: exactly one of `content` and `take`.
 */
export type HunkResolution = {
    hunk_id: string;
    /**
     * The resolved bytes, in base64.
     */
    content?: string;
    /**
     * `target` is the side merged into, `source` the side merged from.
     */
    take?: 'target' | 'source';
    encoding?: 'base64';
};

/**
 * Resolves a whole file: exactly one of `content` and `take`. Taking a side that lacks the file deletes it.
 */
export type FileResolution = {
    /**
     * Conflicted path.
     */
    path: string;
    /**
     * The resolved bytes, in base64.
     */
    content?: string;
    /**
     * `target` is the side merged into, `source` the side merged from.
     */
    take?: 'target' | 'source';
    encoding?: 'base64';
};

/**
 * Resolves a file hunk by hunk.
 */
export type HunksResolution = {
    /**
     * Conflicted path.
     */
    path: string;
    /**
     * Covers every hunk of the path.
     */
    hunks: Array<HunkResolution>;
};

export type ConflictResolution = HunksResolution | FileResolution;

export type ChangeUpdate = {
    /**
     * Absent keeps, empty clears.
     */
    message?: string;
    author?: IdentityInput;
    committer?: IdentityInput;
    /**
     * Refused on a conflicted change. Excludes `resolutions`.
     */
    files?: Array<FileOperation>;
    /**
     * Optimistic lock: 409 `STALE_COMMIT` when the change has moved on.
     */
    base_commit_oid?: string;
    /**
     * May cover a part of the conflicted paths; the change is clean once all are resolved.
     */
    resolutions?: Array<ConflictResolution>;
};

export type BookmarkMerge = {
    target: BookmarkName;
    source: BookmarkName;
    /**
     * Default false. The default bookmark is never deleted.
     */
    delete_source?: boolean;
    /**
     * Default false: a conflict is refused with 409 `MERGE_CONFLICT` and nothing is stored. True: the target moves to a conflicted merge.
     */
    allow_conflicted?: boolean;
    /**
     * Absent means a generated description, empty means none.
     */
    message?: string;
    /**
     * Applied before conflicts are reported.
     */
    resolutions?: Array<ConflictResolution>;
};

export type BookmarkMergeResult = {
    /**
     * `no_op` when both bookmarks already point at the same commit.
     */
    merge_type: 'merge_commit' | 'no_op';
    is_conflicted: boolean;
    /**
     * Tip of the target after the merge; empty when both point at the virtual root.
     */
    commit_oid: string;
    change_id: string;
    target: string;
    source: string;
    source_deleted: boolean;
};

export type MergePerform = {
    head: BookmarkName;
    author?: IdentityInput;
    /**
     * Absent means a generated description.
     */
    message?: string;
    /**
     * Deletes `head` afterwards. Default false.
     */
    delete_branch?: boolean;
};

export type MergePerformResult = {
    /**
     * `no_op` when `base` already contains `head`.
     */
    merge_type: 'fast_forward' | 'merge_commit' | 'no_op';
    /**
     * Commit that `base` points to now.
     */
    sha: string;
    change_id: string;
    base: string;
    head: string;
    branch_deleted: boolean;
};

/**
 * String metadata of a path.
 */
export type PathMetadata = {
    [key: string]: string;
};

export type FileContent = {
    type: 'file';
    name: string;
    path: string;
    /**
     * Git blob id.
     */
    sha: string;
    is_conflicted?: boolean;
    size: number;
    encoding: 'base64';
    /**
     * The bytes of the file, in base64.
     */
    content: string;
    mode: '100644' | '100755';
    /**
     * String metadata of the path as it is today; it is not versioned. Absent when empty.
     */
    metadata?: {
        [key: string]: string;
    };
};

export type SymlinkContent = {
    type: 'symlink';
    name: string;
    path: string;
    /**
     * Git blob id.
     */
    sha: string;
    is_conflicted?: boolean;
    size: number;
    encoding: 'base64';
    /**
     * The link target, in base64.
     */
    content: string;
    mode: '120000';
    /**
     * String metadata of the path as it is today; it is not versioned. Absent when empty.
     */
    metadata?: {
        [key: string]: string;
    };
};

export type DirectoryContent = {
    type: 'dir';
    /**
     * Empty for the root.
     */
    name: string;
    path: string;
    /**
     * Git tree id.
     */
    sha: string;
    /**
     * Direct children.
     */
    child_count: number;
    /**
     * Entries down to the asked depth, flat, ordered by path; empty at depth 0.
     */
    entries: Array<DirectoryEntry>;
    /**
     * String metadata of the path as it is today; it is not versioned. Absent when empty.
     */
    metadata?: {
        [key: string]: string;
    };
};

export type Content = ({
    type: 'file';
} & FileContent) | ({
    type: 'symlink';
} & SymlinkContent) | ({
    type: 'dir';
} & DirectoryContent);

export type FileEntry = {
    type: 'file';
    name: string;
    path: string;
    sha: string;
    size: number;
    mode: '100644' | '100755';
    /**
     * String metadata of the path as it is today; it is not versioned. Absent when empty.
     */
    metadata?: {
        [key: string]: string;
    };
};

export type SymlinkEntry = {
    type: 'symlink';
    name: string;
    path: string;
    sha: string;
    size: number;
    mode: '120000';
    /**
     * String metadata of the path as it is today; it is not versioned. Absent when empty.
     */
    metadata?: {
        [key: string]: string;
    };
};

export type SubdirectoryEntry = {
    type: 'dir';
    name: string;
    path: string;
    sha: string;
    /**
     * String metadata of the path as it is today; it is not versioned. Absent when empty.
     */
    metadata?: {
        [key: string]: string;
    };
};

export type DirectoryEntry = ({
    type: 'file';
} & FileEntry) | ({
    type: 'symlink';
} & SymlinkEntry) | ({
    type: 'dir';
} & SubdirectoryEntry);

export type MetadataUpdate = {
    /**
     * Path of a file, symbolic link or directory at the tip of the default bookmark, or of any change; empty means the root.
     */
    path: string;
    /**
     * A string sets the key; null or an empty string removes it; an absent key keeps its value. `org` and `repo` are reserved.
     */
    metadata: {
        [key: string]: string | null;
    };
};

export type MetadataResult = {
    path: string;
    metadata: PathMetadata;
};

export type DiffStats = {
    entries: number;
    additions: number;
    deletions: number;
    /**
     * Additions and deletions together.
     */
    changes: number;
    conflicted_entries: number;
    conflicted_hunks: number;
};

export type DiffLine = {
    /**
     * `annotation` tells that the line before has no newline at the end of the file.
     */
    kind: 'context' | 'added' | 'deleted' | 'annotation';
    /**
     * Without its newline.
     */
    text: string;
};

export type DiffHunk = {
    old_start: number;
    old_lines: number;
    new_start: number;
    new_lines: number;
    lines: Array<DiffLine>;
};

export type ConflictSide = {
    /**
     * The lines of this side, in base64.
     */
    content: string;
};

/**
 * A place where both sides changed the same lines. `old_*` counts lines of the base, `new_*` lines of the stored file with its conflict markers.
 */
export type ConflictHunk = {
    /**
     * Stays the same for the same three sides.
     */
    hunk_id: string;
    old_start: number;
    old_lines: number;
    new_start: number;
    new_lines: number;
    target: ConflictSide | null;
    base: ConflictSide | null;
    source: ConflictSide | null;
};

export type DiffEntry = {
    path: string;
    status: 'added' | 'modified' | 'deleted' | 'renamed';
    /**
     * Set for renames.
     */
    old_path: string | null;
    /**
     * Size of the larger side.
     */
    size_bytes?: number;
    /**
     * Always false: conflicted paths are in `conflicted_entries`.
     */
    is_conflicted: boolean;
    /**
     * Why there are no hunks.
     */
    omitted_reason: 'binary' | 'too_large' | 'file_limit' | null;
    hunks: Array<DiffHunk> | null;
    conflict_hunks: Array<ConflictHunk> | null;
};

export type ConflictedEntry = {
    path: string;
    /**
     * Empty when omitted, or when one side deleted the file.
     */
    hunks: Array<ConflictHunk>;
    /**
     * Size of the largest side.
     */
    size_bytes?: number;
    omitted_reason?: 'binary' | 'too_large' | null;
};

export type DiffFile = {
    path: string;
    change_type: 'added' | 'modified' | 'deleted' | 'renamed';
};

export type Diff = {
    base_change_id: string;
    head_change_id: string;
    stats: DiffStats;
    /**
     * True when there are more than 1,000 entries; `stats` then counts those listed.
     */
    truncated: boolean;
    entries: Array<DiffEntry>;
    /**
     * Every path in conflict in the head change.
     */
    conflicted_entries: Array<ConflictedEntry>;
    /**
     * Path and kind of every entry, as older clients read it.
     */
    files?: Array<DiffFile>;
};

/**
 * What the server can do beyond the official operations.
 */
export type Capabilities = {
    /**
     * Version of the server.
     */
    version: string;
    /**
     * `revision`, `trees`, `blobs`, `batch`, `events`. A newer server may name others.
     */
    extensions: Array<string>;
    limits: CapabilityLimits;
};

export type CapabilityLimits = {
    /**
     * Operations of a batch.
     */
    batch_operations: number;
    /**
     * Bytes of all `content` of a batch before base64.
     */
    batch_bytes: number;
    /**
     * Bytes of a blob.
     */
    file_bytes: number;
    /**
     * Blobs that one request reads.
     */
    blob_ids: number;
};

/**
 * A point of the history that can be read.
 */
export type Revision = {
    change_id: string;
    /**
     * Null at the virtual root, which has no commit.
     */
    commit_oid: string | null;
    tree_oid: string;
    is_conflicted: boolean;
    /**
     * Number of the last operation of the repository.
     */
    op_seq: number;
    /**
     * The bookmark whose tip this is; null when the change was named by its id.
     */
    bookmark: string | null;
};

/**
 * What a directory holds.
 */
export type Tree = {
    oid: string;
    entries: Array<TreeEntry>;
    /**
     * Whether what is below subdirectories was left out for its size.
     */
    truncated: boolean;
};

export type TreeEntry = {
    /**
     * Relative to the tree.
     */
    path: string;
    type: 'file' | 'symlink' | 'dir';
    mode: '100644' | '100755' | '120000' | '040000';
    /**
     * Blob of a file or of a link; tree of a directory.
     */
    oid: string;
    /**
     * Bytes of a file or of the target of a link.
     */
    size?: number;
};

export type Blob = {
    oid: string;
    size: number;
};

export type BlobsRead = {
    oids: Array<string>;
};

/**
 * Creates or replaces a file: exactly one of `content` and `blob_oid`.
 */
export type BatchPut = {
    op: 'put';
    path: string;
    /**
     * The bytes of the file, in base64.
     */
    content?: string;
    /**
     * A blob that the repository has.
     */
    blob_oid?: string;
    /**
     * Absent keeps the mode of an existing file, else `100644`.
     */
    mode?: '100644' | '100755';
};

/**
 * Creates or replaces a symbolic link.
 */
export type BatchSymlink = {
    op: 'symlink';
    path: string;
    /**
     * Kept as it is.
     */
    target: string;
};

/**
 * Deletes a file or symbolic link. A directory goes with the last file in it.
 */
export type BatchDelete = {
    op: 'delete';
    path: string;
};

/**
 * Moves a file, a symbolic link or a directory with all that is in it. Replaces a file or link at `to`.
 */
export type BatchRename = {
    op: 'rename';
    from: string;
    to: string;
};

/**
 * Makes a file executable, or not.
 */
export type BatchMode = {
    op: 'mode';
    path: string;
    mode: '100644' | '100755';
};

/**
 * Sets and removes metadata of a path, which need not exist.
 */
export type BatchMetadata = {
    op: 'metadata';
    /**
     * Empty means the root.
     */
    path: string;
    /**
     * A string sets the key; null or an empty string removes it; an absent key keeps its value. `org` and `repo` are reserved.
     */
    metadata: {
        [key: string]: string | null;
    };
};

export type BatchOperation = BatchPut | BatchSymlink | BatchDelete | BatchRename | BatchMode | BatchMetadata;

export type BatchWrite = {
    /**
     * The commit of the change that the operations were made on. Absent means the one it is at.
     */
    base_commit_oid?: string;
    operations: Array<BatchOperation>;
    /**
     * What to do when the change has moved on from `base_commit_oid`. Default `merge`; `fail` refuses with 409 `STALE_COMMIT`.
     */
    on_conflict?: 'merge' | 'fail';
};

export type BatchWritten = {
    change: Change;
    /**
     * Commit of the change now.
     */
    commit_oid: string;
    /**
     * Tree of that commit.
     */
    tree_oid: string;
    /**
     * Number of the last operation of the repository.
     */
    op_seq: number;
    /**
     * Paths of the batch that now hold something else than was sent, without a conflict, because the change had moved on.
     */
    merged_paths: Array<string>;
    /**
     * Every path of the change that is in conflict now.
     */
    conflicted_paths: Array<string>;
};

/**
 * One operation of a repository.
 */
export type RepoEvent = {
    /**
     * Its number: one more than that of the operation before.
     */
    op_seq: number;
    /**
     * For example `change.create`, `change.batch`, `bookmark.move`.
     */
    kind: string;
    /**
     * Changes that have a new commit, descendants that were rebased among them.
     */
    changes: Array<RepoEventChange>;
    /**
     * Bookmarks that were made, moved, carried along or deleted.
     */
    bookmarks: Array<RepoEventBookmark>;
    at: string;
};

export type RepoEventChange = {
    change_id: string;
    commit_oid: string;
    /**
     * Null for a new change.
     */
    previous_commit_oid: string | null;
};

export type RepoEventBookmark = {
    name: string;
    /**
     * The change it points to now; null when it was deleted.
     */
    change_id: string | null;
};

export type ApiKeyPage = {
    /**
     * Where the next page begins; null on the last page.
     */
    next_cursor: string | null;
    has_more: boolean;
    api_keys: Array<ApiKey>;
};

export type SigningKeyPage = {
    /**
     * Where the next page begins; null on the last page.
     */
    next_cursor: string | null;
    has_more: boolean;
    signing_keys: Array<SigningKey>;
};

export type WebhookTargetPage = {
    /**
     * Where the next page begins; null on the last page.
     */
    next_cursor: string | null;
    has_more: boolean;
    webhook_targets: Array<WebhookTarget>;
};

export type WebhookDeliveryPage = {
    /**
     * Where the next page begins; null on the last page.
     */
    next_cursor: string | null;
    has_more: boolean;
    deliveries: Array<WebhookDelivery>;
};

export type RepoPage = {
    /**
     * Where the next page begins; null on the last page.
     */
    next_cursor: string | null;
    has_more: boolean;
    repos: Array<Repo>;
};

export type SyncPage = {
    /**
     * Where the next page begins; null on the last page.
     */
    next_cursor: string | null;
    has_more: boolean;
    syncs: Array<Sync>;
};

export type BookmarkPage = {
    /**
     * Where the next page begins; null on the last page.
     */
    next_cursor: string | null;
    has_more: boolean;
    bookmarks: Array<Bookmark>;
};

export type ChangePage = {
    /**
     * Where the next page begins; null on the last page.
     */
    next_cursor: string | null;
    has_more: boolean;
    changes: Array<Change>;
};

export type ChangeVersionPage = {
    /**
     * Where the next page begins; null on the last page.
     */
    next_cursor: string | null;
    has_more: boolean;
    versions: Array<ChangeVersion>;
};

/**
 * Organization slug.
 */
export type OrgParam = string;

/**
 * Repository name.
 */
export type RepoParam = string;

/**
 * Bookmark name; a slash travels as `%2F`.
 */
export type BookmarkParam = string;

/**
 * Change id.
 */
export type ChangeIdParam = string;

/**
 * Object id.
 */
export type OidParam = string;

/**
 * Entity tag of what the client has.
 */
export type IfNoneMatchParam = string;

/**
 * Webhook target id.
 */
export type WebhookTargetIdParam = string;

/**
 * `next_cursor` of an earlier page of the same list.
 */
export type CursorParam = string;

/**
 * Items a page.
 */
export type LimitParam = number;

/**
 * Makes a retry safe: for 24 hours the same key answers what the first request answered.
 */
export type IdempotencyKeyParam = string;

export type WhoamiData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/whoami';
};

export type WhoamiErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type WhoamiError = WhoamiErrors[keyof WhoamiErrors];

export type WhoamiResponses = {
    /**
     * Success.
     */
    200: Whoami;
};

export type WhoamiResponse = WhoamiResponses[keyof WhoamiResponses];

export type GetCapabilitiesData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/capabilities';
};

export type GetCapabilitiesErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type GetCapabilitiesError = GetCapabilitiesErrors[keyof GetCapabilitiesErrors];

export type GetCapabilitiesResponses = {
    /**
     * Success.
     */
    200: Capabilities;
};

export type GetCapabilitiesResponse = GetCapabilitiesResponses[keyof GetCapabilitiesResponses];

export type GetOrgData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
    };
    query?: never;
    url: '/{org}';
};

export type GetOrgErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type GetOrgError = GetOrgErrors[keyof GetOrgErrors];

export type GetOrgResponses = {
    /**
     * Success.
     */
    200: Organization;
};

export type GetOrgResponse = GetOrgResponses[keyof GetOrgResponses];

export type ListApiKeysData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
    };
    query?: {
        /**
         * `next_cursor` of an earlier page of the same list.
         */
        cursor?: string;
        /**
         * Items a page.
         */
        limit?: number;
        /**
         * Part of the name, in any case.
         */
        query?: string;
        /**
         * State of the key.
         */
        status?: 'active' | 'revoked' | 'expired' | 'all';
        /**
         * Only keys that hold this scope.
         */
        scope?: Scope;
        /**
         * Only keys restricted to this repository.
         */
        repo_id?: string;
    };
    url: '/{org}/api-keys';
};

export type ListApiKeysErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type ListApiKeysError = ListApiKeysErrors[keyof ListApiKeysErrors];

export type ListApiKeysResponses = {
    /**
     * Success.
     */
    200: ApiKeyPage;
};

export type ListApiKeysResponse = ListApiKeysResponses[keyof ListApiKeysResponses];

export type CreateApiKeyData = {
    body: ApiKeyCreate;
    headers?: {
        /**
         * Makes a retry safe: for 24 hours the same key answers what the first request answered.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
    };
    query?: never;
    url: '/{org}/api-keys';
};

export type CreateApiKeyErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type CreateApiKeyError = CreateApiKeyErrors[keyof CreateApiKeyErrors];

export type CreateApiKeyResponses = {
    /**
     * Created. The secret is in this answer only.
     */
    201: CreatedApiKey;
};

export type CreateApiKeyResponse = CreateApiKeyResponses[keyof CreateApiKeyResponses];

export type RevokeApiKeyData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Key id.
         */
        id: string;
    };
    query?: never;
    url: '/{org}/api-keys/{id}';
};

export type RevokeApiKeyErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type RevokeApiKeyError = RevokeApiKeyErrors[keyof RevokeApiKeyErrors];

export type RevokeApiKeyResponses = {
    /**
     * Success.
     */
    200: Success;
};

export type RevokeApiKeyResponse = RevokeApiKeyResponses[keyof RevokeApiKeyResponses];

export type UpdateApiKeyData = {
    body: ApiKeyUpdate;
    headers?: {
        /**
         * Makes a retry safe: for 24 hours the same key answers what the first request answered.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Key id.
         */
        id: string;
    };
    query?: never;
    url: '/{org}/api-keys/{id}';
};

export type UpdateApiKeyErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type UpdateApiKeyError = UpdateApiKeyErrors[keyof UpdateApiKeyErrors];

export type UpdateApiKeyResponses = {
    /**
     * Success.
     */
    200: ApiKeyTags;
};

export type UpdateApiKeyResponse = UpdateApiKeyResponses[keyof UpdateApiKeyResponses];

export type ListSigningKeysData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
    };
    query?: {
        /**
         * `next_cursor` of an earlier page of the same list.
         */
        cursor?: string;
        /**
         * Items a page.
         */
        limit?: number;
    };
    url: '/{org}/signing-keys';
};

export type ListSigningKeysErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type ListSigningKeysError = ListSigningKeysErrors[keyof ListSigningKeysErrors];

export type ListSigningKeysResponses = {
    /**
     * Success.
     */
    200: SigningKeyPage;
};

export type ListSigningKeysResponse = ListSigningKeysResponses[keyof ListSigningKeysResponses];

export type CreateSigningKeyData = {
    body: SigningKeyCreate;
    headers?: {
        /**
         * Makes a retry safe: for 24 hours the same key answers what the first request answered.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
    };
    query?: never;
    url: '/{org}/signing-keys';
};

export type CreateSigningKeyErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type CreateSigningKeyError = CreateSigningKeyErrors[keyof CreateSigningKeyErrors];

export type CreateSigningKeyResponses = {
    /**
     * Registered.
     */
    201: SigningKey;
};

export type CreateSigningKeyResponse = CreateSigningKeyResponses[keyof CreateSigningKeyResponses];

export type RevokeSigningKeyData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Key id.
         */
        id: string;
    };
    query?: never;
    url: '/{org}/signing-keys/{id}';
};

export type RevokeSigningKeyErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type RevokeSigningKeyError = RevokeSigningKeyErrors[keyof RevokeSigningKeyErrors];

export type RevokeSigningKeyResponses = {
    /**
     * Success.
     */
    200: Success;
};

export type RevokeSigningKeyResponse = RevokeSigningKeyResponses[keyof RevokeSigningKeyResponses];

export type ListWebhookTargetsData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
    };
    query?: {
        /**
         * `next_cursor` of an earlier page of the same list.
         */
        cursor?: string;
        /**
         * Items a page.
         */
        limit?: number;
    };
    url: '/{org}/webhook-targets';
};

export type ListWebhookTargetsErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type ListWebhookTargetsError = ListWebhookTargetsErrors[keyof ListWebhookTargetsErrors];

export type ListWebhookTargetsResponses = {
    /**
     * Success.
     */
    200: WebhookTargetPage;
};

export type ListWebhookTargetsResponse = ListWebhookTargetsResponses[keyof ListWebhookTargetsResponses];

export type CreateWebhookTargetData = {
    body: WebhookTargetCreate;
    headers?: {
        /**
         * Makes a retry safe: for 24 hours the same key answers what the first request answered.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
    };
    query?: never;
    url: '/{org}/webhook-targets';
};

export type CreateWebhookTargetErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type CreateWebhookTargetError = CreateWebhookTargetErrors[keyof CreateWebhookTargetErrors];

export type CreateWebhookTargetResponses = {
    /**
     * Created. The secret is in this answer only.
     */
    201: CreatedWebhookTarget;
};

export type CreateWebhookTargetResponse = CreateWebhookTargetResponses[keyof CreateWebhookTargetResponses];

export type DeleteWebhookTargetData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Webhook target id.
         */
        webhookTargetId: string;
    };
    query?: never;
    url: '/{org}/webhook-targets/{webhookTargetId}';
};

export type DeleteWebhookTargetErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type DeleteWebhookTargetError = DeleteWebhookTargetErrors[keyof DeleteWebhookTargetErrors];

export type DeleteWebhookTargetResponses = {
    /**
     * Success.
     */
    200: Success;
};

export type DeleteWebhookTargetResponse = DeleteWebhookTargetResponses[keyof DeleteWebhookTargetResponses];

export type GetWebhookTargetData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Webhook target id.
         */
        webhookTargetId: string;
    };
    query?: never;
    url: '/{org}/webhook-targets/{webhookTargetId}';
};

export type GetWebhookTargetErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type GetWebhookTargetError = GetWebhookTargetErrors[keyof GetWebhookTargetErrors];

export type GetWebhookTargetResponses = {
    /**
     * Success.
     */
    200: WebhookTarget;
};

export type GetWebhookTargetResponse = GetWebhookTargetResponses[keyof GetWebhookTargetResponses];

export type UpdateWebhookTargetData = {
    body: WebhookTargetUpdate;
    headers?: {
        /**
         * Makes a retry safe: for 24 hours the same key answers what the first request answered.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Webhook target id.
         */
        webhookTargetId: string;
    };
    query?: never;
    url: '/{org}/webhook-targets/{webhookTargetId}';
};

export type UpdateWebhookTargetErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type UpdateWebhookTargetError = UpdateWebhookTargetErrors[keyof UpdateWebhookTargetErrors];

export type UpdateWebhookTargetResponses = {
    /**
     * Success.
     */
    200: WebhookTarget;
};

export type UpdateWebhookTargetResponse = UpdateWebhookTargetResponses[keyof UpdateWebhookTargetResponses];

export type ListWebhookDeliveriesData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Webhook target id.
         */
        webhookTargetId: string;
    };
    query?: {
        /**
         * `next_cursor` of an earlier page of the same list.
         */
        cursor?: string;
        /**
         * Items a page.
         */
        limit?: number;
        /**
         * Only deliveries in this state.
         */
        status?: 'pending' | 'delivered' | 'parked';
    };
    url: '/{org}/webhook-targets/{webhookTargetId}/deliveries';
};

export type ListWebhookDeliveriesErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type ListWebhookDeliveriesError = ListWebhookDeliveriesErrors[keyof ListWebhookDeliveriesErrors];

export type ListWebhookDeliveriesResponses = {
    /**
     * Success.
     */
    200: WebhookDeliveryPage;
};

export type ListWebhookDeliveriesResponse = ListWebhookDeliveriesResponses[keyof ListWebhookDeliveriesResponses];

export type ListReposData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
    };
    query?: {
        /**
         * `next_cursor` of an earlier page of the same list.
         */
        cursor?: string;
        /**
         * Items a page.
         */
        limit?: number;
        /**
         * Filter on tags: `env:prod,team:agents` (all must match), or a JSON object with one member per key (a string, an array of strings, or one of `$eq`, `$in`, `$contains`, `$starts_with`, `$ends_with`, `$exists`) and the logical members `$and`, `$or`, `$not`. Several members all have to match; case is ignored.
         */
        tags?: string;
    };
    url: '/{org}/repos';
};

export type ListReposErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type ListReposError = ListReposErrors[keyof ListReposErrors];

export type ListReposResponses = {
    /**
     * Success.
     */
    200: RepoPage;
};

export type ListReposResponse = ListReposResponses[keyof ListReposResponses];

export type CreateRepoData = {
    body: RepoCreate;
    headers?: {
        /**
         * Makes a retry safe: for 24 hours the same key answers what the first request answered.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
    };
    query?: never;
    url: '/{org}/repos';
};

export type CreateRepoErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type CreateRepoError = CreateRepoErrors[keyof CreateRepoErrors];

export type CreateRepoResponses = {
    /**
     * Created, with its default bookmark at the virtual root.
     */
    201: Repo;
};

export type CreateRepoResponse = CreateRepoResponses[keyof CreateRepoResponses];

export type BulkUpdateRepoTagsData = {
    body: RepoTagsBulkUpdate;
    headers?: {
        /**
         * Makes a retry safe: for 24 hours the same key answers what the first request answered.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
    };
    query?: never;
    url: '/{org}/repos/tags';
};

export type BulkUpdateRepoTagsErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type BulkUpdateRepoTagsError = BulkUpdateRepoTagsErrors[keyof BulkUpdateRepoTagsErrors];

export type BulkUpdateRepoTagsResponses = {
    /**
     * Success.
     */
    200: BulkUpdateCount;
};

export type BulkUpdateRepoTagsResponse = BulkUpdateRepoTagsResponses[keyof BulkUpdateRepoTagsResponses];

export type DeleteRepoData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
    };
    query?: never;
    url: '/{org}/{repo}';
};

export type DeleteRepoErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type DeleteRepoError = DeleteRepoErrors[keyof DeleteRepoErrors];

export type DeleteRepoResponses = {
    /**
     * Success.
     */
    200: Success;
};

export type DeleteRepoResponse = DeleteRepoResponses[keyof DeleteRepoResponses];

export type GetRepoData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
    };
    query?: never;
    url: '/{org}/{repo}';
};

export type GetRepoErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type GetRepoError = GetRepoErrors[keyof GetRepoErrors];

export type GetRepoResponses = {
    /**
     * Success.
     */
    200: Repo;
};

export type GetRepoResponse = GetRepoResponses[keyof GetRepoResponses];

export type UpdateRepoData = {
    body: RepoUpdate;
    headers?: {
        /**
         * Makes a retry safe: for 24 hours the same key answers what the first request answered.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
    };
    query?: never;
    url: '/{org}/{repo}';
};

export type UpdateRepoErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type UpdateRepoError = UpdateRepoErrors[keyof UpdateRepoErrors];

export type UpdateRepoResponses = {
    /**
     * Success.
     */
    200: Repo;
};

export type UpdateRepoResponse = UpdateRepoResponses[keyof UpdateRepoResponses];

export type ListRepoUpstreamSyncsData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
    };
    query?: {
        /**
         * `next_cursor` of an earlier page of the same list.
         */
        cursor?: string;
        /**
         * Items a page.
         */
        limit?: number;
    };
    url: '/{org}/{repo}/upstream/syncs';
};

export type ListRepoUpstreamSyncsErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type ListRepoUpstreamSyncsError = ListRepoUpstreamSyncsErrors[keyof ListRepoUpstreamSyncsErrors];

export type ListRepoUpstreamSyncsResponses = {
    /**
     * Success.
     */
    200: SyncPage;
};

export type ListRepoUpstreamSyncsResponse = ListRepoUpstreamSyncsResponses[keyof ListRepoUpstreamSyncsResponses];

export type SyncUpstreamData = {
    body: SyncCreate;
    headers?: {
        /**
         * Makes a retry safe: for 24 hours the same key answers what the first request answered.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
    };
    query?: never;
    url: '/{org}/{repo}/upstream/syncs';
};

export type SyncUpstreamErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type SyncUpstreamError = SyncUpstreamErrors[keyof SyncUpstreamErrors];

export type SyncUpstreamResponses = {
    /**
     * Queued.
     */
    201: Sync;
};

export type SyncUpstreamResponse = SyncUpstreamResponses[keyof SyncUpstreamResponses];

export type GetRepoUpstreamSyncData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
        /**
         * Id of the run.
         */
        syncId: string;
    };
    query?: never;
    url: '/{org}/{repo}/upstream/syncs/{syncId}';
};

export type GetRepoUpstreamSyncErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type GetRepoUpstreamSyncError = GetRepoUpstreamSyncErrors[keyof GetRepoUpstreamSyncErrors];

export type GetRepoUpstreamSyncResponses = {
    /**
     * Success.
     */
    200: Sync;
};

export type GetRepoUpstreamSyncResponse = GetRepoUpstreamSyncResponses[keyof GetRepoUpstreamSyncResponses];

export type GetContentData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
    };
    query?: {
        /**
         * Change to read; default the tip of the default bookmark.
         */
        change_id?: string;
        /**
         * Bookmark or change id, in place of `change_id`.
         */
        ref?: string;
        /**
         * Repository path; absent or empty means the root.
         */
        path?: string;
        /**
         * Levels below a directory to list: 0 lists nothing. One level is listed whole; where several have more than 100,000 entries, the answer is 406 `NOT_ACCEPTABLE`, and fewer levels at a time are to be asked for.
         */
        depth?: number;
        /**
         * `metadata[key]=value`: keeps the entries of a directory that carry all these pairs. Ignored for files and links.
         */
        metadata?: {
            [key: string]: string;
        };
    };
    url: '/{org}/{repo}/content';
};

export type GetContentErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type GetContentError = GetContentErrors[keyof GetContentErrors];

export type GetContentResponses = {
    /**
     * Success.
     */
    200: Content;
};

export type GetContentResponse = GetContentResponses[keyof GetContentResponses];

export type UpdateMetadataData = {
    body: MetadataUpdate;
    headers?: {
        /**
         * Makes a retry safe: for 24 hours the same key answers what the first request answered.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
    };
    query?: never;
    url: '/{org}/{repo}/metadata';
};

export type UpdateMetadataErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type UpdateMetadataError = UpdateMetadataErrors[keyof UpdateMetadataErrors];

export type UpdateMetadataResponses = {
    /**
     * Success.
     */
    200: MetadataResult;
};

export type UpdateMetadataResponse = UpdateMetadataResponses[keyof UpdateMetadataResponses];

export type GetRevisionData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
    };
    query?: {
        /**
         * Change to read; default the tip of the default bookmark.
         */
        change_id?: string;
        /**
         * Bookmark or change id, in place of `change_id`.
         */
        ref?: string;
    };
    url: '/{org}/{repo}/revision';
};

export type GetRevisionErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type GetRevisionError = GetRevisionErrors[keyof GetRevisionErrors];

export type GetRevisionResponses = {
    /**
     * Success.
     */
    200: Revision;
};

export type GetRevisionResponse = GetRevisionResponses[keyof GetRevisionResponses];

export type GetTreeData = {
    body?: never;
    headers?: {
        /**
         * Entity tag of what the client has.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
        /**
         * Object id.
         */
        oid: string;
    };
    query?: {
        /**
         * Whether to list what is below subdirectories.
         */
        recursive?: boolean;
    };
    url: '/{org}/{repo}/trees/{oid}';
};

export type GetTreeErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type GetTreeError = GetTreeErrors[keyof GetTreeErrors];

export type GetTreeResponses = {
    /**
     * Success.
     */
    200: Tree;
};

export type GetTreeResponse = GetTreeResponses[keyof GetTreeResponses];

export type PutBlobData = {
    body: Blob | File;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
    };
    query?: never;
    url: '/{org}/{repo}/blobs';
};

export type PutBlobErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type PutBlobError = PutBlobErrors[keyof PutBlobErrors];

export type PutBlobResponses = {
    /**
     * Created.
     */
    201: Blob;
};

export type PutBlobResponse = PutBlobResponses[keyof PutBlobResponses];

export type ReadBlobsData = {
    body: BlobsRead;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
    };
    query?: never;
    url: '/{org}/{repo}/blobs/batch';
};

export type ReadBlobsErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type ReadBlobsError = ReadBlobsErrors[keyof ReadBlobsErrors];

export type ReadBlobsResponses = {
    /**
     * Success.
     */
    200: Blob | File;
};

export type ReadBlobsResponse = ReadBlobsResponses[keyof ReadBlobsResponses];

export type GetBlobData = {
    body?: never;
    headers?: {
        /**
         * `bytes=<first>-<last>`, `bytes=<first>-` or `bytes=-<length>`. Anything else, also several ranges, is answered with the whole blob.
         */
        Range?: string;
        /**
         * Entity tag of what the client has.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
        /**
         * Object id.
         */
        oid: string;
    };
    query?: never;
    url: '/{org}/{repo}/blobs/{oid}';
};

export type GetBlobErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The range starts after the end; `Content-Range` tells the size.
     */
    416: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type GetBlobError = GetBlobErrors[keyof GetBlobErrors];

export type GetBlobResponses = {
    /**
     * Success.
     */
    200: Blob | File;
    /**
     * The range; `Content-Range` names it and the size of the blob.
     */
    206: Blob | File;
};

export type GetBlobResponse = GetBlobResponses[keyof GetBlobResponses];

export type WatchRepoData = {
    body?: never;
    headers?: {
        /**
         * Goes before `after`; a browser sends it when it connects again.
         */
        'Last-Event-ID'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
    };
    query?: {
        /**
         * Number of the last operation that the client knows. Default: the last one there is.
         */
        after?: number;
    };
    url: '/{org}/{repo}/events';
};

export type WatchRepoErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type WatchRepoError = WatchRepoErrors[keyof WatchRepoErrors];

export type WatchRepoResponses = {
    /**
     * Success.
     */
    200: RepoEvent;
};

export type WatchRepoResponse = WatchRepoResponses[keyof WatchRepoResponses];

export type GetDiffData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
    };
    query?: {
        /**
         * Change compared from.
         */
        base_change_id?: string;
        /**
         * Change compared to.
         */
        head_change_id?: string;
        /**
         * Bookmark or change id, in place of `base_change_id`.
         */
        base?: string;
        /**
         * Bookmark or change id, in place of `head_change_id`.
         */
        head?: string;
        /**
         * Whether conflicted paths are listed.
         */
        conflicts?: 'include' | 'only' | 'exclude';
    };
    url: '/{org}/{repo}/diff';
};

export type GetDiffErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type GetDiffError = GetDiffErrors[keyof GetDiffErrors];

export type GetDiffResponses = {
    /**
     * Success.
     */
    200: Diff;
};

export type GetDiffResponse = GetDiffResponses[keyof GetDiffResponses];

export type ListBookmarksData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
    };
    query?: {
        /**
         * `next_cursor` of an earlier page of the same list.
         */
        cursor?: string;
        /**
         * Items a page.
         */
        limit?: number;
        /**
         * Pattern on names: `*` is any run of characters, also slashes, and `?` any one.
         */
        glob?: string;
    };
    url: '/{org}/{repo}/bookmarks';
};

export type ListBookmarksErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type ListBookmarksError = ListBookmarksErrors[keyof ListBookmarksErrors];

export type ListBookmarksResponses = {
    /**
     * Success.
     */
    200: BookmarkPage;
};

export type ListBookmarksResponse = ListBookmarksResponses[keyof ListBookmarksResponses];

export type CreateBookmarkData = {
    body: BookmarkCreate;
    headers?: {
        /**
         * Makes a retry safe: for 24 hours the same key answers what the first request answered.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
    };
    query?: never;
    url: '/{org}/{repo}/bookmarks';
};

export type CreateBookmarkErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type CreateBookmarkError = CreateBookmarkErrors[keyof CreateBookmarkErrors];

export type CreateBookmarkResponses = {
    /**
     * Created.
     */
    201: Bookmark;
};

export type CreateBookmarkResponse = CreateBookmarkResponses[keyof CreateBookmarkResponses];

export type MergeBookmarkData = {
    body: BookmarkMerge;
    headers?: {
        /**
         * Makes a retry safe: for 24 hours the same key answers what the first request answered.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
    };
    query?: never;
    url: '/{org}/{repo}/bookmarks/merge';
};

export type MergeBookmarkErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type MergeBookmarkError = MergeBookmarkErrors[keyof MergeBookmarkErrors];

export type MergeBookmarkResponses = {
    /**
     * Success.
     */
    200: BookmarkMergeResult;
};

export type MergeBookmarkResponse = MergeBookmarkResponses[keyof MergeBookmarkResponses];

export type DeleteBookmarkData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
        /**
         * Bookmark name; a slash travels as `%2F`.
         */
        bookmark: string;
    };
    query?: never;
    url: '/{org}/{repo}/bookmarks/{bookmark}';
};

export type DeleteBookmarkErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type DeleteBookmarkError = DeleteBookmarkErrors[keyof DeleteBookmarkErrors];

export type DeleteBookmarkResponses = {
    /**
     * Success.
     */
    200: Success;
};

export type DeleteBookmarkResponse = DeleteBookmarkResponses[keyof DeleteBookmarkResponses];

export type GetBookmarkData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
        /**
         * Bookmark name; a slash travels as `%2F`.
         */
        bookmark: string;
    };
    query?: never;
    url: '/{org}/{repo}/bookmarks/{bookmark}';
};

export type GetBookmarkErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type GetBookmarkError = GetBookmarkErrors[keyof GetBookmarkErrors];

export type GetBookmarkResponses = {
    /**
     * Success.
     */
    200: Bookmark;
};

export type GetBookmarkResponse = GetBookmarkResponses[keyof GetBookmarkResponses];

export type MoveBookmarkData = {
    body: BookmarkMove;
    headers?: {
        /**
         * Makes a retry safe: for 24 hours the same key answers what the first request answered.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
        /**
         * Bookmark name; a slash travels as `%2F`.
         */
        bookmark: string;
    };
    query?: never;
    url: '/{org}/{repo}/bookmarks/{bookmark}';
};

export type MoveBookmarkErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type MoveBookmarkError = MoveBookmarkErrors[keyof MoveBookmarkErrors];

export type MoveBookmarkResponses = {
    /**
     * Success.
     */
    200: MovedBookmark;
};

export type MoveBookmarkResponse = MoveBookmarkResponses[keyof MoveBookmarkResponses];

export type PerformMergeData = {
    body: MergePerform;
    headers?: {
        /**
         * Makes a retry safe: for 24 hours the same key answers what the first request answered.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
        /**
         * Bookmark merged into; a slash travels as `%2F`.
         */
        base: string;
    };
    query?: never;
    url: '/{org}/{repo}/merge/{base}';
};

export type PerformMergeErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type PerformMergeError = PerformMergeErrors[keyof PerformMergeErrors];

export type PerformMergeResponses = {
    /**
     * Success.
     */
    200: MergePerformResult;
};

export type PerformMergeResponse = PerformMergeResponses[keyof PerformMergeResponses];

export type ListChangesData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
    };
    query?: {
        /**
         * `next_cursor` of an earlier page of the same list.
         */
        cursor?: string;
        /**
         * Items a page.
         */
        limit?: number;
        /**
         * Default: the default bookmark of the repository.
         */
        bookmark?: string;
    };
    url: '/{org}/{repo}/changes';
};

export type ListChangesErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type ListChangesError = ListChangesErrors[keyof ListChangesErrors];

export type ListChangesResponses = {
    /**
     * Success.
     */
    200: ChangePage;
};

export type ListChangesResponse = ListChangesResponses[keyof ListChangesResponses];

export type CreateChangeData = {
    body: ChangeCreate;
    headers?: {
        /**
         * Makes a retry safe: for 24 hours the same key answers what the first request answered.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
    };
    query?: never;
    url: '/{org}/{repo}/changes';
};

export type CreateChangeErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type CreateChangeError = CreateChangeErrors[keyof CreateChangeErrors];

export type CreateChangeResponses = {
    /**
     * Created.
     */
    201: Change;
};

export type CreateChangeResponse = CreateChangeResponses[keyof CreateChangeResponses];

export type GetChangeData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
        /**
         * Change id.
         */
        change_id: string;
    };
    query?: never;
    url: '/{org}/{repo}/changes/{change_id}';
};

export type GetChangeErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type GetChangeError = GetChangeErrors[keyof GetChangeErrors];

export type GetChangeResponses = {
    /**
     * Success.
     */
    200: ChangeDetail;
};

export type GetChangeResponse = GetChangeResponses[keyof GetChangeResponses];

export type UpdateChangeData = {
    body: ChangeUpdate;
    headers?: {
        /**
         * Makes a retry safe: for 24 hours the same key answers what the first request answered.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
        /**
         * Change id.
         */
        change_id: string;
    };
    query?: never;
    url: '/{org}/{repo}/changes/{change_id}';
};

export type UpdateChangeErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type UpdateChangeError = UpdateChangeErrors[keyof UpdateChangeErrors];

export type UpdateChangeResponses = {
    /**
     * Success.
     */
    200: Change;
};

export type UpdateChangeResponse = UpdateChangeResponses[keyof UpdateChangeResponses];

export type ListChangeVersionsData = {
    body?: never;
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
        /**
         * Change id.
         */
        change_id: string;
    };
    query?: {
        /**
         * `next_cursor` of an earlier page of the same list.
         */
        cursor?: string;
        /**
         * Items a page.
         */
        limit?: number;
    };
    url: '/{org}/{repo}/changes/{change_id}/evolog';
};

export type ListChangeVersionsErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type ListChangeVersionsError = ListChangeVersionsErrors[keyof ListChangeVersionsErrors];

export type ListChangeVersionsResponses = {
    /**
     * Success.
     */
    200: ChangeVersionPage;
};

export type ListChangeVersionsResponse = ListChangeVersionsResponses[keyof ListChangeVersionsResponses];

export type WriteBatchData = {
    body: BatchWrite;
    headers?: {
        /**
         * Makes a retry safe: for 24 hours the same key answers what the first request answered.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * Organization slug.
         */
        org: string;
        /**
         * Repository name.
         */
        repo: string;
        /**
         * Change id.
         */
        change_id: string;
    };
    query?: never;
    url: '/{org}/{repo}/changes/{change_id}/batch';
};

export type WriteBatchErrors = {
    /**
     * The request is not valid.
     */
    400: ErrorBody;
    /**
     * The credential is missing, malformed, expired or revoked.
     */
    401: ErrorBody;
    /**
     * The credential lacks the scope.
     */
    403: ErrorBody;
    /**
     * It does not exist, or the credential has no access to it.
     */
    404: ErrorBody;
    /**
     * No representation fits the `Accept` header.
     */
    406: ErrorBody;
    /**
     * The state of the resource does not allow it, or a concurrent write won.
     */
    409: ErrorBody;
    /**
     * The server failed.
     */
    500: ErrorBody;
    /**
     * Any other failure, for example 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 429 `RATE_LIMITED` or 503 `UNAVAILABLE`. 429 and 503 say in `Retry-After` when to ask again.
     */
    default: ErrorBody;
};

export type WriteBatchError = WriteBatchErrors[keyof WriteBatchErrors];

export type WriteBatchResponses = {
    /**
     * Success.
     */
    200: BatchWritten;
};

export type WriteBatchResponse = WriteBatchResponses[keyof WriteBatchResponses];
