import { NotFoundError } from 'mesa-rest';
import { VIRTUAL_ROOT_CHANGE_ID } from '../core/virtual-root.js';
import type { BlobCache } from './blob-cache.js';
import { BlobStore } from './blobs/blob-store.js';
import type { DiskCache } from './blobs/disk-cache.js';
import { ScanAhead } from './blobs/scan-ahead.js';
import { TreeAhead } from './blobs/tree-ahead.js';
import { type CheckoutState, exportDirectory, importDirectory } from './checkout-state.js';
import type { WrittenOn } from './dirty-paths.js';
import { fsError } from './fs-error.js';
import type { CheckoutJournal } from './journal/checkout-journal.js';
import type { Durability } from './mount-options.js';
import { isOutage } from './outage.js';
import { Outbox } from './outbox.js';
import { joinPath } from './path.js';
import { type ReconcileOutcome, reconcileTree } from './reconcile.js';
import type { DirectoryListing, RepoClient, Revision, RevisionName, WriteResult } from './repo-client.js';
import { StaleRevisionError } from './stale-revision-error.js';
import { Suspension } from './suspension.js';
import { toFileSystemError } from './to-file-system-error.js';
import type { TreeAccess } from './tree-access.js';
import { type DirectoryNode, type FileNode, newDirectory, nodeOf, type TreeNode } from './tree-node.js';
import { UnsentError } from './unsent-error.js';
import type { WatchEvent } from './watch-event.js';

/** Times that an operation looks again when the server keeps moving on. */
const MAX_RETRIES = 8;

const WRITE_TIMEOUT_MS = 30_000; // 30 seconds

/** For so long an operation waits to hear whether others wrote something, before it goes on with what is here... */
const PATIENCE_MS = 2_000; // 2 seconds
/** ...and for so long after that the next ones go on at once. */
const BLIND_MS = 5_000; // 5 seconds

/** Options of a {@link Checkout}. */
export interface CheckoutOptions {
  readonly client: RepoClient;
  /** What is kept in memory of the files that were read; checkouts can share it. */
  readonly cache: BlobCache;
  /** What is kept of them on disk. */
  readonly disk?: DiskCache | undefined;
  readonly readOnly: boolean;
  /** Where the repository is in the filesystem. */
  readonly mountPath: string;
  /** Where it begins. */
  readonly start: RevisionName;
  readonly revision: Revision;
  /** After how many milliseconds without news the server is asked again. 0 asks before each operation. */
  readonly maxAgeMs: number;
  readonly now: () => number;
  /** How long a writer waits for a server that does not answer. Default 30,000. */
  readonly writeTimeoutMs?: number | undefined;
  /** What {@link Checkout.storeAtClose} promises. Default `server`. */
  readonly durability?: Durability | undefined;
  /** Where what cannot be sent is kept in the meantime. */
  readonly journal?: CheckoutJournal | undefined;
  /** What a checkout of another thread held, to go on with; absent for one that begins. */
  readonly state?: CheckoutState | undefined;
}

/**
 * A repository at a revision: its tree as far as it was looked at. What was written to it and not stored yet is in its
 * outbox. The tree changes only in synchronous steps, and never while a batch is on its way.
 */
export class Checkout {
  readonly client: RepoClient;
  readonly readOnly: boolean;
  /** Where the repository is in the filesystem, for messages and events. */
  readonly mountPath: string;
  readonly root: DirectoryNode;
  /** Where what cannot be sent is kept in the meantime; undefined for nowhere. */
  readonly journal: CheckoutJournal | undefined;
  /** How long a writer waits for a server that does not answer. */
  readonly writeTimeoutMs: number;
  readonly #durability: Durability;
  /** The bytes of its files. */
  readonly blobs: BlobStore;
  readonly #scanAhead: ScanAhead;
  readonly #treeAhead: TreeAhead;
  readonly #maxAgeMs: number;
  readonly #now: () => number;
  readonly #outbox: Outbox;
  readonly #loads = new Map<object, Promise<void>>();
  readonly #listeners = new Set<(event: WatchEvent) => void>();
  #revision: Revision;
  #bookmark: string | undefined;
  /** Whether writes amend the revision; before the first write they make a new change on top of it. */
  #amends = false;
  #checkedAt: number;
  #refreshing: Promise<void> | undefined;
  /** The refresh that begins when that one has ended. */
  #refreshingNext: Promise<void> | undefined;
  /** Until when it is not waited for a server that did not answer. */
  #blindUntil = Number.NEGATIVE_INFINITY;
  /** Times in a row that something was missing at a revision that is still the present one. */
  #misses = 0;
  #watched: string | undefined;
  #watcher: AbortController | undefined;

