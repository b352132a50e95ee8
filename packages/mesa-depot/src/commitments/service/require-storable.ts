import { InvalidInput, valueFault } from '../errors/index.js';

/**
 * Returns a text of a request body when every database can store it: one of them refuses NUL, and half a surrogate pair has no
 * form in UTF-8.
 *
 * @throws InvalidInput
 */
export function requireStorable(member: string, text: string): string {
  if (!/[\0\p{Surrogate}]/u.test(text)) return text;
  // The value is not repeated: what cannot be stored cannot be sent either.
  throw new InvalidInput([
    valueFault(['body', member], `${member} holds a character that cannot be stored`, null),
  ]);
}
