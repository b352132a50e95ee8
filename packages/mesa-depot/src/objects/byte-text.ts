/*
 * Names in trees and texts in commits are bytes to git and strings to us. Nearly always they are UTF-8; where
 * they are not, a byte that is not part of a valid sequence becomes the lone surrogate U+DC00 + byte
 * (U+DC80 to U+DCFF), as Python's "surrogateescape" does. No UTF-8 text contains such a code unit, so the way
 * back is exact and an object read from elsewhere keeps its oid.
 */

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LONE_SURROGATE = /\p{Surrogate}/u;
const ESCAPED_BYTE = /[\udc80-\udcff]/u;

/** Returns bytes as text; bytes that are not UTF-8 survive a round trip through {@link textToBytes}. */
export function bytesToText(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return decodeEscaping(bytes);
  }
}

/** Returns the bytes of a text made by {@link bytesToText}, or the UTF-8 of any other text. */
export function textToBytes(text: string): Uint8Array {
  if (!LONE_SURROGATE.test(text)) return Buffer.from(text, 'utf8');
  const parts: Uint8Array[] = [];
  let plain = '';
  for (const character of text) {
    if (ESCAPED_BYTE.test(character)) {
      parts.push(Buffer.from(plain, 'utf8'), Uint8Array.of(character.charCodeAt(0) - 0xdc00));
      plain = '';
    } else {
      plain += character;
    }
  }
  parts.push(Buffer.from(plain, 'utf8'));
  return Buffer.concat(parts);
}

function decodeEscaping(bytes: Uint8Array): string {
  let text = '';
  let validFrom = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    text += strictUtf8.decode(bytes.subarray(validFrom, at));
    text += String.fromCharCode(0xdc00 + (bytes[at] as number));
    at += 1;
    validFrom = at;
  }
  return text + strictUtf8.decode(bytes.subarray(validFrom));
}

/** Returns the length of the valid UTF-8 sequence that starts here, or 0 where none does. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  try {
    // A continuation byte, an overlong form, a surrogate or a cut sequence: the strict decoder knows them all.
    strictUtf8.decode(bytes.subarray(at, at + length));
    return at + length <= bytes.length ? length : 0;
  } catch {
    return 0;
  }
}
