import type { Readable } from 'node:stream';
import { DepotError } from '../errors/index.js';

/**
 * Gives the bytes of a request body as they come.
 *
 * @throws DepotError `BAD_REQUEST` when the connection is cut before its end.
 */
export async function* bytesOf(body: Readable): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const part of body) yield part as Uint8Array;
  } catch {
    throw new DepotError('BAD_REQUEST', 'The connection was cut in the middle of the request body.');
  }
}
