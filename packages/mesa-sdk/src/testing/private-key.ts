/** A private key of the organization `acme`: the public test key of RFC 8032. */
export const PRIVATE_KEY =
  'mesa_private_key_acme_MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v_VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g';

/** Returns the claims of a token, or of an `Authorization` header with one. */
export function claimsOf(token: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString());
}
