import type { Checkout } from '../checkout.js';
import { errno } from '../kernel/errno.js';
import { type Ino, ROOT_INO } from '../kernel/kernel-file-system.js';
import type { Space } from '../namespace.js';
import type { TreeNode } from '../tree-node.js';
import { type AliasInode, type Inode, NodeInode, type SpaceInode } from './inode.js';

/**
 * The numbers of files. A number stays with its file for the life of the mount, written on the node, also while the
 * kernel has forgotten it; only what is known of a number is let go then.
 */
export class InodeTable {
  readonly root: SpaceInode;
  readonly #inodes = new Map<Ino, Inode>();
  readonly #spaces = new Map<Space, SpaceInode>();
  readonly #aliases = new Map<string, AliasInode>();
  /** Where each repository is: what else leads there is another name of it. */
  readonly #places = new Map<Checkout, SpaceInode>();
  readonly #roots = new Map<Checkout, NodeInode>();
  #next: Ino = ROOT_INO;

  constructor(root: Space) {
    this.root = this.#addSpace(root, undefined);
    this.#placeCheckouts(this.root);
  }

  /** Returns what is known of a number. */
  find(ino: Ino): Inode | undefined {
    return this.#inodes.get(ino);
  }

  /** @throws ErrnoError `ESTALE` for a number that is nobody's. */
  get(ino: Ino): Inode {
    const inode = this.#inodes.get(ino);
    if (inode === undefined) throw errno('ESTALE');
    return inode;
  }

  /** Returns what is known of a node by its number; undefined when the kernel never asked. */
  known(node: TreeNode): NodeInode | undefined {
    const inode = node.ino === undefined ? undefined : this.#inodes.get(node.ino);
    return inode?.kind === 'node' && inode.node === node ? inode : undefined;
  }

  all(): Iterable<Inode> {
    return this.#inodes.values();
  }

  /** Returns the directory above a repository. */
  above(checkout: Checkout): SpaceInode {
    return this.#places.get(checkout) as SpaceInode;
  }

  ofRoot(checkout: Checkout): NodeInode {
    let inode = this.#roots.get(checkout);
    if (inode === undefined) {
      inode = this.ofNode(checkout, checkout.root);
      this.#roots.set(checkout, inode);
    }
    return inode;
  }

  /** Returns what a space has under a name; undefined when it has nothing. */
  below(at: SpaceInode, name: string): Inode | undefined {
    const below = at.space.entries.get(name) ?? at.space.hidden.get(name);
    if (below === undefined) return undefined;
    if ('type' in below) return this.#spaces.get(below) ?? this.#addSpace(below, at);
    if (this.#places.get(below) === at && !this.#isSecondName(at, name, below)) return this.ofRoot(below);
    return this.#alias(at, below);
  }

  /** Returns a file, link or directory by its node, numbered where it has no number yet. */
  ofNode(checkout: Checkout, node: TreeNode, parent?: NodeInode, name?: string): NodeInode {
    let inode = this.#numbered(checkout, node, parent, name);
    if (inode === undefined) {
      inode = new NodeInode(this.#take(node.ino), checkout, node);
      node.ino = inode.ino;
      this.#inodes.set(inode.ino, inode);
    }
    if (parent !== undefined && name !== undefined) addHome(inode, parent, name);
    return inode;
  }

  /** Lets go of what nobody can ask for any more. Directories stay: what is below finds its path by them. */
  drop(inode: NodeInode): void {
    if (inode.isRemembered || inode.opens > 0 || inode.isUnstored) return;
    const hasOtherNames = inode.homes.length > 1;
    const isDirectory = inode.node.type === 'dir' && inode.homes.length > 0;
    if (hasOtherNames || isDirectory || inode.isRoot) return;
    this.#inodes.delete(inode.ino);
  }

  #numbered(checkout: Checkout, node: TreeNode, parent?: NodeInode, name?: string): NodeInode | undefined {
    const inode = node.ino === undefined ? undefined : this.#inodes.get(node.ino);
    if (inode?.kind !== 'node') return undefined;
    if (inode.node === node) return inode;
    // The same file in another object, as when something was put back; or a number from another mount.
    const isSame =
      inode.checkout === checkout &&
      inode.homes.some((home) => home.parent === parent && home.name === name) &&
      inode.node.type === node.type;
    if (!isSame) return undefined;
    inode.node = node;
    return inode;
  }

  #take(wanted: Ino | undefined): Ino {
    if (wanted !== undefined && !this.#inodes.has(wanted)) {
      this.#next = Math.max(this.#next, wanted + 1);
      return wanted;
    }
    return this.#next++;
  }

  #addSpace(space: Space, parent: SpaceInode | undefined): SpaceInode {
    const inode: SpaceInode = { kind: 'space', ino: this.#next++, space, parent };
    this.#inodes.set(inode.ino, inode);
    this.#spaces.set(space, inode);
    return inode;
  }

  #placeCheckouts(at: SpaceInode): void {
    const visit = (below: Space | Checkout): void => {
      if ('type' in below) this.#placeCheckouts(this.#spaces.get(below) ?? this.#addSpace(below, at));
      else if (!this.#places.has(below)) this.#places.set(below, at);
    };
    // What is listed goes first: the name that people see is the place.
    for (const below of at.space.entries.values()) visit(below);
    for (const below of at.space.hidden.values()) visit(below);
  }

  #isSecondName(at: SpaceInode, name: string, checkout: Checkout): boolean {
    return nameIn(at.space, checkout) !== name;
  }

  #alias(at: SpaceInode, checkout: Checkout): AliasInode {
    const target = relativePath(at, this.above(checkout), nameIn(this.above(checkout).space, checkout));
    const key = `${at.ino}:${target}`;
    let alias = this.#aliases.get(key);
    if (alias === undefined) {
      alias = { kind: 'alias', ino: this.#next++, target };
      this.#inodes.set(alias.ino, alias);
      this.#aliases.set(key, alias);
    }
    return alias;
  }
}

function addHome(inode: NodeInode, parent: NodeInode, name: string): void {
  const { homes } = inode;
  if (homes.some((home) => home.parent === parent && home.name === name)) return;
  // A name that leads elsewhere by now was taken away by somebody else.
  inode.homes = homes.filter(
    (home) => home.parent.node.type === 'dir' && home.parent.node.entries?.get(home.name) === inode.node,
  );
  inode.homes.push({ parent, name });
}

function nameIn(space: Space, checkout: Checkout): string {
  for (const [name, below] of [...space.entries, ...space.hidden]) if (below === checkout) return name;
  return '';
}

function relativePath(from: SpaceInode, to: SpaceInode, name: string): string {
  const above = (space: SpaceInode): SpaceInode[] =>
    space.parent === undefined ? [space] : [...above(space.parent), space];
  const here = above(from);
  const there = above(to);
  let shared = 0;
  while (shared < here.length && here[shared] === there[shared]) shared += 1;
  const down = there.slice(shared).map((space) => nameOfSpace(space));
  return [...here.slice(shared).map(() => '..'), ...down, name].join('/');
}

function nameOfSpace({ space, parent }: SpaceInode): string {
  for (const [name, below] of [...(parent?.space.entries ?? []), ...(parent?.space.hidden ?? [])])
    if (below === space) return name;
  return '';
}
