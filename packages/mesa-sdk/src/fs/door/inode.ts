import type { Checkout } from '../checkout.js';
import type { WrittenOn } from '../dirty-paths.js';
import type { Ino } from '../kernel/kernel-file-system.js';
import type { Space } from '../namespace.js';
import { joinPath } from '../path.js';
import type { DirectoryNode, FileNode, TreeNode } from '../tree-node.js';

/** A directory above the repositories. */
export interface SpaceInode {
  readonly kind: 'space';
  readonly ino: Ino;
  readonly space: Space;
  /** Where `..` leads; itself for the root. */
  readonly parent: SpaceInode | undefined;
}

/** Another name of what is elsewhere: a directory may have one place only, so it is a link. */
export interface AliasInode {
  readonly kind: 'alias';
  readonly ino: Ino;
  readonly target: string;
}

/** A name of a file, in a directory. */
export interface Home {
  readonly parent: NodeInode;
  readonly name: string;
}

/** A file, link or directory of a repository, as the kernel knows it: what is numbered. */
export class NodeInode {
  readonly kind = 'node';
  readonly ino: Ino;
  readonly checkout: Checkout;
  node: TreeNode;
  /**
   * The names that it was seen under: one for a directory, more than one for a file with hard links, none for one that
   * lost its name. What somebody else moved is not there any more; {@link homesOf} tells.
   */
  homes: Home[] = [];
  /** Open files and directories of it. */
  opens = 0;
  /** Of them, those that may write. */
  writers = 0;
  /** Whether the kernel knows the number. */
  isRemembered = false;
  /** Whether it holds something that no server was sent: made or written since the last time it was stored. */
  isUnstored = false;
  /** Whether the server refused what was written, and somebody was told. */
  isRefused = false;
  /** Goes up when somebody else than the kernel changes the bytes. */
  version = 0;
  /** The version whose bytes the kernel may have in its cache. */
  cachedVersion = 0;

  /** What the draft of a file was begun on, to find out whether others have changed the file since. */
  draftBase: { readonly version: number; readonly on: WrittenOn } | undefined;
  /** Of a directory: how many directories are in it; undefined while that is not counted. */
  subdirectories: number | undefined;

  constructor(ino: Ino, checkout: Checkout, node: TreeNode) {
    this.ino = ino;
    this.checkout = checkout;
    this.node = node;
  }

  get isRoot(): boolean {
    return this.node === this.checkout.root;
  }

  /** Returns how many directories are in a directory that is fetched. Counted once, since a folder may be large. */
  countDirectories(): number {
    if (this.subdirectories !== undefined) return this.subdirectories;
    let count = 0;
    if (this.node.type === 'dir')
      for (const child of this.node.entries?.values() ?? []) if (child.type === 'dir') count += 1;
    this.subdirectories = count;
    return count;
  }
}

/** One that is a file or link. */
export type FileInode = NodeInode & { readonly node: FileNode };
/** One that is a directory. */
export type DirectoryInode = NodeInode & { readonly node: DirectoryNode };

export type Inode = SpaceInode | AliasInode | NodeInode;

/** Returns the names that still lead to a file; the others somebody else has taken away. */
export function homesOf(inode: NodeInode): Home[] {
  return inode.homes.filter(({ parent, name }) => {
    const { node } = parent;
    return node.type === 'dir' && node.entries?.get(name) === inode.node && pathOf(parent) !== undefined;
  });
}

/** Returns the paths in the repository that lead to a file. */
export function pathsOf(inode: NodeInode): string[] {
  return homesOf(inode).map(({ parent, name }) => joinPath(pathOf(parent) as string, name));
}

/** Returns a path in the repository that leads to a file or directory; undefined for one without a name. */
export function pathOf(inode: NodeInode): string | undefined {
  if (inode.isRoot) return '';
  const names: string[] = [];
  let at = inode;
  while (!at.isRoot) {
    const home = at.homes.find(
      ({ parent, name }) => parent.node.type === 'dir' && parent.node.entries?.get(name) === at.node,
    );
    if (home === undefined) return undefined;
    names.push(home.name);
    at = home.parent;
  }
  return names.reverse().join('/');
}
