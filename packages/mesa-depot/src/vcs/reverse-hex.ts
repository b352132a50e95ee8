const ZERO = 'z'.charCodeAt(0);

/** Returns `bytes` in jj's reverse hex, where `z` is 0 and `k` is 15: two letters a byte, never a digit. */
export function toReverseHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(ZERO - (byte >> 4), ZERO - (byte & 15));
  return text;
}

/**
 * Returns the bytes that `text` spells in reverse hex, or `undefined` when it is not reverse hex
 * (a letter outside `k` to `z`, or half a byte at the end).
 */
export function fromReverseHex(text: string): Uint8Array | undefined {
  if (!/^([k-z]{2})*$/.test(text)) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = ((ZERO - text.charCodeAt(2 * i)) << 4) | (ZERO - text.charCodeAt(2 * i + 1));
  }
  return bytes;
}
