import { type Selectable, sql } from 'kysely';
import type { UpstreamSyncsTable } from '../database-schema.js';
import type { Executor, Transaction } from '../executor.js';
import { inBatches } from '../in-batches.js';
import { type NewestFirstRequest, type Page, toPage } from '../page.js';
import { isPostgres } from '../sql-engine.js';

/** One run of bringing a repository and its upstream together. */
export interface UpstreamSyncRecord {
  readonly seq: number;
  readonly id: string;
  readonly repoId: string;
  readonly direction: 'pull' | 'push';
  readonly status: 'queued' | 'in_progress' | 'completed' | 'failed';
  /** Attempts so far, the one under way included. */
  readonly attempt: number;
  readonly refGlobs: { readonly branches: string; readonly tags: string };
  /** JSON as the service wrote it: in whose name refs and changes are moved. */
  readonly requestedBy: unknown;
  /** JSON as the service wrote it, or null. */
  readonly stats: unknown;
  /** Why the last attempt failed; null while one is under way. */
  readonly error: string | null;
  /** When it may be taken up. */
  readonly nextAttemptAt: number;
  readonly createdAt: number;
  /** Beginning of the attempt under way, or of the last one. */
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

export type NewUpstreamSync = Pick<
  UpstreamSyncRecord,
  'id' | 'repoId' | 'direction' | 'refGlobs' | 'requestedBy' | 'createdAt'
>;

/** An attempt, as long as nobody else has taken the run up: every claim counts one. */
export type UpstreamSyncClaim = Pick<UpstreamSyncRecord, 'id' | 'attempt'>;

/** How a run ended. */
export interface UpstreamSyncEnd {
  readonly status: 'completed' | 'failed';
  readonly stats: unknown;
  readonly error: string | null;
}

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
      requested_by: JSON.stringify(sync.requestedBy),
      stats: null,
      error: null,
      next_attempt_at: sync.createdAt,
      locked_until: null,
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
  request: NewestFirstRequest,
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

/** Returns the newest sync of a repository that was completed. */
export async function latestCompletedSync(
  executor: Executor,
  repoId: string,
): Promise<UpstreamSyncRecord | undefined> {
  const row = await executor
    .selectFrom('upstream_syncs')
    .selectAll()
    .where('repo_id', '=', repoId)
    .where('status', '=', 'completed')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toUpstreamSync(row);
}

/** Counts the syncs of a repository that are queued or under way. */
export async function countUnfinishedSyncs(executor: Executor, repoId: string): Promise<number> {
  const row = await executor
    .selectFrom('upstream_syncs')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('repo_id', '=', repoId)
    .where('finished_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Counts the syncs of all repositories that wait or are under way, for metrics. */
export async function countSyncs(executor: Executor): Promise<Record<'queued' | 'in_progress', number>> {
  const rows = await executor
    .selectFrom('upstream_syncs')
    .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
    .where('finished_at', 'is', null)
    .groupBy('status')
    .execute();
  const countOf = (status: string): number => Number(rows.find((row) => row.status === status)?.count ?? 0);
  return { queued: countOf('queued'), in_progress: countOf('in_progress') };
}

/**
 * Takes up syncs that are due, the oldest of each repository alone: a repository has one at a time, in the order in which they
 * were asked for. A claim is void after `leaseMs` unless it is renewed: its worker is then taken for dead.
 */
export async function claimUpstreamSyncs(
  tx: Transaction,
  request: { readonly now: number; readonly leaseMs: number; readonly limit: number },
): Promise<UpstreamSyncRecord[]> {
  const { now, leaseMs, limit } = request;
  let due = headsOfQueues(tx)
    .select('head.seq')
    .where('head.next_attempt_at', '<=', now)
    .where((eb) => eb.or([eb('head.locked_until', 'is', null), eb('head.locked_until', '<=', now)]))
    .orderBy('head.next_attempt_at')
    .limit(limit);
  if (isPostgres(tx)) due = due.forUpdate('head').skipLocked();
  const rows = await tx
    .updateTable('upstream_syncs')
    .set((eb) => ({
      status: 'in_progress',
      attempt: eb('attempt', '+', 1),
      error: null,
      started_at: now,
      locked_until: now + leaseMs,
    }))
    .where('seq', 'in', due)
    .returningAll()
    .execute();
  return rows.map(toUpstreamSync).sort((a, b) => a.seq - b.seq);
}

/** Returns when the next sync can be taken up, or null when none waits. One under way can be when its claim runs out. */
export async function nextUpstreamSyncDueAt(executor: Executor): Promise<number | null> {
  const row = await headsOfQueues(executor)
    .select(
      sql<
        number | null
      >`min(case when head.locked_until > head.next_attempt_at then head.locked_until else head.next_attempt_at end)`.as(
        'due',
      ),
    )
    .executeTakeFirst();
  return row?.due ?? null;
}

/** Prolongs a claim. Returns false when it is void: somebody else has the sync, or it is gone. */
export async function renewUpstreamSync(
  tx: Transaction,
  claim: UpstreamSyncClaim,
  lockedUntil: number,
): Promise<boolean> {
  return (await change(tx, claim, { locked_until: lockedUntil })) !== undefined;
}

/**
 * Voids every claim, so that what a process left behind that is gone can be taken up at once. Only for who knows that no other
 * process works on this database. Returns how many there were.
 */
export async function voidUpstreamSyncClaims(tx: Transaction): Promise<number> {
  const result = await tx
    .updateTable('upstream_syncs')
    .set({ locked_until: null })
    .where('finished_at', 'is', null)
    .where('locked_until', 'is not', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Puts a sync back for another attempt. Returns undefined when the claim was void. */
export async function requeueUpstreamSync(
  tx: Transaction,
  claim: UpstreamSyncClaim,
  next: {
    readonly error: string | null;
    readonly nextAttemptAt: number;
    /** False for an attempt that was interrupted by ourselves: it is not counted. */
    readonly counts: boolean;
  },
): Promise<UpstreamSyncRecord | undefined> {
  return change(tx, claim, {
    status: 'queued',
    attempt: next.counts ? claim.attempt : claim.attempt - 1,
    error: next.error,
    next_attempt_at: next.nextAttemptAt,
    started_at: null,
    locked_until: null,
  });
}

/** Ends a sync. Returns undefined when the claim was void. */
export async function finishUpstreamSync(
  tx: Transaction,
  claim: UpstreamSyncClaim,
  end: UpstreamSyncEnd,
  now: number,
): Promise<UpstreamSyncRecord | undefined> {
  return change(tx, claim, {
    status: end.status,
    stats: end.stats === null ? null : JSON.stringify(end.stats),
    error: end.error,
    finished_at: now,
    locked_until: null,
  });
}

/** Removes syncs that ended before a time, but for the newest of each repository. Returns how many there were. */
export async function deleteFinishedSyncs(tx: Transaction, before: number): Promise<number> {
  const result = await tx
    .deleteFrom('upstream_syncs')
    .where('finished_at', '<', before)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('upstream_syncs as newer')
          .select('newer.seq')
          .whereRef('newer.repo_id', '=', 'upstream_syncs.repo_id')
          .whereRef('newer.seq', '>', 'upstream_syncs.seq'),
      ),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** The oldest unfinished sync of each repository. */
function headsOfQueues(executor: Executor) {
  return executor
    .selectFrom('upstream_syncs as head')
    .where('head.finished_at', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('upstream_syncs as earlier')
            .select('earlier.seq')
            .whereRef('earlier.repo_id', '=', 'head.repo_id')
            .where('earlier.finished_at', 'is', null)
            .whereRef('earlier.seq', '<', 'head.seq'),
        ),
      ),
    );
}

async function change(
  tx: Transaction,
  claim: UpstreamSyncClaim,
  values: Partial<Selectable<Omit<UpstreamSyncsTable, 'seq'>>>,
): Promise<UpstreamSyncRecord | undefined> {
  const row = await tx
    .updateTable('upstream_syncs')
    .set(values)
    .where('id', '=', claim.id)
    .where('status', '=', 'in_progress')
    // A worker that comes back late finds another number here.
    .where('attempt', '=', claim.attempt)
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
    requestedBy: JSON.parse(row.requested_by),
    stats: row.stats === null ? null : JSON.parse(row.stats),
    error: row.error,
    nextAttemptAt: row.next_attempt_at,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
