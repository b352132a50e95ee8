import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { DepotError } from '../../errors/index.js';
import { bytesOf } from '../body-bytes.js';

/**
 * Gives the bytes of the body of a git request, unzipped where it is zipped: git zips what it asks for, not what it pushes.
 *
 * Nothing is inflated ahead of the reader, so that a body of a megabyte that stands for a gigabyte takes no memory.
 *
 * @throws DepotError `UNSUPPORTED_MEDIA_TYPE` for another `Content-Encoding`; while it is read `PAYLOAD_TOO_LARGE` beyond
 * `maxBytes`, `BAD_REQUEST` when it is damaged or cut short.
 */
export function inflateBody(
  body: Readable,
  encoding: string | undefined,
  maxBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  switch (encoding) {
    case undefined:
    case '':
    case 'identity':
      return limit(bytesOf(body), maxBytes);
    case 'gzip':
    case 'x-gzip':
      return limit(gunzip(body), maxBytes);
    default:
      throw new DepotError('UNSUPPORTED_MEDIA_TYPE', 'The request body may be compressed with gzip only.');
  }
}

async function* gunzip(body: Readable): AsyncGenerator<Uint8Array, void, undefined> {
  const unzipped = createGunzip();
  // Errors of both end up in `unzipped`, which is read below.
  pipeline(body, unzipped, () => {});
  try {
    for await (const part of unzipped) yield part as Uint8Array;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DepotError(
      'BAD_REQUEST',
      code?.startsWith('Z_') === true
        ? 'The request body is not valid gzip.'
        : 'The connection was cut in the middle of the request body.',
    );
  }
}

async function* limit(
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let count = 0;
  for await (const part of bytes) {
    count += part.byteLength;
    if (count > maxBytes) {
      throw new DepotError('PAYLOAD_TOO_LARGE', `The request body is over the limit of ${maxBytes} bytes.`, {
        details: { max_bytes: maxBytes },
      });
    }
    yield part;
  }
}
