import { ApiError } from 'mesa-rest';
import { randomUuid } from '../core/random-uuid.js';
import type { Checkout } from './checkout.js';
import { fsError } from './fs-error.js';

import type { JournalFile, LeftJournalFile } from './journal/journal-store.js';
import { encodeRecord } from './journal/record-format.js';
import { readUnsentWrites, type UnsentWrites } from './journal/unsent-writes.js';
import type { JournalOps, LeftJournal, ReplayedJournal } from './journal-ops.js';
import { isOutage, outageDelayMs } from './outage.js';
import type { RepoClient, Revision, WriteBatch, WriteResult } from './repo-client.js';
import { toFileSystemError } from './to-file-system-error.js';

/** A repository whose checkout may have left something. */
export interface JournaledRepo {
  /** Name that messages and results show. */
  readonly name: string;
  readonly checkout: Checkout;
}

interface Left {
  readonly name: string;
  readonly checkout: Checkout;
  readonly file: LeftJournalFile;
  readonly unsent: UnsentWrites;
}

/** Journals of repositories whose checkouts are in this thread. */
export class CheckoutJournalOps implements JournalOps {
  readonly #repos: readonly JournaledRepo[];

  /** @internal */
  constructor(repos: readonly JournaledRepo[]) {
    this.#repos = repos;
  }

  async list(): Promise<LeftJournal[]> {
    const all = await this.#left();
    await Promise.all(all.map(({ file }) => file.close()));
    return all.map(({ name, unsent }) => ({
      repo: name,
      baseCommitOid: (unsent.batches[0] ?? unsent.on).base.commitOid,
      paths: pathsOf(unsent),
      bytes: unsent.bytes,
      writtenAt: new Date(unsent.writtenAt),
    }));
  }

  async replay(): Promise<ReplayedJournal[]> {
    const replayed: ReplayedJournal[] = [];
    const all = await this.#left();
    try {
      for (const left of all) {
        const own = await left.file.take();
        // Somebody else was faster, and stores it.
        if (own === undefined) continue;
        const { changeId } = await this.#replayOne(left, own);
        replayed.push({ repo: left.name, changeOid: changeId, paths: pathsOf(left.unsent) });
      }
    } finally {
      await Promise.all(all.map(({ file }) => file.close()));
    }
    return replayed;
  }

  async discard(): Promise<void> {
    for (const { file } of await this.#left()) {
      await (await file.take())?.remove();
      await file.close();
    }
  }

  async #replayOne({ checkout, unsent }: Left, own: JournalFile): Promise<Revision> {
    let at: Revision;
    try {
      at = await storeUnsent(checkout, unsent, own);
    } catch (error) {
      await own.release();
      throw toFileSystemError(error, 'replay', checkout.mountPath);
    }
    await own.remove();
    if (checkout.amends) await checkout.refreshNow();
    else {
      await checkout.switchTo(async () => {
        const revision = await checkout.client.resolve({ changeId: at.changeId });
        return { revision, bookmark: checkout.bookmark, amends: true };
      });
    }
    return at;
  }

  async #left(): Promise<Left[]> {
    const found: Left[] = [];
    for (const { name, checkout } of this.#repos) {
      for (const file of (await checkout.journal?.left()) ?? []) {
        const unsent = readUnsentWrites(file);
        if (unsent !== undefined) found.push({ name, checkout, file, unsent });
        // It has nothing: its process ended as it wrote the first record, or before it removed it.
        else await (await file.take())?.remove();
      }
    }
    return found;
  }
}

/** Stores what a journal has, in its order, and notes in it what is stored. Returns where that is. */
async function storeUnsent(checkout: Checkout, unsent: UnsentWrites, own: JournalFile): Promise<Revision> {
  let { on } = unsent;
  for (const { key, base, amend, operations } of unsent.batches) {
    const batch: WriteBatch = { key, base, amend, operations: unsent.toWrites(operations) };
    const { revision, base: onto, isMerged } = await store(checkout, batch);
    // Where others wrote too, what follows was not made on what they made of it.
    const next = isMerged ? onto : revision;
    on = { base: next, amend: true };
    await own.append(encodeRecord({ type: 'stored', key, next }));
  }
  if (unsent.operations.length === 0) return on.base;
  const operations = unsent.toWrites(unsent.operations);
  return (await store(checkout, { ...on, key: randomUuid(), operations })).revision;
}

async function store(checkout: Checkout, batch: WriteBatch): Promise<WriteResult> {
  const result = await sendUntilStored(checkout.client, batch, checkout.writeTimeoutMs);
  const [refused] = result.refused;
  if (refused === undefined) return result;
  const hint = 'somebody else changed it since, and this server cannot merge; the journal still has it';
  throw fsError('ESTALE', 'replay', `${checkout.mountPath}/${refused}`, { hint });
}

async function sendUntilStored(
  client: RepoClient,
  batch: WriteBatch,
  timeoutMs: number,
): Promise<WriteResult> {
  const end = Date.now() + timeoutMs;
  for (let failures = 0, sent = batch; ; ) {
    try {
      return await client.write(sent);
    } catch (error) {
      // The answer is kept for the credential that asked; with another one the writes are merged with themselves.
      const isKeyUsed = error instanceof ApiError && error.code === 'IDEMPOTENCY_KEY_REUSED';
      if (isKeyUsed && sent === batch) {
        sent = { ...batch, key: randomUuid() };
        continue;
      }
      const delay = outageDelayMs(++failures, error);
      if (!isOutage(error) || Date.now() + delay > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
}

function pathsOf({ batches, operations }: UnsentWrites): string[] {
  const all = [...batches.flatMap((batch) => batch.operations), ...operations];
  return [...new Set(all.map(({ path }) => path))].sort();
}
