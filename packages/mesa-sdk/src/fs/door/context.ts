import type { Checkout } from '../checkout.js';
import type { SpillStore } from '../contents/spill-store.js';
import { errno } from '../kernel/errno.js';
import type { Ino, KernelCall } from '../kernel/kernel-file-system.js';
import { joinPath } from '../path.js';
import type { LocalAttributes, TreeNode } from '../tree-node.js';
import type { DoorOptions } from './door-options.js';
import { type DirectoryInode, type FileInode, type NodeInode, pathOf } from './inode.js';
import { InodeTable } from './inode-table.js';
import { PERMISSIONS, S_ISGID } from './mode.js';
import { nanoClock } from './nano-clock.js';

/** What the operations of a door share. */
export class DoorContext {
  readonly inodes: InodeTable;
  readonly uid: number;
  readonly gid: number;
  readonly spill: SpillStore;
  readonly onError: (error: unknown) => void;
  readonly now: () => bigint;
  /** Time that is shown of what has none. */
  readonly startedNs: bigint;

  constructor({ root, uid, gid, spill, now = nanoClock(), onError }: DoorOptions) {
    this.inodes = new InodeTable(root);
    this.uid = uid;
    this.gid = gid;
    this.spill = spill;
    this.onError = onError;
    this.now = now;
    this.startedNs = now();
  }

  /** Returns a file or directory of a repository. @throws ErrnoError with `code` for what is above. */
  node(ino: Ino, code: 'EROFS' | 'EBUSY' | 'ENOTSUP' | 'EINVAL' | 'EISDIR' | 'ENODATA' = 'EROFS'): NodeInode {
    const inode = this.inodes.get(ino);
    if (inode.kind !== 'node') throw errno(code);
    return inode;
  }

  /** Returns a file with bytes. */
  file(ino: Ino): FileInode {
    const inode = this.node(ino, 'EISDIR');
    if (inode.node.type === 'dir') throw errno('EISDIR');
    if (inode.node.type !== 'file' || inode.node.special !== undefined) throw errno('EINVAL');
    return inode as FileInode;
  }

  /** Returns a directory of a repository, in which names are to change. */
  directory(ino: Ino, code: 'EROFS' | 'EBUSY' = 'EROFS'): DirectoryInode {
    const inode = this.node(ino, code);
    if (inode.node.type !== 'dir') throw errno('ENOTDIR');
    return inode as DirectoryInode;
  }

  /** Makes what changed show now. */
  touchTimes(node: TreeNode, which: 'contents' | 'attributes'): void {
    const now = this.now();
    const local = localOf(node);
    local.ctimeNs = now;
    if (which === 'attributes') return;
    local.mtimeNs = now;
    node.mtimeMs = Number(now / 1_000_000n);
  }

  /** Gives a new node its owner: the caller, or the group of a directory that hands its own on. */
  own(node: TreeNode, parent: DirectoryInode, call: KernelCall): void {
    const handsOn = (parent.node.mode & S_ISGID) !== 0;
    const gid = handsOn ? (parent.node.local?.gid ?? this.gid) : call.gid;
    if (call.uid !== this.uid) localOf(node).uid = call.uid;
    if (gid !== this.gid) localOf(node).gid = gid;
    if (handsOn && node.type === 'dir') node.mode |= S_ISGID;
    node.mode &= PERMISSIONS;
  }
}

/** A name in a directory, whether or not there is something. */
export interface Slot {
  readonly checkout: Checkout;
  readonly directory: DirectoryInode;
  readonly entries: Map<string, TreeNode>;
  readonly name: string;
  /** Path in the repository. */
  readonly path: string;
}

/** Returns a name in a directory; suspends until that is fetched. @throws ErrnoError `ENOENT` in a removed one. */
export function slotOf(directory: DirectoryInode, name: string): Slot {
  const at = pathOf(directory);
  if (at === undefined) throw errno('ENOENT');
  const { checkout, node } = directory;
  return { checkout, directory, entries: checkout.entriesOf(node, at), name, path: joinPath(at, name) };
}

/** Returns the attributes that only live here, to be changed. */
export function localOf(node: TreeNode): LocalAttributes {
  node.local ??= {};
  return node.local;
}
