import { DepotError } from '../errors/index.js';

/**
 * Points of small order, and other encodings of them, with the sign bit cleared. A key that is one of these verifies signatures
 * that nobody made: registering it would open the organization to everyone.
 */
const SMALL_ORDER_POINTS = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/**
 * Returns the 32 bytes of a raw Ed25519 public key in unpadded base64url.
 *
 * @throws DepotError `BAD_REQUEST` when the text has another length or encoding, or the point is of small order.
 */
export function decodePublicKey(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.byteLength !== 32 || bytes.toString('base64url') !== text) {
    throw new DepotError(
      'BAD_REQUEST',
      '`public_key` must be the 32 bytes of a raw Ed25519 public key in base64url without padding (43 characters).',
    );
  }
  if (isSmallOrderPoint(bytes)) {
    throw new DepotError('BAD_REQUEST', '`public_key` is a point of small order, for which anyone can sign.');
  }
  return new Uint8Array(bytes);
}

/** Says whether the 32 bytes of a point encode one of small order, which is part of signatures that nobody made. */
export function isSmallOrderPoint(point: Uint8Array): boolean {
  const positive = Buffer.from(point);
  positive.writeUInt8(positive.readUInt8(31) & 0x7f, 31);
  return SMALL_ORDER_POINTS.has(positive.toString('hex'));
}
