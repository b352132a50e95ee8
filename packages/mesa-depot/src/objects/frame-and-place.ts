import { FRAME_BYTES, type FramedObject, type Storage } from '../storage/index.js';
import { frameObjects, TYPE_CODES } from './frame.js';
import type { PendingObject } from './object-buffer.js';
import type { Oid } from './oid.js';
import { placeLargeBlob } from './place-large-blob.js';

/**
 * Returns objects as storage keeps them, for `RepoWrite.objects`. Blobs that go beside the database are uploaded by then.
 *
 * @param placed Keys of uploads by oid, which this adds to: who makes a plan again uploads nothing again.
 * @throws DepotError `UNAVAILABLE`.
 */
export async function frameAndPlace(
  storage: Storage,
  repoSeq: number,
  objects: ReadonlyMap<Oid, PendingObject>,
  placed: Map<Oid, string>,
): Promise<FramedObject[]> {
  const inRows = new Map<Oid, PendingObject>();
  const beside: FramedObject[] = [];
  for (const [oid, object] of objects) {
    const size = object.body.byteLength;
    const isLarge = object.type === 'blob' && size > FRAME_BYTES;
    const storeKey = isLarge
      ? (placed.get(oid) ?? (await placeLargeBlob(storage, repoSeq, toBlob(oid, object.body))))
      : undefined;
    if (storeKey === undefined) {
      inRows.set(oid, object);
      continue;
    }
    placed.set(oid, storeKey);
    beside.push({ oid, typeCode: TYPE_CODES.blob, size, frames: [], storeKey });
  }
  return [...beside, ...(await frameObjects(inRows))];
}

function toBlob(oid: Oid, body: Uint8Array) {
  return {
    oid,
    size: body.byteLength,
    async *frames(): AsyncGenerator<Uint8Array, void, undefined> {
      for (let at = 0; at < body.byteLength; at += FRAME_BYTES) yield body.subarray(at, at + FRAME_BYTES);
    },
  };
}
