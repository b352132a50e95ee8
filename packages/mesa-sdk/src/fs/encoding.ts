import { decodeBase64, encodeBase64 } from '../core/base64.js';

/** Encodings of text, as Node names them. `binary` is another name of `latin1`: a character a byte. */
export type TextEncoding = 'utf8' | 'utf-8' | 'ascii' | 'binary' | 'base64' | 'hex' | 'latin1';

/** An encoding, or options that hold one. Default `utf8`. */
export type EncodingOption = TextEncoding | { readonly encoding?: TextEncoding | null | undefined };

/** Returns the encoding that options name. */
export function encodingOf(options: EncodingOption | undefined): TextEncoding {
  return (typeof options === 'string' ? options : options?.encoding) ?? 'utf8';
}

/** Returns the bytes of a file's content. Bytes are copied, so that the caller may go on using its own. */
export function toBytes(content: string | Uint8Array, encoding: TextEncoding): Uint8Array {
  if (typeof content !== 'string') return content.slice();
  if (encoding === 'base64') return decodeBase64(content);
  if (encoding === 'hex') {
    const pairs = content.match(/^(?:[0-9a-f]{2})*$/i) === null ? [] : (content.match(/../g) ?? []);
    return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
  }
  if (encoding === 'utf8' || encoding === 'utf-8') return new TextEncoder().encode(content);
  return Uint8Array.from(content, (character) => character.charCodeAt(0) & 0xff);
}

/** Returns the text that bytes stand for. */
export function toText(bytes: Uint8Array, encoding: TextEncoding): string {
  if (encoding === 'base64') return encodeBase64(bytes);
  if (encoding === 'hex') return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  // A byte order mark is a part of the file.
  if (encoding === 'utf8' || encoding === 'utf-8')
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const mask = encoding === 'ascii' ? 0x7f : 0xff;
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte & mask);
  return text;
}
