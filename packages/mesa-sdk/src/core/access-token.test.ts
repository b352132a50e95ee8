import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signWithApiKey, signWithPrivateKey, type TokenContent } from './access-token.js';
import { PrivateKey } from './private-key.js';

const JTI = '00000000-0000-4000-8000-000000000000';
const decode = (part: string | undefined): unknown =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString());

describe('signWithApiKey', () => {
  const content: TokenContent = {
    scopes: ['read'],
    repos: { repos: ['acme/r'] },
    iat: 1700000000,
    exp: 1700003600,
    jti: JTI,
  };

  test('gives the token of the published vector', async () => {
    expect(await signWithApiKey('mesa_abc', 'key_1', content)).toBe(
      [
        'eyJhbGciOiJIUzI1NiIsInR5cCI6Im1lc2EtYXQrand0Iiwia2lkIjoia2V5XzEudjEifQ',
        'eyJpc3MiOiJrZXlfMSIsImF1ZCI6Im1lc2EtYXBpIiwic2NvcGVzIjpbInJlYWQiXSwicmVwb3MiOlsiYWNtZS9yIl0sImlhdCI6MTcwMDAwMDAwMCwiZXhwIjoxNzAwMDAzNjAwLCJqdGkiOiIwMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDAifQ',
        '6br5LwlQAG3v1pNDjugGVyTYARu_GKYW9mFCQMX6p5Y',
      ].join('.'),
    );
  });

  test('derives the secret of the published vector', () => {
    expect(createHash('sha256').update('mesa_abc').digest('base64url')).toBe(
      'gsHfuccDLGMC59GfC2DuqdRZq7dT5h0DekXivI1DT_g',
    );
  });

  test('signs any text so that node:crypto agrees', async () => {
    const token = await signWithApiKey('mesa_ü☃', 'key_ü', {
      ...content,
      scopes: ['☃'],
      repos: { repos: null },
    });
    const [header, claims, signature] = token.split('.');
    const secret = createHash('sha256').update('mesa_ü☃').digest('base64url');
    expect(createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url')).toBe(signature);
    expect(decode(claims)).toMatchObject({ iss: 'key_ü', repos: null, scopes: ['☃'] });
  });
});

describe('signWithPrivateKey', () => {
  const key = PrivateKey.parse(
    'mesa_private_key_acme_MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v_VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g',
  );
  const content: TokenContent = {
    scopes: ['read', 'write'],
    repos: { repos: ['acme/r'] },
    iat: 1700000000,
    exp: 1700000900,
    jti: JTI,
  };

  test('gives the signature of the published vector', () => {
    const token = signWithPrivateKey(key, content, [['Bot', null]]);
    const [header, claims, signature] = token.split('.');
    expect(signature).toBe(
      'zYhJb62DYdMgU5Q2gI5ShndFrp8hurdDasxJP0WsvmUHVNs_8cPeKcmvkNImFwBH0QNtsCHTTGZvNArh8P3UDQ',
    );
    expect(decode(header)).toEqual({
      alg: 'EdDSA',
      typ: 'mesa-at+jwt',
      jwk: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' },
    });
    expect(Object.keys(decode(claims) as object)).toEqual([
      'iss',
      'aud',
      'author',
      'scopes',
      'repos',
      'iat',
      'exp',
      'jti',
    ]);
  });

  test('names no author when there is none, and repositories by id', () => {
    const token = signWithPrivateKey(key, { ...content, repos: { repo_ids: ['repo_1'] } }, []);
    const claims = decode(token.split('.')[1]);
    expect(claims).not.toHaveProperty('author');
    expect(claims).not.toHaveProperty('repos');
    expect(claims).toMatchObject({ repo_ids: ['repo_1'], iss: 'acme' });
  });
});
