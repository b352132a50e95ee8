import { InvalidOptionsError } from 'mesa-rest';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MissingCredentialError } from '../errors/missing-credential-error.js';
import { PRIVATE_KEY } from '../testing/private-key.js';
import { toCredential } from './credentials.js';

const jwt = (header: object, claims: object): string =>
  [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
    .concat('.c2ln');

beforeEach(() => {
  vi.stubEnv('MESA_API_KEY', undefined);
  vi.stubEnv('MESA_PRIVATE_KEY', undefined);
});
afterEach(() => vi.unstubAllEnvs());

describe('toCredential', () => {
  test('takes an API key, trimmed', () => {
    expect(toCredential({ apiKey: ' mesa_abc\n' })).toEqual({ kind: 'api-key', apiKey: 'mesa_abc' });
  });

  test('takes a private key', () => {
    expect(toCredential({ privateKey: PRIVATE_KEY })).toMatchObject({
      kind: 'private-key',
      key: { org: 'acme' },
    });
  });

  test('takes an access token by either name, and reads the organization of one signed with a private key', () => {
    const token = jwt({ alg: 'EdDSA' }, { iss: 'acme' });
    expect(toCredential({ accessToken: token })).toEqual({ kind: 'access-token', token, org: 'acme' });
    expect(toCredential({ auth: { accessToken: token } })).toEqual({
      kind: 'access-token',
      token,
      org: 'acme',
    });
  });

  test('does not take the key id of a token signed from an API key for an organization', () => {
    const token = jwt({ alg: 'HS256' }, { iss: 'key1' });
    expect(toCredential({ accessToken: token })).toEqual({ kind: 'access-token', token, org: undefined });
    expect(toCredential({ accessToken: 'opaque' })).toMatchObject({ kind: 'access-token', org: undefined });
  });

  test('reads the environment when nothing is given, blank values as absent', () => {
    vi.stubEnv('MESA_API_KEY', ' mesa_env ');
    vi.stubEnv('MESA_PRIVATE_KEY', ' ');
    expect(toCredential({})).toEqual({ kind: 'api-key', apiKey: 'mesa_env' });
    expect(toCredential({ apiKey: ' ', privateKey: '' })).toEqual({ kind: 'api-key', apiKey: 'mesa_env' });
    vi.stubEnv('MESA_API_KEY', '');
    vi.stubEnv('MESA_PRIVATE_KEY', PRIVATE_KEY);
    expect(toCredential({})).toMatchObject({ kind: 'private-key' });
  });

  test('prefers what is given to the environment, whatever its kind', () => {
    vi.stubEnv('MESA_API_KEY', 'mesa_env');
    expect(toCredential({ privateKey: PRIVATE_KEY })).toMatchObject({ kind: 'private-key' });
    expect(toCredential({ apiKey: 'mesa_own' })).toMatchObject({ apiKey: 'mesa_own' });
  });

  test('fails without a credential, and says where to put one', () => {
    expect(() => toCredential({})).toThrow(MissingCredentialError);
    expect(() => toCredential({ apiKey: '' })).toThrow(/Pass `apiKey`.*MESA_API_KEY/);
  });

  test.each([
    ['two credentials', { apiKey: 'mesa_a', accessToken: 'x' }, /`apiKey` and `accessToken` were given/],
    ['a token under both names', { accessToken: 'x', auth: { accessToken: 'x' } }, /exactly one credential/],
    ['a private key as API key', { apiKey: PRIVATE_KEY }, /`apiKey` looks like a private key/],
    [
      'a private key as access token',
      { accessToken: PRIVATE_KEY.toUpperCase() },
      /`accessToken` looks like a private key/,
    ],
    ['a leading Bearer', { accessToken: 'Bearer abc' }, /begins with the word `Bearer`/],
    ['a leading Bearer before a key', { apiKey: 'bearer mesa_abc' }, /begins with the word `Bearer`/],
    ['a line break inside', { apiKey: 'mesa_a\nb' }, /cannot carry/],
    ['a letter outside ASCII', { apiKey: 'mesa_ü' }, /cannot carry/],
    [
      'a token of no organization',
      { accessToken: jwt({ alg: 'EdDSA' }, { iss: 'A_B' }) },
      /names no organization/,
    ],
    ['a private key that cannot be read', { privateKey: 'mesa_private_key_acme_x' }, /cannot be read/],
  ])('refuses %s', (_, options, message) => {
    expect(() => toCredential(options)).toThrow(InvalidOptionsError);
    expect(() => toCredential(options)).toThrow(message);
  });

  test('refuses two credentials in the environment', () => {
    vi.stubEnv('MESA_API_KEY', 'mesa_env');
    vi.stubEnv('MESA_PRIVATE_KEY', PRIVATE_KEY);
    expect(() => toCredential({})).toThrow(/both set/);
  });

  test('works where there is no environment', () => {
    vi.stubGlobal('process', undefined);
    try {
      expect(() => toCredential({})).toThrow(MissingCredentialError);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
