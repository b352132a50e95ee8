import { InvalidOptionsError } from 'mesa-rest';
import { VERSION } from '../version.js';
import { notBlank } from './environment.js';
import { refusePrivateKey } from './private-key-text.js';

/**
 * Returns the user agent of a client: `mesa-sdk-ts/<version>`, then what the application adds.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` for a suffix that a header cannot carry.
 */
export function toUserAgent(suffix: string | undefined): string {
  const text = notBlank(suffix);
  if (text === undefined) return `mesa-sdk-ts/${VERSION}`;
  refusePrivateKey(text, '`userAgent`');
  if (!/^[\x20-\x7e]+$/.test(text)) {
    throw new InvalidOptionsError(
      '`userAgent` has a line break or a letter outside ASCII, which a header cannot carry.',
    );
  }
  return `mesa-sdk-ts/${VERSION} ${text}`;
}
