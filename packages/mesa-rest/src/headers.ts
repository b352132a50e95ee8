import { InvalidOptionsError } from './errors/invalid-options-error.js';

/** Headers by name, or a `Headers` object; null removes one that the client sets, undefined leaves it alone. */
export type HeaderOptions = Headers | Readonly<Record<string, string | null | undefined>>;

/**
 * Returns headers as a plain object: the generated functions spread them, which a `Headers` object does not allow.
 *
 * @throws InvalidOptionsError for anything but an object
 */
export function headerRecord(headers: HeaderOptions | undefined): Record<string, string | null | undefined> {
  if (headers && (typeof headers !== 'object' || Array.isArray(headers))) {
    throw new InvalidOptionsError(
      'headers is neither an object with a member per header nor a `Headers` object.',
    );
  }
  return headers instanceof Headers ? Object.fromEntries(headers) : { ...headers };
}

/** Returns whether a header is set, or removed on purpose, in whatever case it is written. */
export function hasHeader(headers: Readonly<Record<string, unknown>>, name: string): boolean {
  return Object.entries(headers).some(([key, value]) => key.toLowerCase() === name && value !== undefined);
}
