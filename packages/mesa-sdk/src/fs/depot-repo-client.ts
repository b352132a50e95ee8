import {
  type BatchOperation,
  type CapabilityLimits,
  ConflictError,
  getBlobBytes,
  getRevision,
  getTree,
  type MesaClient,
  moveBookmark,
  putBlob,
  readBlobs,
  type TreeEntry,
  updateMetadata,
  watchRepo,
  writeBatch,
} from 'mesa-rest';
import { encodeBase64 } from '../core/base64.js';
import type { Contents } from './contents/contents.js';
import { NO_COMMIT, OfficialRepoClient, type RepoClientOptions, SENT_ONCE } from './official-repo-client.js';
import { joinPath } from './path.js';
import type {
  DirectoryListing,
  RepoClient,
  RepoFeatures,
  Revision,
  RevisionName,
  TreeItem,
  WriteBatch,
  WriteOperation,
  WriteResult,
} from './repo-client.js';
import { StaleRevisionError } from './stale-revision-error.js';

/** A file larger than this is sent as it is before the batch, and not in it as base64. */
const MAX_INLINE_BYTES = 256 * 1024; // 256 KiB

/** An upload may take this long, and longer by its size, before it counts as failed. */
const UPLOAD_TIMEOUT_MS = 60_000; // 60 seconds
const SLOWEST_BYTES_PER_MS = 250; // 2 Mbit/s

/** Options of a {@link DepotRepoClient}. */
export interface DepotRepoClientOptions extends RepoClientOptions {
  readonly limits: CapabilityLimits;
}

interface BlobRequest {
  readonly oid: string;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

/** How far a batch has come, so that it goes on from there when it is sent again. */
interface Progress {
  isMerged: boolean;
  base: Revision | undefined;
  at: Revision | undefined;
  parts: readonly BatchOperation[][] | undefined;
  /** Parts that are stored. */
  done: number;
  /** What the server is to do where somebody else was faster. */
  onConflict: 'fail' | 'merge';
}

/** A repository on a server with the extensions of the depot: trees and blobs by id, batches, events. */
export class DepotRepoClient implements RepoClient {
  readonly org: string;
  readonly repo: string;
  readonly features: RepoFeatures = { symlinks: true, metadata: true, ranges: true };
  readonly #client: MesaClient;
  readonly #limits: CapabilityLimits;
  readonly #official: OfficialRepoClient;
  readonly #progress = new WeakMap<WriteBatch, Progress>();
  readonly #uploads = new WeakMap<Contents, Promise<string>>();
  #wanted: BlobRequest[] = [];

  constructor({ client, org, repo, limits }: DepotRepoClientOptions) {
    this.#client = client;
    this.#limits = limits;
    this.#official = new OfficialRepoClient({ client, org, repo });
    this.org = org;
    this.repo = repo;
  }

  defaultBookmark(): Promise<string> {
    return this.#official.defaultBookmark();
  }

  async resolve({ bookmark, changeId }: RevisionName): Promise<Revision> {
    return this.#revision(bookmark === undefined ? { change_id: changeId } : { ref: bookmark });
  }

  async readDirectory(revision: Revision, path: string, oid?: string): Promise<DirectoryListing> {
    if (oid !== undefined) return this.#tree(oid);
    let listing = await this.#tree(await this.#rootTree(revision));
    for (const name of path === '' ? [] : path.split('/')) {
      const item = listing.items.find((one) => one.name === name);
      if (item?.type !== 'dir') throw new StaleRevisionError(path);
      listing = await this.#tree(item.oid);
    }
    return listing;
  }

  async readTree(
    revision: Revision,
    path: string,
    oid?: string,
    { inOneRequest = false }: { readonly inOneRequest?: boolean | undefined } = {},
  ): Promise<ReadonlyMap<string, DirectoryListing>> {
    const all = new Map<string, DirectoryListing>();
    await this.#wholeTree(oid ?? (await this.readDirectory(revision, path)).oid, path, all, inOneRequest);
    return all;
  }

