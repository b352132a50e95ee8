import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSignedBy } from './is-signed-by.js';

const TEXT = Buffer.from('a text');
/** The order of the group, in little-endian bytes. */
const ORDER = Buffer.from('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010', 'hex');

function makeSignature(): { key: string; signature: Buffer } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
  return { key, signature: sign(null, TEXT, privateKey) };
}

describe('isSignedBy', () => {
  it('takes a signature and no bit of another', () => {
    const { key, signature } = makeSignature();
    expect(isSignedBy(key, TEXT, signature.toString('hex'))).toBe(true);
    expect(isSignedBy(key, Buffer.from('another'), signature.toString('hex'))).toBe(false);
    for (let bit = 0; bit < 512; bit += 1) {
      const flipped = Buffer.from(signature);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(isSignedBy(key, TEXT, flipped.toString('hex'))).toBe(false);
    }
  });

  it('refuses a second half that is not below the order of the group', () => {
    const { key, signature } = makeSignature();
    const second = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`);
    const order = BigInt(`0x${Buffer.from(ORDER).reverse().toString('hex')}`);
    const malleable = Buffer.from((second + order).toString(16).padStart(64, '0'), 'hex').reverse();
    const text = Buffer.concat([signature.subarray(0, 32), malleable]).toString('hex');
    expect(isSignedBy(key, TEXT, text)).toBe(false);
  });

  it('refuses a key of small order, for which anybody can sign', () => {
    const identity = `01${'00'.repeat(31)}`;
    const forged = `${identity}${'00'.repeat(32)}`;
    const x = Buffer.from(identity, 'hex').toString('base64url');
    const isTakenByOpenssl = verify(
      null,
      TEXT,
      { key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' },
      Buffer.from(forged, 'hex'),
    );
    expect(isTakenByOpenssl).toBe(true);
    expect(isSignedBy(identity, TEXT, forged)).toBe(false);
  });

  it('refuses what is no key or no signature', () => {
    const { key, signature } = makeSignature();
    expect(isSignedBy('ff'.repeat(32), TEXT, signature.toString('hex'))).toBe(false);
    expect(isSignedBy(key.slice(2), TEXT, signature.toString('hex'))).toBe(false);
    expect(isSignedBy(key, TEXT, signature.toString('hex').slice(2))).toBe(false);
  });
});
