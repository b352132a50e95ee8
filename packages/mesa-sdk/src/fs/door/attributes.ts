import type { Attributes, Entry } from '../kernel/kernel-file-system.js';
import type { FileNode, TreeNode } from '../tree-node.js';
import { sizeOf } from '../tree-node.js';
import type { DoorContext } from './context.js';
import { homesOf, type Inode, type NodeInode } from './inode.js';
import { PERMISSIONS, S_IFDIR, S_IFLNK, typeOf } from './mode.js';

/** What is told is true until the kernel hears otherwise, so it may keep it; not for ever, should a message be lost. */
const LIFETIME_MS = 3_600_000; // 1 hour
const BLOCK = 512;
const PAGE = 4096;
/** Size of a directory, as disks show it. */
const DIRECTORY_SIZE = 4096;

/** Returns what `stat` shows. A directory must be fetched for its number of links to be right. */
export function attributesOf(inode: Inode, context: DoorContext): Attributes {
  const { ino } = inode;
  const { uid, gid, startedNs: start } = context;
  const times = { atimeNs: start, mtimeNs: start, ctimeNs: start };
  if (inode.kind === 'space') {
    const mode = S_IFDIR | 0o555;
    const nlink = 2 + inode.space.entries.size;
    return { ino, mode, nlink, uid, gid, size: DIRECTORY_SIZE, blocks: 0, ...times, ttlMs: LIFETIME_MS };
  }
  if (inode.kind === 'alias') {
    const size = new TextEncoder().encode(inode.target).length;
    return { ino, mode: S_IFLNK | 0o777, nlink: 1, uid, gid, size, ...times, ttlMs: LIFETIME_MS };
  }
  const { node } = inode;
  const { local } = node;
  const isUnknown = node.type === 'dir' && node.entries === undefined;
  const mtimeNs = mtimeOf(node);
  return {
    ino,
    mode: typeOf(node) | (node.mode & PERMISSIONS),
    nlink: linksOf(inode),
    uid: local?.uid ?? uid,
    gid: local?.gid ?? gid,
    rdev: local?.rdev ?? 0,
    size: node.type === 'dir' ? DIRECTORY_SIZE : sizeOf(node),
    blocks: node.type === 'dir' ? 0 : blocksOf(node),
    atimeNs: local?.atimeNs ?? mtimeNs,
    mtimeNs,
    ctimeNs: local?.ctimeNs ?? mtimeNs,
    // The number of links is not known before it is fetched.
    ttlMs: isUnknown ? 0 : LIFETIME_MS,
  };
}

/** Returns the answer that makes the kernel remember a file. */
export function entryOf(inode: Inode, context: DoorContext): Entry {
  if (inode.kind === 'node') inode.isRemembered = true;
  return { attributes: attributesOf(inode, context), ttlMs: LIFETIME_MS };
}

/** Returns the time of the last change to the nanosecond where the kernel set it, else as the core has it. */
export function mtimeOf(node: TreeNode): bigint {
  const exact = node.local?.mtimeNs;
  if (exact !== undefined && Number(exact / 1_000_000n) === Math.trunc(node.mtimeMs)) return exact;
  return BigInt(Math.round(node.mtimeMs * 1000)) * 1000n;
}

function linksOf(inode: NodeInode): number {
  const { node } = inode;
  if (node.type !== 'dir') {
    if (inode.homes.length > 1) return homesOf(inode).length;
    return inode.homes.length;
  }
  if (!inode.isRoot && inode.homes.length === 0) return 0;
  // One is what a directory says that does not know: programs then look at each name.
  if (node.entries === undefined) return 1;
  return 2 + inode.countDirectories();
}

function blocksOf(node: FileNode): number {
  if (node.draft !== undefined) return node.draft.blocks;
  return Math.ceil(node.size / PAGE) * (PAGE / BLOCK);
}
