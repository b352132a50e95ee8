import type { AttributeChange, Ino } from '../kernel/kernel-file-system.js';
import { gitModeOf } from '../tree-node.js';
import { type DoorContext, localOf } from './context.js';
import { changeDraft, emptyDraft, endDraft, settleDraft } from './drafts.js';
import { checkSize } from './file-limit.js';
import type { FileInode, NodeInode } from './inode.js';
import { PERMISSIONS, withoutPrivileges } from './mode.js';
import { requireReadWrite, touchFile } from './writable.js';

/** Changes attributes. What only lives here changes at once; a size and the executable bit are sent. */
export function setAttributes(context: DoorContext, ino: Ino, change: AttributeChange): NodeInode {
  const inode = context.node(ino);
  requireReadWrite(inode);
  // Both may have to wait, so they come before anything is changed.
  if (change.mode !== undefined && changesGitMode(inode, change.mode)) touchFile(inode);
  if (change.size !== undefined) resize(context, ino, change.size, change.handle !== undefined);
  const { node } = inode;
  const local = localOf(node);
  const now = context.now();
  if (change.size !== undefined) setMtime(inode, now);
  if (change.uid !== undefined || change.gid !== undefined) {
    if (change.uid !== undefined) local.uid = change.uid;
    if (change.gid !== undefined) local.gid = change.gid;
    if (node.type !== 'dir') node.mode = withoutPrivileges(node.mode);
  }
  if (change.killPrivileges) killPrivileges(inode);
  if (change.mode !== undefined && node.type !== 'symlink') node.mode = change.mode & PERMISSIONS;
  const { atimeNs, mtimeNs } = change;
  if (atimeNs !== undefined) local.atimeNs = atimeNs === 'now' ? now : atimeNs;
  if (mtimeNs !== undefined) setMtime(inode, mtimeNs === 'now' ? now : mtimeNs);
  local.ctimeNs = change.ctimeNs ?? now;
  return inode;
}

/** Ends set-user-id, set-group-id and capabilities, as every write does of one who may not keep them. */
export function killPrivileges({ node }: NodeInode): void {
  node.mode = withoutPrivileges(node.mode);
  node.local?.xattrs?.delete('security.capability');
}

function changesGitMode({ node }: NodeInode, mode: number): boolean {
  return (
    node.type === 'file' &&
    node.special === undefined &&
    gitModeOf(node) !== gitModeOf({ ...node, mode: mode & PERMISSIONS })
  );
}

function resize(context: DoorContext, ino: Ino, size: number, isOpen: boolean): void {
  const inode: FileInode = context.file(ino);
  checkSize(inode, size);
  // Nobody closes a file that is not open, so it is stored with the next batch.
  if (!isOpen) touchFile(inode);
  if (size === 0) emptyDraft(inode, context);
  else changeDraft(inode, context, (draft) => draft.truncate(size));
  if (isOpen) return;
  settleDraft(inode);
  if (inode.writers === 0) endDraft(inode);
}

function setMtime({ node }: NodeInode, mtimeNs: bigint): void {
  localOf(node).mtimeNs = mtimeNs;
  node.mtimeMs = Number(mtimeNs / 1_000_000n);
}
