import { invalid } from './meshagent-error.js';

/** Says whether every database can store a text: one of them refuses NUL, and half a surrogate pair has no form in UTF-8. */
export function isStorable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}

/**
 * Returns a text of a request when every database can store it.
 *
 * @throws MeshagentError `invalid_request` naming `path`. The text is not repeated: it may be a secret.
 */
export function requireStorable(path: string, text: string): string {
  if (!isStorable(text)) throw invalid(path, 'holds a character that cannot be stored');
  return text;
}
