import { CompiledQuery } from 'kysely';
import { DepotError } from '../../errors/index.js';
import type { Executor, Transaction } from '../executor.js';
import { FRAME_BYTES, type FramedObject } from '../framed-object.js';
import { inBatches, MAX_IDS_PER_STATEMENT } from '../in-batches.js';
import { readStoredFrame } from '../read-stored-frame.js';
import { isPostgres } from '../sql-engine.js';

/*
 * The hot path. A commit of a thousand files writes a thousand rows here and a checkout reads ten thousand, and building a query
 * costs ten times what running it does. So these statements are written by hand, and come in few lengths, which keeps
 * all of them in the statement cache.
 */

/** Rows of one INSERT, and the most bytes they may hold together. */
const MAX_ROWS_PER_INSERT = 256;
const MAX_BYTES_PER_INSERT = 8 * 1024 * 1024; // 8 MiB

/** How exact it is when an object was stored that is stored again: a write for each would be too much. */
const STORED_AT_PRECISION_MS = 3_600_000; // 1 hour
const INSERT = 'insert into objects (repo_seq, oid, type_code, size, data, store_key, stored_at) values';
const INSERTED_COLUMNS = 7;
const ON_CONFLICT = `on conflict (repo_seq, oid) do update set stored_at = excluded.stored_at
  where objects.stored_at < excluded.stored_at - ${STORED_AT_PRECISION_MS}`;

/** What is known of an object without reading it. */
export interface ObjectInfo {
  readonly typeCode: number;
  readonly size: number;
}

interface ObjectRow {
  oid: Uint8Array;
  type_code: number;
  size: number;
  data: Uint8Array | null;
  store_key: string | null;
}

/**
 * Stores objects; one that is there already stays as it is, but for the time of it.
 *
 * They are inserted in order of oid: two transactions that store the same objects in different orders would wait for each other.
 */
export async function insertObjects(
  tx: Transaction,
  repoSeq: number,
  objects: readonly FramedObject[],
  now: number = Date.now(),
): Promise<void> {
  const sorted = [...objects].sort((a, b) => (a.oid < b.oid ? -1 : 1));
  for (const batch of insertBatches(sorted)) {
    const parameters: unknown[] = [];
    for (const object of batch) {
      const [first, ...others] = object.frames;
      const data = others.length === 0 ? first : null;
      const { oid, typeCode, size, storeKey = null } = object;
      parameters.push(repoSeq, toBytes(oid), typeCode, size, data ?? null, storeKey, now);
    }
    const rows = valueRows(tx, batch.length, INSERTED_COLUMNS);
    await tx.executeQuery(CompiledQuery.raw(`${INSERT} ${rows} ${ON_CONFLICT}`, parameters));
  }
  for (const object of sorted) {
    if (object.frames.length > 1) await insertChunks(tx, repoSeq, object, 0, now);
  }
}

/** Returns an object, or undefined when it is not stored. */
export async function getObject(
  executor: Executor,
  repoSeq: number,
  oid: string,
): Promise<FramedObject | undefined> {
  return (await getObjects(executor, repoSeq, [oid])).get(oid);
}

/** Returns the objects among these oids; those that are not stored are left out. */
export async function getObjects(
  executor: Executor,
  repoSeq: number,
  oids: readonly string[],
): Promise<Map<string, FramedObject>> {
  const found = new Map<string, FramedObject>();
  const columns = 'oid, type_code, size, data, store_key';
  const rows = await selectByOid<ObjectRow>(executor, columns, repoSeq, oids);
  for (const row of rows) {
    const oid = toHex(row.oid);
    const frames = row.data === null ? await getFrames(executor, repoSeq, row) : [row.data];
    found.set(oid, { oid, typeCode: row.type_code, size: row.size, frames });
  }
  return found;
}

/** An object whose frame is there, or was too large to be read along: null. */
export interface ObjectHead extends ObjectInfo {
  readonly frame: Uint8Array | null;
}

/**
 * Returns the heads of the objects among these oids, each with its frame if its body has at most `maxBytes`: so that many small
 * objects come in one round trip, and what that takes in memory has a bound.
 */
export async function getObjectHeads(
  executor: Executor,
  repoSeq: number,
  oids: readonly string[],
  maxBytes: number,
): Promise<Map<string, ObjectHead>> {
  const columns = `oid, type_code, size, case when size <= ${Math.floor(maxBytes)} then data end as data`;
  const rows = await selectByOid<Omit<ObjectRow, 'store_key'>>(executor, columns, repoSeq, oids);
  return new Map(
    rows.map((row) => [toHex(row.oid), { typeCode: row.type_code, size: row.size, frame: row.data }]),
  );
}

/** Returns an object without what it keeps in chunks: its only frame, or null in place of several. */
export async function getObjectHead(
  executor: Executor,
  repoSeq: number,
  oid: string,
): Promise<ObjectHead | undefined> {
  const columns = 'oid, type_code, size, data';
  const [row] = await selectByOid<Omit<ObjectRow, 'store_key'>>(executor, columns, repoSeq, [oid]);
  return row && { typeCode: row.type_code, size: row.size, frame: row.data };
}

