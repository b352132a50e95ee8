import { type CryptoKey, decodeJwt, decodeProtectedHeader, errors, importJWK, jwtVerify } from 'jose';
import type { Scope } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import type { Author } from './call.js';
import { toScopes } from './scopes.js';

/** What signs tokens, and the longest life each may give one. */
const MAX_LIFETIME_SECONDS = { HS256: 86_400, EdDSA: 14_400 } as const; // 24 hours, 4 hours
const CLOCK_SKEW_SECONDS = 60;
const MAX_AUTHORS = 100;
const MAX_REPOS = 1_000;

/** Which key a token says it was signed with. Nothing about it is verified yet. */
export type TokenIssuer =
  | { readonly alg: 'HS256'; readonly keyId: string }
  | { readonly alg: 'EdDSA'; readonly orgSlug: string; readonly publicKey: Uint8Array };

/** What a verified token asks for. Its key may have less. */
export interface TokenClaims {
  readonly scopes: readonly Scope[];
  /** Full `org/repo` names, repository ids, or null for whatever the key has. */
  readonly repos: { readonly names: readonly string[] } | { readonly ids: readonly string[] } | null;
  /** Empty unless a signing key's token names authors. A null email is to be derived from the credential. */
  readonly authors: readonly (Omit<Author, 'email'> & { readonly email: string | null })[];
}

/**
 * Returns the key that a token names. The kind of key decides the algorithm, and the only one: a token signed with HS256
 * can never be checked against a public key, and `none` is no kind of key.
 *
 * @throws DepotError `UNAUTHORIZED`
 */
export function readTokenIssuer(token: string): TokenIssuer {
  const { alg, kid, jwk, typ } = readHeader(token);
  if (typ !== 'mesa-at+jwt') throw invalidToken('its header `typ` must be `mesa-at+jwt`');
  if (alg === 'HS256') {
    const keyId = typeof kid === 'string' ? /^(.+)\.v1$/.exec(kid)?.[1] : undefined;
    if (keyId === undefined)
      throw invalidToken('its header `kid` must be the id of an API key followed by `.v1`');
    return { alg, keyId };
  }
  if (alg === 'EdDSA') {
    const { iss } = readClaims(token);
    if (typeof iss !== 'string') throw invalidToken('its claim `iss` must be the slug of an organization');
    return { alg, orgSlug: iss, publicKey: readPublicKey(jwk) };
  }
  throw invalidToken(
    'its header `alg` must be `HS256` (signed with an API key) or `EdDSA` (signed with a signing key)',
  );
}

/**
 * Returns the claims of a token signed with an API key, whose SHA-256 the server has.
 *
 * @throws DepotError `UNAUTHORIZED`
 */
export async function verifyApiKeyToken(
  token: string,
  keyId: string,
  secretSha256: Uint8Array,
  nowMs: number,
): Promise<TokenClaims> {
  const secret = Buffer.from(Buffer.from(secretSha256).toString('base64url'), 'ascii'); // the text, not the digest
  return verify(token, 'HS256', secret, keyId, nowMs);
}

/**
 * Returns the claims of a token signed with the private half of a registered `publicKey`.
 *
 * @throws DepotError `UNAUTHORIZED`
 */
export async function verifySigningKeyToken(
  token: string,
  orgSlug: string,
  publicKey: Uint8Array,
  nowMs: number,
): Promise<TokenClaims> {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') };
  return verify(token, 'EdDSA', (await importJWK(jwk, 'EdDSA')) as CryptoKey, orgSlug, nowMs);
}

async function verify(
  token: string,
  alg: 'HS256' | 'EdDSA',
  key: CryptoKey | Uint8Array,
  issuer: string,
  nowMs: number,
): Promise<TokenClaims> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [alg],
      audience: 'mesa-api',
      issuer,
      requiredClaims: ['iat', 'exp'],
      currentDate: new Date(nowMs),
    });
    checkLifetime(payload, MAX_LIFETIME_SECONDS[alg], nowMs);
    return {
      scopes: readScopes(payload.scopes),
      repos: readRepos(payload),
      authors: alg === 'EdDSA' ? readAuthors(payload.author) : [],
    };
  } catch (error) {
    throw toDepotError(error);
  }
}

