/** How far git looks for a NUL before it believes that a file is text. */
const SNIFF_BYTES = 8_000;

/** Says whether git would treat these bytes as binary: a NUL among the first 8,000. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, SNIFF_BYTES).includes(0);
}
