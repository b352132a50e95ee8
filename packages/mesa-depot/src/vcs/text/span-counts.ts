import { isBinary } from './is-binary.js';

/*
 * git's estimate of similarity: cut both files into short spans (lines, and lines of more than 64 bytes in pieces),
 * hash each span, and see how many bytes lie in spans that both have. Order does not matter.
 */
const MAX_SPAN_BYTES = 64;
const HASH_RANGE = 107_927;
const HIGH_FACTOR = 0x61;

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** How many bytes of a file lie in spans of each hash: hashes ascending, `bytes` beside them. */
export interface SpanCounts {
  readonly hashes: Int32Array;
  readonly bytes: Int32Array;
}

/** Returns the span counts of a file. Of two files only these are compared, so the bytes can be let go. */
export function countSpans(content: Uint8Array): SpanCounts {
  const counts = new Map<number, number>();
  // A text with CRLF line ends is as similar to one with LF as if they were the same.
  const isText = !isBinary(content);
  let low = 0;
  let high = 0;
  let length = 0;
  const close = (): void => {
    // In two 32-bit halves; the sum wraps around, as the arithmetic it imitates does.
    const hash = ((low + Math.imul(high, HIGH_FACTOR)) >>> 0) % HASH_RANGE;
    counts.set(hash, (counts.get(hash) ?? 0) + length);
    low = 0;
    high = 0;
    length = 0;
  };
  for (let at = 0; at < content.length; at += 1) {
    const byte = content[at] as number;
    if (isText && byte === CARRIAGE_RETURN && content[at + 1] === NEWLINE) continue;
    const lowBefore = low;
    low = (((low << 7) ^ (high >>> 25)) + byte) | 0;
    high = (high << 7) ^ (lowBefore >>> 25);
    length += 1;
    if (length >= MAX_SPAN_BYTES || byte === NEWLINE) close();
  }
  if (length > 0) close();
  const hashes = Int32Array.from(counts.keys()).sort();
  return { hashes, bytes: hashes.map((hash) => counts.get(hash) as number) };
}

/** Returns how many bytes the two files have in spans of the same hash. */
export function commonBytes(a: SpanCounts, b: SpanCounts): number {
  let sum = 0;
  let at = 0;
  for (let index = 0; index < a.hashes.length; index += 1) {
    const hash = a.hashes[index] as number;
    while (at < b.hashes.length && (b.hashes[at] as number) < hash) at += 1;
    if (at === b.hashes.length) break;
    if (b.hashes[at] === hash) sum += Math.min(a.bytes[index] as number, b.bytes[at] as number);
  }
  return sum;
}
