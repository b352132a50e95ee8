import type { Generated, GeneratedAlways } from 'kysely';
import type { CommitmentsTables } from './commitments-tables.js';
import type { MeshBillingTables } from './meshagent/billing-tables.js';
import type { MeshOperationsTables } from './meshagent/operations-tables.js';
import type { MeshProjectsTables } from './meshagent/projects-tables.js';
import type { MeshServicesTables } from './meshagent/services-tables.js';
import type { MeshSessionsTables } from './meshagent/sessions-tables.js';

/*
 * The tables as both engines have them. Times are milliseconds since 1970, booleans 0 or 1, JSON is text, and lists of
 * oids are one text separated by spaces: the subset of SQL in which SQLite and PostgreSQL agree. `seq` is an identity
 * column: it gives rows an order that a list can page by. Names in here stay snake_case; the functions in `queries/`
 * turn rows into records.
 */

/** Every table of the depot, for Kysely. */
export interface DatabaseSchema
  extends CommitmentsTables,
    MeshProjectsTables,
    MeshSessionsTables,
    MeshOperationsTables,
    MeshBillingTables,
    MeshServicesTables {
  orgs: OrgsTable;
  repos: ReposTable;
  repo_tags: RepoTagsTable;
  objects: ObjectsTable;
  object_chunks: ObjectChunksTable;
  commits: CommitsTable;
  commit_parents: CommitParentsTable;
  changes: ChangesTable;
  change_versions: ChangeVersionsTable;
  bookmarks: BookmarksTable;
  git_tags: GitTagsTable;
  conflicts: ConflictsTable;
  operations: OperationsTable;
  path_metadata: PathMetadataTable;
  api_keys: ApiKeysTable;
  signing_keys: SigningKeysTable;
  webhook_targets: WebhookTargetsTable;
  webhook_deliveries: WebhookDeliveriesTable;
  upstream_syncs: UpstreamSyncsTable;
  idempotency: IdempotencyTable;
  settings: SettingsTable;
  leases: LeasesTable;
}

export interface OrgsTable {
  seq: GeneratedAlways<number>;
  id: string;
  slug: string;
  name: string;
  created_at: number;
}

export interface ReposTable {
  seq: GeneratedAlways<number>;
  id: string;
  org_id: string;
  /** Unique in its organization among the repositories that are not deleted. */
  name: string;
  default_bookmark: string;
  /** Number of the last operation. Every writer advances it by compare-and-swap, which orders them without gaps. */
  op_seq: number;
  tags: string;
  upstream: string | null;
  created_at: number;
  deleted_at: number | null;
}

/** The tags of `repos.tags` as rows, so that a filter can use an index. */
export interface RepoTagsTable {
  /** Organization and `seq` of the repository: lists are in that order. */
  org_id: string;
  repo_seq: number;
  repo_id: string;
  key: string;
  /** In lower case: tag filters ignore case. */
  value_folded: string;
}

/** Git objects. They belong to a repository: an oid alone opens nothing, and deleting a repository is one range. */
export interface ObjectsTable {
  repo_seq: number;
  oid: Uint8Array;
  type_code: number;
  size: number;
  /** A zlib stream, or null when the body is in `object_chunks` or beside the database. */
  data: Uint8Array | null;
  /** Key of the body in the store for large objects beside the database; null for all others. */
  store_key: Generated<string | null>;
  /** When somebody last stored it, to the hour: what was stored lately may be about to be referred to. */
  stored_at: Generated<number>;
}

export interface ObjectChunksTable {
  repo_seq: number;
  oid: Uint8Array;
  chunk_index: number;
  data: Uint8Array;
  stored_at: Generated<number>;
}

export interface CommitsTable {
  repo_id: string;
  oid: string;
  tree: string;
  parents: string;
  change_id: string;
  generation: number;
  is_conflicted: number;
  created_at: number;
}

export interface CommitParentsTable {
  repo_id: string;
  parent_oid: string;
  child_oid: string;
}

export interface ChangesTable {
  seq: GeneratedAlways<number>;
  repo_id: string;
  change_id: string;
  commit_oid: string;
  version: number;
  created_at: number;
  updated_at: number;
}

/** The evolution log: every commit a change has been. */
export interface ChangeVersionsTable {
  repo_id: string;
  change_id: string;
  version: number;
  commit_oid: string;
  op_seq: number;
  created_at: number;
}

export interface BookmarksTable {
  seq: GeneratedAlways<number>;
  repo_id: string;
  name: string;
  /** Null is the virtual root. */
  commit_oid: string | null;
  version: number;
  updated_at: number;
}

/** Tags that git clients pushed. */
export interface GitTagsTable {
  repo_id: string;
  name: string;
  oid: string;
  /** What is tagged, annotations followed to their end. */
  peeled_oid: string;
  peeled_type: 'commit' | 'tree' | 'blob';
  updated_at: number;
}

export interface ConflictsTable {
  repo_id: string;
  commit_oid: string;
  path: string;
  base_mode: string | null;
  base_oid: string | null;
  target_mode: string | null;
  target_oid: string | null;
  source_mode: string | null;
  source_oid: string | null;
}

export interface OperationsTable {
  repo_id: string;
  op_seq: number;
  actor: string;
  kind: string;
  detail: string;
  created_at: number;
}

export interface PathMetadataTable {
  repo_id: string;
  path: string;
  key: string;
  value: string;
}

export interface ApiKeysTable {
  seq: GeneratedAlways<number>;
  id: string;
  org_id: string;
  name: string | null;
  name_folded: string;
  secret_sha256: Uint8Array;
  scopes: string;
  repo_ids: string | null;
  tags: string;
  last_used_at: number | null;
  expires_at: number | null;
  revoked_at: number | null;
  created_at: number;
}

export interface SigningKeysTable {
  seq: GeneratedAlways<number>;
  id: string;
  org_id: string;
  name: string | null;
  public_key: Uint8Array;
  scopes: string;
  created_at: number;
  revoked_at: number | null;
}

export interface WebhookTargetsTable {
  seq: GeneratedAlways<number>;
  id: string;
  org_id: string;
  name: string | null;
  url: string;
  events: string;
  repo_ids: string | null;
  secret: string;
  created_at: number;
  updated_at: number;
  deleted_at: number | null;
}

/** The outbox: rows appear in the transaction that made the event true, in order of commit. */
export interface WebhookDeliveriesTable {
  seq: GeneratedAlways<number>;
  id: string;
  target_id: string;
  event_id: string;
  event_type: string;
  body: string;
  status: 'pending' | 'delivered' | 'parked';
  attempts: number;
  next_attempt_at: number;
  locked_until: number | null;
  last_error: string | null;
  last_status: number | null;
  created_at: number;
  finished_at: number | null;
}

export interface UpstreamSyncsTable {
  seq: GeneratedAlways<number>;
  id: string;
  repo_id: string;
  direction: 'pull' | 'push';
  status: 'queued' | 'in_progress' | 'completed' | 'failed';
  attempt: number;
  ref_globs: string;
  requested_by: string;
  stats: string | null;
  error: string | null;
  next_attempt_at: number;
  locked_until: number | null;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
}

export interface IdempotencyTable {
  credential_id: string;
  key: string;
  request_hash: Uint8Array;
  response: Uint8Array;
  status: number;
  expires_at: number;
}

export interface SettingsTable {
  key: string;
  value: string;
}

/** Who does what only one process at a time is to do. */
export interface LeasesTable {
  name: string;
  holder: string;
  /** Grows each time another holder gets it. */
  fence: number;
  /** By the clock of the database. */
  expires_at: number;
}
