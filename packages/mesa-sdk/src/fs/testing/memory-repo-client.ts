import { NotFoundError } from 'mesa-rest';
import type {
  DirectoryListing,
  FileMode,
  RepoClient,
  RepoFeatures,
  Revision,
  RevisionName,
  TreeItem,
  WriteBatch,
  WriteResult,
} from '../repo-client.js';
import { StaleRevisionError } from '../stale-revision-error.js';

interface StoredFile {
  readonly oid: string;
  readonly mode: FileMode;
  readonly bytes: Uint8Array;
}

type Tree = ReadonlyMap<string, StoredFile>;

/**
 * A repository in memory, with one change and the bookmark `main` on it: what a filesystem needs of a server and nothing else, as a
 * reference for what the filesystem itself does. What two write to one path is refused, not merged.
 */
export class MemoryRepoClient implements RepoClient {
  readonly org = 'acme';
  readonly repo = 'memory';
  readonly features: RepoFeatures = { symlinks: true, metadata: true, ranges: true };
  readonly #trees = new Map<string, Tree>();
  readonly #blobs = new Map<string, Uint8Array>();
  readonly #ids = new Map<string, string>();
  readonly #stored = new Map<string, WriteResult>();
  readonly #metadata = new Map<string, Record<string, string>>();
  readonly #listeners = new Set<() => void>();
  #tip: Revision;

  constructor() {
    this.#tip = this.#commit(new Map());
  }

  async defaultBookmark(): Promise<string> {
    return 'main';
  }

  async resolve({ bookmark, changeId }: RevisionName): Promise<Revision> {
    if (bookmark !== 'main' && changeId !== this.#tip.changeId) {
      throw new NotFoundError({
        status: 404,
        code: 'NOT_FOUND',
        text: 'There is one change, and the bookmark main.',
        headers: new Headers(),
        body: '',
      });
    }
    return this.#tip;
  }

  async readDirectory(revision: Revision, path: string): Promise<DirectoryListing> {
    return this.#list(this.#treeAt(revision), path);
  }

  async readTree(revision: Revision, path: string): Promise<ReadonlyMap<string, DirectoryListing>> {
    const tree = this.#treeAt(revision);
    const found = new Map<string, DirectoryListing>();
    const visit = (at: string): void => {
      const listing = this.#list(tree, at);
      found.set(at, listing);
      for (const { type, name } of listing.items)
        if (type === 'dir') visit(at === '' ? name : `${at}/${name}`);
    };
    visit(path);
    return found;
  }

  async readBlob(_revision: Revision, path: string, oid: string): Promise<Uint8Array> {
    const bytes = this.#blobs.get(oid);
    if (bytes === undefined) throw new StaleRevisionError(path);
    return Uint8Array.from(bytes);
  }

  async readBlobRange(
    revision: Revision,
    path: string,
    oid: string,
    from: number,
    to: number,
  ): Promise<Uint8Array> {
    return (await this.readBlob(revision, path, oid)).slice(from, to);
  }

  async write({ key, base, operations }: WriteBatch): Promise<WriteResult> {
    // The bytes are read before anything is decided: from there on nothing is waited for.
    const contents = new Map<string, Uint8Array>();
    for (const operation of operations) {
      if (operation.action === 'delete' || operation.content === undefined) continue;
      const pieces: Uint8Array[] = [];
      for await (const piece of operation.content.stream()) pieces.push(Uint8Array.from(piece));
      contents.set(operation.path, Buffer.concat(pieces));
    }
    const known = this.#stored.get(key);
    if (known !== undefined) return known;
    const before = this.#treeAt(base);
    const now = this.#treeAt(this.#tip);
    const next = new Map(now);
    const refused: string[] = [];
    for (const operation of operations) {
      const { path } = operation;
      if (before.get(path)?.oid !== now.get(path)?.oid) {
        refused.push(path);
        continue;
      }
      if (operation.action === 'delete') next.delete(path);
      else {
        const bytes = contents.get(path) ?? (this.#blobs.get(operation.oid) as Uint8Array);
        this.#blobs.set(operation.oid, bytes);
        next.set(path, { oid: operation.oid, mode: operation.mode, bytes });
      }
    }
    const isMerged = base.commitOid !== this.#tip.commitOid;
    this.#tip = this.#commit(next);
    const result: WriteResult = { revision: this.#tip, base, isMerged, refused };
    this.#stored.set(key, result);
    for (const listener of this.#listeners) listener();
    return result;
  }

  async newChange(): Promise<Revision> {
    return this.#tip;
  }

  async describe(): Promise<Revision> {
    return this.#tip;
  }

  async history(): Promise<Revision[]> {
    return [this.#tip];
  }

  async createBookmark(): Promise<void> {}
  async moveBookmark(): Promise<void> {}

  async listBookmarks(): Promise<string[]> {
    return ['main'];
  }

  async getMetadata(_revision: Revision, path: string): Promise<Record<string, string>> {
    return { ...this.#metadata.get(path) };
  }

  async setMetadata(path: string, metadata: Readonly<Record<string, string | null>>): Promise<void> {
    const merged = Object.entries({ ...this.#metadata.get(path), ...metadata });
    this.#metadata.set(
      path,
      Object.fromEntries(merged.filter(([, value]) => value !== null)) as Record<string, string>,
    );
  }

  watch(_name: RevisionName, onEvent: () => void, signal: AbortSignal): void {
    this.#listeners.add(onEvent);
    signal.addEventListener('abort', () => this.#listeners.delete(onEvent));
  }

  #commit(tree: Tree): Revision {
    const commitOid = (this.#trees.size + 1).toString(16).padStart(40, '0');
    this.#trees.set(commitOid, tree);
    return { changeId: 'k'.repeat(32), commitOid };
  }

  #treeAt({ commitOid }: Revision): Tree {
    return this.#trees.get(commitOid) ?? new Map();
  }

  #list(tree: Tree, path: string): DirectoryListing {
    const prefix = path === '' ? '' : `${path}/`;
    const items = new Map<string, TreeItem>();
    let text = '';
    for (const [at, { oid, mode, bytes }] of [...tree].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (!at.startsWith(prefix)) continue;
      text += `${at}\0${mode}\0${oid}\0`;
      const [name = '', ...rest] = at.slice(prefix.length).split('/');
      if (rest.length === 0) {
        const type = mode === '120000' ? 'symlink' : 'file';
        items.set(name, { type, name, oid, mode, size: bytes.length });
      } else if (!items.has(name))
        items.set(name, { type: 'dir', name, oid: this.#list(tree, prefix + name).oid });
    }
    if (items.size === 0 && path !== '') throw new StaleRevisionError(path);
    return { oid: this.#idOf(text), items: [...items.values()] };
  }

  /** Returns the same id for the same listing, as a tree of git has. */
  #idOf(listing: string): string {
    let id = this.#ids.get(listing);
    if (id === undefined) {
      id = (this.#ids.size + 1).toString(16).padStart(40, 'f');
      this.#ids.set(listing, id);
    }
    return id;
  }
}
