import { createHash, createHmac, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readTokenIssuer, verifyApiKeyToken, verifySigningKeyToken } from './access-token.js';

const IAT = 1_700_000_000;
const NOW = (IAT + 10) * 1000;
const SHA256 = createHash('sha256').update('mesa_abc').digest();
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

// The public test key of RFC 8032 and the vectors of the token format.
const PKCS8 = 'MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v_VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g';
const X = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
const PUBLIC_KEY = new Uint8Array(Buffer.from(X, 'base64url'));
const PRIVATE_KEY = createPrivateKey({ key: Buffer.from(PKCS8, 'base64url'), format: 'der', type: 'pkcs8' });
const HS256_VECTOR =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6Im1lc2EtYXQrand0Iiwia2lkIjoia2V5XzEudjEifQ.eyJpc3MiOiJrZXlfMSIsImF1ZCI6Im1lc2EtYXBpIiwic2NvcGVzIjpbInJlYWQiXSwicmVwb3MiOlsiYWNtZS9yIl0sImlhdCI6MTcwMDAwMDAwMCwiZXhwIjoxNzAwMDAzNjAwLCJqdGkiOiIwMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDAifQ.6br5LwlQAG3v1pNDjugGVyTYARu_GKYW9mFCQMX6p5Y';

const claims = {
  iss: 'key_1',
  aud: 'mesa-api',
  scopes: ['read'],
  repos: ['acme/r'] as unknown,
  iat: IAT,
  exp: IAT + 3600,
  jti: '00000000-0000-4000-8000-000000000000',
};
const hsHeader = { alg: 'HS256', typ: 'mesa-at+jwt', kid: 'key_1.v1' };
const edHeader = { alg: 'EdDSA', typ: 'mesa-at+jwt', jwk: { kty: 'OKP', crv: 'Ed25519', x: X } };
const edClaims = {
  iss: 'acme',
  aud: 'mesa-api',
  author: [['Bot', null]] as unknown,
  scopes: ['read', 'write'],
  repos: ['acme/r'],
  iat: IAT,
  exp: IAT + 900,
  jti: '00000000-0000-4000-8000-000000000000',
};