/** Returns one frame of an object that has several. */
export async function getObjectChunk(
  executor: Executor,
  repoSeq: number,
  oid: string,
  index: number,
): Promise<Uint8Array> {
  const [repoMark, oidMark, indexMark] = placeholders(executor, 3);
  const text = `select data from object_chunks where repo_seq = ${repoMark} and oid = ${oidMark} and chunk_index = ${indexMark}`;
  const { rows } = await executor.executeQuery<{ data: Uint8Array }>(
    CompiledQuery.raw(text, [repoSeq, toBytes(oid), index]),
  );
  const [row] = rows;
  if (row !== undefined) return row.data;
  const [object] = await selectByOid<Pick<ObjectRow, 'store_key' | 'size'>>(
    executor,
    'store_key, size',
    repoSeq,
    [oid],
  );
  if (object?.store_key) return readStoredFrame(executor, object.store_key, object.size, index);
  throw new DepotError('OBJECT_CORRUPT', `The object ${oid} has lost its chunk ${index}.`);
}

/**
 * Stores some frames of an object too large for one transaction. Nobody sees them before `insertChunkedObject`; a frame
 * that is there already, from an attempt that did not end, holds the same bytes and stays.
 */
export async function insertObjectChunks(
  tx: Transaction,
  repoSeq: number,
  oid: string,
  chunks: { readonly firstIndex: number; readonly frames: readonly Uint8Array[] },
): Promise<void> {
  await insertChunks(tx, repoSeq, { oid, frames: chunks.frames }, chunks.firstIndex, Date.now());
}

/** Makes an object of frames that are all stored. */
export async function insertChunkedObject(
  tx: Transaction,
  repoSeq: number,
  object: ObjectInfo & { readonly oid: string },
): Promise<void> {
  const text = `${INSERT} ${valueRows(tx, 1, INSERTED_COLUMNS)} ${ON_CONFLICT}`;
  const { oid, typeCode, size } = object;
  const parameters = [repoSeq, toBytes(oid), typeCode, size, null, null, Date.now()];
  await tx.executeQuery(CompiledQuery.raw(text, parameters));
}

/**
 * Notes that somebody relies on objects that are stored already, as storing them again would, and returns those that still
 * are: what nothing refers to may have been removed just now.
 */
export async function touchObjects(
  tx: Transaction,
  repoSeq: number,
  oids: readonly string[],
  now: number = Date.now(),
): Promise<Set<string>> {
  for (const batch of inBatches([...oids].sort().map(toBytes))) {
    await tx
      .updateTable('objects')
      .set({ stored_at: now })
      .where('repo_seq', '=', repoSeq)
      .where('oid', 'in', batch)
      .where('stored_at', '<', now - STORED_AT_PRECISION_MS)
      .execute();
  }
  return getStoredOids(tx, repoSeq, oids);
}

/** Returns type and size of the objects among these oids; those that are not stored are left out. */
export async function getObjectInfos(
  executor: Executor,
  repoSeq: number,
  oids: readonly string[],
): Promise<Map<string, ObjectInfo>> {
  const rows = await selectByOid<Omit<ObjectRow, 'data' | 'store_key'>>(
    executor,
    'oid, type_code, size',
    repoSeq,
    oids,
  );
  return new Map(rows.map((row) => [toHex(row.oid), { typeCode: row.type_code, size: row.size }]));
}

/** Returns those of the oids that are stored. */
export async function getStoredOids(
  executor: Executor,
  repoSeq: number,
  oids: readonly string[],
): Promise<Set<string>> {
  const rows = await selectByOid<Pick<ObjectRow, 'oid'>>(executor, 'oid', repoSeq, oids);
  return new Set(rows.map((row) => toHex(row.oid)));
}

/** Returns the oids of a repository's objects in order, starting after one of them: a walk over everything stored. */
export async function listObjectOids(
  executor: Executor,
  repoSeq: number,
  request: { readonly after?: string | null; readonly limit: number },
): Promise<string[]> {
  const rows = await executor
    .selectFrom('objects')
    .select('oid')
    .where('repo_seq', '=', repoSeq)
    .where('oid', '>', toBytes(request.after ?? ''))
    .orderBy('oid')
    .limit(request.limit)
    .execute();
  return rows.map((row) => toHex(row.oid));
}

/** Removes up to `limit` objects of a deleted repository, but not what they keep beside the database, and returns how many there were. */
export async function deleteObjects(tx: Transaction, repoSeq: number, limit: number): Promise<number> {
  const oids = (await listObjectOids(tx, repoSeq, { limit })).map(toBytes);
  for (const batch of inBatches(oids)) {
    await tx.deleteFrom('object_chunks').where('repo_seq', '=', repoSeq).where('oid', 'in', batch).execute();
    await tx.deleteFrom('objects').where('repo_seq', '=', repoSeq).where('oid', 'in', batch).execute();
  }
  // What is left are chunks of uploads that never ended.
  if (oids.length < limit) await tx.deleteFrom('object_chunks').where('repo_seq', '=', repoSeq).execute();
  return oids.length;
}

