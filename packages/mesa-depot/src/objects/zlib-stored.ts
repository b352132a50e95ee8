/*
 * A zlib stream may hold its bytes uncompressed, in "stored" blocks (RFC 1950 and 1951). Any zlib reader takes it, so
 * it can go into a git pack as it is, and writing or reading one is a copy and a checksum: ten times faster than
 * deflating. Trees and commits are mostly hashes, which do not compress anyway.
 */

/** How every zlib stream of ours begins. */
export const ZLIB_HEADER: readonly number[] = [0x78, 0x01];
const MAX_BLOCK = 0xffff;
const BLOCK_HEADER_BYTES = 5;
const CHECKSUM_BYTES = 4;

/** Returns a zlib stream of stored blocks. */
export function writeStored(body: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(body.length / MAX_BLOCK));
  const stream = Buffer.allocUnsafe(
    ZLIB_HEADER.length + blocks * BLOCK_HEADER_BYTES + body.length + CHECKSUM_BYTES,
  );
  stream.set(ZLIB_HEADER);
  let to = ZLIB_HEADER.length;
  for (let block = 0; block < blocks; block++) {
    const part = body.subarray(block * MAX_BLOCK, (block + 1) * MAX_BLOCK);
    stream[to] = block === blocks - 1 ? 1 : 0;
    stream.writeUInt16LE(part.length, to + 1);
    stream.writeUInt16LE(part.length ^ MAX_BLOCK, to + 3);
    stream.set(part, to + BLOCK_HEADER_BYTES);
    to += BLOCK_HEADER_BYTES + part.length;
  }
  stream.writeUInt32BE(adler32(body), to);
  return stream;
}

/**
 * Returns the bytes of a zlib stream that has stored blocks only; of a single block, as a view into the stream.
 *
 * Returns undefined for any other stream, also a damaged one: that is for a complete zlib reader to judge.
 */
export function readStored(source: Uint8Array): Uint8Array | undefined {
  const stream = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  if (stream[0] !== ZLIB_HEADER[0] || stream[1] !== ZLIB_HEADER[1]) return undefined;
  const parts: Uint8Array[] = [];
  let at = ZLIB_HEADER.length;
  for (let isLast = false; !isLast; ) {
    const header = stream[at];
    if ((header !== 0 && header !== 1) || at + BLOCK_HEADER_BYTES > stream.length) return undefined;
    isLast = header === 1;
    const length = stream.readUInt16LE(at + 1);
    if ((length ^ MAX_BLOCK) !== stream.readUInt16LE(at + 3)) return undefined;
    at += BLOCK_HEADER_BYTES;
    if (at + length > stream.length) return undefined;
    parts.push(stream.subarray(at, at + length));
    at += length;
  }
  if (at + CHECKSUM_BYTES !== stream.length) return undefined;
  const body = parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
  return adler32(body) === stream.readUInt32BE(at) ? body : undefined;
}

/**
 * Returns the blocks of a zlib stream that has stored blocks only, none of them marked as the last, and how many bytes are in them.
 *
 * Returns undefined for any other stream. The checksum is not looked at: who reads the bytes will.
 */
export function openStored(
  source: Uint8Array,
): { readonly blocks: Uint8Array; readonly length: number } | undefined {
  const stream = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  if (stream[0] !== ZLIB_HEADER[0] || stream[1] !== ZLIB_HEADER[1]) return undefined;
  let at = ZLIB_HEADER.length;
  let length = 0;
  for (;;) {
    const header = stream[at];
    if ((header !== 0 && header !== 1) || at + BLOCK_HEADER_BYTES > stream.length) return undefined;
    const size = stream.readUInt16LE(at + 1);
    if ((size ^ MAX_BLOCK) !== stream.readUInt16LE(at + 3)) return undefined;
    const end = at + BLOCK_HEADER_BYTES + size;
    length += size;
    if (header === 0) {
      at = end;
      continue;
    }
    if (end + CHECKSUM_BYTES !== stream.length) return undefined;
    const blocks = Buffer.from(stream.subarray(ZLIB_HEADER.length, end));
    blocks[at - ZLIB_HEADER.length] = 0;
    return { blocks, length };
  }
}

/** Sums that fit in 32 bits for this many bytes need no division in between. */
const ADLER_RUN = 3_800;
const ADLER_BASE = 65_521;

function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let from = 0; from < bytes.length; from += ADLER_RUN) {
    const to = Math.min(from + ADLER_RUN, bytes.length);
    for (let at = from; at < to; at++) {
      a += bytes[at] as number;
      b += a;
    }
    a %= ADLER_BASE;
    b %= ADLER_BASE;
  }
  return b * 0x1_0000 + a;
}
