import { randomUuid } from '../core/random-uuid.js';
import type { Contents } from './contents/contents.js';
import { type Before, DirtyPaths, fileAt, sentSnapshot, settleFile, type WrittenOn } from './dirty-paths.js';
import { fsError } from './fs-error.js';
import { isLocalOnly } from './local-only.js';
import { Mutex } from './mutex.js';
import { isOutage, outageDelayMs } from './outage.js';
import type {
  FileSnapshot,
  RepoClient,
  Revision,
  WriteBatch,
  WriteOperation,
  WriteResult,
} from './repo-client.js';
import type { TreeAccess } from './tree-access.js';
import { gitModeOf } from './tree-node.js';
import { UnsentError } from './unsent-error.js';

/** What nobody waits for leaves when nothing was written for this long... */
const QUIET_MS = 50;
/** ...and at the latest so long after the first of it was written. */
const LONGEST_MS = 500;
/** ...or when it is this many paths. */
const MANY_PATHS = 1_000;
/** With more than this waiting while the server is away, writers wait too. */
const MAX_WAITING_PATHS = 10_000;
const MAX_WAITING_BYTES = 256 * 1024 * 1024; // 256 MiB
/**
 * For so long nothing is written while a batch is on its way, or for half as long as a writer waits. Then it is resent or waited
 * for beside the work.
 */
const WINDOW_MS = 2_000; // 2 seconds
/** Files that are sent ahead of a batch at the same time. */
const PARALLEL_UPLOADS = 4;
/** A file larger than this is not written down before it is sent, and whoever waits for it waits for as long as that takes. */
const LARGE_BYTES = 8 * 1024 * 1024; // 8 MiB

const REFUSED_HINT = 'somebody else changed it at the same time, and this server cannot merge';
const NONE: ReadonlySet<string> = new Set();

/** Where what cannot be sent is kept in the meantime. */
export interface OutboxJournal {
  /** Where it is, for messages. */
  readonly location: string;
  /** Keeps a batch until it is told that it is stored. */
  keepBatch(batch: WriteBatch, paths: readonly string[]): Promise<void>;
  /**
   * Keeps what is to be done to paths after the batches that are kept. It replaces what was kept for them before.
   *
   * @param on What it is made on, where there are none.
   */
  keepOperations(
    operations: readonly WriteOperation[],
    paths: readonly string[],
    on: Pick<WriteBatch, 'base' | 'amend'>,
  ): Promise<void>;
  /** Is told that a batch is stored. */
  drop(key: string, result: WriteResult): Promise<void>;
  /** Is told that nothing waits any more. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Options of an {@link Outbox}. */
export interface OutboxOptions {
  readonly client: RepoClient;
  readonly tree: TreeAccess;
  /** How long a writer waits for a server that does not answer. */
  readonly writeTimeoutMs: number;
  readonly journal?: OutboxJournal | undefined;
}

/** Those who wait for writes that travel together. It is settled once they are stored, with the paths that were refused. */
interface Waiting {
  readonly stored: Promise<ReadonlySet<string>>;
  readonly resolve: (refused: ReadonlySet<string>) => void;
  readonly reject: (error: unknown) => void;
  /** How many wait. */
  listeners: number;
}

/** A batch on its way. Whatever happens to the tree, it stays what it is until the server has answered. */
interface Shipment {
  readonly batch: WriteBatch;
  readonly paths: DirtyPaths;
  /** What the paths are on the server once it is stored. */
  readonly sent: ReadonlyMap<string, FileSnapshot | undefined>;
  readonly waiting: Waiting;
  isJournaled: boolean;
}

/**
 * What was written to a checkout and is not stored yet, and how it gets to the server.
 *
 * The tree does not change while a batch is on its way: writes that come in meanwhile wait, and travel together in the next
 * one. So every batch was made on exactly the commit that it names as its base. Where the server does not answer, the batch
 * is set adrift: it is sent again until it is stored, and what is written meanwhile follows it.
 */
export class Outbox {
  readonly #client: RepoClient;
  readonly #tree: TreeAccess;
  readonly #writeTimeoutMs: number;
  readonly #journal: OutboxJournal | undefined;
  readonly #mutex = new Mutex();
  #dirty: DirtyPaths;
  /** Those who wait for `#dirty`. */
  #waiting: Waiting | undefined;
  /** Those who wait for what is on its way. */
  #travelling: Waiting | undefined;
  /** What is on its way. */
  #shipment: Shipment | undefined;
  /** Whether it is sent again and again, or waited for, beside the work. */
  #isAdrift = false;
  /** Until what leaves next is a shipment. */
  #loading: Promise<unknown> = Promise.resolve();
  #lazyTimer: ReturnType<typeof setTimeout> | undefined;
  #lazySince = 0;
  #isDeparting = false;
  #longUploads = 0;
  /** How the last request failed, until one succeeds. */
  #lastError: unknown;
  /** The failure that nobody waited for. */
  #unheard: { readonly error: unknown } | undefined;
  /** Whether the journal has what was refused after its writers had stopped waiting. It stays there. */
  #isJournalKept = false;
  /** Paths whose present state the journal does not have. */
  readonly #unjournaled = new Set<string>();
  #journaling: Promise<void> = Promise.resolve();
  /** Whether somebody relies on the journal having what waits. */
  #isKeeping = false;
  /** Whether the journal has what it was given last. */
  #isJournaled = true;
  #journalFailures = 0;
  #isClosed = false;
  #wake: () => void = () => {};

