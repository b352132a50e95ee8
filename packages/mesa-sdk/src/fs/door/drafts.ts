import { Draft } from '../contents/draft.js';
import type { SpillStore } from '../contents/spill-store.js';
import type { WrittenOn } from '../dirty-paths.js';
import { errno } from '../kernel/errno.js';
import { isLocalOnly } from '../local-only.js';
import { Suspension } from '../suspension.js';
import { setContent, snapshotOf } from '../tree-node.js';
import type { DoorContext } from './context.js';
import { type FileInode, homesOf, type NodeInode, pathsOf } from './inode.js';
import { touchFile } from './writable.js';

/** Bytes that a draft of a large file takes over at a time. */
const PIECE = 1024 * 1024; // 1 MiB

/** What is never sent stays here as long as the mount: a file larger than this on disk. */
const MAX_KEPT_IN_MEMORY = 256 * 1024; // 256 KiB

/** Drafts that are being made, so that two writers do not make two. */
const onTheirWay = new WeakMap<object, Promise<void>>();

/** Changes the bytes of a file; suspends until those that it has are here. */
export function changeDraft(inode: FileInode, context: DoorContext, change: (draft: Draft) => void): void {
  const draft = draftOf(inode, context);
  begin(inode, draft);
  change(draft);
}

/** Makes a file empty; what it had need not be here for that. */
export function emptyDraft(inode: FileInode, context: DoorContext): void {
  const { node } = inode;
  const draft = node.draft ?? new Draft(context.spill);
  begin(inode, draft);
  draft.truncate(0);
  node.draft = draft;
}

/** Notes what the first change was made on. */
function begin(inode: FileInode, draft: Draft): void {
  if (draft.isChanged) return;
  const { version, node, checkout } = inode;
  inode.draftBase = { version, on: { base: checkout.revision, snapshot: snapshotOf(node) } };
}

function draftOf(inode: FileInode, context: DoorContext): Draft {
  const { node, checkout } = inode;
  if (node.draft !== undefined) return node.draft;
  const known = node.size === 0 ? new Uint8Array() : checkout.knownContentOf(node);
  if (known === undefined) throw new Suspension(() => makeDraft(inode, context.spill));
  const draft = new Draft(context.spill);
  draft.write(known, 0);
  draft.markStored();
  node.draft = draft;
  return draft;
}

/**
 * Makes what was written the contents of the file, to be stored with the next batch. Suspends while a batch is on its
 * way; changes nothing where nothing was written.
 */
export function settleDraft(inode: FileInode): void {
  const { node } = inode;
  const { draft } = node;
  if (draft === undefined || !draft.isChanged) return;
  if (inode.homes.length > 0) {
    touchFile(inode, writtenOn(inode));
    // It was there and nobody took its name away here: what was written has no place any more, and that must be heard.
    if (homesOf(inode).length === 0) throw errno('ESTALE');
  }
  if (draft.size > MAX_KEPT_IN_MEMORY && pathsOf(inode).every(isLocalOnly)) draft.moveOut();
  node.draft = undefined;
  setContent(node, draft.take());
  node.draft = draft;
  draft.markStored();
}

/**
 * Makes sure that who has a file open can read it on when it loses its name: suspends until its bytes are here, where the
 * server finds them by their path only.
 */
export function holdOpenBytes(inode: NodeInode, context: DoorContext): void {
  const { node, checkout, opens, homes } = inode;
  if (opens === 0 || homes.length > 1 || checkout.client.features.ranges) return;
  if (node.type !== 'file' || node.content !== undefined || node.special !== undefined) return;
  draftOf(inode as FileInode, context);
}

/** Returns what the draft was begun on, where others have changed the file since and the server had it. */
function writtenOn({ draftBase, version }: FileInode): WrittenOn | undefined {
  if (draftBase === undefined || draftBase.version === version) return undefined;
  return draftBase.on.snapshot === undefined ? undefined : draftBase.on;
}

/** Ends the draft of a file that nobody writes any more. */
export function endDraft({ node }: FileInode): void {
  node.draft?.close();
  node.draft = undefined;
}

async function makeDraft(inode: FileInode, spill: SpillStore): Promise<void> {
  const { node } = inode;
  let making = onTheirWay.get(node);
  if (making === undefined) {
    making = copyInto(inode, spill).finally(() => onTheirWay.delete(node));
    onTheirWay.set(node, making);
  }
  await making;
}

async function copyInto(inode: FileInode, spill: SpillStore): Promise<void> {
  const { node } = inode;
  const { oid, content } = node;
  const draft = await Draft.copyOf(piecesOf(inode), spill);
  // Somebody else was faster, or the file is another one by now: look again.
  if (node.draft !== undefined || node.oid !== oid || node.content !== content || draft.size !== node.size) {
    draft.close();
    return;
  }
  node.draft = draft;
}

async function* piecesOf({ node, checkout }: FileInode): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < node.size; ) {
    const piece = await checkout.readRange(node, at, at + PIECE);
    if (piece === undefined || piece.length === 0) return;
    yield piece;
    at += piece.length;
  }
}
