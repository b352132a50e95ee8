import { InvalidOptionsError } from 'mesa-rest';
import type { AuthorClaim } from './access-token.js';

/** Somebody a change is attributed to, when the credential is a private key. The first author is the main one. */
export interface Author {
  readonly name: string;
  /** Absent, null or blank means that the author has none. */
  readonly email?: string | null | undefined;
}

const MAX_AUTHORS = 100;

/**
 * Returns authors in the form that is signed into a token: names trimmed, a blank email as null.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` for more than 100 authors, a blank name, or characters that end a
 * name or an email in a commit (`<`, `>`, line breaks).
 */
export function toAuthorClaims(authors: readonly Author[]): AuthorClaim[] {
  if (authors.length > MAX_AUTHORS) {
    throw new InvalidOptionsError(
      `\`authors\` has ${authors.length} entries; at most ${MAX_AUTHORS} are allowed.`,
    );
  }
  return authors.map((author, index) => {
    const name = author.name.trim();
    const email = author.email?.trim() ?? '';
    if (name === '') throw new InvalidOptionsError(`\`authors[${index}].name\` is blank.`);
    if (/[<>\r\n]/.test(name + email)) {
      throw new InvalidOptionsError(
        `\`authors[${index}]\` contains \`<\`, \`>\` or a line break, which a commit cannot hold.`,
      );
    }
    return [name, email === '' ? null : email];
  });
}
