import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { InvalidOptionsError } from 'mesa-rest';
import { describe, expect, test } from 'vitest';
import { OrgResolutionError } from '../errors/org-resolution-error.js';
import { Mesa } from '../mesa.js';
import { apiError, startApiServer, WHOAMI } from '../testing/api-server.js';
import { claimsOf, PRIVATE_KEY } from '../testing/private-key.js';
import type { TokenCreateInput } from './tokens.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const now = (): number => Math.floor(Date.now() / 1000);

describe('tokens.create with an API key', () => {
  test('signs a token for reading and writing everything for an hour, after asking once for the id of the key', async () => {
    const server = await startApiServer();
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl, org: 'acme' });
    const made = await mesa.tokens.create();
    await mesa.tokens.create();
    expect(server.requests.map((request) => request.url)).toEqual(['/whoami']);

    const [header, claims, signature] = made.token.split('.');
    const secret = createHash('sha256').update('mesa_abc').digest('base64url');
    expect(createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url')).toBe(signature);
    const { iss, aud, scopes, repos, iat, exp, jti } = claimsOf(made.token);
    expect({ iss, aud, scopes, repos }).toEqual({
      iss: 'key_1',
      aud: 'mesa-api',
      scopes: ['read', 'write'],
      repos: null,
    });
    expect(jti).toMatch(UUID);
    expect(Math.abs(Number(iat) - now())).toBeLessThan(3);
    expect(Number(exp) - Number(iat)).toBe(3600);
    expect(made).toEqual({
      token: made.token,
      expires_at: new Date(Number(exp) * 1000).toISOString(),
      scopes: ['read', 'write'],
      repos: null,
    });
  });

  test('restricts it as asked, and completes bare names with the organization', async () => {
    const server = await startApiServer();
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl });
    const made = await mesa.tokens.create({ scopes: ['read'], repos: ['other/a', 'b'], ttl_seconds: 1 });
    expect(made).toMatchObject({ scopes: ['read'], repos: ['other/a', 'acme/b'] });
    expect(claimsOf(made.token)).toMatchObject({ scopes: ['read'], repos: ['other/a', 'acme/b'] });
    const byId = await mesa.tokens.create({ repo_ids: ['repo_1'] });
    expect(byId).toMatchObject({ repos: null, repo_ids: ['repo_1'] });
    expect(claimsOf(byId.token)).not.toHaveProperty('repos');
    expect(server.requests).toHaveLength(1);
  });

  test.each([0, -1, 1.5, 86_401, Number.NaN, '60'])('refuses a life of %s seconds', async (ttl) => {
    const mesa = new Mesa({ apiKey: 'mesa_abc', org: 'acme' });
    const failure = mesa.tokens.create({ ttl_seconds: ttl as number });
    await expect(failure).rejects.toThrow(InvalidOptionsError);
    await expect(failure).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
  });

  test('takes the longest life', async () => {
    const server = await startApiServer();
    const made = await new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl }).tokens.create({
      ttl_seconds: 86_400,
    });
    const { iat, exp } = claimsOf(made.token);
    expect(Number(exp) - Number(iat)).toBe(86_400);
  });

  test('fails when the id of the key cannot be had, and tries again later', async () => {
    let answer = apiError(403, 'FORBIDDEN');
    const server = await startApiServer(undefined, () => answer);
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl, org: 'acme' });
    await expect(mesa.tokens.create()).rejects.toThrow(OrgResolutionError);
    answer = { body: { ...WHOAMI, key_id: null } };
    await expect(mesa.tokens.create()).rejects.toThrow(/did not tell the id/);
    await expect(mesa.tokens.create({ authors: [{ name: 'A' }] })).rejects.toThrow(
      /only be signed with a private key/,
    );
  });
});

describe('tokens.create with a private key', () => {
  const mesa = new Mesa({ privateKey: PRIVATE_KEY });

  test('signs offline, for 15 minutes by default, with the authors in their order', async () => {
    const made = await mesa.tokens.create({
      scopes: ['write', 'write', 'read'],
      repos: ['r'],
      authors: [{ name: ' Ada ', email: 'ada@example.com' }, { name: 'Bot' }],
    });
    const [header, claims, signature] = made.token.split('.');
    const { jwk } = JSON.parse(Buffer.from(header ?? '', 'base64url').toString());
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    expect(
      verify(null, Buffer.from(`${header}.${claims}`), key, Buffer.from(signature ?? '', 'base64url')),
    ).toBe(true);
    const read = claimsOf(made.token);
    expect(read).toMatchObject({
      iss: 'acme',
      author: [
        ['Ada', 'ada@example.com'],
        ['Bot', null],
      ],
      scopes: ['write', 'read'],
      repos: ['acme/r'],
    });
    expect(Number(read.exp) - Number(read.iat)).toBe(900);
    expect(made).toMatchObject({ scopes: ['write', 'read'], repos: ['acme/r'] });
  });

  test('names no author when none is given', async () => {
    expect(claimsOf((await mesa.tokens.create()).token)).not.toHaveProperty('author');
  });

  test.each<[string, TokenCreateInput, RegExp]>([
    ['a life over four hours', { ttl_seconds: 14_401 }, /from 1 to 14400/],
    ['no scope', { scopes: [] }, /`scopes` is empty/],
    ['an unknown scope', { scopes: ['root'] }, /"root" is no scope/],
    ['repos and repo_ids', { repos: ['a'], repo_ids: ['b'] }, /both were given/],
    ['an empty name', { repos: [''] }, /`repos\[0\]` is empty/],
    ['an empty id', { repo_ids: ['a', ' '] }, /`repo_ids\[1\]` is empty/],
    ['251 ids', { repo_ids: Array.from({ length: 251 }, String) }, /at most 250/],
    ['a private key as name', { repos: [PRIVATE_KEY] }, /looks like a private key/],
    ['a blank author', { authors: [{ name: '' }] }, /is blank/],
  ])('refuses %s', async (_, input, message) => {
    await expect(mesa.tokens.create(input)).rejects.toThrow(InvalidOptionsError);
    await expect(mesa.tokens.create(input)).rejects.toThrow(message);
  });
});

test('a client with an access token cannot sign others', async () => {
  await expect(new Mesa({ accessToken: 'abc' }).tokens.create()).rejects.toThrow(/cannot sign others/);
});
