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
 *
 * Returns the keys of bodies that are beside the database. They are to be removed after the commit: a body without a row is in
 * nobody's way, a row without a body would be a loss.
 */
export async function removeGarbage(
  tx: Transaction,
  repo: Pick<RepoRecord, 'id' | 'seq'>,
  { oids, storedBefore }: { readonly oids: readonly string[]; readonly storedBefore: number },
): Promise<string[]> {
  const storeKeys: string[] = [];
  for (const batch of inBatches(oids)) {
    const bytes = batch.map((oid) => Buffer.from(oid, 'hex'));
    const removed = await tx
      .deleteFrom('objects')
      .where('repo_seq', '=', repo.seq)
      .where('oid', 'in', bytes)
      .where('stored_at', '<', storedBefore)
      // Who is about to store a large blob again has begun with its chunks.
      .where(
        sql<SqlBool>`not exists (select 1 from object_chunks where object_chunks.repo_seq = objects.repo_seq
          and object_chunks.oid = objects.oid and object_chunks.stored_at >= ${storedBefore})`,
      )
      .returning(['oid', 'store_key'])
      .execute();
    if (removed.length === 0) continue;
    const gone = removed.map(({ oid }) => toHex(oid));
    for (const { store_key: key } of removed) if (key !== null) storeKeys.push(key);
    await tx
      .deleteFrom('object_chunks')
      .where('repo_seq', '=', repo.seq)
      .where(
        'oid',
        'in',
        removed.map(({ oid }) => oid),
      )
      .where('stored_at', '<', storedBefore)
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
  return storeKeys;
}

/** Returns commits, trees and tags that somebody stored at `since` or later, in order of oid, and where to go on. */
export async function listFreshObjects(
  executor: Executor,
  repoSeq: number,
  request: { readonly since: number; readonly after: string; readonly limit: number },
): Promise<{ readonly oids: readonly string[]; readonly next: string | undefined }> {
  const rows = await executor
    .selectFrom('objects')
    .select('oid')
    .where('repo_seq', '=', repoSeq)
    .where('oid', '>', Buffer.from(request.after, 'hex'))
    .where('stored_at', '>=', request.since)
    .where('type_code', '<>', BLOB)
    .orderBy('oid')
    .limit(request.limit)
    .execute();
  const oids = rows.map(({ oid }) => toHex(oid));
  return { oids, next: oids.length < request.limit ? undefined : oids.at(-1) };
}

/** Returns those of the keys of bodies beside the database that a row names. */
export async function getNamedStoreKeys(executor: Executor, keys: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  // A key is made of the number of the repository and the oid, by which rows are found: see `placeLargeBlob`.
  const oidsByRepo = new Map<number, Buffer[]>();
  for (const key of keys) {
    const [, repoSeq, oid] = /^(\d+)\/([0-9a-f]{40})-/.exec(key) ?? [];
    if (oid === undefined) continue;
    const oids = oidsByRepo.get(Number(repoSeq));
    if (oids) oids.push(Buffer.from(oid, 'hex'));
    else oidsByRepo.set(Number(repoSeq), [Buffer.from(oid, 'hex')]);
  }
  for (const [repoSeq, oids] of oidsByRepo) {
    for (const batch of inBatches(oids)) {
      const rows = await executor
        .selectFrom('objects')
        .select('store_key')
        .where('repo_seq', '=', repoSeq)
        .where('oid', 'in', batch)
        .execute();
      for (const { store_key: key } of rows) if (key !== null) found.add(key);
    }
  }
  return found;
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

/** The number that git gives the type in a pack. */
const BLOB = 3;

const isWithoutObject = sql<SqlBool>`not exists (
  select 1 from objects where objects.repo_seq = object_chunks.repo_seq and objects.oid = object_chunks.oid)`;

function toHex(oid: Uint8Array): string {
  return Buffer.from(oid.buffer, oid.byteOffset, oid.byteLength).toString('hex');
}