  constructor({ client, tree, writeTimeoutMs, journal }: OutboxOptions) {
    this.#client = client;
    this.#tree = tree;
    this.#writeTimeoutMs = writeTimeoutMs;
    this.#journal = journal;
    this.#dirty = new DirtyPaths(tree);
  }

  /** Whether everything is stored. */
  get isEmpty(): boolean {
    return this.#dirty.size === 0 && this.#travelling === undefined;
  }

  /** How many paths are not stored. */
  get unsentPaths(): number {
    const paths = [...this.#dirty, ...(this.#shipment?.paths ?? [])];
    return new Set(paths.map(([path]) => path)).size;
  }

  /** Whether the tree must not be changed now: something is on its way, or too much waits. */
  get isBusy(): boolean {
    return this.#mutex.isBusy || this.#isFull;
  }

  /**
   * Resolves when the tree can be changed again.
   *
   * @throws {UnsentError} when the server does not answer for as long as a writer waits.
   */
  async idle(): Promise<void> {
    await this.#within(this.#mutex.idle());
    if (this.#isFull && this.#travelling !== undefined) await this.#within(this.#travelling.stored);
  }

  /**
   * Notes that a path is about to change. Nothing may come between this and the change. It leaves soon, or with the next
   * `storeNow`.
   *
   * @param writtenOn What it was written on, where others have changed it since; absent for what it is.
   */
  touch(path: string, writtenOn?: WrittenOn): void {
    if (isLocalOnly(path)) return;
    if (this.#journal !== undefined) this.#unjournaled.add(path);
    this.#dirty.note(path, writtenOn);
    this.#waiting ??= newWaiting();
    if (this.#dirty.size >= MANY_PATHS) this.#departSoon();
    else this.#departLazily();
  }

  /**
   * Sends all that waits, with what else is written in this turn of the event loop. Resolves when it is stored, with the paths
   * that were refused.
   *
   * @throws {UnsentError} when the server does not answer for as long as a writer waits. It is stored all the same, later.
   */
  storeNow(): Promise<ReadonlySet<string>> {
    const waiting = this.#waiting ?? this.#travelling;
    if (waiting === undefined) return Promise.resolve(NONE);
    if (this.#waiting !== undefined) this.#departSoon();
    waiting.listeners += 1;
    return this.#within(waiting.stored).catch((error: unknown) => {
      if (error instanceof UnsentError) waiting.listeners -= 1;
      throw error;
    });
  }

  /**
   * Puts all that waits into the journal. Resolves when it is on the disk there; it leaves soon. Where there is no journal, or
   * something large waits, or the journal cannot be written, it is stored instead, see {@link storeNow}.
   *
   * @throws {UnsentError} as `storeNow` does.
   */
  async keepNow(): Promise<ReadonlySet<string>> {
    if (this.#journal === undefined || this.#hasLarge()) return this.storeNow();
    this.#isKeeping = true;
    // Between the two it is neither written down nor on its way.
    await this.#loading.catch(() => {});
    const failures = this.#journalFailures;
    this.#noteInJournal();
    await this.#journaling;
    return this.#journalFailures === failures ? NONE : this.storeNow();
  }

  /**
   * Resolves when nothing waits to be stored.
   *
   * @throws {UnsentError} when the server does not answer for as long as a writer waits. It is stored all the same, later.
   * @throws what could not be stored since the last flush, where nobody waited for it.
   */
  async flush(): Promise<void> {
    const started = Date.now();
    while (!this.isEmpty) {
      if (Date.now() - started > this.#writeTimeoutMs) throw await this.#unsent();
      await this.storeNow();
    }
    await this.#within(this.#mutex.idle());
    const unheard = this.#unheard;
    this.#unheard = undefined;
    if (unheard !== undefined) throw unheard.error;
  }

  /**
   * Runs work with nothing waiting to be stored, and with nothing being written until it is done.
   *
   * @throws {UnsentError} when the server does not answer for as long as a writer waits.
   */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      const outcome = await this.#mutex.run(async () => {
        await this.#send();
        return this.isEmpty ? { result: await work() } : undefined;
      });
      if (outcome !== undefined) return outcome.result;
      const stored = (this.#travelling ?? this.#waiting)?.stored;
      // That it was refused is told to those who wrote it.
      if (stored !== undefined) await this.#within(stored.catch(() => NONE));
    }
  }

  /** Ends sending. What is not stored by then stays in the journal. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#lazyTimer);
    this.#wake();
    this.#noteInJournal();
    await this.#journaling;
    await this.#journal?.close();
  }

  get #isFull(): boolean {
    if (!this.#isAdrift) return false;
    return this.#dirty.size > MAX_WAITING_PATHS || this.#dirty.bytes() > MAX_WAITING_BYTES;
  }

  /** Whether a file waits that is rather sent than written down. */
  #hasLarge(): boolean {
    for (const path of this.#unjournaled)
      if ((fileAt(this.#tree, path)?.content?.size ?? 0) > LARGE_BYTES) return true;
    return false;
  }

  #departLazily(): void {
    if (this.#isDeparting) return;
    const now = Date.now();
    if (this.#lazyTimer === undefined) this.#lazySince = now;
    else clearTimeout(this.#lazyTimer);
    const delay = Math.max(0, Math.min(QUIET_MS, this.#lazySince + LONGEST_MS - now));
    this.#lazyTimer = setTimeout(() => this.#depart(), delay);
  }

  #departSoon(): void {
    if (this.#isDeparting) return;
    this.#isDeparting = true;
    setTimeout(() => this.#depart(), 0);
  }

  #depart(): void {
    clearTimeout(this.#lazyTimer);
    this.#lazyTimer = undefined;
    this.#isDeparting = false;
    if (this.#isAdrift) this.#noteInJournal();
    void this.#uploadLarge().then(() => this.#mutex.run(() => this.#send()));
  }

  /** Sends the bytes of large files, while the tree can still be changed. */
  async #uploadLarge(): Promise<void> {
    const { upload } = this.#client;
    if (upload === undefined || this.#isAdrift) return;
    const contents: Contents[] = [];
    for (const [path] of this.#dirty) {
      const content = fileAt(this.#tree, path)?.content;
      if (content !== undefined && content.size > 0) contents.push(content);
    }
    if (contents.length === 0) return;
    for (const content of contents) content.retain();
    const isLong = contents.some(({ size }) => size > LARGE_BYTES);
    if (isLong) this.#longUploads += 1;
    try {
      const next = contents.values();
      await Promise.all(
        Array.from({ length: PARALLEL_UPLOADS }, async () => {
          // What fails here is tried again with the batch, which tells.
          for (const content of next) await upload.call(this.#client, content).catch(() => {});
        }),
      );
    } finally {
      if (isLong) this.#longUploads -= 1;
      for (const content of contents) content.release();
    }
  }

  /** Sends what waits and tells its writers how it went. Only with the mutex. */
  async #send(): Promise<void> {
    while (this.#waiting !== undefined && !this.#isAdrift) {
      const { paths, waiting } = this.#takeDirty(this.#waiting);
      this.#travelling = waiting;
      const loading = this.#load(paths, waiting);
      this.#loading = loading;
      await this.#ship(await loading);
    }
  }

  /** Returns what leaves together: paths that were written on the same commit. */
  #takeDirty(all: Waiting): Pick<Shipment, 'paths' | 'waiting'> {
    const paths = this.#dirty;
    this.#dirty = new DirtyPaths(this.#tree);
    this.#waiting = undefined;
    const base = baseOf(paths);
    for (const [path, before] of [...paths]) {
      if (before.base === base) continue;
      paths.delete(path);
      this.#dirty.moveIn(path, before);
    }
    if (this.#dirty.size === 0) return { paths, waiting: all };
    const [waiting, rest] = [newWaiting(), newWaiting()];
    waiting.listeners = rest.listeners = all.listeners;
    this.#waiting = rest;
    Promise.all([waiting.stored, rest.stored]).then(
      (refused) => all.resolve(new Set(refused.flatMap((paths) => [...paths]))),
      all.reject,
    );
    return { paths, waiting };
  }

  async #ship(shipment: Shipment): Promise<void> {
    if (shipment.batch.operations.length === 0) {
      shipment.paths.forget();
      this.#travelling = undefined;
      shipment.waiting.resolve(NONE);
      return;
    }
    if (this.#isKeeping) {
      // The journal has to know under which key it left: it may be stored, and this process end, before the answer is here.
      this.#noteInJournal();
      await this.#journaling;
    }
    const attempt = this.#client.write(shipment.batch);
    const first = await withinWindow(attempt, Math.min(WINDOW_MS, this.#writeTimeoutMs / 2));
    if (first !== undefined && 'result' in first) await this.#arrive(shipment, first.result);
    else if (first !== undefined && !isOutage(first.error)) this.#refuseShipment(shipment, first.error);
    else {
      this.#isAdrift = true;
      void this.#resend(shipment, attempt);
    }
  }

  /** Sends a batch until it is stored or refused for good, beside the work. */
  async #resend(shipment: Shipment, first: Promise<WriteResult>): Promise<void> {
    this.#noteInJournal();
    let attempt = first;
    for (let failures = 0; ; ) {
      try {
        const result = await attempt;
        await this.#mutex.run(async () => {
          this.#isAdrift = false;
          await this.#arrive(shipment, result);
          await this.#send();
        });
        return;
      } catch (error) {
        if (!isOutage(error)) {
          await this.#mutex.run(async () => this.#refuseShipment(shipment, error));
          return;
        }
        this.#lastError = error;
        await this.#sleep(outageDelayMs(++failures, error));
        if (this.#isClosed) return;
        attempt = this.#client.write(shipment.batch);
      }
    }
  }

  #sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** A batch is stored. Only with the mutex. */
  async #arrive({ batch, paths, sent, waiting }: Shipment, result: WriteResult): Promise<void> {
    this.#lastError = undefined;
    for (const [path, snapshot] of sent) {
      const node = fileAt(this.#tree, path);
      if (this.#dirty.has(path)) this.#dirty.settle(path, snapshot);
      else if (node !== undefined && node.oid === snapshot?.oid) settleFile(this.#tree, node, path);
    }
    paths.forget();
    release(batch.operations);
    let isTakenOver = false;
    await this.#tree.onStored(result, (step) => {
      isTakenOver = true;
      this.#dirty.around(step, result.base);
    });
    // What others wrote is not here yet, so that what was written meanwhile was not made on it either.
    if ((result.isMerged || result.refused.length > 0) && !isTakenOver) this.#dirty.setBase(result.base);
    this.#travelling = undefined;
    this.#shipment = undefined;
    const refused = new Set(result.refused);
    if (refused.size > 0 && waiting.listeners === 0) {
      this.#notHeard(fsError('ESTALE', 'write', result.refused[0], { hint: REFUSED_HINT }));
    } else this.#inJournal((journal) => journal.drop(batch.key, result));
    if (this.#dirty.size === 0) this.#clearJournal();
    waiting.resolve(refused);
  }

  /** A batch cannot be stored. What was written on top of it goes with it. Only with the mutex. */
  #refuseShipment({ batch, paths, waiting }: Shipment, error: unknown): void {
    this.#isAdrift = false;
    this.#shipment = undefined;
    this.#travelling = undefined;
    const later = this.#waiting;
    this.#waiting = undefined;
    if (later !== undefined) this.#refuse(this.#dirty, later, error);
    this.#refuse(paths, waiting, error);
    release(batch.operations);
    this.#clearJournal();
  }

  #refuse(paths: DirtyPaths, waiting: Waiting, error: unknown): void {
    paths.putBack();
    // It may have been stored all the same, for example when the answer was lost: look before the next operation.
    this.#tree.onDoubt();
    if (waiting.listeners === 0) this.#notHeard(error);
    waiting.reject(error);
  }

  #notHeard(error: unknown): void {
    this.#unheard = { error };
    if (this.#journal !== undefined) this.#isJournalKept = true;
    this.#tree.onUnheard(error);
  }

  async #load(paths: DirtyPaths, waiting: Waiting): Promise<Shipment> {
    const { revision, amends } = this.#tree;
    const base = baseOf(paths);
    const operations = await this.#operations([...paths]);
    const batch: WriteBatch = {
      key: randomUuid(),
      base: base ?? revision,
      amend: base !== undefined || amends,
      operations,
    };
    const sent = new Map<string, FileSnapshot | undefined>();
    for (const [path] of paths) {
      const node = fileAt(this.#tree, path);
      sent.set(path, node === undefined || node.special !== undefined ? undefined : sentSnapshot(node));
    }
    const shipment: Shipment = { batch, paths, sent, waiting, isJournaled: false };
    if (operations.length > 0) this.#shipment = shipment;
    return shipment;
  }

  /** Returns what makes paths on the server what they are here now. The contents of the operations are held. */
  #operations(paths: readonly (readonly [string, Before])[]): Promise<WriteOperation[]> {
    // All is looked at before anything is waited for.
    const operations = paths.map(async ([path, { snapshot: before }]): Promise<WriteOperation[]> => {
      const node = fileAt(this.#tree, path);
      if (node === undefined || node.special !== undefined)
        return before === undefined ? [] : [{ action: 'delete', path, before }];
      const { content, size, sourcePath } = node;
      const mode = gitModeOf(node);
      content?.retain();
      const oid = content === undefined ? (node.oid as string) : await content.oid();
      if (node.content === content) node.oid = oid;
      if (before?.oid === oid && before.mode === mode) {
        content?.release();
        return [];
      }
      return [{ action: 'put', path, mode, oid, size, content, sourcePath, before }];
    });
    return Promise.all(operations).then((found) => found.flat());
  }

  /** Writes into the journal what is not in it of what cannot be sent. */
  #noteInJournal(): void {
    const shipment = this.#shipment;
    if (shipment !== undefined && !shipment.isJournaled) {
      shipment.isJournaled = true;
      const keep = (journal: OutboxJournal): Promise<void> =>
        journal.keepBatch(shipment.batch, [...shipment.sent.keys()]);
      this.#inJournal(keep, () => {
        shipment.isJournaled = false;
      });
    }
    const paths = [...this.#unjournaled].flatMap((path) => {
      const before = this.#dirty.get(path);
      return before === undefined ? [] : [[path, before] as const];
    });
    this.#unjournaled.clear();
    if (paths.length === 0) return;
    const operations = this.#operations(paths);
    const { revision: base, amends: amend } = this.#tree;
    const names = paths.map(([path]) => path);
    const keep = async (journal: OutboxJournal): Promise<void> => {
      const all = await operations;
      await journal.keepOperations(all, names, { base, amend }).finally(() => release(all));
    };
    this.#inJournal(keep, () => {
      for (const name of names) this.#unjournaled.add(name);
    });
  }

  #clearJournal(): void {
    this.#unjournaled.clear();
    if (!this.#isJournalKept) this.#inJournal((journal) => journal.clear());
  }

  /** Does something with the journal, after what was asked for before; `onFailure` notes that it is still to be done. */
  #inJournal(work: (journal: OutboxJournal) => Promise<void>, onFailure: () => void = () => {}): void {
    const journal = this.#journal;
    if (journal === undefined) return;
    this.#journaling = this.#journaling
      .then(() => work(journal))
      .then(
        () => {
          this.#isJournaled = true;
        },
        (error: unknown) => {
          this.#isJournaled = false;
          this.#journalFailures += 1;
          onFailure();
          this.#tree.onUnheard(error);
        },
      );
  }

  /** Waits as long as a writer does. While a large file is being sent, that is as long as it takes. */
  #within<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        if (this.#longUploads > 0) timer = setTimeout(end, this.#writeTimeoutMs);
        else void this.#unsent().then(reject);
      };
      let timer = setTimeout(end, this.#writeTimeoutMs);
      work.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }

  async #unsent(): Promise<UnsentError> {
    // Between the two it is neither written down nor on its way.
    await this.#loading.catch(() => {});
    this.#noteInJournal();
    await this.#journaling;
    const count = this.unsentPaths;
    if (count === 0) {
      const text = `the server did not answer within ${this.#writeTimeoutMs} ms, and nothing was written; try again later`;
      return new UnsentError(text, { cause: this.#lastError });
    }
    const paths = `${count} ${count === 1 ? 'path is' : 'paths are'} not on the server yet`;
    const where =
      this.#journal === undefined || !this.#isJournaled
        ? 'kept in memory'
        : `kept in memory and in the journal at ${this.#journal.location}`;
    const why = this.#lastError instanceof Error ? ` The last attempt: ${this.#lastError.message}` : '';
    const text = `the server did not store it within ${this.#writeTimeoutMs} ms; ${paths}, ${where}, and sent when it answers again.${why}`;
    return new UnsentError(text, { cause: this.#lastError });
  }
}

function newWaiting(): Waiting {
  let resolve: Waiting['resolve'] = () => {};
  let reject: Waiting['reject'] = () => {};
  const stored = new Promise<ReadonlySet<string>>((onStored, onError) => {
    resolve = onStored;
    reject = onError;
  });
  // Whoever wrote awaits it; that nobody does must not end the process.
  stored.catch(() => {});
  return { stored, resolve, reject, listeners: 0 };
}

function baseOf(paths: DirtyPaths): Revision | undefined {
  const [first] = [...paths];
  return first?.[1].base;
}

/** Returns how an attempt ends; undefined when that takes longer than nothing may be written. */
function withinWindow(
  attempt: Promise<WriteResult>,
  windowMs: number,
): Promise<{ readonly result: WriteResult } | { readonly error: unknown } | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, windowMs, undefined);
    attempt
      .then(
        (result) => resolve({ result }),
        (error: unknown) => resolve({ error }),
      )
      .finally(() => clearTimeout(timer));
  });
}

function release(operations: readonly WriteOperation[]): void {
  for (const operation of operations) if (operation.action === 'put') operation.content?.release();
}
