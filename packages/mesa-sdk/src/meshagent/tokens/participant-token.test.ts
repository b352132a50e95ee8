import { createHmac } from 'node:crypto';
import { InvalidOptionsError } from 'mesa-rest';
import { encodeApiKey } from 'mesa-rest/meshagent-formats';
import { describe, expect, it } from 'vitest';
import { InvalidTokenError } from '../errors/invalid-token-error.js';
import { ParticipantToken } from './participant-token.js';

const ID = '11111111-1111-4111-8111-111111111111';
const PROJECT = '22222222-2222-4222-8222-222222222222';
const SECRET = 'S3c-ret';
const apiKey = encodeApiKey({ id: ID, projectId: PROJECT, secret: SECRET });

const partsOf = (jwt: string) =>
  jwt
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown);

/** A token as another program would sign it. */
function signed(claims: object, { header = { alg: 'HS256', typ: 'JWT' }, secret = SECRET } = {}): string {
  const text = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

describe('ParticipantToken', () => {
  it('is signed with the secret of an API key, which its claims name', async () => {
    const token = new ParticipantToken({ name: 'helper ☃', expiresAt: new Date(1_900_000_000_500) });
    token.addRoomGrant('a').addRoomGrant('front-desk').addRoleGrant('agent').addApiGrant({ queues: {} });
    const jwt = await token.toJwt({ apiKey });
    const claims = {
      name: 'helper ☃',
      grants: [
        { name: 'room', scope: 'front-desk' },
        { name: 'role', scope: 'agent' },
        { name: 'api', scope: { queues: {} } },
      ],
      sub: PROJECT,
      kid: ID,
      version: '0.35.8',
      exp: 1_900_000_000,
    };
    expect(partsOf(jwt)).toEqual([{ alg: 'HS256', typ: 'JWT' }, claims]);
    expect(jwt).toBe(signed(claims));
  });

  it('reads what others have signed', async () => {
    const grants = [
      { name: 'room', scope: 'front-desk' },
      { name: 'api', scope: { database: { listTables: false } } },
    ];
    const jwt = signed({ name: 'ann', grants, sub: PROJECT, kid: ID, shoe: 42 });
    const token = await ParticipantToken.fromJwt(jwt, { apiKey });
    expect(token).toMatchObject({ name: 'ann', projectId: PROJECT, apiKeyId: ID, extra: { shoe: 42 } });
    expect([token.room, token.role, token.api]).toEqual([
      'front-desk',
      'user',
      { database: { list_tables: false } },
    ]);
    expect([token.version, token.expiresAt]).toEqual([undefined, undefined]);
    expect(await token.toJwt({ apiKey })).not.toContain('undefined');
    expect((await ParticipantToken.fromJwt(jwt, { secret: SECRET })).name).toBe('ann');
    expect(ParticipantToken.decode(`${jwt}x`.replace(/x$/, '')).name).toBe('ann');
  });

  it.each([
    ['is signed with another secret', signed({ name: 'a' }, { secret: 'other' })],
    ['says that it is not signed', signed({ name: 'a' }, { header: { alg: 'none', typ: 'JWT' } })],
    ['says another algorithm', signed({ name: 'a' }, { header: { alg: 'HS512', typ: 'JWT' } })],
    ['has expired', signed({ name: 'a', exp: 1_000 })],
    ['expires never that there is', signed({ name: 'a', exp: 1e300 })],
    ['expires at no time', signed({ name: 'a', exp: 'soon' })],
    ['is for another project', signed({ name: 'a', sub: ID })],
    ['is for another key', signed({ name: 'a', kid: PROJECT })],
    ['has no name', signed({})],
    ['has no list of grants', signed({ name: 'a', grants: {} })],
    ['has a member of its signature cut off', signed({ name: 'a' }).slice(0, -1)],
    ['has no signature', `${signed({ name: 'a' }).split('.').slice(0, 2).join('.')}.`],
    ['has four parts', `${signed({ name: 'a' })}.e30`],
    ['is no token', 'a.b.c'],
    ['is empty', ''],
  ])('refuses a token that %s', async (_what, jwt) => {
    const error: unknown = await ParticipantToken.fromJwt(jwt, { apiKey }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InvalidTokenError);
    expect(String(error)).not.toContain(SECRET);
  });

  it('is not signed for another project or with a blank secret', async () => {
    const token = new ParticipantToken({ name: 'a', projectId: ID });
    await expect(token.toJwt({ apiKey })).rejects.toThrow(/another project/);
    await expect(token.toJwt({ secret: '' })).rejects.toThrow(/apiKey/);
    await expect(token.toJwt({ apiKey: 'ma-secret' })).rejects.toThrow(/no MeshAgent API key/);
  });

  it('is not valid before its time', async () => {
    const now = new Date('2026-01-01T00:00:00Z');
    const nbf = now.getTime() / 1000;
    const claims = { name: 'a', grants: [], sub: PROJECT, kid: ID };
    const read = (extra: object) =>
      ParticipantToken.fromJwt(signed({ ...claims, ...extra }), { apiKey }, { now });
    await expect(read({ nbf: nbf + 1 })).rejects.toThrow(/not valid yet/);
    await expect(read({ nbf: 'soon' })).rejects.toThrow(InvalidTokenError);
    expect((await read({ nbf })).name).toBe('a');
  });

  it('has the role that is more than a user, and ids in any case', async () => {
    const grants = [
      { name: 'role', scope: 'user' },
      { name: 'role', scope: 'agent' },
    ];
    const claims = { name: 'a', grants, sub: PROJECT.toUpperCase(), kid: ID.toUpperCase() };
    expect((await ParticipantToken.fromJwt(signed(claims), { apiKey })).role).toBe('agent');
  });

  it.each<[string, () => unknown, RegExp]>([
    ['a number as its end', () => new ParticipantToken({ name: 'a', expiresAt: 5 as never }), /valid Date/],
    ['null as its end', () => new ParticipantToken({ name: 'a', expiresAt: null as never }), /valid Date/],
    ['a text as a grant', () => new ParticipantToken({ name: 'a', grants: ['room'] as never }), /`grants`/],
    ['an end among the rest', () => new ParticipantToken({ name: 'a', extra: { exp: 1 } }), /`exp`/],
    ['no room', () => new ParticipantToken({ name: 'a' }).addRoomGrant(undefined as never), /the room/],
    ['no scope', () => new ParticipantToken({ name: 'a' }).addApiGrant(undefined as never), /plain object/],
  ])('refuses %s', (_what, make, message) => {
    expect(make).toThrow(InvalidOptionsError);
    expect(make).toThrow(message);
  });
});
