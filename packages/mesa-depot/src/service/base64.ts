import { DepotError } from '../errors/index.js';

/**
 * Returns the bytes of base64 `text`. Node's decoder skips whatever it does not know, which would store other bytes
 * than the caller meant, so the text has to be what the bytes encode to.
 *
 * @param what Names the text in the message.
 * @throws DepotError `BAD_REQUEST`.
 */
export function decodeBase64(text: string, what: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  const unpadded = text.replace(/={1,2}$/, '');
  const expected = Math.floor((unpadded.length * 3) / 4);
  if (bytes.length !== expected || !/^[A-Za-z0-9+/]*$/.test(unpadded) || unpadded.length % 4 === 1) {
    throw new DepotError(
      'BAD_REQUEST',
      `Not valid base64: ${what}. Encode the bytes of the file with base64 before sending.`,
    );
  }
  return bytes;
}
