import { GitProtocolError } from './git-protocol-error.js';

/** One packet of the git protocol: bytes, or one of the three marks that carry none. */
export type Packet =
  | { readonly kind: 'data'; readonly payload: Uint8Array }
  | { readonly kind: 'flush' | 'delim' | 'response-end' };

/** How many bytes a packet may carry: 65,520 with the four digits of its length. */
export const MAX_PACKET_PAYLOAD: number = 65_516;

/** Ends a message, or a list in it. */
export const FLUSH: Uint8Array = Buffer.from('0000');
/** Separates the sections of a message of protocol version 2. */
export const DELIM: Uint8Array = Buffer.from('0001');
/** Ends an answer of protocol version 2 where the connection itself does not. */
export const RESPONSE_END: Uint8Array = Buffer.from('0002');

const LENGTH_DIGITS = 4;
const HEX_DIGITS = /^[0-9a-fA-F]{4}$/;

/**
 * Returns a packet with these bytes, or with the UTF-8 of a text. Lines of the protocol end with a newline, which the
 * caller writes.
 *
 * @param band A byte to stand before the others: the number of a side band.
 * @throws RangeError when there are more than {@link MAX_PACKET_PAYLOAD} bytes, or none: git refuses empty packets in
 *   some places, and needs them in none.
 */
export function encodePacket(payload: Uint8Array | string, band?: number): Buffer {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  const from = band === undefined ? LENGTH_DIGITS : LENGTH_DIGITS + 1;
  const length = from + bytes.byteLength;
  if (length === LENGTH_DIGITS || length > LENGTH_DIGITS + MAX_PACKET_PAYLOAD) {
    throw new RangeError(
      `a packet carries 1 to ${MAX_PACKET_PAYLOAD} bytes; these are ${length - LENGTH_DIGITS}: split them`,
    );
  }
  const packet = Buffer.allocUnsafe(length);
  packet.write(length.toString(16).padStart(LENGTH_DIGITS, '0'), 'latin1');
  if (band !== undefined) packet[LENGTH_DIGITS] = band;
  packet.set(bytes, from);
  return packet;
}

/**
 * Returns the length that four digits announce, their own four included: 0, 1 and 2 are the marks.
 *
 * @throws GitProtocolError when they are no length.
 */
export function decodeLength(digits: Uint8Array): number {
  const text = Buffer.from(digits.buffer, digits.byteOffset, digits.byteLength).toString('latin1');
  const length = HEX_DIGITS.test(text) ? Number.parseInt(text, 16) : Number.NaN;
  // 3 announces less than its own digits. More than 65,520 is refused by git too.
  if (Number.isNaN(length) || length === 3 || length > LENGTH_DIGITS + MAX_PACKET_PAYLOAD) {
    throw new GitProtocolError(`bad packet length ${JSON.stringify(text)}: this is not the git protocol`);
  }
  return length;
}
