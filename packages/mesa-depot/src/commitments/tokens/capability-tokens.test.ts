import { decodeJwt, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, type Signer, World } from '../testing/world.js';
import { CapabilityTokens } from './capability-tokens.js';

describe('capability tokens', () => {
  let world: World;
  let signer: Signer;

  beforeAll(async () => {
    world = await World.create('sqlite');
    signer = await world.register('offer', 'counter');
    return () => world[Symbol.asyncDispose]();
  });

  const issue = (body: object, id = signer.id) => world.call('POST', `/principals/${id}/tokens`, body, ADMIN);
  const bearer = async (body: object) => ({ authorization: `Bearer ${(await issue(body)).body.token}` });
  const submit = async (headers: Record<string, string>, members?: Record<string, unknown>) => {
    const { status, body } = await world.call('POST', '/commitments', signer.envelope(members), headers);
    return status === 201 ? status : [status, body.detail.code];
  };

  it('say what they are good for and until when', async () => {
    const before = Math.floor(Date.now() / 1000);
    const { status, body } = await issue({ scopes: ['offer', 'subscribe', 'offer'], ttl_seconds: 60 });
    expect(status).toBe(201);
    const claims = decodeJwt(body.token);
    expect(claims).toMatchObject({
      sub: signer.id,
      principal_id: signer.id,
      scopes: ['offer', 'subscribe'],
      deliberation_id: null,
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(60);
    expect(claims.iat).toBeGreaterThanOrEqual(before);
    expect(Date.parse(body.expires_at)).toBe((claims.exp ?? 0) * 1000);
    const { body: whole } = await issue({});
    expect(decodeJwt(whole.token).scopes).toEqual(['offer', 'counter', 'subscribe']);
  });

  it('are not issued with more than the principal has, or for what there is not', async () => {
    expect((await issue({ scopes: ['signoff'] })).body.detail).toMatchObject([{ loc: ['body', 'scopes'] }]);
    expect((await issue({ deliberation_id: '0'.repeat(32) })).body.detail.code).toBe('unknown_deliberation');
    expect((await issue({}, 'nobody')).status).toBe(404);
    for (const ttl_seconds of [0, 86_401, 1.5]) expect((await issue({ ttl_seconds })).status).toBe(422);
  });

  it('narrow what a principal may emit', async () => {
    expect(await submit(await bearer({ scopes: ['offer'] }))).toBe(201);
    expect(await submit(await bearer({ scopes: ['counter', 'subscribe'] }))).toEqual([
      403,
      'authority_denied',
    ]);
    // A token keeps what it has only as long as the principal does.
    const other = await world.register('offer');
    const { token } = (await issue({}, other.id)).body;
    await world.call('PUT', `/principals/${other.id}/capabilities`, { capabilities: [] }, ADMIN);
    const answer = await world.call('POST', '/commitments', other.envelope(), {
      authorization: `Bearer ${token}`,
    });
    expect(answer.body.detail.code).toBe('authority_denied');
  });

  it('may be good for one deliberation only', async () => {
    const [one, two] = [await world.deliberation(), await world.deliberation()];
    const headers = await bearer({ deliberation_id: one });
    expect(await submit(headers, { deliberation_id: one })).toBe(201);
    expect(await submit(headers, { deliberation_id: two })).toEqual([403, 'authority_denied']);
    expect(await submit(headers)).toEqual([403, 'authority_denied']);
    const say = (id: string) => world.call('POST', `/deliberations/${id}/turns`, signer.turn(id), headers);
    expect((await say(one)).status).toBe(201);
    expect((await say(two)).body.detail.code).toBe('authority_denied');
  });

  it('are refused when they expired, are of somebody else or of another server', async () => {
    const deps = { instanceKey: new Uint8Array(32).fill(7), now: Date.now };
    const token = {
      principalId: signer.id,
      scopes: ['offer'],
      deliberationId: null,
      expiresAt: Math.floor(Date.now() / 1000) + 60,
    };
    const send = (text: string) => submit({ authorization: `Bearer ${text}` });
    const issuedAt = (now: () => number) => new CapabilityTokens({ ...deps, now }).issue(token);
    expect(await send(await issuedAt(Date.now))).toBe(201);
    const expired = { ...token, expiresAt: Math.floor(Date.now() / 1000) - 1 };
    expect(await send(await new CapabilityTokens(deps).issue(expired))).toEqual([401, 'token_expired']);
    const elsewhere = new CapabilityTokens({ ...deps, instanceKey: new Uint8Array(32) });
    expect(await send(await elsewhere.issue(token))).toEqual([401, 'invalid_token']);
    const stranger = await world.register('offer');
    expect(await submit(await bearerOf(stranger))).toEqual([401, 'invalid_token']);
    const unsigned = new SignJWT({ scopes: ['offer'] }).setProtectedHeader({ alg: 'HS256' });
    expect(await send(await unsigned.sign(new Uint8Array(32)))).toEqual([401, 'invalid_token']);
    expect(await send('x')).toEqual([401, 'invalid_token']);
    expect(await submit({ authorization: 'Basic eDp5' })).toEqual([401, 'invalid_token']);
  });

  async function bearerOf({ id }: Signer) {
    return { authorization: `Bearer ${(await issue({}, id)).body.token}` };
  }
});
