import { z } from 'zod';

// Shapes of the `data` member of each event. Unknown members are dropped at every level, so that a newer server can
// add some. Times and ids stay the texts they are on the wire.

const Identity = z.object({ name: z.string(), email: z.string(), date: z.string().optional() });
const Tags = z.record(z.string(), z.string());

const Repo = z.object({
  id: z.string(),
  name: z.string(),
  default_bookmark: z.string(),
  head_change_id: z.string(),
  created_at: z.string(),
  tags: Tags,
});
const RepoSnapshot = z.object({ name: z.string(), default_bookmark: z.string(), tags: Tags });

const Bookmark = z.object({
  name: z.string(),
  is_default: z.boolean(),
  change_id: z.string(),
  commit_oid: z.string(),
});

const Change = z.object({
  id: z.string(),
  current_commit_oid: z.string(),
  message: z.string(),
  author: Identity,
  committer: Identity,
  parents: z.array(z.string()),
  created_at: z.string(),
  updated_at: z.string(),
});

const RefUpdate = z.object({
  ref: z.string(),
  bookmark: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  action: z.enum(['created', 'updated', 'deleted']),
});

const SyncRef = z.object({
  name: z.string(),
  before: z.string().nullable(),
  after: z.string(),
  outcome: z.enum(['updated', 'unchanged', 'filtered', 'rejected']),
});
const SyncStats = z.object({ refs: z.array(SyncRef) });

const Sync = z.object({
  id: z.string(),
  repo_id: z.string(),
  direction: z.enum(['pull', 'push']),
  attempt: z.number(),
  ref_globs: z.object({ branches: z.string(), tags: z.string() }),
  created_at: z.string(),
});

/** `data` of `repo.created`. */
export const RepoCreatedPayloadSchema = z.object({ repo: Repo });
/** `data` of `repo.updated`: the repository now, and what changed. */
export const RepoUpdatedPayloadSchema = z.object({ repo: Repo, before: RepoSnapshot, after: RepoSnapshot });
/** `data` of `repo.deleted`. */
export const RepoDeletedPayloadSchema = z.object({ repo: Repo });

/** `data` of `bookmark.created`. */
export const BookmarkCreatedPayloadSchema = z.object({ bookmark: Bookmark });
/** `data` of `bookmark.deleted`. */
export const BookmarkDeletedPayloadSchema = z.object({ bookmark: Bookmark });
/** `data` of `bookmark.moved`: the bookmark now, and where it pointed before. */
export const BookmarkMovedPayloadSchema = z.object({
  bookmark: Bookmark,
  from: z.object({ change_id: z.string(), commit_oid: z.string() }),
});
/** `data` of `bookmark.merged`: the bookmark that was merged into. */
export const BookmarkMergedPayloadSchema = z.object({ bookmark: Bookmark });

/** `data` of `change.created`. */
export const ChangeCreatedPayloadSchema = z.object({ change: Change });
/** `data` of `change.evolved`: the change now, and the commit it was at before. */
export const ChangeEvolvedPayloadSchema = z.object({
  change: Change,
  previous_current_commit_oid: z.string(),
});

/** `data` of `push`: what a git push did to bookmarks and changes. */
export const PushPayloadSchema = z.object({
  updates: z.array(RefUpdate),
  reconciliation: z.object({
    reconciled_commit_count: z.number(),
    touched_change_count: z.number(),
    changes_created_count: z.number(),
    evolog_inserted_count: z.number(),
    invalid_change_id_header_count: z.number(),
    dirty_change_skip_count: z.number(),
  }),
});

/** `data` of `sync.queued`. */
export const SyncQueuedPayloadSchema = z.object({
  sync: Sync.extend({
    status: z.literal('queued'),
    stats: z.null(),
    error: z.null(),
    started_at: z.null(),
    finished_at: z.null(),
  }),
});
/** `data` of `sync.in_progress`. */
export const SyncInProgressPayloadSchema = z.object({
  sync: Sync.extend({
    status: z.literal('in_progress'),
    stats: z.null(),
    error: z.null(),
    started_at: z.string(),
    finished_at: z.null(),
  }),
});
/** `data` of `sync.completed`. */
export const SyncCompletedPayloadSchema = z.object({
  sync: Sync.extend({
    status: z.literal('completed'),
    stats: SyncStats,
    error: z.null(),
    started_at: z.string().nullable(),
    finished_at: z.string(),
  }),
});
/** `data` of `sync.failed`. */
export const SyncFailedPayloadSchema = z.object({
  sync: Sync.extend({
    status: z.literal('failed'),
    stats: SyncStats.nullable(),
    error: z.string(),
    started_at: z.string().nullable(),
    finished_at: z.string(),
  }),
});

export type RepoCreatedPayload = z.infer<typeof RepoCreatedPayloadSchema>;
export type RepoUpdatedPayload = z.infer<typeof RepoUpdatedPayloadSchema>;
export type RepoDeletedPayload = z.infer<typeof RepoDeletedPayloadSchema>;
export type BookmarkCreatedPayload = z.infer<typeof BookmarkCreatedPayloadSchema>;
export type BookmarkDeletedPayload = z.infer<typeof BookmarkDeletedPayloadSchema>;
export type BookmarkMovedPayload = z.infer<typeof BookmarkMovedPayloadSchema>;
export type BookmarkMergedPayload = z.infer<typeof BookmarkMergedPayloadSchema>;
export type ChangeCreatedPayload = z.infer<typeof ChangeCreatedPayloadSchema>;
export type ChangeEvolvedPayload = z.infer<typeof ChangeEvolvedPayloadSchema>;
export type PushPayload = z.infer<typeof PushPayloadSchema>;
export type SyncQueuedPayload = z.infer<typeof SyncQueuedPayloadSchema>;
export type SyncInProgressPayload = z.infer<typeof SyncInProgressPayloadSchema>;
export type SyncCompletedPayload = z.infer<typeof SyncCompletedPayloadSchema>;
export type SyncFailedPayload = z.infer<typeof SyncFailedPayloadSchema>;
