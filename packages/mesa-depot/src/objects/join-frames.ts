import { promisify } from 'node:util';
import { constants, deflateRaw } from 'node:zlib';
import { unframePart } from './frame.js';
import type { Oid } from './oid.js';
import { openStored, ZLIB_HEADER } from './zlib-stored.js';

const deflateRawInBackground = promisify<Uint8Array, { level: number; finishFlush: number }, Buffer>(
  deflateRaw,
);

const CHECKSUM_BYTES = 4;
/** A block without bytes that is the last one. */
const LAST_BLOCK = Uint8Array.of(1, 0, 0, 0xff, 0xff);

/**
 * Gives the one zlib stream that git wants of an object whose frames are a stream each.
 *
 * The bytes of a frame that holds them uncompressed are copied. Those of others are inflated and deflated again: a
 * deflated stream ends between two bits, where no other can be joined to it.
 *
 * @throws DepotError `OBJECT_CORRUPT` when a frame is damaged.
 */
export async function* joinFrames(
  oid: Oid,
  frames: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield Uint8Array.from(ZLIB_HEADER);
  let checksum = 1;
  for await (const frame of frames) {
    const stored = openStored(frame);
    let length: number;
    if (stored === undefined) {
      const body = await unframePart(oid, frame);
      length = body.byteLength;
      // Flushed instead of finished: it then ends at a byte, and the next block can follow.
      yield await deflateRawInBackground(body, { level: 1, finishFlush: constants.Z_SYNC_FLUSH });
    } else {
      length = stored.length;
      yield stored.blocks;
    }
    const end = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
    checksum = joinChecksums(checksum, end.readUInt32BE(end.byteLength - CHECKSUM_BYTES), length);
  }
  const end = Buffer.alloc(LAST_BLOCK.length + CHECKSUM_BYTES);
  end.set(LAST_BLOCK);
  end.writeUInt32BE(checksum, LAST_BLOCK.length);
  yield end;
}

const ADLER_BASE = 65_521;

/** Returns the Adler-32 of two texts together, from those of each and the length of the second (zlib's `adler32_combine`). */
function joinChecksums(first: number, second: number, secondLength: number): number {
  const a1 = first & 0xffff;
  const b1 = first >>> 16;
  const a2 = second & 0xffff;
  const b2 = second >>> 16;
  const rest = secondLength % ADLER_BASE;
  const a = (a1 + a2 + ADLER_BASE - 1) % ADLER_BASE;
  const b = (rest * a1 + b1 + b2 + ADLER_BASE - rest) % ADLER_BASE;
  return b * 0x1_0000 + a;
}