  /** Blobs that are asked for together travel in one request. */
  readBlob(_revision: Revision, _path: string, oid: string): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (this.#wanted.length === 0) queueMicrotask(() => this.#readWanted());
      this.#wanted.push({ oid, resolve, reject });
    });
  }

  async readBlobRange(
    _revision: Revision,
    path: string,
    oid: string,
    from: number,
    to: number,
  ): Promise<Uint8Array> {
    const range = { start: from, end: to };
    const { org, repo } = this;
    const { data } = await getBlobBytes({ client: this.#client, path: { org, repo, oid }, range });
    if (data.length !== to - from) throw new StaleRevisionError(path);
    return data;
  }

  async upload(content: Contents): Promise<void> {
    if (content.size > MAX_INLINE_BYTES) await this.#upload(content);
  }

  async write(batch: WriteBatch): Promise<WriteResult> {
    let progress = this.#progress.get(batch);
    if (progress === undefined) {
      progress = {
        isMerged: false,
        base: undefined,
        at: undefined,
        parts: undefined,
        done: 0,
        onConflict: 'fail',
      };
      this.#progress.set(batch, progress);
    }
    progress.at ??= batch.amend ? batch.base : await this.#begin(batch, progress);
    progress.base ??= progress.at;
    progress.parts ??= await this.#parts(batch.operations);
    for (const part of progress.parts.slice(progress.done)) {
      progress.at = await this.#writePart(batch.key, progress.at, part, progress);
      progress.done += 1;
      progress.onConflict = 'fail';
    }
    return { revision: progress.at, base: progress.base, isMerged: progress.isMerged, refused: [] };
  }

  async newChange(parentId: string, message: string): Promise<Revision> {
    return this.resolve({ changeId: (await this.#official.newChange(parentId, message)).changeId });
  }

  describe(changeId: string, message: string): Promise<Revision> {
    return this.#official.describe(changeId, message);
  }

  history(revision: Revision, limit: number): Promise<Revision[]> {
    return this.#official.history(revision, limit);
  }

  createBookmark(name: string, changeId: string): Promise<void> {
    return this.#official.createBookmark(name, changeId);
  }

  async moveBookmark(name: string, changeId: string, allowBackwards: boolean): Promise<void> {
    const { org, repo } = this;
    const path = { org, repo, bookmark: name };
    const body = { change_id: changeId, allow_backwards: allowBackwards };
    await moveBookmark({ client: this.#client, path, body });
  }

  listBookmarks(): Promise<string[]> {
    return this.#official.listBookmarks();
  }

  getMetadata(revision: Revision, path: string): Promise<Record<string, string>> {
    return this.#official.getMetadata(revision, path);
  }

  async setMetadata(path: string, metadata: Readonly<Record<string, string | null>>): Promise<void> {
    await updateMetadata({ ...this.#call(), body: { path, metadata: { ...metadata } } });
  }

  watch(name: RevisionName, onEvent: () => void, signal: AbortSignal): void {
    void this.#watch(name, onEvent, signal).catch(() => {
      // The feed comes back by itself unless the credential or the repository is gone, which the next operation tells.
    });
  }

  async #watch(
    { bookmark, changeId }: RevisionName,
    onEvent: () => void,
    signal: AbortSignal,
  ): Promise<void> {
    // What happened before the feed was connected would go unnoticed.
    const onConnected = (): void => onEvent();
    for await (const { changes, bookmarks } of watchRepo({ ...this.#call(), signal, onConnected })) {
      const isOurs =
        bookmark === undefined
          ? changes.some(({ change_id }) => change_id === changeId)
          : bookmarks.some(({ name }) => name === bookmark);
      if (isOurs) onEvent();
    }
  }

  #call(): { client: MesaClient; path: { org: string; repo: string } } {
    return { client: this.#client, path: { org: this.org, repo: this.repo } };
  }

  async #revision(query: { change_id: string } | { ref: string }): Promise<Revision> {
    const { data } = await getRevision({ ...this.#call(), query });
    return { changeId: data.change_id, commitOid: data.commit_oid ?? NO_COMMIT, treeOid: data.tree_oid };
  }

  async #rootTree({ changeId, commitOid, treeOid }: Revision): Promise<string> {
    if (treeOid !== undefined) return treeOid;
    const revision = await this.#revision({ change_id: changeId });
    if (revision.commitOid !== commitOid || revision.treeOid === undefined) throw new StaleRevisionError('/');
    return revision.treeOid;
  }

  async #tree(oid: string): Promise<DirectoryListing> {
    const { org, repo } = this;
    const { data } = await getTree({ client: this.#client, path: { org, repo, oid } });
    return { oid, items: data.entries.map((entry) => toItem(entry, entry.path)) };
  }

  /** Fills in the listings of a tree and of all below it. */
  async #wholeTree(
    oid: string,
    path: string,
    all: Map<string, DirectoryListing>,
    inOneRequest: boolean,
  ): Promise<void> {
    const { org, repo } = this;
    const query = { recursive: true };
    const { data } = await getTree({ client: this.#client, path: { org, repo, oid }, query });
    const items = new Map<string, TreeItem[]>();
    const listing: DirectoryListing = { oid, items: itemsAt(items, path) };
    all.set(path, listing);
    const below: [path: string, oid: string][] = [];
    for (const entry of data.entries) {
      const slash = entry.path.lastIndexOf('/');
      const at = slash === -1 ? path : joinPath(path, entry.path.slice(0, slash));
      itemsAt(items, at).push(toItem(entry, entry.path.slice(slash + 1)));
      if (entry.type === 'dir') below.push([joinPath(path, entry.path), entry.oid]);
    }
    // Too much for one answer: this was the one directory.
    if (data.truncated) {
      if (!inOneRequest) for (const [at, tree] of below) await this.#wholeTree(tree, at, all, false);
    } else for (const [at, tree] of below) all.set(at, { oid: tree, items: itemsAt(items, at) });
  }

  #readWanted(): void {
    const wanted = this.#wanted;
    this.#wanted = [];
    const size = this.#limits.blob_ids;
    for (let start = 0; start < wanted.length; start += size)
      void this.#readSome(wanted.slice(start, start + size));
  }

  async #readSome(requests: readonly BlobRequest[]): Promise<void> {
    try {
      const oids = [...new Set(requests.map(({ oid }) => oid))];
      const found = new Map<string, Uint8Array>();
      if (oids.length > 1) {
        const { data } = await readBlobs({ ...this.#call(), body: { oids } });
        for (const { oid, bytes } of data) if (bytes !== null) found.set(oid, bytes);
      }
      // What was too much for the answer, and a single one.
      for (const oid of oids) {
        if (found.has(oid)) continue;
        found.set(oid, await this.#readOne(oid));
      }
      for (const { oid, resolve } of requests) resolve(found.get(oid) as Uint8Array);
    } catch (error) {
      for (const { reject } of requests) reject(error);
    }
  }

  async #readOne(oid: string): Promise<Uint8Array> {
    const { org, repo } = this;
    return (await getBlobBytes({ client: this.#client, path: { org, repo, oid } })).data;
  }

  /** Makes the change that a batch is to be the first of. */
  async #begin({ key, base }: WriteBatch, progress: Progress): Promise<Revision> {
    // Of the change that the base is now: others may have amended it since.
    const made = await this.#official.newChangeFor(`${key}-change`, base.changeId);
    const now = await this.#revision({ change_id: made.changeId });
    // Where the answer is that of an earlier attempt, the change may be further already: the batch is still made on what it was.
    const at = now.commitOid === made.commitOid ? now : made;
    progress.isMerged = base.treeOid !== undefined && at.treeOid !== base.treeOid;
    return at;
  }

  async #writePart(
    key: string,
    at: Revision,
    operations: BatchOperation[],
    progress: Progress,
  ): Promise<Revision> {
    const { org, repo } = this;
    const call = { client: this.#client, path: { org, repo, change_id: at.changeId }, ...SENT_ONCE };
    const send = async (): Promise<Revision> => {
      const { done, onConflict } = progress;
      const body = { base_commit_oid: at.commitOid, operations, on_conflict: onConflict };
      const { data } = await writeBatch({ ...call, idempotencyKey: `${key}-${done}-${onConflict}`, body });
      if (onConflict === 'merge') progress.isMerged = true;
      return { changeId: at.changeId, commitOid: data.commit_oid, treeOid: data.tree_oid };
    };
    try {
      return await send();
    } catch (error) {
      // Somebody else was faster. Only so is it known that there is something to look at afterwards.
      if (!(error instanceof ConflictError) || error.code !== 'STALE_COMMIT') throw error;
      progress.onConflict = 'merge';
      return await send();
    }
  }

  /** Returns the operations in parts that the server takes: what puts files first, what deletes last. */
  async #parts(operations: readonly WriteOperation[]): Promise<BatchOperation[][]> {
    const { batch_operations, batch_bytes } = this.#limits;
    const parts: BatchOperation[][] = [];
    let part: BatchOperation[] = [];
    let bytes = 0;
    const add = (operation: BatchOperation, size: number): void => {
      if (part.length > 0 && (part.length >= batch_operations || bytes + size > batch_bytes)) {
        parts.push(part);
        part = [];
        bytes = 0;
      }
      part.push(operation);
      bytes += size;
    };
    const deletes = operations.filter(({ action }) => action === 'delete');
    const kindChanges = kindChangesOf(operations);
    const renames = renamesOf(operations, kindChanges);
    const renamed = new Set(renames.values());
    for (const [to, from] of renames) add({ op: 'rename', from, to }, 0);
    // A path that changes from a file to a directory or back has to be empty before.
    const first = deletes.filter(({ path }) => kindChanges.has(path));
    for (const { path } of first) add({ op: 'delete', path }, 0);
    for (const operation of operations) {
      if (operation.action === 'delete' || renames.has(operation.path)) continue;
      const put = await this.#toPut(operation);
      add(put, 'content' in put ? operation.size : 0);
    }
    for (const operation of deletes) {
      if (!renamed.has(operation.path) && !kindChanges.has(operation.path))
        add({ op: 'delete', path: operation.path }, 0);
    }
    if (part.length > 0) parts.push(part);
    return parts;
  }

  async #toPut({ path, mode, oid, content }: WriteOperation & { action: 'put' }): Promise<BatchOperation> {
    if (mode === '120000') {
      const target = content === undefined ? this.#readOne(oid) : content.read(0, content.size);
      return { op: 'symlink', path, target: new TextDecoder().decode(await target) };
    }
    if (content === undefined) return { op: 'put', path, mode, blob_oid: oid };
    if (content.size > MAX_INLINE_BYTES)
      return { op: 'put', path, mode, blob_oid: await this.#upload(content) };
    return { op: 'put', path, mode, content: encodeBase64(await content.read(0, content.size)) };
  }

  /** Sends bytes as a blob, once. */
  #upload(content: Contents): Promise<string> {
    let upload = this.#uploads.get(content);
    if (upload === undefined) {
      upload = this.#putBlob(content);
      this.#uploads.set(content, upload);
      upload.catch(() => this.#uploads.delete(content));
    }
    return upload;
  }

  async #putBlob(content: Contents): Promise<string> {
    content.retain();
    try {
      const body = content.bytes ?? (() => toStream(content));
      const timeoutMs = UPLOAD_TIMEOUT_MS + content.size / SLOWEST_BYTES_PER_MS;
      return (await putBlob({ ...this.#call(), ...SENT_ONCE, timeoutMs, body })).data.oid;
    } finally {
      content.release();
    }
  }
}

function toStream(content: Contents): ReadableStream<Uint8Array> {
  const pieces = content.stream()[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}

function itemsAt(items: Map<string, TreeItem[]>, path: string): TreeItem[] {
  let found = items.get(path);
  if (found === undefined) {
    found = [];
    items.set(path, found);
  }
  return found;
}

function toItem({ type, mode, oid, size = 0 }: TreeEntry, name: string): TreeItem {
  if (type === 'dir' || mode === '040000') return { type: 'dir', name, oid };
  return { type, name, oid, mode, size };
}

/** Returns the paths that are just moved, each with where from: the server takes metadata and conflicts along. */
function renamesOf(
  operations: readonly WriteOperation[],
  kindChanges: ReadonlySet<string>,
): Map<string, string> {
  const renames = new Map<string, string>();
  const taken = new Set<string>();
  const byPath = new Map(operations.map((operation) => [operation.path, operation]));
  for (const operation of operations) {
    if (operation.action === 'delete') continue;
    const { path, sourcePath, mode, oid, before } = operation;
    const source = byPath.get(sourcePath);
    if (source?.action !== 'delete' || source.before.oid !== oid || source.before.mode !== mode) continue;
    if (before !== undefined || taken.has(sourcePath) || kindChanges.has(path) || kindChanges.has(sourcePath))
      continue;
    taken.add(sourcePath);
    renames.set(path, sourcePath);
  }
  return renames;
}

/** Returns the paths that need a name as a file where others need it as a directory, or the other way round. */
function kindChangesOf(operations: readonly WriteOperation[]): Set<string> {
  const paths = new Set(operations.map(({ path }) => path));
  const found = new Set<string>();
  for (const { path } of operations) {
    for (let slash = path.lastIndexOf('/'); slash !== -1; slash = path.lastIndexOf('/', slash - 1)) {
      const above = path.slice(0, slash);
      if (paths.has(above)) found.add(above).add(path);
    }
  }
  return found;
}
