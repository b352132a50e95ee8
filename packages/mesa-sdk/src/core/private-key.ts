import { InvalidOptionsError } from 'mesa-rest';
import nacl from 'tweetnacl';
import { decodeBase64Url, encodeBase64Url } from './base64.js';
import { isOrgSlug } from './org-slug.js';
import { PRIVATE_KEY_PREFIX } from './private-key-text.js';

/** What precedes the 32-byte seed in the PKCS#8 encoding of an Ed25519 key: version, algorithm, two length bytes. */
const PKCS8_PREFIX = Uint8Array.of(
  0x30,
  0x2e,
  0x02,
  0x01,
  0x00,
  0x30,
  0x05,
  0x06,
  0x03,
  0x2b,
  0x65,
  0x70,
  0x04,
  0x22,
  0x04,
  0x20,
);
const SEED_BYTES = 32;

/** A parsed private key: the organization it belongs to and what is needed to sign with it. */
export class PrivateKey {
  /** Slug of the organization that the key belongs to. */
  readonly org: string;
  /** Raw public key in unpadded base64url, as it is registered with the server. */
  readonly publicKey: string;
  // Private by language, so that the secret is in no printed, serialised or spread copy of the object.
  readonly #seed: Uint8Array;
  readonly #secretKey: Uint8Array;

  private constructor(org: string, seed: Uint8Array) {
    const pair = nacl.sign.keyPair.fromSeed(seed);
    this.org = org;
    this.publicKey = encodeBase64Url(pair.publicKey);
    this.#seed = seed;
    this.#secretKey = pair.secretKey;
  }

  /**
   * Returns the key that a text `mesa_private_key_<org>_<key>` stands for; white space around it is ignored.
   *
   * @throws {InvalidOptionsError} `INVALID_OPTIONS` when it is not one; the message never contains any of the text.
   */
  static parse(text: string): PrivateKey {
    const trimmed = text.trim();
    if (!trimmed.startsWith(PRIVATE_KEY_PREFIX)) {
      throw invalid(`it does not begin with \`${PRIVATE_KEY_PREFIX}\``);
    }
    const rest = trimmed.slice(PRIVATE_KEY_PREFIX.length);
    // A slug has no underscore, so the first one ends it; the key itself may contain more.
    const separator = rest.indexOf('_');
    if (separator === -1) throw invalid('there is no `_` between the organization and the key');
    const org = rest.slice(0, separator);
    if (!isOrgSlug(org))
      throw invalid('the organization in it is not a slug (lower-case letters, digits, inner hyphens)');
    const der = decodeBase64Url(rest.slice(separator + 1));
    if (!der) throw invalid('the key in it is not unpadded base64url; it may have been cut or wrapped');
    if (
      der.length !== PKCS8_PREFIX.length + SEED_BYTES ||
      PKCS8_PREFIX.some((byte, index) => der[index] !== byte)
    ) {
      throw invalid('the key in it is not an Ed25519 private key in canonical PKCS#8 encoding (48 bytes)');
    }
    return new PrivateKey(org, der.slice(PKCS8_PREFIX.length));
  }

  /** Returns a new key for an organization, from the random source of the platform. */
  static generate(org: string): PrivateKey {
    if (!isOrgSlug(org)) throw new InvalidOptionsError(`${JSON.stringify(org)} is not an organization slug.`);
    return new PrivateKey(org, crypto.getRandomValues(new Uint8Array(SEED_BYTES)));
  }

  /** Returns the 64-byte Ed25519 signature of a message. */
  sign(message: Uint8Array): Uint8Array {
    return nacl.sign.detached(message, this.#secretKey);
  }

  /** Returns the key as text. It is the secret itself: store it, do not log it. */
  export(): string {
    const der = new Uint8Array(PKCS8_PREFIX.length + SEED_BYTES);
    der.set(PKCS8_PREFIX);
    der.set(this.#seed, PKCS8_PREFIX.length);
    return `${PRIVATE_KEY_PREFIX}${this.org}_${encodeBase64Url(der)}`;
  }
}

function invalid(reason: string): InvalidOptionsError {
  return new InvalidOptionsError(
    `The private key cannot be read: ${reason}. Expected \`${PRIVATE_KEY_PREFIX}<org>_<key>\` as it was shown when the key was made.`,
  );
}
