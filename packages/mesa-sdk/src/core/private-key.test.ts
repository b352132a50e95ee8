import { createPrivateKey, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { inspect } from 'node:util';
import { InvalidOptionsError } from 'mesa-rest';
import { describe, expect, test } from 'vitest';
import { PrivateKey } from './private-key.js';
import { looksLikePrivateKey, refusePrivateKey } from './private-key-text.js';

// Public test key of RFC 8032.
const TEXT = 'mesa_private_key_acme_MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v_VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g';

describe('PrivateKey', () => {
  test('reads the organization and derives the public key, white space around it ignored', () => {
    const key = PrivateKey.parse(`\n ${TEXT}\t`);
    expect(key.org).toBe('acme');
    expect(key.publicKey).toBe('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo');
    expect(key.export()).toBe(TEXT);
  });

  test('reads what node:crypto writes, and its signatures verify there', () => {
    const pair = generateKeyPairSync('ed25519');
    const der = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
    const key = PrivateKey.parse(`mesa_private_key_my-org_${der.toString('base64url')}`);
    const message = new TextEncoder().encode('hello');
    expect(verify(null, message, pair.publicKey, key.sign(message))).toBe(true);
  });

  test('generates keys that node:crypto reads', () => {
    const key = PrivateKey.generate('acme');
    const der = Buffer.from(key.export().slice('mesa_private_key_acme_'.length), 'base64url');
    const jwk = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })).export({
      format: 'jwk',
    });
    expect(jwk.x).toBe(key.publicKey);
    expect(PrivateKey.generate('acme').publicKey).not.toBe(key.publicKey);
    expect(() => PrivateKey.generate('Acme')).toThrow(InvalidOptionsError);
  });

  const key = TEXT.slice('mesa_private_key_acme_'.length);
  test.each([
    ['another prefix', `mesa_${key}`],
    ['an upper-case prefix', TEXT.replace('mesa_private', 'MESA_private')],
    ['no organization', `mesa_private_key_${key.replaceAll('_', '-')}`],
    ['an empty organization', `mesa_private_key__${key}`],
    ['a slug that ends with a hyphen', `mesa_private_key_acme-_${key}`],
    ['an upper-case slug', `mesa_private_key_Acme_${key}`],
    ['padding', `${TEXT}==`],
    ['plain base64', `mesa_private_key_acme_${key.replace('_', '/')}`],
    ['a key that was cut', TEXT.slice(0, -4)],
    ['a key that is longer', `${TEXT}AAAA`],
    ['a key of another algorithm', `mesa_private_key_acme_${key.replace('K2VwBC', 'K2VuBC')}`],
    [
      'left-over bits',
      `mesa_private_key_acme_${Buffer.from(key, 'base64url').subarray(0, 47).toString('base64url').replace(/.$/, 'z')}`,
    ],
    ['a space inside', `mesa_private_key_acme_${key.slice(0, 10)} ${key.slice(10)}`],
  ])('refuses %s without showing it', (_, text) => {
    let thrown: unknown;
    try {
      PrivateKey.parse(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InvalidOptionsError);
    expect(inspect(thrown)).not.toContain(key.slice(24, 40));
  });

  test('does not show its secret when printed or serialised', () => {
    const parsed = PrivateKey.parse(TEXT);
    expect(inspect(parsed, { depth: 9, showHidden: true })).not.toContain('157');
    expect(JSON.stringify(parsed)).toBe(
      '{"org":"acme","publicKey":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}',
    );
  });
});

describe('refusePrivateKey', () => {
  test('recognises keys in any case, inside other texts and percent-encoded', () => {
    expect(looksLikePrivateKey(`https://x/${TEXT.toUpperCase()}`)).toBe(true);
    expect(looksLikePrivateKey('mesa%5Fprivate%5fkey_acme_')).toBe(true);
    expect(looksLikePrivateKey('mesa_abc')).toBe(false);
  });

  test('throws an error that names the option and not the value', () => {
    expect(() => refusePrivateKey(TEXT, '`apiUrl`')).toThrow(
      /^INVALID_OPTIONS: `apiUrl` looks like a private key/,
    );
    expect(() => refusePrivateKey('https://api.mesa.dev', '`apiUrl`')).not.toThrow();
  });
});
