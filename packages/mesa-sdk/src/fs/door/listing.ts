import type { DirectoryEntry, Ino, ReaddirRequest } from '../kernel/kernel-file-system.js';
import { entryOf } from './attributes.js';
import type { DoorContext } from './context.js';
import { type Inode, type NodeInode, pathOf } from './inode.js';
import { S_IFDIR, S_IFLNK, typeOf } from './mode.js';

/** Names of directories as they were when their listing began, so that a position stays true whatever is changed. */
export class Listings {
  readonly #context: DoorContext;
  readonly #names = new Map<number, readonly string[]>();
  #next = 1;

  constructor(context: DoorContext) {
    this.#context = context;
  }

  open(): number {
    return this.#next++;
  }

  close(handle: number): void {
    this.#names.delete(handle);
  }

  /** Returns the lines of a directory from a position on; suspends until it is fetched. */
  read(ino: Ino, { handle, position, plus }: ReaddirRequest): Iterable<DirectoryEntry> {
    const inode = this.#context.inodes.get(ino);
    let names = this.#names.get(handle);
    if (names === undefined || position === 0) {
      names = this.#namesIn(inode);
      this.#names.set(handle, names);
    }
    return this.#lines(inode, names, position, plus);
  }

  #namesIn(inode: Inode): readonly string[] {
    if (inode.kind === 'space') return [...inode.space.entries.keys()];
    if (inode.kind !== 'node' || inode.node.type !== 'dir') return [];
    const path = pathOf(inode);
    const { entries } = inode.node;
    if (entries !== undefined) return [...entries.keys()];
    return path === undefined ? [] : [...inode.checkout.entriesOf(inode.node, path).keys()];
  }

  *#lines(
    inode: Inode,
    names: readonly string[],
    position: number,
    plus: boolean,
  ): Generator<DirectoryEntry> {
    if (position < 1) yield { name: '.', ino: inode.ino, type: S_IFDIR, next: 1 };
    if (position < 2) yield { name: '..', ino: this.#parentOf(inode), type: S_IFDIR, next: 2 };
    for (let index = Math.max(0, position - 2); index < names.length; index += 1) {
      const name = names[index] as string;
      const below = childOf(this.#context, inode, name);
      // Removed since the listing began.
      if (below === undefined) continue;
      const next = index + 3;
      const line = { name, ino: below.ino, type: typeBits(below), next };
      yield plus ? { ...line, entry: entryOf(below, this.#context) } : line;
    }
  }

  #parentOf(inode: Inode): Ino {
    if (inode.kind === 'space') return inode.parent?.ino ?? inode.ino;
    if (inode.kind !== 'node') return inode.ino;
    return inode.isRoot
      ? this.#context.inodes.above(inode.checkout).ino
      : (inode.homes[0]?.parent.ino ?? inode.ino);
  }
}

/** Returns what a directory has under a name; undefined for nothing. */
export function childOf(context: DoorContext, at: Inode, name: string): Inode | undefined {
  if (at.kind === 'space') return context.inodes.below(at, name);
  if (at.kind !== 'node' || at.node.type !== 'dir') return undefined;
  const node = at.node.entries?.get(name);
  return node && context.inodes.ofNode(at.checkout, node, at as NodeInode, name);
}

function typeBits(inode: Inode): number {
  if (inode.kind === 'space') return S_IFDIR;
  return inode.kind === 'alias' ? S_IFLNK : typeOf(inode.node);
}
