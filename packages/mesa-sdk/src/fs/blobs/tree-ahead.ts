import type { DirectoryListing, RepoClient, Revision } from '../repo-client.js';
import type { DirectoryNode, TreeNode } from '../tree-node.js';
import { WalkWatch } from './walk-watch.js';

/** Files and directories that are filled in before somebody else gets a turn. */
const SLICE_ITEMS = 4_096;

/** So long after it was asked for, a whole tree is waited for by who needs one directory of it. */
const WAIT_MS = 200;

/** Options of a {@link TreeAhead}. */
export interface TreeAheadOptions {
  readonly client: Pick<RepoClient, 'readTree'>;
  /** Where the tree is now. */
  readonly revision: () => Revision;
  /** Returns what is at a path, as far as it is fetched. */
  readonly find: (path: string) => TreeNode | undefined;
  /** Fills in a directory that is not fetched yet. */
  readonly fill: (directory: DirectoryNode, path: string, listing: DirectoryListing) => void;
}

/**
 * Fetches the rest of a tree in one request when somebody walks through it directory by directory. Who comes to a directory
 * meanwhile waits a little for the answer: it has all that the walk still needs.
 */
export class TreeAhead {
  readonly #options: TreeAheadOptions;
  readonly #walks = new WalkWatch();
  #coming: { readonly path: string; readonly arrival: Promise<void> } | undefined;

  constructor(options: TreeAheadOptions) {
    this.#options = options;
  }

  /** Notes that a directory has to be fetched; returns what brings it together with others, if that is on its way. */
  listed(path: string): Promise<void> | undefined {
    const whole = this.#walks.listed(path);
    if (whole !== undefined) {
      // What is lost when it fails is the time that it saves.
      const done = this.#fetch(whole).catch(() => {});
      const coming = { path: whole, arrival: Promise.race([done, delay(WAIT_MS)]) };
      this.#coming = coming;
      void coming.arrival.then(() => {
        if (this.#coming === coming) this.#coming = undefined;
      });
    }
    if (this.#coming === undefined || !isBelow(path, this.#coming.path)) return undefined;
    return this.#coming.arrival;
  }

  /** Notes that the tree became another one. */
  reset(): void {
    this.#walks.reset();
  }

  async #fetch(path: string): Promise<void> {
    const { client, revision, find, fill } = this.#options;
    const directory = find(path);
    // Without an id it holds what is on no server yet.
    if (directory?.type !== 'dir' || directory.oid === undefined) return;
    const listings = await client.readTree(revision(), path, directory.oid, { inOneRequest: true });
    if (listings.size === 1) this.#walks.noteTooLarge(path);
    let items = 0;
    for (const [at, listing] of listings) {
      const found = find(at);
      // Meanwhile it may have been fetched, changed or removed. The same id is the same content, whenever it was asked for.
      if (found?.type !== 'dir' || found.entries !== undefined || found.oid !== listing.oid) continue;
      fill(found, at, listing);
      items += listing.items.length;
      if (items < SLICE_ITEMS) continue;
      items = 0;
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }
}

function isBelow(path: string, above: string): boolean {
  return above === '' || path.startsWith(`${above}/`);
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
