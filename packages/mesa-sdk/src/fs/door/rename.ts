import { memoryContents } from '../contents/memory-contents.js';
import type { HeldContents } from '../held-contents.js';
import { errno } from '../kernel/errno.js';
import type { Ino, RenameFlags } from '../kernel/kernel-file-system.js';
import { isLocalOnly } from '../local-only.js';
import { type FileNode, setContent, type TreeNode } from '../tree-node.js';
import { type DoorContext, type Slot, slotOf } from './context.js';
import { holdOpenBytes } from './drafts.js';
import type { DirectoryInode, NodeInode } from './inode.js';
import { countDirectory, filesBelow } from './make.js';
import { checkNewName } from './names.js';
import { existing, loseName } from './remove.js';
import { requireWritable } from './writable.js';

/** A node and where it goes. */
interface Move {
  readonly from: Slot;
  readonly to: Slot;
  readonly node: TreeNode;
}

/** Moves a file or a whole tree inside one repository. Between two, programs are told to copy. */
export function rename(
  context: DoorContext,
  parent: Ino,
  name: string,
  newParent: Ino,
  newName: string,
  { noReplace, exchange, whiteout }: RenameFlags,
  held: HeldContents,
): void {
  if (whiteout) throw errno('EINVAL');
  checkNewName(newName);
  const { slot: from, inode } = existing(context, parent, name);
  const directory = context.directory(newParent);
  const { checkout } = from;
  if (directory.checkout !== checkout) throw errno('EXDEV');
  const to = slotOf(directory, newName);
  const { node } = inode;
  const replaced = to.entries.get(newName);
  if (replaced !== undefined && noReplace) throw errno('EEXIST');
  if (node.type === 'dir' && isBelow(directory, inode)) throw errno('EINVAL');
  const other = replaced && context.inodes.ofNode(checkout, replaced, directory, newName);
  if (exchange) {
    if (other === undefined) throw errno('ENOENT');
    if (other.node.type === 'dir' && isBelow(from.directory, other)) throw errno('EINVAL');
    const moves = [
      { from, to, node },
      { from: to, to: from, node: other.node },
    ];
    prepare(moves, held);
    place(context, { from, to, node: other.node }, from, other);
    place(context, { from, to, node }, to, inode);
    return;
  }
  if (replaced === node) return;
  if (replaced !== undefined) checkReplaced(node, replaced, to);
  if (other !== undefined) holdOpenBytes(other, context);
  prepare([{ from, to, node }], held);
  if (replaced !== undefined && replaced.type !== 'dir' && replaced.special === undefined)
    checkout.touch(to.path);
  from.entries.delete(from.name);
  if (node.type === 'dir') countDirectory(from.directory, -1);
  if (replaced?.type === 'dir') countDirectory(to.directory, -1);
  to.entries.delete(newName);
  to.entries.set(newName, node);
  if (node.type === 'dir') countDirectory(to.directory, 1);
  moveHome(inode, from, to);
  context.touchTimes(from.directory.node, 'contents');
  context.touchTimes(to.directory.node, 'contents');
  context.touchTimes(node, 'attributes');
  if (other !== undefined) loseName(context, to, other);
}

/** Puts one of two that change places. */
function place(context: DoorContext, { from, to }: Move, at: Slot, inode: NodeInode): void {
  const before = at.entries.get(at.name);
  if (before?.type === 'dir') countDirectory(at.directory, -1);
  if (inode.node.type === 'dir') countDirectory(at.directory, 1);
  at.entries.set(at.name, inode.node);
  moveHome(inode, at === from ? to : from, at);
  context.touchTimes(at.directory.node, 'contents');
  context.touchTimes(inode.node, 'attributes');
}

/** Notes every path that changes; suspends until all of them are known, and the bytes of those that leave the server. */
function prepare(moves: readonly Move[], held: HeldContents): void {
  const touched: string[] = [];
  const pinned: FileNode[] = [];
  for (const { from, to, node } of moves) {
    if (node.type === 'dir') from.checkout.requireWholeTree(node, from.path);
    for (const [path, file] of filesBelow(node, from.path)) {
      const next = `${to.path}${path.slice(from.path.length)}`;
      touched.push(path, next);
      if (isLocalOnly(next) && !isLocalOnly(path) && file.content === undefined) pinned.push(file);
      if (file.type === 'symlink' && !isLocalOnly(next) && !from.checkout.client.features.symlinks)
        throw errno('ENOTSUP');
    }
  }
  const [first] = moves;
  if (first === undefined) return;
  const { checkout, path } = first.from;
  requireWritable(checkout, path, first.to.path, ...touched);
  held.require(checkout, pinned);
  const bytes = pinned.map((file) => [file, held.of(checkout, file)] as const);
  for (const at of touched) checkout.touch(at);
  for (const [file, known] of bytes) {
    const { draft } = file;
    file.draft = undefined;
    setContent(file, memoryContents(known));
    file.draft = draft;
  }
}

function checkReplaced(node: TreeNode, replaced: TreeNode, to: Slot): void {
  if (replaced.type !== 'dir') {
    if (node.type === 'dir') throw errno('ENOTDIR');
    return;
  }
  if (node.type !== 'dir') throw errno('EISDIR');
  if (to.checkout.entriesOf(replaced, to.path).size > 0) throw errno('ENOTEMPTY');
}

function moveHome(inode: NodeInode, from: Slot, to: Slot): void {
  inode.homes = inode.homes.filter((home) => home.parent !== from.directory || home.name !== from.name);
  inode.homes.push({ parent: to.directory, name: to.name });
}

/** Whether a directory is another or lies in it. */
function isBelow(directory: DirectoryInode, other: NodeInode): boolean {
  let at: NodeInode | undefined = directory;
  while (at !== undefined) {
    if (at === other) return true;
    at = at.homes[0]?.parent;
  }
  return false;
}
