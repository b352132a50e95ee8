import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInstanceKey, createToken, decryptSecret, deriveKey, encryptSecret } from './secrets.js';

const key = createInstanceKey(randomBytes);

describe('encryptSecret', () => {
  it('is undone by decryptSecret, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const sealed = encryptSecret(key, text, 'c', randomBytes);
        expect(decryptSecret(key, sealed, 'c')).toBe(text);
      }),
    );
  });

  it('shows nothing of the text and differs every time', () => {
    const one = encryptSecret(key, 'whsec_abc', 'c', randomBytes);
    expect(one).toMatch(/^v1\.[A-Za-z0-9_-]+$/);
    expect(Buffer.from(one.slice(3), 'base64url').includes('whsec')).toBe(false);
    expect(encryptSecret(key, 'whsec_abc', 'c', randomBytes)).not.toBe(one);
  });
});

describe('decryptSecret', () => {
  const sealed = encryptSecret(key, 'whsec_abc', 'webhook-target:wht_1', randomBytes);

  it.each([
    ['another key', createInstanceKey(randomBytes), sealed, 'webhook-target:wht_1'],
    ['another row', key, sealed, 'webhook-target:wht_2'],
    [
      'a changed byte',
      key,
      `${sealed.slice(0, -2)}${sealed.at(-2) === 'A' ? 'B' : 'A'}${sealed.at(-1)}`,
      'webhook-target:wht_1',
    ],
    ['a shortened value', key, sealed.slice(0, 20), 'webhook-target:wht_1'],
    ['an unknown version', key, `v2${sealed.slice(2)}`, 'webhook-target:wht_1'],
    ['plain text', key, 'whsec_abc', 'webhook-target:wht_1'],
  ])('refuses %s', (_, someKey, value, context) => {
    expect(() => decryptSecret(someKey, value, context)).toThrow(
      expect.objectContaining({ code: 'INTERNAL_ERROR' }),
    );
  });

  it('does not put the secret into its message', () => {
    expect(() => decryptSecret(key, 'v0.whsec', 'c')).toThrow(/^The stored secret c is not in a format/);
  });
});

describe('deriveKey', () => {
  it('gives another key for every secret, salt and info', () => {
    const bytes = (text: string): Uint8Array => Buffer.from(text);
    const keys = [
      deriveKey(bytes('a'), bytes('b'), 'c'),
      deriveKey(bytes('x'), bytes('b'), 'c'),
      deriveKey(bytes('a'), bytes('x'), 'c'),
      deriveKey(bytes('a'), bytes('b'), 'x'),
    ].map((derived) => Buffer.from(derived).toString('hex'));
    expect(new Set(keys).size).toBe(4);
    expect(keys.every((hex) => hex.length === 64)).toBe(true);
  });
});

describe('createToken', () => {
  it('has the prefix and 40 base62 characters', () => {
    expect(createToken('mesa_', randomBytes)).toMatch(/^mesa_[0-9A-Za-z]{40}$/);
  });

  it('draws again the bytes that would bias it', () => {
    let call = 0;
    const random = (count: number): Uint8Array => new Uint8Array(count).fill(call++ === 0 ? 248 : 247);
    expect(createToken('', random)).toBe('z'.repeat(40));
    expect(call).toBe(2);
  });
});
