import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { DepotError } from '../errors/index.js';

/** A source of cryptographically random bytes. */
export type RandomBytes = (count: number) => Uint8Array;

const VERSION = 'v1'; // AES-256-GCM, 12-byte random nonce, 16-byte tag; `v1.` + base64url(nonce ‖ ciphertext ‖ tag)
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Returns a new instance key: the one secret outside the database, under which secrets inside it are encrypted.
 *
 * Losing it makes stored webhook secrets and upstream credentials unreadable, so it belongs beside the data, in
 * a file that only the owner can read.
 */
export function createInstanceKey(random: RandomBytes): Uint8Array {
  return random(KEY_BYTES);
}

/**
 * Returns `plaintext` encrypted under `key`, as text fit for a database column.
 *
 * @param context What the secret is and to whom it belongs, for example `webhook-target:wht_1`. It is authenticated,
 *   so that a value copied into another row does not decrypt there.
 */
export function encryptSecret(
  key: Uint8Array,
  plaintext: string,
  context: string,
  random: RandomBytes,
): string {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  const sealed = Buffer.concat([
    nonce,
    cipher.update(plaintext, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return `${VERSION}.${sealed.toString('base64url')}`;
}

/**
 * Returns the secret inside `sealed`, which `encryptSecret` made with the same key and context.
 *
 * @throws DepotError `INTERNAL_ERROR` when key, context or bytes differ.
 */
export function decryptSecret(key: Uint8Array, sealed: string, context: string): string {
  const [version, text = ''] = sealed.split('.', 2);
  const bytes = Buffer.from(text, 'base64url');
  if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) {
    throw new DepotError(
      'INTERNAL_ERROR',
      `The stored secret ${context} is not in a format this version reads.`,
    );
  }
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return (
      decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    );
  } catch (cause) {
    throw new DepotError(
      'INTERNAL_ERROR',
      `The stored secret ${context} cannot be decrypted: the instance key is not the one it was encrypted with.`,
      { cause },
    );
  }
}

/** Returns a key of 32 bytes derived from `secret` by HKDF-SHA-256; `info` separates the keys of one secret. */
export function deriveKey(secret: Uint8Array, salt: Uint8Array, info: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, salt, info, KEY_BYTES));
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Bytes from here on would make the first letters of the alphabet likelier, so they are drawn again. */
const UNBIASED_BELOW = 256 - (256 % BASE62.length);

/** Returns `prefix` and 40 random base62 characters (238 bits), the form of API keys and webhook secrets. */
export function createToken(prefix: string, random: RandomBytes): string {
  let text = '';
  while (text.length < 40) {
    for (const byte of random(40)) {
      if (byte < UNBIASED_BELOW && text.length < 40) text += BASE62[byte % BASE62.length];
    }
  }
  return prefix + text;
}
