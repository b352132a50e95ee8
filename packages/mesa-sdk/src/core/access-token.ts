import { encodeBase64Url } from './base64.js';
import { sha256 } from './hmac.js';
import { signHs256, signingInput, utf8 } from './jws.js';
import type { PrivateKey } from './private-key.js';

/** What every access token is for; a server refuses tokens of another audience. */
export const TOKEN_AUDIENCE = 'mesa-api';

/** Which repositories a token is good for: by name (null means all), or by id. */
export type RepoClaim =
  | { readonly repos: readonly string[] | null; readonly repo_ids?: never }
  | { readonly repo_ids: readonly string[]; readonly repos?: never };

/** What is signed into a token, apart from who signs it. Times are seconds since 1970. */
export interface TokenContent {
  readonly scopes: readonly string[];
  readonly repos: RepoClaim;
  readonly iat: number;
  readonly exp: number;
  /** Unique id of the token. */
  readonly jti: string;
}

/** Author of changes, as signed into a token: name, and email or null. */
export type AuthorClaim = readonly [name: string, email: string | null];

/**
 * Returns an access token signed from an API key (HS256).
 *
 * The HMAC key is the ASCII text of the base64url of the key's SHA-256, not the digest itself: a server stores that
 * text in place of the key and can verify tokens without knowing the key.
 */
export async function signWithApiKey(apiKey: string, keyId: string, content: TokenContent): Promise<string> {
  const secret = encodeBase64Url(await sha256(utf8(apiKey)));
  const { scopes, repos, iat, exp, jti } = content;
  return signHs256(
    { alg: 'HS256', typ: 'mesa-at+jwt', kid: `${keyId}.v1` },
    { iss: keyId, aud: TOKEN_AUDIENCE, scopes, ...repos, iat, exp, jti },
    secret,
  );
}

/** Returns an access token signed with a private key (EdDSA); the public half travels in its header. */
export function signWithPrivateKey(
  key: PrivateKey,
  content: TokenContent,
  authors: readonly AuthorClaim[],
): string {
  const { scopes, repos, iat, exp, jti } = content;
  const message = signingInput(
    { alg: 'EdDSA', typ: 'mesa-at+jwt', jwk: { kty: 'OKP', crv: 'Ed25519', x: key.publicKey } },
    {
      iss: key.org,
      aud: TOKEN_AUDIENCE,
      ...(authors.length > 0 && { author: authors }),
      scopes,
      ...repos,
      iat,
      exp,
      jti,
    },
  );
  return `${message}.${encodeBase64Url(key.sign(utf8(message)))}`;
}
