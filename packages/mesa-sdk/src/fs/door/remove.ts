import { errno } from '../kernel/errno.js';
import type { Ino } from '../kernel/kernel-file-system.js';
import { type DoorContext, type Slot, slotOf } from './context.js';
import { holdOpenBytes } from './drafts.js';
import { homesOf, type NodeInode } from './inode.js';
import { countDirectory } from './make.js';
import { checkLength } from './names.js';
import { requireWritable } from './writable.js';

/** Takes a name of a file away. The file lives on while it has another name or is open. */
export function removeFile(context: DoorContext, parent: Ino, name: string): void {
  const { slot, inode } = existing(context, parent, name);
  if (inode.node.type === 'dir') throw errno('EISDIR');
  holdOpenBytes(inode, context);
  requireWritable(slot.checkout, slot.path);
  if (inode.node.special === undefined) slot.checkout.touch(slot.path);
  detach(context, slot, inode);
}

/** Removes an empty directory. */
export function removeDirectory(context: DoorContext, parent: Ino, name: string): void {
  const { slot, inode } = existing(context, parent, name);
  if (inode.node.type !== 'dir') throw errno('ENOTDIR');
  if (slot.checkout.entriesOf(inode.node, slot.path).size > 0) throw errno('ENOTEMPTY');
  requireWritable(slot.checkout, slot.path);
  detach(context, slot, inode);
  countDirectory(slot.directory, -1);
}

/** Returns what a name leads to, in a directory that may be changed. */
export function existing(
  context: DoorContext,
  parent: Ino,
  name: string,
): { readonly slot: Slot; readonly inode: NodeInode } {
  const at = context.inodes.get(parent);
  if (at.kind === 'space') throw errno(context.inodes.below(at, name) === undefined ? 'ENOENT' : 'EBUSY');
  checkLength(name);
  const directory = context.directory(parent, 'EBUSY');
  const slot = slotOf(directory, name);
  const node = slot.entries.get(name);
  if (node === undefined) throw errno('ENOENT');
  return { slot, inode: context.inodes.ofNode(slot.checkout, node, directory, name) };
}

/** Takes a name out of its directory. */
export function detach(context: DoorContext, slot: Slot, inode: NodeInode): void {
  slot.entries.delete(slot.name);
  context.touchTimes(slot.directory.node, 'contents');
  loseName(context, slot, inode);
}

/** Notes that a name does not lead to a file any more. */
export function loseName(context: DoorContext, { directory, name }: Slot, inode: NodeInode): void {
  inode.homes = inode.homes.filter((home) => home.parent !== directory || home.name !== name);
  if (inode.homes.length > 0) inode.homes = homesOf(inode);
  const { node } = inode;
  if (node.type !== 'dir') node.links = inode.homes.length;
  context.touchTimes(node, 'attributes');
  if (inode.homes.length === 0) inode.isUnstored = false;
  context.inodes.drop(inode);
}
