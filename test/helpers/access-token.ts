import { createHash, createHmac, randomUUID } from 'node:crypto';

/** Returns an access token signed with an API key, made with nothing but the rules of the contract. */
export function signAccessToken(
  apiKey: string,
  keyId: string,
  claims: { scopes: readonly string[]; repos?: readonly string[] | null },
): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = Math.floor(Date.now() / 1000);
  const header = encode({ alg: 'HS256', typ: 'mesa-at+jwt', kid: `${keyId}.v1` });
  const payload = encode({
    iss: keyId,
    aud: 'mesa-api',
    scopes: claims.scopes,
    repos: claims.repos ?? null,
    iat,
    exp: iat + 600,
    jti: randomUUID(),
  });
  const secret = createHash('sha256').update(apiKey).digest('base64url');
  const signature = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
  return `${header}.${payload}.${signature}`;
}
