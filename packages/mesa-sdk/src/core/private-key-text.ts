import { InvalidOptionsError } from 'mesa-rest';

/** What every private key begins with. */
export const PRIVATE_KEY_PREFIX = 'mesa_private_key_';

/**
 * Returns whether a text holds something that looks like a private key, in any case and also percent-encoded.
 *
 * Wider than what parses as one: a key that was damaged on its way into the wrong option is still a secret.
 */
export function looksLikePrivateKey(text: string): boolean {
  return text.replace(/%5f/gi, '_').toLowerCase().includes(PRIVATE_KEY_PREFIX);
}

/**
 * Refuses a value that looks like a private key before it is sent, logged or printed anywhere.
 *
 * @param what Name of the value, as the caller knows it.
 * @throws {InvalidOptionsError} `INVALID_OPTIONS`; the message does not contain the value.
 */
export function refusePrivateKey(value: unknown, what: string): void {
  // What is no text is left to whoever knows what it should be.
  if (typeof value !== 'string' || !looksLikePrivateKey(value)) return;
  throw new InvalidOptionsError(
    `${what} looks like a private key. A private key must never leave this process: pass it as \`privateKey\` to the ` +
      'constructor, and replace it if it was sent or logged anywhere.',
  );
}
