import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MesaWebhookVerificationError } from '../../errors/mesa-webhook-verification-error.js';
import { signWebhook, verifyWebhook } from './verify-webhook.js';

const secret = 'secret-of-the-test';
const STARTED =
  '{"event": "room.started", "data": {"room_name": "a", "room_url": "ws://h/rooms/a"}, "action": "wake"}';

function signed(body: string, claims: object = {}, key = secret): string {
  const digest = createHash('sha256').update(body).digest('hex');
  const text = [
    { alg: 'HS256', typ: 'JWT' },
    { sha256: digest, ...claims },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `Bearer ${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

describe('verifyWebhook', () => {
  it('returns a delivery that is signed as the vendor signs it', async () => {
    const headers = new Headers({ 'Meshagent-Signature': signed(STARTED) });
    const event = await verifyWebhook({ secret, body: STARTED, headers });
    expect(event).toEqual(JSON.parse(STARTED));
    if (event.event === 'room.started') expect(event.data.room_url).toBe('ws://h/rooms/a');
    const bytes = new TextEncoder().encode(STARTED);
    const record = { 'MESHAGENT-signature': [await signWebhook(secret, bytes)] };
    expect(await verifyWebhook({ secret, body: bytes, headers: record })).toEqual(event);
    expect(await signWebhook(secret, STARTED)).toBe(signed(STARTED));
  });

  it('takes the delivery from its header where there is no body', async () => {
    const call =
      '{"event": "room.call", "data": {"room_name": "a", "room_url": "ws://h", "token": "t", "arguments": {}}}';
    const headers = { 'meshagent-webhook': call, 'meshagent-signature': signed(call) };
    expect(await verifyWebhook({ secret, body: '', headers })).toEqual(JSON.parse(call));
  });

  const partial = '{"event": "room.started", "data": {"room_name": "a"}}';
  it.each([
    ['has no signature', STARTED, undefined],
    ['has a signature that is none', STARTED, 'Bearer x'],
    ['is signed with another secret', STARTED, signed(STARTED, {}, 'other')],
    ['is another than was signed', STARTED.replace('"a"', '"b"'), signed(STARTED)],
    ['was written again', JSON.stringify(JSON.parse(STARTED)), signed(STARTED)],
    ['has an old signature', STARTED, signed(STARTED, { exp: 1_000 })],
    ['is no JSON', 'x', signed('x')],
    ['is no event', 'null', signed('null')],
    ['lacks a member', partial, signed(partial)],
  ])('refuses a delivery that %s', async (_what, body, signature) => {
    const headers = { 'meshagent-signature': signature };
    await expect(verifyWebhook({ secret, body, headers })).rejects.toThrow(MesaWebhookVerificationError);
  });

  it.each(['constructor', 'room.archived'])('tells of an event that is newer: %s', async (name) => {
    const body = JSON.stringify({ event: name, data: { by: 'ann' }, action: 'wake' });
    const event = await verifyWebhook({ secret, body, headers: { 'meshagent-signature': signed(body) } });
    expect(event).toEqual({ event: 'unknown', name, data: { by: 'ann' }, action: 'wake' });
  });

  it('wants a body as it came, and a secret to sign with', async () => {
    const input = { secret, headers: {} } as unknown as Parameters<typeof verifyWebhook>[0];
    await expect(verifyWebhook(input)).rejects.toThrow(/needs the `body`/);
    await expect(signWebhook('', STARTED)).rejects.toThrow(/needs the secret/);
  });

  it('wants a secret', async () => {
    await expect(verifyWebhook({ secret: '', body: STARTED, headers: {} })).rejects.toThrow(/`secret`/);
  });
});
