import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeApiKey, parseApiKey } from './api-key.js';

const PARTS = {
  id: '11111111-1111-4111-8111-111111111111',
  projectId: '22222222-2222-4222-8222-222222222222',
  secret: 'S3c-ret',
};
const VALUE = 'ma-ERERERERQRGBEREREREREQ-IiIiIiIiQiKCIiIiIiIiIg-S3c-ret';

describe('API keys of MeshAgent', () => {
  it('are written as the clients of MeshAgent write them', () => {
    expect(encodeApiKey(PARTS)).toBe(VALUE);
    expect(parseApiKey(VALUE)).toEqual(PARTS);
  });

  it('come back as they were', () => {
    const secret = fc.stringMatching(/^[\x21-\x7e]+$/);
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), secret, (id, projectId, text) => {
        const value = encodeApiKey({ id, projectId, secret: text });
        expect(parseApiKey(value)).toEqual({ id, projectId, secret: text });
      }),
    );
  });

  it('have no blanks in them, which no header could carry', () => {
    expect(() => parseApiKey(`${VALUE}\n`)).toThrow(/no MeshAgent API key/);
    expect(() => encodeApiKey({ ...PARTS, secret: 'a b' })).toThrow(/blanks/);
    // @ts-expect-error it is missing
    expect(() => encodeApiKey({ id: PARTS.id, projectId: PARTS.projectId })).toThrow(/must not be empty/);
    expect(() => parseApiKey(undefined as unknown as string)).toThrow(/no MeshAgent API key/);
  });

  it.each([
    ['', 'is empty'],
    [VALUE.slice(3), 'has no prefix'],
    [VALUE.slice(0, -'S3c-ret'.length), 'has no secret'],
    [VALUE.replace('EREREQ', 'EREREh'), 'has left-over bits'],
    [VALUE.replace('ERER', 'ER/R'), 'has a letter of another alphabet'],
    ['ma-a-b-c', 'has short ids'],
  ])('refuse %j, which %s, and do not repeat it', (value) => {
    expect(() => parseApiKey(value)).toThrow(TypeError);
    expect(() => parseApiKey(value)).not.toThrow(/S3c/);
  });

  it('take no id that is no UUID, and no empty secret', () => {
    expect(() => encodeApiKey({ ...PARTS, id: 'x' })).toThrow(/id .*UUID/);
    expect(() => encodeApiKey({ ...PARTS, secret: '' })).toThrow(/secret/);
  });
});
