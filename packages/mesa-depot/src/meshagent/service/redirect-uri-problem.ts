/** Hosts that are the machine of the user, where a program without a certificate may listen (RFC 8252, section 7.3). */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Returns why users cannot be sent back to a URI, as the rest of a sentence; undefined when they can.
 *
 * A code must not go over a network in the clear, and a fragment would be lost on the way (RFC 6749, section 3.1.2).
 */
export function redirectUriProblem(uri: string): string | undefined {
  // The parser would leave out blanks and line breaks, and what was compared would not be what is sent.
  if (!/^[\x21-\x7e]+$/.test(uri) || !URL.canParse(uri)) return 'must be an absolute URI';
  const { protocol, hostname, username, password } = new URL(uri);
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.test(hostname))) {
    return 'must begin with https://, or with http:// and a loopback host';
  }
  if (uri.includes('#')) return 'must not have a fragment';
  if (username !== '' || password !== '') return 'must not have a user name or password';
  return undefined;
}
