import { InvalidApiUrlError } from '../errors/invalid-api-url-error.js';
import { refusePrivateKey } from './private-key-text.js';

/** The hosted service. */
export const DEFAULT_API_URL = 'https://api.mesa.dev/v1';
/** Where the hosted service serves mounts. */
export const DEFAULT_VCS_URL = 'https://vcs.mesa.dev';

/**
 * Returns a base URL without slashes at its end.
 *
 * @param option Name of the option, for messages.
 * @throws {InvalidApiUrlError} `INVALID_API_URL` for anything but an http or https URL without credentials, query and fragment.
 */
export function toBaseUrl(text: string, option: 'apiUrl' | 'vcsUrl'): string {
  refusePrivateKey(text, `\`${option}\``);
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    throw new InvalidApiUrlError(
      `\`${option}\` is not a URL: ${JSON.stringify(text)}. An example is ${DEFAULT_API_URL}.`,
    );
  }
  // Not repeated in the message: what follows may be a secret.
  if (url.username !== '' || url.password !== '') {
    throw new InvalidApiUrlError(
      `\`${option}\` holds a user name or password. Credentials are options of their own.`,
    );
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new InvalidApiUrlError(
      `\`${option}\` begins with ${url.protocol} and not with http:// or https://. An example is ${DEFAULT_API_URL}.`,
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw new InvalidApiUrlError(`\`${option}\` has a query or fragment, to which no path can be appended.`);
  }
  return url.href.replace(/\/+$/, '');
}

/**
 * Returns where mounts are served when the caller did not say: the hosted service's own host, and for any other
 * server the origin of its API.
 */
export function defaultVcsUrl(apiUrl: string): string {
  return apiUrl === DEFAULT_API_URL ? DEFAULT_VCS_URL : new URL(apiUrl).origin;
}
