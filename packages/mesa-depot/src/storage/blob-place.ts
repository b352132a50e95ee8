import type { BlobStore } from './blob-store.js';
import type { Executor } from './executor.js';

/** A store, and what goes there. */
export interface BlobPlace {
  readonly store: BlobStore;
  /** Blobs of more bytes are stored there, others in the database. At least the size of a frame. */
  readonly largerThanBytes: number;
}

/*
 * Rows name what is in the store, so whoever can read the rows must find it. It is kept by the adapter of the database, which
 * the readers and the transactions of one connection pool share.
 */
const PLACES = new WeakMap<object, BlobPlace>();

/** Says where the large blobs of a database are. */
export function setBlobPlace(executor: Executor, place: BlobPlace): void {
  PLACES.set(executor.getExecutor().adapter, place);
}

/** Returns where the large blobs of a database are; undefined when all of them are in the database. */
export function blobPlaceOf(executor: Executor): BlobPlace | undefined {
  return PLACES.get(executor.getExecutor().adapter);
}
