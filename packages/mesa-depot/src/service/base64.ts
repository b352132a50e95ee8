import { DepotError } from '../errors/index.js';

/**
 * Returns the bytes of base64 `text`, padded or not. Node's decoder skips whatever it does not know, which would
 * store other bytes than the caller meant, so that is refused.
 *
 * @param what Names the text in the message.
 * @throws DepotError `BAD_REQUEST`.
 */
export function decodeBase64(text: string, what: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== decodedLength(text) || !isInAlphabet(text)) {
    throw new DepotError(
      'BAD_REQUEST',
      `Not valid base64: ${what}. Encode the bytes of the file with base64 before sending.`,
    );
  }
  return bytes;
}

/** The length when every character counts; undefined when there is no such length. */
function decodedLength(text: string): number | undefined {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const digits = text.length - padding;
  return digits % 4 === 1 ? undefined : Math.floor((digits * 3) / 4);
}

/**
 * Tells whether the characters that Node's decoder does not skip are those of base64: it takes `-` and `_` as well, and
 * the low byte of what is not ASCII. A pattern that says so takes several times as long on a text of 64 MiB.
 */
function isInAlphabet(text: string): boolean {
  return !text.includes('-') && !text.includes('_') && Buffer.byteLength(text) === text.length;
}
