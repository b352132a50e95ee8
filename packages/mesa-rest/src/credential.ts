import { InvalidOptionsError } from './errors/invalid-options-error.js';
import { typeName } from './known-members.js';

/**
 * An API key or access token; a function is asked for every call, so that it can hand out fresh tokens. Null sends
 * no credential at all.
 */
export type Credential = string | null | (() => string | Promise<string>);

/** How a credential is called in messages, which depends on the API and on the option. */
export interface CredentialWords {
  /** At the beginning of a sentence: `The API key`. */
  readonly name: string;
  /** A sentence on how to give one. */
  readonly remedy: string;
}

/**
 * Returns the credential to send with a call; undefined for none.
 *
 * @throws InvalidOptionsError when it cannot travel in a header. The platform's own message would quote the key.
 */
export async function resolveCredential(
  credential: Credential,
  words: CredentialWords,
): Promise<string | undefined> {
  if (credential === null) return undefined;
  if (typeof credential !== 'function') return checkCredential(credential, words);
  return checkCredential(await credential(), { ...words, name: `${words.name} that the function returned` });
}

/** Returns the credential unchanged, if it is one line of visible characters. */
export function checkCredential(credential: string, { name, remedy }: CredentialWords): string {
  if (typeof credential !== 'string') {
    throw new InvalidOptionsError(`${name} is ${typeName(credential)}; it must be a text.`);
  }
  if (credential === '') throw new InvalidOptionsError(`${name} is empty. ${remedy}`);
  if (/^[\x21-\x7e]+$/.test(credential)) return credential;
  throw new InvalidOptionsError(
    `${name} holds a character that no header can carry; is there a line break or a blank at its end?`,
  );
}