function hs256(
  header: object,
  body: object,
  secret: string | Uint8Array = SHA256.toString('base64url'),
): string {
  const input = `${base64url(header)}.${base64url(body)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

function eddsa(header: object, body: object, key = PRIVATE_KEY): string {
  const input = `${base64url(header)}.${base64url(body)}`;
  return `${input}.${sign(null, Buffer.from(input), key).toString('base64url')}`;
}

const without = <T extends object>(object: T, key: keyof T): object => ({ ...object, [key]: undefined });
const refused = (why: RegExp) =>
  expect.objectContaining({ code: 'UNAUTHORIZED', message: expect.stringMatching(why) });

describe('a token signed with an API key', () => {
  const verify = (token: string, now = NOW) => verifyApiKeyToken(token, 'key_1', SHA256, now);

  it('is accepted as the format prescribes it', async () => {
    expect(hs256(hsHeader, claims)).toBe(HS256_VECTOR);
    expect(readTokenIssuer(HS256_VECTOR)).toEqual({ alg: 'HS256', keyId: 'key_1' });
    expect(await verify(HS256_VECTOR)).toEqual({
      scopes: ['read'],
      repos: { names: ['acme/r'] },
      authors: [],
    });
  });

  it('does not depend on the order of its members', async () => {
    const { scopes, repos, ...rest } = claims;
    expect((await verify(hs256(hsHeader, { scopes, repos, ...rest }))).scopes).toEqual(['read']);
  });

  it('may name repositories by id, or none to have those of its key', async () => {
    expect(
      (await verify(hs256(hsHeader, { ...without(claims, 'repos'), repo_ids: ['repo_1'] }))).repos,
    ).toEqual({ ids: ['repo_1'] });
    expect((await verify(hs256(hsHeader, { ...claims, repos: null }))).repos).toBeNull();
  });

  it('ignores scopes it does not know', async () => {
    expect((await verify(hs256(hsHeader, { ...claims, scopes: ['root', 'write'] }))).scopes).toEqual([
      'write',
    ]);
  });

  it('tolerates a clock that is a minute ahead', async () => {
    await expect(verify(HS256_VECTOR, (IAT - 60) * 1000)).resolves.toBeDefined();
    await expect(verify(HS256_VECTOR, (IAT - 61) * 1000)).rejects.toEqual(refused(/`iat` is in the future/));
  });

  it.each([
    ['an expired one', claims, (IAT + 3600) * 1000, /has expired/],
    ['too long a life', { ...claims, exp: IAT + 86_401 }, NOW, /longer than the 86400 seconds/],
    [
      'an expiry before the issue',
      { ...claims, iat: IAT + 3601, exp: IAT + 3600 },
      (IAT + 3590) * 1000,
      /`exp` must be after `iat`/,
    ],
    ['no expiry', without(claims, 'exp'), NOW, /`exp`/],
    ['no time of issue', without(claims, 'iat'), NOW, /`iat`/],
    ['an expiry that is no number', { ...claims, exp: 'tomorrow' }, NOW, /`exp`/],
    ['another audience', { ...claims, aud: 'other-api' }, NOW, /`aud`/],
    ['another issuer than its key', { ...claims, iss: 'key_2' }, NOW, /`iss`/],
    ['scopes that are no list', { ...claims, scopes: 'admin' }, NOW, /`scopes`/],
    ['no scopes', without(claims, 'scopes'), NOW, /`scopes`/],
    [
      'neither repos nor repo_ids',
      without(claims, 'repos'),
      NOW,
      /exactly one of the claims `repos` and `repo_ids`/,
    ],
    ['both repos and repo_ids', { ...claims, repo_ids: ['repo_1'] }, NOW, /exactly one of/],
    ['repos that are no names', { ...claims, repos: [7] }, NOW, /`repos`/],
    ['null repo_ids', { ...without(claims, 'repos'), repo_ids: null }, NOW, /`repo_ids`/],
  ])('refuses %s', async (_, body, now, why) => {
    await expect(verify(hs256(hsHeader, body), now)).rejects.toEqual(refused(why));
  });

  it('accepts the longest life', async () => {
    await expect(verify(hs256(hsHeader, { ...claims, exp: IAT + 86_400 }))).resolves.toBeDefined();
  });

  it.each([
    ['the API key itself', 'mesa_abc'],
    ['the digest instead of its text', SHA256],
    ['an empty secret', ''],
    ['a public key', PUBLIC_KEY],
  ])('refuses a signature made with %s', async (_, secret) => {
    await expect(verify(hs256(hsHeader, claims, secret))).rejects.toEqual(
      refused(/signature does not match/),
    );
  });

  it('refuses a changed payload', async () => {
    const [header, , signature] = HS256_VECTOR.split('.');
    const forged = `${header}.${base64url({ ...claims, scopes: ['admin'] })}.${signature}`;
    await expect(verify(forged)).rejects.toEqual(refused(/signature does not match/));
  });

  it('refuses another algorithm than its own, even correctly signed', async () => {
    await expect(verify(eddsa({ ...edHeader, kid: 'key_1.v1' }, claims))).rejects.toEqual(
      refused(/malformed/),
    );
  });
});

describe('a token signed with a signing key', () => {
  const verify = (token: string, now = NOW) => verifySigningKeyToken(token, 'acme', PUBLIC_KEY, now);

  it('is accepted as the format prescribes it', async () => {
    const token = eddsa(edHeader, edClaims);
    expect(token.split('.')[2]).toBe(
      'zYhJb62DYdMgU5Q2gI5ShndFrp8hurdDasxJP0WsvmUHVNs_8cPeKcmvkNImFwBH0QNtsCHTTGZvNArh8P3UDQ',
    );
    expect(readTokenIssuer(token)).toEqual({ alg: 'EdDSA', orgSlug: 'acme', publicKey: PUBLIC_KEY });
    expect(await verify(token)).toEqual({
      scopes: ['read', 'write'],
      repos: { names: ['acme/r'] },
      authors: [{ name: 'Bot', email: null }],
    });
  });

  it('trims authors, and takes a blank email as none', async () => {
    const author = [
      [' Ada ', ' ada@example.com '],
      ['Bot', '  '],
    ];
    expect((await verify(eddsa(edHeader, { ...edClaims, author }))).authors).toEqual([
      { name: 'Ada', email: 'ada@example.com' },
      { name: 'Bot', email: null },
    ]);
    expect((await verify(eddsa(edHeader, without(edClaims, 'author')))).authors).toEqual([]);
  });

  it.each([
    ['no list', 'Bot'],
    ['an empty list', []],
    ['101 authors', Array.from({ length: 101 }, () => ['Bot', null])],
    ['a blank name', [['  ', null]]],
    ['a forged email', [['Ada <root@example.com>', null]]],
    ['a forged trailer', [['Ada', 'a@b.c\nSigned-off-by: x']]],
    ['a name alone', [['Ada']]],
    ['an object', [{ name: 'Ada' }]],
  ])('refuses authors that are %s', async (_, author) => {
    await expect(verify(eddsa(edHeader, { ...edClaims, author }))).rejects.toEqual(refused(/`author`/));
  });

  it('refuses too long a life', async () => {
    await expect(verify(eddsa(edHeader, { ...edClaims, exp: IAT + 14_400 }))).resolves.toBeDefined();
    await expect(verify(eddsa(edHeader, { ...edClaims, exp: IAT + 14_401 }))).rejects.toEqual(
      refused(/14400 seconds/),
    );
  });

  it('refuses a signature of another key', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    await expect(verify(eddsa(edHeader, edClaims, privateKey))).rejects.toEqual(
      refused(/signature does not match/),
    );
  });

  it('refuses an HS256 signature made with the public key', async () => {
    for (const secret of [PUBLIC_KEY, X]) {
      await expect(verify(hs256({ ...edHeader, alg: 'HS256' }, edClaims, secret))).rejects.toEqual(
        refused(/malformed/),
      );
    }
  });
});

describe('readTokenIssuer', () => {
  it.each([
    ['no algorithm', { ...hsHeader, alg: 'none' }, /`alg`/],
    ['another algorithm', { ...hsHeader, alg: 'HS512' }, /`alg`/],
    ['RS256', { ...edHeader, alg: 'RS256' }, /`alg`/],
    ['another type', { ...hsHeader, typ: 'JWT' }, /`typ`/],
    ['no type', without(hsHeader, 'typ'), /`typ`/],
    ['HS256 with the key in the token', { ...edHeader, alg: 'HS256' }, /`kid`/],
    ['another derivation of the secret', { ...hsHeader, kid: 'key_1.v2' }, /`kid`/],
    ['a key id alone', { ...hsHeader, kid: 'key_1' }, /`kid`/],
    ['an empty key id', { ...hsHeader, kid: '.v1' }, /`kid`/],
    ['EdDSA without its key', without(edHeader, 'jwk'), /`jwk`/],
    ['a key of another curve', { ...edHeader, jwk: { ...edHeader.jwk, crv: 'X25519' } }, /`jwk`/],
    ['a key of a wrong length', { ...edHeader, jwk: { ...edHeader.jwk, x: X.slice(4) } }, /`jwk`/],
    ['a private key', { ...edHeader, jwk: { ...edHeader.jwk, d: X } }, /`jwk`/],
    ['a symmetric key', { ...edHeader, jwk: { kty: 'oct', k: X } }, /`jwk`/],
    ['a null key', { ...edHeader, jwk: null }, /`jwk`/],
  ])('refuses %s', (_, header, why) => {
    expect(() => readTokenIssuer(hs256(header, edClaims))).toThrow(refused(why));
  });

  it.each([
    '..',
    'a.b.c',
    'e30.e30.',
    `${base64url(null)}.e30.`,
    `${base64url(hsHeader)}`,
    '...',
    '\u0000.x.y',
  ])('refuses the malformed token %j without echoing it', (token) => {
    expect(() => readTokenIssuer(token)).toThrow(
      refused(/^The access token is not valid: (it is malformed|its header `typ`)/),
    );
  });

  it('refuses an issuer that is no text', () => {
    expect(() => readTokenIssuer(eddsa(edHeader, { ...edClaims, iss: 7 }))).toThrow(refused(/`iss`/));
  });
});
