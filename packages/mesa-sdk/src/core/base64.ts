/** Arguments a single call of `String.fromCharCode` takes safely; engines limit the size of an argument list. */
const CHUNK = 0x8000;

/**
 * Returns the bytes in base64, padded.
 *
 * Written on `btoa`, because the package runs where there is no `Buffer`.
 */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return btoa(binary);
}

/**
 * Returns the bytes that a base64 text stands for.
 *
 * @throws {TypeError} When the text is not base64.
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  if (!isBase64(text)) throw new TypeError('not a base64 text');
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/**
 * Returns whether the text is base64 in the form that servers read: the standard alphabet, padded, no line breaks.
 *
 * Looks for the first wrong character instead of matching the whole text, so that a text of many megabytes costs one
 * pass and no stack.
 */
export function isBase64(text: string): boolean {
  if (text.length % 4 !== 0) return false;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const wrong = text.search(/[^A-Za-z0-9+/]/);
  return wrong === -1 || wrong === text.length - padding;
}

/** Returns the bytes in base64url without padding, the form used by tokens and keys. */
export function encodeBase64Url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * Returns the bytes that an unpadded base64url text stands for; undefined when it is not one, or when another text
 * stands for the same bytes more properly (left-over bits that are not zero).
 */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (/[^A-Za-z0-9_-]/.test(text) || text.length % 4 === 1) return undefined;
  const padded = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .padEnd(Math.ceil(text.length / 4) * 4, '=');
  const bytes = decodeBase64(padded);
  return encodeBase64Url(bytes) === text ? bytes : undefined;
}
