import type { OutboxJournal } from '../outbox.js';
import type { WriteBatch, WriteOperation, WriteResult } from '../repo-client.js';
import type { JournalFile, JournalStore, LeftJournalFile } from './journal-store.js';
import type { JournalOperation, JournalRecord } from './record.js';
import { encodeRecord } from './record-format.js';

/** Options of a {@link CheckoutJournal}. */
export interface CheckoutJournalOptions {
  readonly store: JournalStore;
  /** Folder of the checkout in the store. */
  readonly folder: string;
  readonly org: string;
  readonly repo: string;
  readonly now: () => number;
}

/** The journal of one checkout: a file that is there while something cannot be sent, and the files that others left. */
export class CheckoutJournal implements OutboxJournal {
  readonly #options: CheckoutJournalOptions;
  readonly #blobs = new Set<string>();
  #file: JournalFile | undefined;
  #isClosed = false;

  constructor(options: CheckoutJournalOptions) {
    this.#options = options;
  }

  get location(): string {
    return this.#file?.path ?? `${this.#options.store.path}/${this.#options.folder}`;
  }

  /** Returns what other mounts of the checkout left. */
  left(): Promise<LeftJournalFile[]> {
    return this.#options.store.left(this.#options.folder);
  }

  keepBatch({ key, base, amend, operations }: WriteBatch, paths: readonly string[]): Promise<void> {
    const writtenAt = this.#options.now();
    return this.#append(operations, (own) => ({
      type: 'batch',
      key,
      base,
      amend,
      operations: own,
      paths,
      writtenAt,
    }));
  }

  keepOperations(
    operations: readonly WriteOperation[],
    paths: readonly string[],
    { base, amend }: Pick<WriteBatch, 'base' | 'amend'>,
  ): Promise<void> {
    const writtenAt = this.#options.now();
    return this.#append(operations, (own) => ({
      type: 'operations',
      base,
      amend,
      operations: own,
      paths,
      writtenAt,
    }));
  }

  async drop(key: string, { revision, base, isMerged }: WriteResult): Promise<void> {
    // Where others wrote too, what follows was not made on what they made of it.
    const next = isMerged ? base : revision;
    await this.#file?.append(encodeRecord({ type: 'stored', key, next }));
  }

  async clear(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    this.#blobs.clear();
    await file?.remove();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const file = this.#file;
    this.#file = undefined;
    await file?.release();
  }

  async #append(
    operations: readonly WriteOperation[],
    toRecord: (operations: readonly JournalOperation[]) => JournalRecord,
  ): Promise<void> {
    if (this.#isClosed) return;
    const { store, folder, org, repo, now } = this.#options;
    const isNew = this.#file === undefined;
    this.#file ??= await store.create(folder);
    const blobs = this.#blobs;
    const added: string[] = [];
    const pieces = async function* (): AsyncGenerator<Uint8Array> {
      if (isNew) yield* encodeRecord({ type: 'begin', version: 1, org, repo, writtenAt: now() });
      for (const operation of operations) {
        if (operation.action === 'delete' || operation.content === undefined) continue;
        const { oid, size, content } = operation;
        if (blobs.has(oid)) continue;
        yield* encodeRecord({ type: 'blob', oid, size }, content);
        blobs.add(oid);
        added.push(oid);
      }
      yield* encodeRecord(toRecord(operations.map(toJournal)));
    };
    try {
      await this.#file.append(pieces());
    } catch (error) {
      for (const oid of added) blobs.delete(oid);
      // A file without its first record is none.
      if (isNew) await this.clear();
      throw error;
    }
  }
}

function toJournal(operation: WriteOperation): JournalOperation {
  if (operation.action === 'delete') return operation;
  const { content, ...put } = operation;
  return { ...put, hasContent: content !== undefined };
}
