import {
  type Change,
  ConflictError,
  createBookmark,
  createChange,
  type FileOperation,
  getBookmark,
  getChange,
  getContent,
  getContentBytes,
  getRepo,
  listBookmarks,
  listChanges,
  type MesaClient,
  moveBookmark,
  NotFoundError,
  updateChange,
} from 'mesa-rest';
import { encodeBase64 } from '../core/base64.js';
import { randomUuid } from '../core/random-uuid.js';
import { VIRTUAL_ROOT_CHANGE_ID } from '../core/virtual-root.js';
import { blobOid } from './blob-oid.js';
import { fsError } from './fs-error.js';
import { requestsOf } from './official-requests.js';
import { joinPath } from './path.js';
import type {
  DirectoryListing,
  FileSnapshot,
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

/** For requests of a batch: who waits for it decides when it is sent again. */
export const SENT_ONCE = { retry: { strategy: 'none' } } as const;
/** Commit id of the virtual root, which has none. */
export const NO_COMMIT = '0'.repeat(40);
/** Levels that one listing can have. */
const MAX_DEPTH = 10;
/** How often the server is asked whether something happened, while somebody watches. */
const POLL_INTERVAL_MS = 1_000;
/** Times that a batch is made anew when others keep changing the same change. */
const MAX_ATTEMPTS = 10;
const PAGE = 100;
/** How far back a bookmark may be when it is moved forward. */
const MAX_ANCESTORS = 1_000;

/** Where a repository is, and the client to reach it through. */
export interface RepoClientOptions {
  readonly client: MesaClient;
  readonly org: string;
  readonly repo: string;
}

interface RepoCall {
  client: MesaClient;
  path: { org: string; repo: string };
}

/** A repository on a server of which nothing but the official operations is known. */
export class OfficialRepoClient implements RepoClient {
  readonly org: string;
  readonly repo: string;
  readonly features: RepoFeatures = { symlinks: false, metadata: false, ranges: false };
  readonly #client: MesaClient;

  constructor({ client, org, repo }: RepoClientOptions) {
    this.#client = client;
    this.org = org;
    this.repo = repo;
  }

  async defaultBookmark(): Promise<string> {
    return (await getRepo(this.#call())).data.default_bookmark;
  }

  async resolve({ bookmark, changeId }: RevisionName): Promise<Revision> {
    if (bookmark === undefined) return this.#revision(changeId);
    const { org, repo } = this;
    const { data } = await getBookmark({ client: this.#client, path: { org, repo, bookmark } });
    return this.#revision(data.change_id);
  }

  async readDirectory(revision: Revision, path: string): Promise<DirectoryListing> {
    const listing = (await this.#list(revision, path, 1)).get(path);
    if (listing === undefined) throw new StaleRevisionError(path);
    return listing;
  }

  async readTree(
    revision: Revision,
    path: string,
    _oid?: string,
    { inOneRequest = false }: { readonly inOneRequest?: boolean | undefined } = {},
  ): Promise<ReadonlyMap<string, DirectoryListing>> {
    const all = new Map<string, DirectoryListing>();
    let roots = [path];
    while (roots.length > 0) {
      const found = await Promise.all(roots.map((root) => this.#list(revision, root, MAX_DEPTH)));
      roots = [];
      for (const listings of found) for (const [at, listing] of listings) all.set(at, listing);
      if (inOneRequest) break;
      for (const listings of found) {
        for (const [at, { items }] of listings) {
          for (const item of items) {
            const below = joinPath(at, item.name);
            if (item.type === 'dir' && !all.has(below)) roots.push(below);
          }
        }
      }
    }
    return all;
  }

  async readBlob({ changeId }: Revision, path: string, oid: string): Promise<Uint8Array> {
    const query = { change_id: changeId, path };
    const { data } = await getContentBytes({ ...this.#call(), query });
    // Files have no address but their path, and the change may have moved on.
    if ((await blobOid(data)) !== oid) throw new StaleRevisionError(path);
    return data;
  }

  async readBlobRange(
    revision: Revision,
    path: string,
    oid: string,
    from: number,
    to: number,
  ): Promise<Uint8Array> {
    return (await this.readBlob(revision, path, oid)).subarray(from, to);
  }

  async write({ key, base, amend, operations }: WriteBatch): Promise<WriteResult> {
    const link = operations.find((operation) => operation.action === 'put' && operation.mode === '120000');
    if (link !== undefined) {
      const hint = 'this server cannot store symbolic links';
      throw fsError('ENOTSUP', 'symlink', `/${this.repo}/${link.path}`, { hint });
    }
    let written: WriteResult | undefined;
    for (const part of requestsOf(operations, this.repo)) {
      const files = await Promise.all(part.map((operation) => this.#toFile(base, operation)));
      const isFirst = written === undefined;
      const next: WriteResult =
        isFirst && !amend
          ? await this.#create(base, files, key)
          : await this.#amend(written?.revision ?? base, part, files);
      written = {
        revision: next.revision,
        base: written?.base ?? next.base,
        isMerged: next.isMerged || written?.isMerged === true,
        refused: [...(written?.refused ?? []), ...next.refused],
      };
    }
    return written ?? { revision: base, base, isMerged: false, refused: [] };
  }

  async newChange(parentId: string, message: string): Promise<Revision> {
    return this.#newChange(this.#post(), parentId, { message });
  }

  /** Makes a change for a batch: it is made once, however often it is asked for with the same key. */
  async newChangeFor(key: string, parentId: string, files?: FileOperation[]): Promise<Revision> {
    const call = { ...this.#call(), ...SENT_ONCE, idempotencyKey: key };
    return this.#newChange(call, parentId, files === undefined ? { message: '' } : { message: '', files });
  }

  async describe(changeId: string, message: string): Promise<Revision> {
    const { data } = await updateChange({ ...this.#change(changeId), body: { message } });
    return toRevision(data);
  }

  async history({ changeId }: Revision, limit: number): Promise<Revision[]> {
    const bookmarks = await this.#listBookmarks();
    const found: Revision[] = [];
    let next: string | undefined = changeId;
    while (next !== undefined && next !== VIRTUAL_ROOT_CHANGE_ID && (limit === 0 || found.length < limit)) {
      const at: string = next;
      const bookmark = bookmarks.find(({ change_id }) => change_id === at);
      if (bookmark !== undefined)
        return [...found, ...(await this.#reachable(bookmark.name, limit && limit - found.length))];
      const { data } = await getChange(this.#change(at));
      found.push(toRevision(data));
      next = data.parents[0];
    }
    return found;
  }

  async createBookmark(name: string, changeId: string): Promise<void> {
    await createBookmark({ ...this.#post(), body: { name, change_id: changeId } });
  }

  async moveBookmark(name: string, changeId: string, allowBackwards: boolean): Promise<void> {
    const { org, repo } = this;
    const path = { org, repo, bookmark: name };
    // The official operation moves a bookmark anywhere, so that what is forward is found out here.
    if (!allowBackwards) await this.#requireForward(name, changeId);
    await moveBookmark({ client: this.#client, path, body: { change_id: changeId } });
  }

  async listBookmarks(): Promise<string[]> {
    return (await this.#listBookmarks()).map(({ name }) => name);
  }

  async getMetadata({ changeId }: Revision, path: string): Promise<Record<string, string>> {
    const query = { change_id: changeId, path, depth: 0 };
    return { ...(await getContent({ ...this.#call(), query })).data.metadata };
  }

  async setMetadata(path: string): Promise<void> {
    const hint = 'this server cannot store metadata';
    throw fsError('ENOTSUP', 'setxattr', `/${this.repo}/${path}`, { hint });
  }

  watch(_name: RevisionName, onEvent: () => void, signal: AbortSignal): void {
    const timer = setInterval(onEvent, POLL_INTERVAL_MS);
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  }

  #call(): RepoCall {
    return { client: this.#client, path: { org: this.org, repo: this.repo } };
  }

  /** Of a request that is sent again after a broken connection without happening twice, where the server knows how. */
  #post(): RepoCall & { idempotencyKey: string } {
    return { ...this.#call(), idempotencyKey: randomUuid() };
  }

  #change(change_id: string): { client: MesaClient; path: { org: string; repo: string; change_id: string } } {
    return { client: this.#client, path: { org: this.org, repo: this.repo, change_id } };
  }

  async #revision(changeId: string): Promise<Revision> {
    if (changeId === VIRTUAL_ROOT_CHANGE_ID) return { changeId, commitOid: NO_COMMIT };
    return toRevision((await getChange(this.#change(changeId))).data);
  }

  async #newChange(
    call: RepoCall & { readonly idempotencyKey: string },
    base: string,
    body: { message: string; files?: FileOperation[] },
  ): Promise<Revision> {
    const { data } = await createChange({ ...call, body: { base_change_id: base, ...body } });
    return toRevision(data);
  }

  /** Returns the listings of a directory and of those below it, by path, as deep as asked. */
  async #list(revision: Revision, path: string, depth: number): Promise<Map<string, DirectoryListing>> {
    const query = { change_id: revision.changeId, path, depth };
    const { data } = await getContent({ ...this.#call(), query });
    if (data.type !== 'dir') throw new StaleRevisionError(path);
    const found = new Map<string, { oid: string; items: TreeItem[] }>([[path, { oid: data.sha, items: [] }]]);
    const levelOf = (at: string): number => (at === '' ? 0 : at.split('/').length);
    const lowest = levelOf(path) + depth;
    const byDepth = data.entries.toSorted((a, b) => levelOf(a.path) - levelOf(b.path));
    for (const entry of byDepth) {
      const { path: at, name, sha: oid } = entry;
      const parent = found.get(at === name ? '' : at.slice(0, -name.length - 1));
      if (entry.type === 'dir') {
        parent?.items.push({ type: 'dir', name, oid });
        if (levelOf(at) < lowest) found.set(at, { oid, items: [] });
      } else parent?.items.push({ type: entry.type, name, oid, mode: entry.mode, size: entry.size });
    }
    return found;
  }

  async #toFile(base: Revision, operation: WriteOperation): Promise<FileOperation> {
    const { path } = operation;
    if (operation.action === 'delete') return { path, action: 'delete' };
    const { content } = operation;
    const bytes =
      (await content?.read(0, content.size)) ??
      (await this.readBlob(base, operation.sourcePath, operation.oid));
    const mode = operation.mode === '100755' ? '100755' : '100644';
    return { path, action: 'upsert', content: encodeBase64(bytes), encoding: 'base64', mode };
  }

  async #create(base: Revision, files: FileOperation[], key: string): Promise<WriteResult> {
    const revision = await this.newChangeFor(key, base.changeId, files);
    const now = await this.#revision(base.changeId);
    return { revision, base: revision, isMerged: now.commitOid !== base.commitOid, refused: [] };
  }

  /** Amends by compare-and-swap. Where others were faster, looks which of the paths they changed, and leaves those alone. */
  async #amend(
    base: Revision,
    operations: readonly WriteOperation[],
    files: FileOperation[],
  ): Promise<WriteResult> {
    let at = base;
    let chosen = operations.map((_, index) => index);
    let refused: string[] = [];
    for (let attempt = 1; ; attempt++) {
      try {
        const body = {
          base_commit_oid: at.commitOid,
          files: chosen.map((index) => files[index] as FileOperation),
        };
        const isNothing = chosen.length === 0;
        const revision = isNothing
          ? at
          : toRevision((await updateChange({ ...this.#change(at.changeId), ...SENT_ONCE, body })).data);
        return { revision, base: at, isMerged: at !== base, refused };
      } catch (error) {
        const isStale = error instanceof ConflictError && error.code === 'STALE_COMMIT';
        if (!isStale || attempt === MAX_ATTEMPTS) throw error;
      }
      at = await this.#revision(base.changeId);
      const present = await this.#present(at, operations);
      chosen = [];
      refused = [];
      for (const [index, operation] of operations.entries()) {
        const found = present.get(operation.path);
        if (isEqual(found, wanted(operation))) continue; // also our own, when its answer was lost
        if (isEqual(found, operation.before)) chosen.push(index);
        else refused.push(operation.path);
      }
    }
  }

  /** Returns what the paths of a batch hold at a revision: a file, nothing, or what is not a file. */
  async #present(
    at: Revision,
    operations: readonly WriteOperation[],
  ): Promise<Map<string, FileSnapshot | 'other' | undefined>> {
    const listings = new Map<string, Promise<DirectoryListing | 'none' | 'other'>>();
    const list = (path: string): Promise<DirectoryListing | 'none' | 'other'> => {
      const known = listings.get(path) ?? this.#listOrNone(at, path);
      listings.set(path, known);
      return known;
    };
    const found = new Map<string, FileSnapshot | 'other' | undefined>();
    await Promise.all(
      operations.map(async ({ path }) => {
        const slash = path.lastIndexOf('/');
        const listing = await list(slash === -1 ? '' : path.slice(0, slash));
        if (listing === 'none') return;
        if (listing === 'other') return void found.set(path, 'other');
        const item = listing.items.find(({ name }) => name === path.slice(slash + 1));
        if (item !== undefined)
          found.set(path, item.type === 'dir' ? 'other' : { oid: item.oid, mode: item.mode });
      }),
    );
    return found;
  }

  async #listOrNone(at: Revision, path: string): Promise<DirectoryListing | 'none' | 'other'> {
    try {
      return await this.readDirectory(at, path);
    } catch (error) {
      if (error instanceof NotFoundError) return 'none';
      if (error instanceof StaleRevisionError) return 'other';
      throw error;
    }
  }

  async #requireForward(bookmark: string, changeId: string): Promise<void> {
    const { org, repo } = this;
    const { data } = await getBookmark({ client: this.#client, path: { org, repo, bookmark } });
    const seen = new Set<string>();
    const next = [changeId];
    for (let id = next.shift(); id !== undefined && seen.size < MAX_ANCESTORS; id = next.shift()) {
      if (id === data.change_id) return;
      if (id === VIRTUAL_ROOT_CHANGE_ID || seen.has(id)) continue;
      seen.add(id);
      next.push(...(await getChange(this.#change(id))).data.parents);
    }
    const text = `The bookmark \`${bookmark}\` is at ${data.change_id}, which ${changeId} does not come after.`;
    const init = { status: 409, code: 'NOT_FORWARD', text, headers: new Headers(), body: undefined };
    throw new ConflictError(init);
  }

  async #listBookmarks(): Promise<{ name: string; change_id: string }[]> {
    const all: { name: string; change_id: string }[] = [];
    let cursor: string | undefined;
    do {
      const { data } = await listBookmarks({ ...this.#call(), query: { cursor, limit: PAGE } });
      all.push(...data.bookmarks);
      cursor = data.next_cursor ?? undefined;
    } while (cursor !== undefined);
    return all;
  }

  async #reachable(bookmark: string, limit: number): Promise<Revision[]> {
    const all: Revision[] = [];
    let cursor: string | undefined;
    do {
      const size = limit === 0 ? PAGE : Math.min(PAGE, limit - all.length);
      const { data } = await listChanges({ ...this.#call(), query: { bookmark, cursor, limit: size } });
      all.push(...data.changes.map(toRevision));
      cursor = data.next_cursor ?? undefined;
    } while (cursor !== undefined && (limit === 0 || all.length < limit));
    return all;
  }
}

function toRevision({ id, current_commit_oid }: Pick<Change, 'id' | 'current_commit_oid'>): Revision {
  return { changeId: id, commitOid: current_commit_oid };
}

function wanted(operation: WriteOperation): FileSnapshot | undefined {
  return operation.action === 'delete' ? undefined : { oid: operation.oid, mode: operation.mode };
}

function isEqual(one: FileSnapshot | 'other' | undefined, other: FileSnapshot | undefined): boolean {
  if (one === 'other') return false;
  return one?.oid === other?.oid && one?.mode === other?.mode;
}
