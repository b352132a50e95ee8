import { createHash, createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';

type Scope = 'read' | 'write' | 'admin';

/** What a token may differ in from a good one. */
export interface TokenParts {
  readonly header?: object;
  readonly claims?: object;
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function claimsOf(issuer: string, scopes: readonly Scope[], repos: readonly string[] | null): object {
  const iat = Math.floor(Date.now() / 1000);
  return { iss: issuer, aud: 'mesa-api', scopes, repos, iat, exp: iat + 600, jti: randomUUID() };
}

/** A pair of keys that tokens are signed with, as an organization registers the public one. */
export interface SigningPair {
  /** What `createSigningKey` takes. */
  readonly publicKey: string;
  /** The private half, in the form in which it would be seen. */
  readonly secret: string;
  token(org: string, scopes: readonly Scope[], repos?: readonly string[] | null, parts?: TokenParts): string;
  /** A token of HS256 whose secret is the public key, which everybody knows. */
  confused(kid: string, issuer: string): string;
}

export function createSigningPair(): SigningPair {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { d = '', x = '' } = privateKey.export({ format: 'jwk' });
  return {
    publicKey: x,
    secret: d,
    token(org, scopes, repos = null, { header, claims } = {}) {
      const jwk = { kty: 'OKP', crv: 'Ed25519', x };
      const head = encode({ alg: 'EdDSA', typ: 'mesa-at+jwt', jwk, ...header });
      const text = `${head}.${encode({ ...claimsOf(org, scopes, repos), ...claims })}`;
      return `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`;
    },
    confused: (kid, issuer) => signHs256(Buffer.from(x, 'base64url'), kid, claimsOf(issuer, ['admin'], null)),
  };
}

/** Returns a token of HS256, signed as the contract says unless `parts` say otherwise. */
export function signKeyToken(
  apiKey: string,
  keyId: string,
  scopes: readonly Scope[],
  repos: readonly string[] | null = null,
  { header, claims }: TokenParts = {},
): string {
  const secret = createHash('sha256').update(apiKey).digest('base64url');
  return signHs256(secret, `${keyId}.v1`, { ...claimsOf(keyId, scopes, repos), ...claims }, header);
}

/** Returns a token that nobody signed. */
export function unsignedToken(keyId: string, alg: string): string {
  const header = { alg, typ: 'mesa-at+jwt', kid: `${keyId}.v1` };
  return `${encode(header)}.${encode(claimsOf(keyId, ['admin'], null))}.`;
}

function signHs256(secret: string | Buffer, kid: string, claims: object, header: object = {}): string {
  const text = `${encode({ alg: 'HS256', typ: 'mesa-at+jwt', kid, ...header })}.${encode(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
