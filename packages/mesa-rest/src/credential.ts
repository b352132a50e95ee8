import { InvalidOptionsError } from './errors/invalid-options-error.js';
import { typeName } from './known-members.js';

/**
 * An API key or access token; a function is asked for every call, so that it can hand out fresh tokens. Null sends
 * no credential at all.
 */
export type Credential = string | null | (() => string | Promise<string>);

/**
 * Returns the credential to send with a call; undefined for none.
 *
 * @throws InvalidOptionsError when it cannot travel in a header. The platform's own message would quote the key.
 */
export async function resolveCredential(credential: Credential): Promise<string | undefined> {
  if (credential === null) return undefined;
  return checkCredential(typeof credential === 'function' ? await credential() : credential);
}

/** Returns the credential unchanged, if it is one line of visible characters. */
export function checkCredential(credential: string): string {
  if (typeof credential !== 'string') {
    throw new InvalidOptionsError(`The API key is ${typeName(credential)}; it must be a text.`);
  }
  if (credential === '') {
    throw new InvalidOptionsError('The API key is empty. Pass `apiKey`, or set MESA_API_KEY.');
  }
  if (/^[\x21-\x7e]+$/.test(credential)) return credential;
  throw new InvalidOptionsError(
    'The API key holds a character that no header can carry; is there a line break or a blank at its end?',
  );
}
