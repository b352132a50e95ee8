import type { Revision, WriteOperation } from '../repo-client.js';
import { JournalContents } from './journal-contents.js';
import type { JournalOperation, JournalRecord } from './record.js';
import { decodeRecords, type RecordSource } from './record-format.js';

type BatchRecord = JournalRecord & { readonly type: 'batch' };

/** What a journal says of one checkout. */
export interface UnsentWrites {
  readonly org: string;
  readonly repo: string;
  /** Batches that may be on the server or not, in their order. */
  readonly batches: readonly BatchRecord[];
  /** What is to follow them. */
  readonly operations: readonly JournalOperation[];
  /** What they are made on, where there is no batch before them. */
  readonly on: { readonly base: Revision; readonly amend: boolean };
  /** Bytes of the files. */
  readonly bytes: number;
  readonly writtenAt: number;
  /** Returns writes with their bytes. */
  toWrites(operations: readonly JournalOperation[]): WriteOperation[];
}

/** Reads a journal; undefined for one in which nothing is left to do. */
export function readUnsentWrites(source: RecordSource): UnsentWrites | undefined {
  let begin: (JournalRecord & { readonly type: 'begin' }) | undefined;
  let on: UnsentWrites['on'] | undefined;
  let hasBatches = false;
  let writtenAt = 0;
  const blobs = new Map<string, number>();
  const batches = new Map<string, BatchRecord>();
  const operations = new Map<string, JournalOperation>();
  for (const { record, bodyAt } of decodeRecords(source)) {
    if ('writtenAt' in record) writtenAt = record.writtenAt;
    if (record.type === 'begin') begin = record;
    else if (record.type === 'blob') blobs.set(record.oid, bodyAt);
    else if (record.type === 'stored') {
      batches.delete(record.key);
      on = { base: record.next, amend: true };
    } else {
      for (const path of record.paths) operations.delete(path);
      // What follows a batch is made on what comes of it, which is known when it is stored.
      if (!hasBatches) on ??= { base: record.base, amend: record.amend };
      hasBatches ||= record.type === 'batch';
      if (record.type === 'batch') batches.set(record.key, record);
      else for (const operation of record.operations) operations.set(operation.path, operation);
    }
  }
  if (begin === undefined || on === undefined || batches.size + operations.size === 0) return undefined;
  const { org, repo } = begin;
  const all = [...batches.values()].flatMap((batch) => batch.operations).concat([...operations.values()]);
  const sizes = new Map(
    all.flatMap((operation) =>
      operation.action === 'put' && operation.hasContent ? [[operation.oid, operation.size] as const] : [],
    ),
  );
  return {
    org,
    repo,
    batches: [...batches.values()],
    operations: [...operations.values()],
    on,
    bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
    writtenAt,
    toWrites: (some) =>
      some.map((operation) => {
        if (operation.action === 'delete') return operation;
        const { hasContent, ...put } = operation;
        const at = blobs.get(put.oid);
        const content =
          hasContent && at !== undefined ? new JournalContents(source, at, put.size, put.oid) : undefined;
        return { ...put, before: put.before, content };
      }),
  };
}
