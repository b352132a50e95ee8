import { type SqlBool, sql } from 'kysely';
import type { Executor, Transaction } from '../executor.js';
import { inBatches } from '../in-batches.js';
import type { RepoRecord } from './repos.js';

/** Objects that may be removed if nothing refers to them. */
export interface Garbage {
  readonly objects: readonly { readonly oid: string; readonly size: number }[];
  /** Where the next page begins; undefined at the end. */
  readonly next: string | undefined;
}

/** Returns objects that nobody stored lately, in order of oid. */
export async function listGarbageCandidates(
  executor: Executor,
  repoSeq: number,
  request: { readonly storedBefore: number; readonly after: string; readonly limit: number },
): Promise<Garbage> {
  const rows = await executor
    .selectFrom('objects')
    .select(['oid', 'size'])
    .where('repo_seq', '=', repoSeq)
    .where('oid', '>', Buffer.from(request.after, 'hex'))
    .where('stored_at', '<', request.storedBefore)
    .orderBy('oid')
    .limit(request.limit)
    .execute();
  const objects = rows.map(({ oid, size }) => ({ oid: toHex(oid), size }));
  return { objects, next: objects.length < request.limit ? undefined : objects.at(-1)?.oid };
}

/**
 * Removes objects, unless somebody stored them since, and what the tables say of the commits among them. Only in a
 * transaction that advanced the operation of the repository.
 */
export async function removeGarbage(
  tx: Transaction,
  repo: Pick<RepoRecord, 'id' | 'seq'>,
  { oids, storedBefore }: { readonly oids: readonly string[]; readonly storedBefore: number },
): Promise<void> {
  for (const batch of inBatches(oids)) {
    const bytes = batch.map((oid) => Buffer.from(oid, 'hex'));
    const removed = await tx
      .deleteFrom('objects')
      .where('repo_seq', '=', repo.seq)
      .where('oid', 'in', bytes)
      .where('stored_at', '<', storedBefore)
      .returning('oid')
      .execute();
    if (removed.length === 0) continue;
    const gone = removed.map(({ oid }) => toHex(oid));
    await tx
      .deleteFrom('object_chunks')
      .where('repo_seq', '=', repo.seq)
      .where(
        'oid',
        'in',
        removed.map(({ oid }) => oid),
      )
      .execute();
    await tx.deleteFrom('commits').where('repo_id', '=', repo.id).where('oid', 'in', gone).execute();
    await tx
      .deleteFrom('commit_parents')
      .where('repo_id', '=', repo.id)
      .where('child_oid', 'in', gone)
      .execute();
    await tx.deleteFrom('conflicts').where('repo_id', '=', repo.id).where('commit_oid', 'in', gone).execute();
    await tx
      .deleteFrom('change_versions')
      .where('repo_id', '=', repo.id)
      .where('commit_oid', 'in', gone)
      .execute();
  }
}

/** Returns the oids of blobs of which only parts are stored, none of them lately: somebody gave up. */
export async function listUnfinishedBlobs(
  executor: Executor,
  repoSeq: number,
  storedBefore: number,
): Promise<string[]> {
  const rows = await executor
    .selectFrom('object_chunks')
    .select('oid')
    .where('repo_seq', '=', repoSeq)
    .where(isWithoutObject)
    .groupBy('oid')
    .having((eb) => eb.fn.max('stored_at'), '<', storedBefore)
    .execute();
  return rows.map(({ oid }) => toHex(oid));
}

/** Removes the parts of blobs that were never finished, unless somebody goes on with them. */
export async function removeUnfinishedBlobs(
  tx: Transaction,
  repoSeq: number,
  { oids, storedBefore }: { readonly oids: readonly string[]; readonly storedBefore: number },
): Promise<void> {
  for (const batch of inBatches(oids)) {
    await tx
      .deleteFrom('object_chunks')
      .where('repo_seq', '=', repoSeq)
      .where(
        'oid',
        'in',
        batch.map((oid) => Buffer.from(oid, 'hex')),
      )
      .where('stored_at', '<', storedBefore)
      .where(isWithoutObject)
      .execute();
  }
}

const isWithoutObject = sql<SqlBool>`not exists (
  select 1 from objects where objects.repo_seq = object_chunks.repo_seq and objects.oid = object_chunks.oid)`;

function toHex(oid: Uint8Array): string {
  return Buffer.from(oid.buffer, oid.byteOffset, oid.byteLength).toString('hex');
}
