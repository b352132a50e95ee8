import type { Contents } from './contents/contents.js';
import { memoryContents } from './contents/memory-contents.js';
import { isLocalOnly } from './local-only.js';
import { Mutex } from './mutex.js';
import type { FileSnapshot, RepoClient, Revision, WriteOperation, WriteResult } from './repo-client.js';
import {
  type DirectoryNode,
  type FileNode,
  gitModeOf,
  newDirectory,
  snapshotOf,
  type TreeNode,
} from './tree-node.js';

/** What an outbox sees of the checkout whose writes it stores. */
export interface TreeAccess {
  readonly root: DirectoryNode;
  /** Where the checkout is: what writes are made on. */
  readonly revision: Revision;
  /** Whether writes amend the revision; before the first write they make a new change on top of it. */
  readonly amends: boolean;
  now(): number;
  /** Returns what is at a path, as far as it is fetched. */
  find(path: string): TreeNode | undefined;
  /** Returns the bytes of a file where they are in memory. */
  knownContentOf(node: FileNode): Uint8Array | undefined;
  /** Keeps bytes that are on the server now, where they are in memory. */
  keep(oid: string, content: Contents): void;
  /** Is told that a batch is stored. Called with the outbox to itself, and with nothing waiting. */
  onStored(result: WriteResult): Promise<void>;
  /** Is told that it is not known what is on the server: to be looked at before the next operation. */
  onDoubt(): void;
}

/** What a path was before the writes that wait to be stored, to be put back when storing them fails. */
interface Before {
  readonly node: FileNode | undefined;
  readonly snapshot: FileSnapshot | undefined;
}

/** Writes that travel together: settled once they are stored, with the paths that were refused. */
interface Batch {
  readonly stored: Promise<ReadonlySet<string>>;
  readonly resolve: (refused: ReadonlySet<string>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * What was written to a checkout and is not stored yet, and how it gets to the server.
 *
 * The tree never changes while a batch is on its way: writes that come in meanwhile wait, and travel together in the next
 * one. So every batch was made on exactly the commit that it names as its base.
 */
export class Outbox {
  readonly #client: RepoClient;
  readonly #tree: TreeAccess;
  readonly #mutex = new Mutex();
  readonly #dirty = new Map<string, Before>();
  /** Of the paths in `#dirty`. */
  #batch: Batch | undefined;

  constructor(client: RepoClient, tree: TreeAccess) {
    this.#client = client;
    this.#tree = tree;
  }

  /** Whether everything is stored. */
  get isEmpty(): boolean {
    return this.#dirty.size === 0;
  }

  /** Whether something is on its way, so that the tree must not be changed. */
  get isBusy(): boolean {
    return this.#mutex.isBusy;
  }

  /** Resolves when what is on its way now has arrived. */
  idle(): Promise<void> {
    return this.#mutex.idle();
  }

  /** Notes that a path is about to change. Nothing may come between this and the change. */
  touch(path: string): void {
    if (isLocalOnly(path) || this.#dirty.has(path)) return;
    const node = this.#tree.find(path);
    const before = node?.type === 'dir' ? undefined : node;
    this.#batch ??= this.#newBatch();
    this.#dirty.set(path, {
      node: before === undefined ? undefined : { ...before },
      snapshot: before === undefined ? undefined : snapshotOf(before),
    });
  }

  /** Settles when what waits now is stored; undefined when nothing waits. Tells the paths that were refused. */
  get stored(): Promise<ReadonlySet<string>> | undefined {
    return this.#batch?.stored;
  }

  /** Resolves when nothing waits to be stored. */
  async flush(): Promise<void> {
    while (this.#batch !== undefined) await this.#batch.stored;
    await this.#mutex.idle();
  }

  /** Runs work with nothing waiting to be stored, and with nothing being written until it is done. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return this.#mutex.run(async () => {
      await this.#send();
      return work();
    });
  }

  /** Begins a batch: it leaves with what else is written in this turn of the event loop. */
  #newBatch(): Batch {
    let resolve: Batch['resolve'] = () => {};
    let reject: Batch['reject'] = () => {};
    const stored = new Promise<ReadonlySet<string>>((onStored, onError) => {
      resolve = onStored;
      reject = onError;
    });
    // Whoever wrote awaits it; that nobody does must not end the process.
    stored.catch(() => {});
    setTimeout(() => void this.#mutex.run(() => this.#send()), 0);
    return { stored, resolve, reject };
  }

  /** Sends what waits and tells its writers how it went. Only with the mutex. */
  async #send(): Promise<void> {
    const batch = this.#batch;
    if (batch === undefined) return;
    this.#batch = undefined;
    try {
      batch.resolve(await this.#store());
    } catch (error) {
      this.#putBack();
      // It may have been stored all the same, for example when the answer was lost: look before the next operation.
      this.#tree.onDoubt();
      batch.reject(error);
    }
  }

  async #store(): Promise<ReadonlySet<string>> {
    const operations = await this.#operations();
    if (operations.length === 0) {
      this.#dirty.clear();
      return new Set();
    }
    const { revision: base, amends: amend } = this.#tree;
    const result = await this.#client.write({ base, amend, operations });
    this.#settle();
    await this.#tree.onStored(result);
    return new Set(result.refused);
  }

  async #operations(): Promise<WriteOperation[]> {
    const operations: WriteOperation[] = [];
    for (const [path, { snapshot: before }] of this.#dirty) {
      const node = this.#tree.find(path);
      if (node === undefined || node.type === 'dir' || node.special !== undefined) {
        if (before !== undefined) operations.push({ action: 'delete', path, before });
        continue;
      }
      const { content, size, sourcePath } = node;
      if (content !== undefined) node.oid = await content.oid();
      const oid = node.oid as string;
      const mode = gitModeOf(node);
      if (before?.oid === oid && before.mode === mode) continue;
      const known = content ?? (mode === '120000' ? await this.#linkTarget(node) : undefined);
      operations.push({ action: 'put', path, mode, oid, size, content: known, sourcePath, before });
    }
    return operations;
  }

  async #linkTarget(node: FileNode): Promise<Contents> {
    const known = this.#tree.knownContentOf(node);
    const { revision } = this.#tree;
    return memoryContents(
      known ?? (await this.#client.readBlob(revision, node.sourcePath, node.oid as string)),
    );
  }

  /** What was sent is on the server now. */
  #settle(): void {
    for (const path of this.#dirty.keys()) {
      const node = this.#tree.find(path);
      if (node === undefined || node.type === 'dir') continue;
      if (node.content !== undefined && node.oid !== undefined) this.#tree.keep(node.oid, node.content);
      node.content?.release();
      node.content = undefined;
      node.sourcePath = path;
    }
    this.#dirty.clear();
  }

  /** Makes the tree what it was before the writes that could not be stored. */
  #putBack(): void {
    for (const path of this.#dirty.keys()) {
      const node = this.#tree.find(path);
      if (node !== undefined && node.type !== 'dir') this.#parentOf(path).delete(nameOf(path));
    }
    for (const [path, { node }] of this.#dirty)
      if (node !== undefined) this.#parentOf(path).set(nameOf(path), node);
    this.#dirty.clear();
  }

  #parentOf(path: string): Map<string, TreeNode> {
    const { root } = this.#tree;
    root.entries ??= new Map();
    let { entries } = root;
    for (const name of path.split('/').slice(0, -1)) {
      let node = entries.get(name);
      if (node?.type !== 'dir') {
        node = newDirectory(this.#tree.now());
        entries.set(name, node);
      }
      node.entries ??= new Map();
      entries = node.entries;
    }
    return entries;
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
