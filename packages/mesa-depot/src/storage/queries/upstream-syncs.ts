import type { Selectable } from 'kysely';
import type { UpstreamSyncsTable } from '../database-schema.js';
import type { Executor, Transaction } from '../executor.js';
import { inBatches } from '../in-batches.js';
import { type Page, toPage } from '../page.js';

/** One run of bringing a repository and its upstream together. */
export interface UpstreamSyncRecord {
  readonly seq: number;
  readonly id: string;
  readonly repoId: string;
  readonly direction: 'pull' | 'push';
  readonly status: 'queued' | 'in_progress' | 'completed' | 'failed';
  readonly attempt: number;
  readonly refGlobs: { readonly branches: string; readonly tags: string };
  /** JSON as the service wrote it, or null. */
  readonly stats: unknown;
  readonly error: string | null;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

export type NewUpstreamSync = Pick<
  UpstreamSyncRecord,
  'id' | 'repoId' | 'direction' | 'refGlobs' | 'createdAt'
>;

/** What an update replaces; absent members stay. */
export type UpstreamSyncPatch = Partial<
  Pick<UpstreamSyncRecord, 'status' | 'attempt' | 'stats' | 'error' | 'startedAt' | 'finishedAt'>
>;

/** Stores a sync as queued. */
export async function insertUpstreamSync(
  tx: Transaction,
  sync: NewUpstreamSync,
): Promise<UpstreamSyncRecord> {
  const row = await tx
    .insertInto('upstream_syncs')
    .values({
      id: sync.id,
      repo_id: sync.repoId,
      direction: sync.direction,
      status: 'queued',
      attempt: 0,
      ref_globs: JSON.stringify(sync.refGlobs),
      stats: null,
      error: null,
      created_at: sync.createdAt,
      started_at: null,
      finished_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toUpstreamSync(row);
}

export async function getUpstreamSync(
  executor: Executor,
  repoId: string,
  id: string,
): Promise<UpstreamSyncRecord | undefined> {
  const row = await executor
    .selectFrom('upstream_syncs')
    .selectAll()
    .where('repo_id', '=', repoId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toUpstreamSync(row);
}

/** Returns the syncs of a repository, newest first. */
export async function listUpstreamSyncs(
  executor: Executor,
  repoId: string,
  request: { readonly before?: number | null; readonly limit: number },
): Promise<Page<UpstreamSyncRecord>> {
  let query = executor
    .selectFrom('upstream_syncs')
    .selectAll()
    .where('repo_id', '=', repoId)
    .orderBy('seq', 'desc')
    .limit(request.limit + 1);
  if (request.before != null) query = query.where('seq', '<', request.before);
  return toPage(await query.execute(), request.limit, toUpstreamSync);
}

/** Returns the newest sync of each of these repositories; one that never synced is left out. */
export async function latestUpstreamSyncs(
  executor: Executor,
  repoIds: readonly string[],
): Promise<Map<string, UpstreamSyncRecord>> {
  const found = new Map<string, UpstreamSyncRecord>();
  for (const batch of inBatches([...new Set(repoIds)])) {
    const rows = await executor
      .selectFrom('upstream_syncs')
      .selectAll()
      .where('seq', 'in', (eb) =>
        eb
          .selectFrom('upstream_syncs as newest')
          .select((newest) => newest.fn.max('newest.seq').as('seq'))
          .where('newest.repo_id', 'in', batch)
          .groupBy('newest.repo_id'),
      )
      .execute();
    for (const row of rows) found.set(row.repo_id, toUpstreamSync(row));
  }
  return found;
}

/** Changes a sync that is in a certain status. Returns undefined when it is not: another worker has it. */
export async function updateUpstreamSync(
  tx: Transaction,
  id: string,
  expectedStatus: UpstreamSyncRecord['status'],
  patch: UpstreamSyncPatch,
): Promise<UpstreamSyncRecord | undefined> {
  const row = await tx
    .updateTable('upstream_syncs')
    .set({
      status: patch.status ?? expectedStatus,
      ...(patch.attempt === undefined ? {} : { attempt: patch.attempt }),
      ...(patch.stats === undefined
        ? {}
        : { stats: patch.stats === null ? null : JSON.stringify(patch.stats) }),
      ...(patch.error === undefined ? {} : { error: patch.error }),
      ...(patch.startedAt === undefined ? {} : { started_at: patch.startedAt }),
      ...(patch.finishedAt === undefined ? {} : { finished_at: patch.finishedAt }),
    })
    .where('id', '=', id)
    .where('status', '=', expectedStatus)
    .returningAll()
    .executeTakeFirst();
  return row && toUpstreamSync(row);
}

function toUpstreamSync(row: Selectable<UpstreamSyncsTable>): UpstreamSyncRecord {
  return {
    seq: row.seq,
    id: row.id,
    repoId: row.repo_id,
    direction: row.direction,
    status: row.status,
    attempt: row.attempt,
    refGlobs: JSON.parse(row.ref_globs),
    stats: row.stats === null ? null : JSON.parse(row.stats),
    error: row.error,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
