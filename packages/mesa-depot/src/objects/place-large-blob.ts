import { randomBytes } from 'node:crypto';
import { blobPlaceOf, type Storage } from '../storage/index.js';
import type { LargeBlob } from './store-large-blob.js';

/** Told apart from another upload of the same blob: removing what one left must not take away what the other relies on. */
const SUFFIX_BYTES = 8;

/**
 * Uploads a blob to the store beside the database, if that is where blobs of its size go, and returns its key. The row that names
 * the key is stored afterwards: an upload without a row is removed by `mesa-depot gc`.
 *
 * @returns Undefined for a blob that belongs into the database.
 * @throws DepotError `UNAVAILABLE`.
 */
export async function placeLargeBlob(
  storage: Storage,
  repoSeq: number,
  blob: LargeBlob,
): Promise<string | undefined> {
  const place = blobPlaceOf(storage.read);
  if (place === undefined || blob.size <= place.largerThanBytes) return undefined;
  const key = `${repoSeq}/${blob.oid}-${randomBytes(SUFFIX_BYTES).toString('hex')}`;
  await place.store.put(key, blob.size, blob.frames());
  return key;
}