  constructor(options: CheckoutOptions) {
    const { client, cache, disk, readOnly, mountPath, start, revision, maxAgeMs, now, state } = options;
    this.client = client;
    this.readOnly = readOnly;
    this.mountPath = mountPath;
    this.blobs = new BlobStore({ client, memory: cache, disk });
    this.#maxAgeMs = maxAgeMs;
    this.#now = now;
    this.#revision = revision;
    this.#bookmark = state === undefined ? start.bookmark : state.bookmark;
    this.#amends = state?.amends ?? false;
    this.#checkedAt = now();
    this.root =
      state === undefined ? { ...newDirectory(now()), entries: undefined } : importDirectory(state.root);
    this.#scanAhead = new ScanAhead({
      root: this.root,
      prefetch: (refs) => this.blobs.prefetch(this.#revision, refs),
      ...this.blobs.aheadLimits,
    });
    this.#treeAhead = new TreeAhead({
      client,
      revision: () => this.#revision,
      find: (path) => this.find(path),
      fill: (directory, path, listing) => fill(directory, path, listing, this.root.mtimeMs),
    });
    this.journal = options.journal;
    this.writeTimeoutMs = options.writeTimeoutMs ?? WRITE_TIMEOUT_MS;
    this.#durability = options.durability ?? 'server';
    this.#outbox = this.#newOutbox();
  }

  /** Where the checkout is. */
  get revision(): Revision {
    return this.#revision;
  }

  /** Bookmark that the checkout began at; undefined for one that began at a change. */
  get bookmark(): string | undefined {
    return this.#bookmark;
  }

  /** Whether writes amend the change of the revision. */
  get amends(): boolean {
    return this.#amends;
  }

  now(): number {
    return this.#now();
  }

  /**
   * Suspends when the server has to be asked whether somebody else wrote something. A server that does not answer keeps
   * nobody from what is here.
   */
  requireFresh(): void {
    if (!this.#outbox.isEmpty && !this.#isBehind) return;
    const now = this.#now();
    if (now - this.#checkedAt < this.#maxAgeMs) return;
    if (now < this.#blindUntil && !this.#isBehind) return;
    throw new Suspension(() => this.#look());
  }

  /** Suspends while writes are on their way. To be called before the first change of an operation. */
  requireWritable(syscall: string, path: string): void {
    if (this.readOnly) throw fsError('EROFS', syscall, path);
    if (this.#outbox.isBusy) throw new Suspension(() => this.#outbox.idle());
    if (this.#isBehind) throw new Suspension(() => this.refresh());
  }

  /** Returns what is in a directory; suspends when it is not fetched yet. */
  entriesOf(directory: DirectoryNode, path: string): Map<string, TreeNode> {
    if (directory.entries !== undefined) return directory.entries;
    throw new Suspension(() => this.#load(directory, path));
  }

  /** Suspends until everything below a directory is fetched. */
  requireWholeTree(directory: DirectoryNode, path: string): void {
    for (const [name, node] of this.#entriesWhole(directory, path)) {
      if (node.type === 'dir') this.requireWholeTree(node, joinPath(path, name));
    }
  }

  /** Returns the bytes of a file where they are in memory. */
  knownContentOf(node: FileNode): Uint8Array | undefined {
    const { draft, content, oid } = node;
    // A copy: who has the file open writes on.
    if (draft !== undefined) return draft.read(0, draft.size).slice();
    if (content !== undefined) return content.bytes;
    if (oid === undefined) return undefined;
    this.#scanAhead.opened(node, () => this.blobs.isHere(oid));
    return this.blobs.known(oid);
  }

  /** Returns the bytes of a file; undefined when the file has become another one since. */
  async fetchContent(node: FileNode): Promise<Uint8Array | undefined> {
    const known = this.knownContentOf(node);
    if (known !== undefined) return known;
    const { oid, sourcePath, content } = node;
    if (content !== undefined) return content.read(0, content.size);
    if (oid === undefined) return undefined;
    try {
      return await this.blobs.read(this.#revision, { oid, size: node.size, path: sourcePath });
    } catch (error) {
      await this.#lookAgain(error);
      return undefined;
    }
  }

  /**
   * Returns bytes of a file, from `from` up to and without `to`, fewer at the end; at once where they are here.
   * Undefined when the file has become another one since.
   */
  readRange(node: FileNode, from: number, to: number): Uint8Array | Promise<Uint8Array | undefined> {
    const { draft, content, oid, size, sourcePath } = node;
    if (draft !== undefined) return draft.read(from, to);
    if (content !== undefined) return content.read(from, to);
    if (oid === undefined) return Promise.resolve(undefined);
    this.#scanAhead.opened(node, () => this.blobs.isHere(oid));
    const found = this.blobs.readRange(this.#revision, { oid, size, path: sourcePath }, from, to);
    if (found instanceof Uint8Array) return found;
    return found.catch(async (error) => {
      await this.#lookAgain(error);
      return undefined;
    });
  }

  /**
   * Notes that a path is about to change. Nothing may come between this and the change. It is sent within half a second, or
   * with the next `storeNow`.
   *
   * @param writtenOn What it was written on, where others have changed the path since.
   */
  touch(path: string, writtenOn?: WrittenOn): void {
    this.#outbox.touch(path, writtenOn?.base.changeId === this.#revision.changeId ? writtenOn : undefined);
    this.#forgetTreesAbove(path);
    this.onChange?.(path);
  }

  /** Is told of each path that is about to change here. */
  onChange: ((path: string) => void) | undefined;

  /** Notes that a directory comes or goes, of which the server hears nothing. */
  noteDirectory(path: string): void {
    this.onChange?.(path);
  }

  /** Returns what is at a path, as far as it is fetched. */
  find(path: string): TreeNode | undefined {
    let node: TreeNode | undefined = this.root;
    for (const name of path === '' ? [] : path.split('/')) {
      if (node?.type !== 'dir') return undefined;
      node = node.entries?.get(name);
    }
    return node;
  }

  /** Whether nothing waits to be stored, and nothing is on its way. */
  get isStored(): boolean {
    return this.#outbox.isEmpty && !this.#outbox.isBusy;
  }

  /**
   * Sends all that waits, with what else is written in this turn of the event loop. Resolves when it is stored, with the paths
   * that were refused; at once when nothing waits.
   *
   * @throws {UnsentError} when the server does not answer for `writeTimeoutMs`. It is stored all the same, later.
   */
  storeNow(): Promise<ReadonlySet<string>> {
    return this.#outbox.storeNow();
  }

  /**
   * Makes what waits as safe as the mount promises it for `close`: stored, see {@link storeNow}, or in the journal. Resolves with
   * the paths that were refused.
   *
   * @throws {UnsentError} as `storeNow` does.
   */
  storeAtClose(): Promise<ReadonlySet<string>> {
    return this.#durability === 'journal' ? this.#outbox.keepNow() : this.#outbox.storeNow();
  }

  /**
   * Resolves when nothing waits to be stored.
   *
   * @throws {FileSystemError} `EIO` when the server does not answer for `writeTimeoutMs`. It is stored all the same, later.
   * @throws what could not be stored since the last flush, where nobody waited for it.
   */
  async flush(): Promise<void> {
    try {
      await this.#outbox.flush();
    } catch (error) {
      throw error instanceof UnsentError ? toFileSystemError(error, 'fsync', this.mountPath) : error;
    }
  }

  /** Takes over what others wrote before this was called. Callers at the same time share the request. */
  refreshNow(): Promise<void> {
    if (this.#refreshing === undefined) return this.refresh();
    // The server may have been asked before it was written.
    this.#refreshingNext ??= this.#refreshing
      .catch(() => {})
      .then(() => {
        this.#refreshingNext = undefined;
        return this.refresh();
      });
    return this.#refreshingNext;
  }

  /** Takes over what others wrote; callers share the request that is on its way. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#takeOver().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /**
   * Goes to another revision: what waits is stored first, and nothing is written in between.
   *
   * @param choose Is told nothing and returns the revision; requests it makes see everything stored.
   */
  async switchTo(
    choose: () => Promise<{ revision: Revision; bookmark?: string | undefined; amends: boolean }>,
  ): Promise<Revision> {
    await this.flush();
    return this.#outbox.exclusively(async () => {
      const { revision, bookmark, amends } = await choose();
      this.#bookmark = bookmark;
      this.#amends = amends;
      await this.#moveTo(revision);
      this.#rewatch();
      return revision;
    });
  }

  /** Returns all that the checkout holds, for one of another thread to go on with. Nothing may wait to be stored. */
  exportState(): CheckoutState {
    return {
      revision: this.#revision,
      bookmark: this.#bookmark,
      amends: this.#amends,
      root: exportDirectory(this.root),
    };
  }

  /** Calls the listener for what others change, until the returned function is called. */
  listen(listener: (event: WatchEvent) => void): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#rewatch();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stopWatching();
    };
  }

  /** Called for what could not be stored and nobody waited for; the next `flush` throws it too. */
  onUnheard: ((error: unknown) => void) | undefined;

  /** Ends it. What is not stored by then stays in the journal. */
  async close(): Promise<void> {
    this.#listeners.clear();
    this.#stopWatching();
    await this.#outbox.close();
  }

  /** Suspends until a directory and all below it are fetched, in one request where the server can. */
  #entriesWhole(directory: DirectoryNode, path: string): Map<string, TreeNode> {
    if (directory.entries !== undefined) return directory.entries;
    throw new Suspension(() => this.#loadWhole(directory, path));
  }

  /**
   * Asks the server whether somebody else wrote something, as far as it answers soon. Where it does not, what is here is
   * shown as it is, and for a while nobody else waits for an answer.
   */
  async #look(): Promise<void> {
    const looked = this.refresh().then(
      () => {
        this.#blindUntil = Number.NEGATIVE_INFINITY;
      },
      (error: unknown) => {
        // Nothing true can be shown without it.
        if (this.#isBehind || !(isOutage(error) || error instanceof UnsentError)) throw error;
        this.#blindUntil = this.#now() + BLIND_MS;
      },
    );
    if (this.#isBehind) return looked;
    if (await isDoneWithin(looked, PATIENCE_MS)) return;
    this.#blindUntil = this.#now() + BLIND_MS;
  }

  async #takeOver(): Promise<void> {
    do {
      const known = this.#revision;
      // Without the lock: while a server does not answer, what is here can be read and written.
      const revision = await this.client.resolve(this.#name());
      if (this.#revision === known && revision.commitOid !== known.commitOid) {
        await this.#outbox.exclusively(async () => {
          // A batch that was stored meanwhile brought what others wrote, and is newer than the answer.
          if (this.#revision === known) await this.#moveTo(revision);
        });
      }
      this.#checkedAt = this.#now();
    } while (this.#isBehind);
  }

  #name(): RevisionName {
    if (!this.#amends && this.#bookmark !== undefined) return { bookmark: this.#bookmark };
    return { changeId: this.#revision.changeId };
  }

  #load(directory: DirectoryNode, path: string): Promise<void> {
    return this.#once(directory, async () => {
      if (directory === this.root && this.#revision.changeId === VIRTUAL_ROOT_CHANGE_ID) {
        directory.entries = new Map();
        return;
      }
      await this.#treeAhead.listed(path);
      if (directory.entries !== undefined) return;
      const listing = await this.client.readDirectory(this.#revision, path, directory.oid);
      if (directory.oid !== undefined && directory.oid !== listing.oid) throw new StaleRevisionError(path);
      fill(directory, path, listing, this.root.mtimeMs);
    });
  }

  #loadWhole(directory: DirectoryNode, path: string): Promise<void> {
    if (directory === this.root && this.#revision.changeId === VIRTUAL_ROOT_CHANGE_ID)
      return this.#load(directory, path);
    return this.#once(directory, async () => {
      const listings = await this.client.readTree(this.#revision, path, directory.oid);
      const fillAll = (node: DirectoryNode, at: string): void => {
        const listing = listings.get(at);
        if (listing === undefined) return;
        if (node.oid !== undefined && node.oid !== listing.oid) throw new StaleRevisionError(at);
        fill(node, at, listing, this.root.mtimeMs);
        for (const [name, child] of node.entries ?? [])
          if (child.type === 'dir') fillAll(child, joinPath(at, name));
      };
      fillAll(directory, path);
    });
  }

  #once(key: object, work: () => Promise<void>): Promise<void> {
    let load = this.#loads.get(key);
    if (load === undefined) {
      load = work()
        .then(() => {
          this.#misses = 0;
        })
        .catch((error) => this.#lookAgain(error))
        .finally(() => this.#loads.delete(key));
      this.#loads.set(key, load);
    }
    return load;
  }

  /** Takes over a newer revision when something is missing in this one; throws the error when there is none. */
  async #lookAgain(error: unknown): Promise<void> {
    if (!isStale(error)) throw error;
    const { commitOid } = this.#revision;
    await this.refresh();
    if (commitOid !== this.#revision.commitOid) this.#misses = 0;
    else if (++this.#misses > MAX_RETRIES) throw error;
  }

  /** The trees on the way to a path are not those of the server any more. */
  #forgetTreesAbove(path: string): void {
    let node: TreeNode | undefined = this.root;
    for (const name of path.split('/')) {
      if (node?.type !== 'dir') return;
      if (node.entries !== undefined) node.oid = undefined;
      node = node.entries?.get(name);
    }
  }

  /** Whether the server has something that could not be fetched yet. */
  get #isBehind(): boolean {
    return this.#revision.commitOid === '';
  }

  #newOutbox(): Outbox {
    const isAmending = (): boolean => this.#amends;
    const revision = (): Revision => this.#revision;
    const tree: TreeAccess = {
      root: this.root,
      get revision() {
        return revision();
      },
      get amends() {
        return isAmending();
      },
      now: this.#now,
      find: (path) => this.find(path),
      keep: (oid, { bytes }) => {
        if (bytes !== undefined) this.blobs.put(oid, bytes);
      },
      onStored: (result, around) => this.#stored(result, around),
      onPutBack: (path) => this.onChange?.(path),
      onDoubt: () => {
        this.#checkedAt = Number.NEGATIVE_INFINITY;
      },
      onUnheard: (error) => this.onUnheard?.(error),
    };
    const { client, writeTimeoutMs, journal } = this;
    return new Outbox({ client, tree, writeTimeoutMs, journal });
  }

  /** Goes to what a batch made of the revision. */
  async #stored(
    { revision, isMerged, refused }: WriteResult,
    around: (step: () => void) => void,
  ): Promise<void> {
    this.#amends = true;
    this.#revision = revision;
    this.#checkedAt = this.#now();
    this.#rewatch();
    if (!isMerged && refused.length === 0) return;
    // The batch is stored: that the rest could not be fetched is found out by the next operation.
    await this.#moveTo(revision, around).catch(() => {
      this.#revision = { ...revision, commitOid: '' };
      this.#checkedAt = Number.NEGATIVE_INFINITY;
    });
  }

  /** Makes the tree that of a revision, as far as it was looked at. Only with the mutex, and with nothing waiting. */
  async #moveTo(revision: Revision, around: (step: () => void) => void = (step) => step()): Promise<void> {
    let to = revision;
    for (let attempt = 1; ; attempt++) {
      try {
        const outcome: ReconcileOutcome = await reconcileTree(
          this.client,
          to,
          this.root,
          this.#now(),
          around,
        );
        this.#revision = to;
        this.#treeAhead.reset();
        for (const { path, recursive } of outcome.changed) {
          const event = { path: path === '' ? this.mountPath : `${this.mountPath}/${path}`, recursive };
          for (const listener of this.#listeners) listener(event);
        }
        return;
      } catch (error) {
        if (!isStale(error) || attempt === MAX_RETRIES) throw error;
        to = await this.client.resolve({ changeId: to.changeId });
      }
    }
  }

  #rewatch(): void {
    if (this.#listeners.size === 0) return;
    const name = this.#name();
    const key = name.bookmark ?? name.changeId ?? '';
    if (this.#watched === key) return;
    this.#stopWatching();
    this.#watched = key;
    this.#watcher = new AbortController();
    this.client.watch(name, () => void this.refreshNow().catch(() => {}), this.#watcher.signal);
  }

  #stopWatching(): void {
    this.#watcher?.abort();
    this.#watcher = undefined;
    this.#watched = undefined;
  }
}

function fill(directory: DirectoryNode, path: string, listing: DirectoryListing, mtimeMs: number): void {
  if (directory.entries !== undefined) return;
  directory.oid = listing.oid;
  directory.entries = new Map(
    listing.items.map((item) => [item.name, nodeOf(item, joinPath(path, item.name), mtimeMs)]),
  );
}

function isStale(error: unknown): boolean {
  return error instanceof StaleRevisionError || error instanceof NotFoundError;
}

/** Tells whether something ends in time; fails as it fails. Where it does not end in time, it fails unheard. */
function isDoneWithin(work: Promise<void>, limitMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, limitMs, false);
    work.then(() => resolve(true), reject).finally(() => clearTimeout(timer));
  });
}
