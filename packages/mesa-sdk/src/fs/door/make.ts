import { errno } from '../kernel/errno.js';
import type { Ino, KernelCall } from '../kernel/kernel-file-system.js';
import { isLocalOnly } from '../local-only.js';
import { type FileNode, newDirectory, newFile, newSpecialFile, type TreeNode } from '../tree-node.js';
import { type DoorContext, localOf, type Slot, slotOf } from './context.js';
import { settleDraft } from './drafts.js';
import type { DirectoryInode, FileInode, NodeInode } from './inode.js';
import { PERMISSIONS, S_IFMT, S_IFREG } from './mode.js';
import { checkNewName } from './names.js';
import { requireReadWrite, requireWritable } from './writable.js';

const MAX_LINKS = 65_000;

/** Makes a regular file, a FIFO, a socket or a device. */
export function makeFile(
  context: DoorContext,
  parent: Ino,
  name: string,
  mode: number,
  rdev: number,
  call: KernelCall,
): NodeInode {
  const slot = newName(context, parent, name);
  const type = mode & S_IFMT;
  const nowMs = slot.checkout.now();
  const isRegular = type === S_IFREG || type === 0;
  const node = isRegular
    ? newFile('file', new Uint8Array(), slot.path, nowMs)
    : newSpecialFile(type, slot.path, nowMs);
  node.mode = mode & PERMISSIONS;
  if (rdev !== 0) localOf(node).rdev = rdev;
  return attachNew(context, slot, node, call, isRegular);
}

/** Makes a directory. Git cannot hold an empty one: nothing is sent before there is something in it. */
export function makeDirectory(
  context: DoorContext,
  parent: Ino,
  name: string,
  mode: number,
  call: KernelCall,
): NodeInode {
  const slot = newName(context, parent, name);
  const node = newDirectory(slot.checkout.now());
  node.mode = mode & PERMISSIONS;
  return attachNew(context, slot, node, call, false);
}

/** Makes a symbolic link. */
export function makeLink(
  context: DoorContext,
  parent: Ino,
  name: string,
  target: string,
  call: KernelCall,
): NodeInode {
  const slot = newName(context, parent, name);
  if (!slot.checkout.client.features.symlinks && !isLocalOnly(slot.path)) throw errno('ENOTSUP');
  if (/\p{Surrogate}/u.test(target)) throw errno('EILSEQ');
  const node = newFile('symlink', new TextEncoder().encode(target), slot.path, slot.checkout.now());
  return attachNew(context, slot, node, call, true);
}

/** Gives a file one more name, for the life of the mount: on the server the two are files of their own. */
export function makeHardLink(context: DoorContext, ino: Ino, newParent: Ino, newName_: string): NodeInode {
  const inode = context.node(ino, 'EROFS');
  const directory = context.directory(newParent);
  if (inode.node.type === 'dir') throw errno('EPERM');
  if (inode.checkout !== directory.checkout) throw errno('EXDEV');
  const slot = newName(context, newParent, newName_);
  if (inode.homes.length >= MAX_LINKS) throw errno('EMLINK');
  // A file that had no name until now was kept from the server.
  if (inode.homes.length === 0 && inode.node.type === 'file') settleDraft(inode as FileInode);
  if (inode.node.special === undefined) slot.checkout.touch(slot.path);
  slot.entries.set(slot.name, inode.node);
  inode.homes.push({ parent: slot.directory, name: slot.name });
  inode.node.links = inode.homes.length;
  context.touchTimes(inode.node, 'attributes');
  context.touchTimes(slot.directory.node, 'contents');
  return inode;
}

/** Makes a regular file without a name. */
export function makeNameless(context: DoorContext, parent: Ino, mode: number, call: KernelCall): NodeInode {
  const directory = context.directory(parent);
  requireReadWrite(directory);
  const { checkout } = directory;
  const node = newFile('file', new Uint8Array(), '', checkout.now());
  node.mode = mode & PERMISSIONS;
  prepare(context, node, directory, call);
  return context.inodes.ofNode(checkout, node);
}

/** Returns a name that is free and may be taken now; suspends where it has to wait. */
function newName(context: DoorContext, parent: Ino, name: string): Slot {
  const directory = context.directory(parent);
  checkNewName(name);
  const slot = slotOf(directory, name);
  if (slot.entries.has(name)) throw errno('EEXIST');
  requireWritable(slot.checkout, slot.path);
  return slot;
}

function attachNew(
  context: DoorContext,
  slot: Slot,
  node: TreeNode,
  call: KernelCall,
  isSent: boolean,
): NodeInode {
  const { checkout, directory, entries, name, path } = slot;
  prepare(context, node, directory, call);
  if (isSent) checkout.touch(path);
  entries.set(name, node);
  if (node.type === 'dir') countDirectory(directory, 1);
  context.touchTimes(directory.node, 'contents');
  return context.inodes.ofNode(checkout, node, directory, name);
}

function prepare(context: DoorContext, node: TreeNode, directory: DirectoryInode, call: KernelCall): void {
  context.own(node, directory, call);
  const now = context.now();
  Object.assign(localOf(node), { atimeNs: now, mtimeNs: now, ctimeNs: now });
  node.mtimeMs = Number(now / 1_000_000n);
}

/** Notes that a directory has one directory more or less. */
export function countDirectory(directory: DirectoryInode, change: 1 | -1): void {
  if (directory.subdirectories !== undefined) directory.subdirectories += change;
}

/** Returns the files and links at a node and below it that are sent to the server; what is below must be fetched. */
export function filesBelow(node: TreeNode, path: string, found: [path: string, file: FileNode][] = []) {
  if (node.type !== 'dir') {
    if (node.special === undefined) found.push([path, node]);
    return found;
  }
  for (const [name, child] of node.entries ?? []) filesBelow(child, `${path}/${name}`, found);
  return found;
}
