import type { Contents } from '../contents/contents.js';
import { fsError } from '../fs-error.js';
import { isLocalOnly } from '../local-only.js';
import { joinPath } from '../path.js';
import type {
  DirectoryListing,
  RepoClient,
  RepoFeatures,
  Revision,
  RevisionName,
  TreeItem,
  WriteBatch,
  WriteResult,
} from '../repo-client.js';
import type { SubPaths } from './sub-paths.js';

/** Id of the tree without entries, which no commit has below its root. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/**
 * A repository of which only some paths are there: whatever is above here, a link, a copy of everything, the kernel, never
 * learns of the others. It is a view and no right: the credential is good for the whole repository.
 *
 * Directories on the way to the paths are always there, so that what does not exist yet can be made.
 */
export class SubPathsRepoClient implements RepoClient {
  readonly upload?: (content: Contents) => Promise<void>;
  readonly #client: RepoClient;
  readonly #shown: SubPaths;

  constructor(client: RepoClient, shown: SubPaths) {
    this.#client = client;
    this.#shown = shown;
    if (client.upload !== undefined) this.upload = client.upload.bind(client);
  }

  get org(): string {
    return this.#client.org;
  }

  get repo(): string {
    return this.#client.repo;
  }

  get features(): RepoFeatures {
    return this.#client.features;
  }

  /** What is never sent may be anywhere: git's own folder, for example. */
  allows(path: string): boolean {
    return this.#shown.holds(path) || isLocalOnly(path);
  }

  defaultBookmark(): Promise<string> {
    return this.#client.defaultBookmark();
  }

  resolve(name: RevisionName): Promise<Revision> {
    return this.#client.resolve(name);
  }

  async readDirectory(revision: Revision, path: string, oid?: string): Promise<DirectoryListing> {
    if (this.#shown.holds(path)) return this.#client.readDirectory(revision, path, oid);
    const there =
      oid === EMPTY_TREE ? { oid, items: [] } : await this.#client.readDirectory(revision, path, oid);
    const items = there.items.filter((item) => this.#isShown(item, joinPath(path, item.name)));
    const names = new Set(there.items.map(({ name }) => name));
    const missing = this.#shown.directoriesIn(path).filter((name) => !names.has(name));
    return {
      oid: there.oid,
      items: [...items, ...missing.map((name): TreeItem => ({ type: 'dir', name, oid: EMPTY_TREE }))],
    };
  }

  async readTree(
    revision: Revision,
    path: string,
    oid?: string,
    options: { readonly inOneRequest?: boolean | undefined } = {},
  ): Promise<ReadonlyMap<string, DirectoryListing>> {
    if (this.#shown.holds(path)) return this.#client.readTree(revision, path, oid, options);
    const listing = await this.readDirectory(revision, path, oid);
    if (options.inOneRequest) return new Map([[path, listing]]);
    const below = await Promise.all(
      listing.items
        .filter((item) => item.type === 'dir')
        .map((item) => this.readTree(revision, joinPath(path, item.name), item.oid)),
    );
    return new Map([[path, listing], ...below.flatMap((listings) => [...listings])]);
  }

  readBlob(revision: Revision, path: string, oid: string): Promise<Uint8Array> {
    return this.#client.readBlob(revision, path, oid);
  }

  readBlobRange(
    revision: Revision,
    path: string,
    oid: string,
    from: number,
    to: number,
  ): Promise<Uint8Array> {
    return this.#client.readBlobRange(revision, path, oid, from, to);
  }

  async write(batch: WriteBatch): Promise<WriteResult> {
    const outside = batch.operations.find(({ path }) => !this.#shown.holds(path));
    if (outside !== undefined) throw fsError('EROFS', 'write', outside.path);
    return this.#client.write(batch);
  }

  newChange(parentId: string, message: string): Promise<Revision> {
    return this.#client.newChange(parentId, message);
  }

  describe(changeId: string, message: string): Promise<Revision> {
    return this.#client.describe(changeId, message);
  }

  history(revision: Revision, limit: number): Promise<Revision[]> {
    return this.#client.history(revision, limit);
  }

  createBookmark(name: string, changeId: string): Promise<void> {
    return this.#client.createBookmark(name, changeId);
  }

  moveBookmark(name: string, changeId: string, allowBackwards: boolean): Promise<void> {
    return this.#client.moveBookmark(name, changeId, allowBackwards);
  }

  listBookmarks(): Promise<string[]> {
    return this.#client.listBookmarks();
  }

  async getMetadata(revision: Revision, path: string): Promise<Record<string, string>> {
    return this.#shown.holds(path) ? this.#client.getMetadata(revision, path) : {};
  }

  async setMetadata(path: string, metadata: Readonly<Record<string, string | null>>): Promise<void> {
    if (!this.#shown.holds(path)) throw fsError('EROFS', 'setxattr', path);
    return this.#client.setMetadata(path, metadata);
  }

  watch(name: RevisionName, onEvent: () => void, signal: AbortSignal): void {
    this.#client.watch(name, onEvent, signal);
  }

  #isShown(item: TreeItem, path: string): boolean {
    return this.#shown.holds(path) || (item.type === 'dir' && this.#shown.isAbove(path));
  }
}
