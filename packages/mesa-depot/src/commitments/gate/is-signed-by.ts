import { createPublicKey, verify } from 'node:crypto';
import { isSmallOrderPoint } from '../../service/ed25519-public-key.js';

/**
 * Says whether `signature` is one of Ed25519 that the owner of a key made over `bytes`.
 *
 * As strict as libsodium: a key or a commitment (the first half of the signature) of small order is refused, for anybody can
 * make signatures with those, and so is a second half that is not below the order of the group, for it would make two
 * signatures out of one. Bytes that are no point of the curve are no key of anybody.
 *
 * @param publicKey 64 hex digits.
 * @param signature 128 hex digits.
 */
export function isSignedBy(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  const keyBytes = Buffer.from(publicKey, 'hex');
  const signatureBytes = Buffer.from(signature, 'hex');
  if (keyBytes.byteLength !== 32 || signatureBytes.byteLength !== 64) return false;
  if (isSmallOrderPoint(keyBytes) || isSmallOrderPoint(signatureBytes.subarray(0, 32))) return false;
  try {
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: keyBytes.toString('base64url') },
      format: 'jwk',
    });
    return verify(null, bytes, key, signatureBytes);
  } catch {
    return false;
  }
}
