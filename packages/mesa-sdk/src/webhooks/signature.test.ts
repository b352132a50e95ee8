import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { MesaWebhookVerificationError } from '../errors/mesa-webhook-verification-error.js';
import { signWebhook, verifySignature } from './signature.js';

const SECRET = 'whsec_test';
const BODY = '{"a":1}';
const VECTOR = '38877139021993b830af32feea6e18a8da83eb2f6e49ee50bd9e4cf4ca4d3789';
const AT = 1_700_000_000;
const check = (header: string | undefined, atSeconds = AT, body = BODY, secret = SECRET): Promise<void> =>
  verifySignature(secret, new TextEncoder().encode(body), header, atSeconds * 1000);

describe('signWebhook', () => {
  test('gives the signature of the published vector', async () => {
    expect(await signWebhook(SECRET, BODY, AT)).toBe(`t=${AT},sha256=${VECTOR}`);
  });

  test('signs bytes and text alike, with the current time by default', async () => {
    const header = await signWebhook('ü', new TextEncoder().encode('☃'));
    const [, stamp] = /^t=(\d+),/.exec(header) ?? [];
    expect(Math.abs(Number(stamp) - Date.now() / 1000)).toBeLessThan(5);
    expect(header).toBe(`t=${stamp},sha256=${createHmac('sha256', 'ü').update(`${stamp}.☃`).digest('hex')}`);
  });
});

describe('verifySignature', () => {
  test.each([
    ['as signed', `t=${AT},sha256=${VECTOR}`],
    ['with upper-case digits', `t=${AT},sha256=${VECTOR.toUpperCase()}`],
    ['with blanks, another order and unknown members', `v0=x, sha256=${VECTOR} ,t=${AT}`],
  ])('accepts the vector %s', async (_, header) => {
    await expect(check(header)).resolves.toBeUndefined();
  });

  test('accepts stamps up to 300 s old or ahead, and no further', async () => {
    const header = `t=${AT},sha256=${VECTOR}`;
    await expect(check(header, AT + 300)).resolves.toBeUndefined();
    await expect(check(header, AT - 300)).resolves.toBeUndefined();
    await expect(check(header, AT + 301)).rejects.toThrow(/301 s away/);
    await expect(check(header, AT - 301)).rejects.toThrow(/301 s away/);
  });

  test.each([
    ['missing', undefined, /is missing/],
    ['empty', '', /is missing/],
    ['without a stamp', `sha256=${VECTOR}`, /malformed/],
    ['with a stamp that is no number', `t=soon,sha256=${VECTOR}`, /malformed/],
    ['with a negative stamp', `t=-1,sha256=${VECTOR}`, /malformed/],
    ['without a signature', `t=${AT}`, /malformed/],
    ['with a short signature', `t=${AT},sha256=${VECTOR.slice(2)}`, /malformed/],
    ['with a signature that is not hex', `t=${AT},sha256=${'g'.repeat(64)}`, /malformed/],
    ['with a wrong signature', `t=${AT},sha256=${VECTOR.replace('3', '4')}`, /does not fit/],
  ])('refuses a header %s', async (_, header, message) => {
    await expect(check(header)).rejects.toThrow(MesaWebhookVerificationError);
    await expect(check(header)).rejects.toThrow(message);
  });

  test('refuses another body, another secret and another stamp', async () => {
    const header = `t=${AT},sha256=${VECTOR}`;
    await expect(check(header, AT, '{"a": 1}')).rejects.toThrow(/does not fit/);
    await expect(check(header, AT, BODY, 'whsec_other')).rejects.toThrow(/does not fit/);
    await expect(check(header.replace(String(AT), String(AT + 1)))).rejects.toThrow(/does not fit/);
  });
});