/** `jose` checks `exp`; it leaves `iat` alone unless an age is given. */
function checkLifetime(claims: { iat?: number; exp?: number }, maxSeconds: number, nowMs: number): void {
  const { iat = Number.NaN, exp = Number.NaN } = claims;
  if (iat > nowMs / 1000 + CLOCK_SKEW_SECONDS) {
    throw invalidToken('its claim `iat` is in the future; check the clock of the machine that signed it');
  }
  if (!(exp > iat)) throw invalidToken('its claim `exp` must be after `iat`');
  if (exp - iat > maxSeconds) throw invalidToken(`it lives longer than the ${maxSeconds} seconds allowed`);
}

function readScopes(claim: unknown): Scope[] {
  if (!isStrings(claim)) throw invalidToken('its claim `scopes` must be a list of scopes');
  return toScopes(claim);
}

/** A token that says nothing about repositories is refused: a misspelt restriction must not become none. */
function readRepos(claims: Record<string, unknown>): TokenClaims['repos'] {
  const { repos: names, repo_ids: ids } = claims;
  if ((names === undefined) === (ids === undefined)) {
    throw invalidToken('it must have exactly one of the claims `repos` and `repo_ids`');
  }
  if (names === null) return null;
  const list = names ?? ids;
  if (!isStrings(list) || list.length > MAX_REPOS) {
    throw invalidToken(
      `its claim \`${names === undefined ? 'repo_ids' : 'repos'}\` must be a list of at most ${MAX_REPOS} strings`,
    );
  }
  return names === undefined ? { ids: list } : { names: list };
}

function readAuthors(claim: unknown): TokenClaims['authors'] {
  if (claim === undefined) return [];
  if (!Array.isArray(claim) || claim.length === 0 || claim.length > MAX_AUTHORS || !claim.every(isAuthor)) {
    throw invalidToken(
      `its claim \`author\` must list 1 to ${MAX_AUTHORS} pairs of a name and an email or null, without \`<\`, \`>\` or line breaks`,
    );
  }
  return claim.map(([name, email]) => ({ name: name.trim(), email: email?.trim() || null }));
}

function isAuthor(pair: unknown): pair is [string, string | null] {
  if (!Array.isArray(pair) || pair.length !== 2) return false;
  const [name, email] = pair;
  const isClean = (text: unknown): text is string => typeof text === 'string' && !/[<>\r\n\0]/.test(text);
  return isClean(name) && name.trim() !== '' && (email === null || isClean(email));
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Only the public members of the one curve: a key with `d` has been given away, and must not look accepted. */
function readPublicKey(jwk: unknown): Uint8Array {
  const { kty, crv, x, d } = (typeof jwk === 'object' && jwk !== null ? jwk : {}) as Record<string, unknown>;
  const publicKey =
    typeof x === 'string' && /^[A-Za-z0-9_-]{43}$/.test(x) ? Buffer.from(x, 'base64url') : undefined;
  if (kty !== 'OKP' || crv !== 'Ed25519' || d !== undefined || publicKey?.byteLength !== 32) {
    throw invalidToken('its header `jwk` must be a public Ed25519 key');
  }
  return new Uint8Array(publicKey);
}

function readHeader(token: string): Record<string, unknown> {
  try {
    return decodeProtectedHeader(token);
  } catch {
    throw invalidToken('it is malformed');
  }
}

function readClaims(token: string): Record<string, unknown> {
  try {
    return decodeJwt(token);
  } catch {
    throw invalidToken('it is malformed');
  }
}

function toDepotError(error: unknown): DepotError {
  if (error instanceof DepotError) return error;
  if (error instanceof errors.JWTExpired) return invalidToken('it has expired; sign a new one');
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return invalidToken('its signature does not match its key');
  if (error instanceof errors.JWTClaimValidationFailed) {
    return invalidToken(`its claim \`${error.claim}\` is missing, malformed or not what this server expects`);
  }
  return invalidToken('it is malformed');
}

/** The message says what is wrong and nothing of the token itself, which would end up in logs. */
function invalidToken(why: string): DepotError {
  return new DepotError('UNAUTHORIZED', `The access token is not valid: ${why}.`);
}
