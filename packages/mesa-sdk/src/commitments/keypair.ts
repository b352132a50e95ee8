import { InvalidOptionsError } from 'mesa-rest';
import nacl from 'tweetnacl';
import { fromHex, toHex } from '../core/hex.js';

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/**
 * An ed25519 key pair, with which a principal signs. Printed or written as JSON it shows its public key alone.
 *
 * @example
 * ```ts
 * const keypair = Keypair.generate();
 * await client.principals.create({ org: 'acme', publicKey: keypair.publicKeyHex });
 * ```
 */
export class Keypair {
  /** The public key: 64 hex digits. */
  readonly publicKeyHex: string;
  // Private by language, so that the secret is in no printed, serialised or spread copy of the object.
  readonly #seed: Uint8Array;
  readonly #secretKey: Uint8Array;

  private constructor(seed: Uint8Array) {
    const { publicKey, secretKey } = nacl.sign.keyPair.fromSeed(seed);
    this.publicKeyHex = toHex(publicKey);
    this.#seed = seed;
    this.#secretKey = secretKey;
  }

  /** Makes a new key pair. */
  static generate(): Keypair {
    return new Keypair(nacl.randomBytes(KEY_BYTES));
  }

  /**
   * Returns the key pair of a private key.
   *
   * @param seed 32 bytes.
   * @throws {InvalidOptionsError} `INVALID_OPTIONS` when there are not 32; the message never contains any of them.
   */
  static fromSeed(seed: Uint8Array): Keypair {
    if (!(seed instanceof Uint8Array) || seed.byteLength !== KEY_BYTES) {
      throw new InvalidOptionsError('A private key has 32 bytes.');
    }
    return new Keypair(Uint8Array.from(seed));
  }

  /**
   * Returns the key pair of a private key.
   *
   * @param privateKeyHex 64 hex digits.
   * @throws {InvalidOptionsError} `INVALID_OPTIONS` when it is anything else; the message never contains any of it.
   */
  static fromHex(privateKeyHex: string): Keypair {
    const seed = fromHex(privateKeyHex);
    if (seed?.byteLength !== KEY_BYTES) throw new InvalidOptionsError('A private key has 64 hex digits.');
    return new Keypair(seed);
  }

  /** The private key: 64 hex digits. A getter, so that printing a key pair does not show it. */
  get privateKeyHex(): string {
    return toHex(this.#seed);
  }

  /** Returns the signature of bytes: 64 bytes, plain Ed25519. */
  sign(bytes: Uint8Array): Uint8Array {
    return nacl.sign.detached(bytes, this.#secretKey);
  }

  /** Says whether a signature is one of this key pair over these bytes. */
  verify(bytes: Uint8Array, signature: Uint8Array): boolean {
    return verifySignature(this.publicKeyHex, bytes, signature);
  }

  /** Returns what may be shown of it. */
  toJSON(): { publicKeyHex: string } {
    return { publicKeyHex: this.publicKeyHex };
  }
}

/** Says whether the owner of a public key signed these bytes. What is no key or no signature at all makes it false. */
export function verifySignature(publicKeyHex: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  const publicKey = fromHex(publicKeyHex);
  if (publicKey?.byteLength !== KEY_BYTES || signature.byteLength !== SIGNATURE_BYTES) return false;
  return nacl.sign.detached.verify(bytes, signature, publicKey);
}
