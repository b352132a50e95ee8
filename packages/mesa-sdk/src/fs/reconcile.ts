import { joinPath } from './path.js';
import type { DirectoryListing, RepoClient, Revision, TreeItem } from './repo-client.js';
import { type DirectoryNode, gitModeOf, nodeOf, permissionsOf, type TreeNode } from './tree-node.js';
import type { WatchEvent } from './watch-event.js';

/** What became different; paths are those of the repository. */
export interface ReconcileOutcome {
  readonly changed: readonly WatchEvent[];
}

/**
 * Makes a tree that of a revision, as far as it was fetched, and keeps what only lives here: times, permission bits,
 * directories that are empty. Directories whose tree id is the same are not fetched again.
 *
 * @param around Is given the step that changes the tree, to run it at once.
 */
export async function reconcileTree(
  client: RepoClient,
  revision: Revision,
  root: DirectoryNode,
  nowMs: number,
  around: (step: () => void) => void = (step) => step(),
): Promise<ReconcileOutcome> {
  const listings = new Map<DirectoryNode, DirectoryListing>();
  const fetch = async (directory: DirectoryNode, path: string, oid?: string): Promise<void> => {
    if (directory.entries === undefined) return;
    const listing = await client.readDirectory(revision, path, oid);
    listings.set(directory, listing);
    await Promise.all(
      listing.items.map(async (item) => {
        const child = directory.entries?.get(item.name);
        if (item.type === 'dir' && child?.type === 'dir' && child.oid !== item.oid) {
          await fetch(child, joinPath(path, item.name), item.oid);
        }
      }),
    );
  };
  await fetch(root, '', revision.treeOid);
  // From here on nothing waits, so that no operation sees half of it.
  const changed: WatchEvent[] = [];
  around(() => {
    if (root.entries === undefined) {
      root.oid = undefined;
      changed.push({ path: '', recursive: true });
    } else apply(root, '', { listings, changed, nowMs });
  });
  return { changed };
}

interface Context {
  readonly listings: ReadonlyMap<DirectoryNode, DirectoryListing>;
  readonly changed: WatchEvent[];
  readonly nowMs: number;
}

function apply(directory: DirectoryNode, path: string, context: Context): void {
  const { listings, changed, nowMs } = context;
  const listing = listings.get(directory);
  const { entries } = directory;
  if (listing === undefined || entries === undefined) return;
  const items = new Map(listing.items.map((item) => [item.name, item]));
  let isChanged = false;
  for (const [name, node] of entries) {
    const below = joinPath(path, name);
    if (items.has(name) || !removeTracked(entries, name, node)) continue;
    changed.push({ path: below, recursive: node.type === 'dir' });
    isChanged = true;
  }
  for (const [name, item] of items) {
    const below = joinPath(path, name);
    const node = entries.get(name);
    if (node?.type === 'dir' && item.type === 'dir') {
      if (node.oid !== item.oid && node.entries === undefined) changed.push({ path: below, recursive: true });
      if (node.entries === undefined) node.oid = item.oid;
      else apply(node, below, context);
    } else if (node === undefined || !isSame(node, item)) {
      entries.set(name, replaced(node, item, below, nowMs));
      changed.push({ path: below, recursive: item.type === 'dir' });
      isChanged = true;
    } else if (node.type !== 'dir') node.sourcePath = below;
  }
  directory.oid = listing.oid;
  if (isChanged) directory.mtimeMs = nowMs;
}

/** Removes what was on the server and is not any more. Returns whether something went. */
function removeTracked(entries: Map<string, TreeNode>, name: string, node: TreeNode): boolean {
  if (node.type !== 'dir') {
    // Without an id it never was on the server.
    return node.oid === undefined ? false : entries.delete(name);
  }
  // One that is not fetched has something in it on the server; one that is empty was emptied or made here.
  if (node.entries === undefined) return entries.delete(name);
  if (node.entries.size === 0) return false;
  let wentSomething = false;
  for (const [below, child] of node.entries)
    wentSomething = removeTracked(node.entries, below, child) || wentSomething;
  node.oid = undefined;
  if (node.entries.size === 0 && !node.isKept && wentSomething) entries.delete(name);
  return wentSomething;
}

function isSame(node: TreeNode, item: TreeItem): boolean {
  if (item.type === 'dir' || node.type !== item.type) return false;
  return node.oid === item.oid && gitModeOf(node) === item.mode;
}

/**
 * Makes a file another one. It stays the same object, which somebody may have open, and keeps what git does not know: its
 * permission bits, and bytes that somebody is writing.
 */
function replaced(node: TreeNode | undefined, item: TreeItem, path: string, nowMs: number): TreeNode {
  const next = nodeOf(item, path, nowMs);
  // A link is made anew too: whoever knows its number may keep the target.
  if (item.type === 'dir' || next.type !== 'file' || node?.type !== 'file') return next;
  // The other names of a hard link are files of their own on the server.
  if (node.links > 1 || node.special !== undefined) return next;
  const isKept = gitModeOf(node) === item.mode;
  node.content?.release();
  if (node.draft?.isChanged === false) {
    node.draft.close();
    node.draft = undefined;
  }
  const { oid, size, mtimeMs, sourcePath } = next;
  if (node.local !== undefined) delete node.local.ctimeNs;
  return Object.assign(node, {
    oid,
    size,
    mtimeMs,
    sourcePath,
    content: undefined,
    mode: isKept ? node.mode : permissionsOf(item.mode),
  });
}
