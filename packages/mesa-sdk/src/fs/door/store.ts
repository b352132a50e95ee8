import { errno } from '../kernel/errno.js';
import type { MaybePromise } from '../kernel/kernel-file-system.js';
import { isLocalOnly } from '../local-only.js';
import { UnsentError } from '../unsent-error.js';
import type { DoorContext } from './context.js';
import { endDraft, settleDraft } from './drafts.js';
import { type FileInode, type NodeInode, pathsOf } from './inode.js';

/**
 * Stores what was written to a file; at once, and for nothing, where there is nothing.
 *
 * @param call `close` leaves its names and its mode to the next batch, and may be content with the journal, as the mount
 * was asked for; `fsync` is not.
 */
export function storeFile(inode: NodeInode, call: 'close' | 'fsync'): MaybePromise<void> {
  const { node, checkout } = inode;
  if (!hasUnstored(inode) && !(call === 'fsync' && !checkout.isStored)) return;
  if (node.type === 'file' && node.special === undefined) settleDraft(inode as FileInode);
  // Without a name there is nothing to store: it ends with the last that has it open. And some names are never sent.
  const paths = pathsOf(inode).filter((path) => !isLocalOnly(path));
  inode.isUnstored = false;
  if (paths.length === 0) return;
  const stored = call === 'fsync' ? checkout.storeNow() : checkout.storeAtClose();
  return stored.then(
    (refused) => {
      inode.isRefused = false;
      if (paths.some((path) => refused.has(path))) throw errno('ESTALE');
    },
    (error) => {
      // Either it goes on being sent, and the next fsync waits for it; or it is refused, and the next tries anew.
      inode.isUnstored = true;
      inode.isRefused = !(error instanceof UnsentError);
      if (inode.isRefused && node.type === 'file') node.draft?.markChanged();
      throw error;
    },
  );
}

/** Ends the drafts of a file that nobody writes any more. */
export async function endWriting(
  context: DoorContext,
  inode: NodeInode,
  store: () => MaybePromise<void>,
): Promise<void> {
  try {
    // Nearly always nothing is left: only what was written through a map of memory comes after the last close.
    if (isChanged(inode) && !inode.isRefused) await store();
  } catch (error) {
    context.onError(error);
  } finally {
    // Somebody may have opened it meanwhile, and what lost its name may be nowhere else.
    const isNeeded = inode.writers > 0 || (inode.homes.length === 0 && inode.opens > 0);
    if (!isNeeded && inode.node.type === 'file') endDraft(inode as FileInode);
    inode.isUnstored = false;
    inode.isRefused = false;
    context.inodes.drop(inode);
  }
}

function hasUnstored(inode: NodeInode): boolean {
  return inode.isUnstored || isChanged(inode);
}

function isChanged({ node }: NodeInode): boolean {
  return node.type === 'file' && node.draft?.isChanged === true;
}
