import {
  FRAME_BYTES,
  insertChunkedObject,
  insertObjectChunks,
  insertObjects,
  type Storage,
} from '../storage/index.js';
import { frameBlobPart, TYPE_CODES } from './frame.js';
import type { Oid } from './oid.js';
import { placeLargeBlob } from './place-large-blob.js';

/** Frames that one transaction stores: writers of other requests wait for no more than that. */
const FRAMES_PER_TRANSACTION = 8;

/** A blob of more than one frame. */
export interface LargeBlob {
  readonly oid: Oid;
  readonly size: number;
  /** Yields the bytes in frames of `FRAME_BYTES`, the last one shorter. */
  frames(): AsyncIterable<Uint8Array>;
}

/**
 * Stores a blob that is too large for memory: its frames in several transactions, and last the row that makes it an
 * object. One that is given up half-way leaves frames that nobody sees, and that the next attempt finds again. Where large
 * blobs go beside the database, its bytes go there instead.
 */
export async function storeLargeBlob(storage: Storage, repoSeq: number, blob: LargeBlob): Promise<void> {
  if (blob.size <= FRAME_BYTES) throw new Error('a blob of one frame is stored as an object of its own');
  const object = { oid: blob.oid, typeCode: TYPE_CODES.blob, size: blob.size };
  const storeKey = await placeLargeBlob(storage, repoSeq, blob);
  if (storeKey !== undefined) {
    await storage.transaction((tx) => insertObjects(tx, repoSeq, [{ ...object, frames: [], storeKey }]));
    return;
  }
  let pending: Uint8Array[] = [];
  let firstIndex = 0;
  const store = async (): Promise<void> => {
    const frames = pending;
    await storage.transaction((tx) => insertObjectChunks(tx, repoSeq, blob.oid, { firstIndex, frames }));
    firstIndex += frames.length;
    pending = [];
  };
  for await (const part of blob.frames()) {
    pending.push(await frameBlobPart(part));
    if (pending.length === FRAMES_PER_TRANSACTION) await store();
  }
  if (pending.length > 0) await store();
  await storage.transaction((tx) => insertChunkedObject(tx, repoSeq, object));
}