async function insertChunks(
  tx: Transaction,
  repoSeq: number,
  object: Pick<FramedObject, 'oid' | 'frames'>,
  firstIndex: number,
  now: number,
): Promise<void> {
  const text = `insert into object_chunks (repo_seq, oid, chunk_index, data, stored_at) values ${valueRows(tx, 1, 5)}
    on conflict (repo_seq, oid, chunk_index) do update set stored_at = excluded.stored_at`;
  const oid = toBytes(object.oid);
  for (const [index, frame] of object.frames.entries()) {
    await tx.executeQuery(CompiledQuery.raw(text, [repoSeq, oid, firstIndex + index, frame, now]));
  }
}

async function getFrames(
  executor: Executor,
  repoSeq: number,
  { oid, size, store_key: key }: ObjectRow,
): Promise<Uint8Array[]> {
  if (key === null) return getChunks(executor, repoSeq, oid);
  const frames: Uint8Array[] = [];
  for (let index = 0; index * FRAME_BYTES < size; index++)
    frames.push(await readStoredFrame(executor, key, size, index));
  return frames;
}

async function getChunks(executor: Executor, repoSeq: number, oid: Uint8Array): Promise<Uint8Array[]> {
  const marks = placeholders(executor, 2);
  const text = `select data from object_chunks where repo_seq = ${marks[0]} and oid = ${marks[1]} order by chunk_index`;
  const { rows } = await executor.executeQuery<{ data: Uint8Array }>(CompiledQuery.raw(text, [repoSeq, oid]));
  if (rows.length > 1) return rows.map((row) => row.data);
  throw new DepotError('OBJECT_CORRUPT', `The object ${toHex(oid)} has lost its chunks.`);
}

async function selectByOid<Row>(
  executor: Executor,
  columns: string,
  repoSeq: number,
  oids: readonly string[],
): Promise<Row[]> {
  const found: Row[] = [];
  for (const batch of inBatches([...new Set(oids)], MAX_IDS_PER_STATEMENT)) {
    const { rows } = await executor.executeQuery<Row>(
      isPostgres(executor) ? selectAny(columns, repoSeq, batch) : selectIn(columns, repoSeq, batch),
    );
    for (const row of rows) found.push(row);
  }
  return found;
}

/** One statement for every number of oids, with a list as its parameter. */
function selectAny(columns: string, repoSeq: number, oids: readonly string[]): CompiledQuery {
  const text = `select ${columns} from objects where repo_seq = $1 and oid = any($2)`;
  return CompiledQuery.raw(text, [repoSeq, oids.map(toBytes)]);
}

/** Padded with its last oid to a power of two, so that a dozen statements serve every number of oids. */
function selectIn(columns: string, repoSeq: number, oids: readonly string[]): CompiledQuery {
  const length = Math.min(nextPowerOfTwo(oids.length), MAX_IDS_PER_STATEMENT);
  const marks = new Array<string>(length).fill('?');
  const padding = new Array<string>(length - oids.length).fill(oids.at(-1) as string);
  const text = `select ${columns} from objects where repo_seq = ? and oid in (${marks.join(', ')})`;
  return CompiledQuery.raw(text, [repoSeq, ...oids.map(toBytes), ...padding.map(toBytes)]);
}

/** Cuts rows into inserts whose lengths are powers of two: nine statements serve every number of objects. */
function* insertBatches(objects: readonly FramedObject[]): Generator<readonly FramedObject[]> {
  let at = 0;
  while (at < objects.length) {
    let fits = 0;
    let bytes = 0;
    while (fits < MAX_ROWS_PER_INSERT && at + fits < objects.length && bytes < MAX_BYTES_PER_INSERT) {
      bytes += objects[at + fits]?.frames[0]?.byteLength ?? 0;
      fits++;
    }
    const length = 2 ** Math.floor(Math.log2(fits));
    yield objects.slice(at, at + length);
    at += length;
  }
}

function valueRows(executor: Executor, rows: number, columns: number): string {
  const marks = placeholders(executor, rows * columns);
  const groups: string[] = [];
  for (let at = 0; at < marks.length; at += columns)
    groups.push(`(${marks.slice(at, at + columns).join(', ')})`);
  return groups.join(', ');
}

function placeholders(executor: Executor, count: number): string[] {
  const numbered = isPostgres(executor);
  return Array.from({ length: count }, (_, index) => (numbered ? `$${index + 1}` : '?'));
}

function nextPowerOfTwo(count: number): number {
  return 2 ** Math.ceil(Math.log2(count));
}

function toBytes(oid: string): Uint8Array {
  return Buffer.from(oid, 'hex');
}

function toHex(oid: Uint8Array): string {
  return Buffer.from(oid.buffer, oid.byteOffset, oid.byteLength).toString('hex');
}
