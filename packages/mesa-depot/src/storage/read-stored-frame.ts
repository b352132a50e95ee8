import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { DepotError } from '../errors/index.js';
import { blobPlaceOf } from './blob-place.js';
import type { Executor } from './executor.js';
import { FRAME_BYTES } from './framed-object.js';

const wrap = promisify<Uint8Array, { level: number }, Buffer>(deflate);

/**
 * Returns one frame of a body that is beside the database, as if it were in a row. The store has the bytes as they are, so that
 * any part of them can be asked for.
 *
 * @throws DepotError `UNAVAILABLE`, also when this process knows of no store; `OBJECT_CORRUPT`.
 */
export async function readStoredFrame(
  executor: Executor,
  key: string,
  size: number,
  index: number,
): Promise<Uint8Array> {
  const place = blobPlaceOf(executor);
  if (place === undefined) {
    throw new DepotError(
      'UNAVAILABLE',
      'This file is in a store for large objects, and the depot was started without one. Its operator has to name it with --objects-url.',
    );
  }
  const from = index * FRAME_BYTES;
  const bytes = await place.store.get(key, from, Math.min(size, from + FRAME_BYTES));
  // Not compressed: it is to be inflated again at once.
  return wrap(bytes, { level: 0 });
}
