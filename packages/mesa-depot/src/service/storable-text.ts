import { DepotError } from '../errors/index.js';

/**
 * Returns `text` when it reads the same after it was stored: a commit message of git ends at NUL, some databases
 * refuse it, and half a surrogate pair has no form in UTF-8.
 *
 * @param what Names the text at the start of the message.
 * @throws DepotError `BAD_REQUEST`.
 */
export function requireStorable(text: string, what: string): string {
  if (!/[\0\p{Surrogate}]/u.test(text)) return text;
  const found = text.includes('\0')
    ? 'a NUL character'
    : 'half a surrogate pair, which is not well-formed Unicode';
  throw new DepotError('BAD_REQUEST', `${what} holds ${found}.`);
}
