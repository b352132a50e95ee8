/*
 * Names are bytes to the kernel and strings to us. Nearly always they are UTF-8; where they are not, a byte that is
 * not part of a valid sequence becomes the lone surrogate U+DC00 + byte (U+DC80 to U+DCFF), as Python's
 * "surrogateescape" does. No UTF-8 text contains such a code unit, so the way back is exact, and two names that
 * differ in one byte stay two names.
 */

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const REPLACEMENT = '\ufffd';
const LONE_SURROGATE = /\p{Surrogate}/u;
const ESCAPED_BYTE = /[\udc80-\udcff]/u;

/** Returns the name that the bytes from `start` to `end` are; {@link encodeName} gives the same bytes back. */
export function decodeName(bytes: Buffer, start = 0, end: number = bytes.length): string {
  const text = bytes.toString('utf8', start, end);
  // The decoder puts U+FFFD for what it does not understand; a name may also really contain that character.
  return text.includes(REPLACEMENT) ? decodeEscaping(bytes.subarray(start, end)) : text;
}

/** Returns the bytes of a name made by {@link decodeName}, or the UTF-8 of any other text. */
export function encodeName(name: string): Buffer {
  if (!LONE_SURROGATE.test(name)) return Buffer.from(name, 'utf8');
  const parts: Uint8Array[] = [];
  let plain = '';
  for (const character of name) {
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
  if (at + length > bytes.length) return 0;
  try {
    // A continuation byte, an overlong form or a surrogate: the strict decoder knows them all.
    strictUtf8.decode(bytes.subarray(at, at + length));
    return length;
  } catch {
    return 0;
  }
}
