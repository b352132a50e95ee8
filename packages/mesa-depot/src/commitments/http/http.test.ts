import { beforeAll, describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES } from '../limits.js';
import { ADMIN, World } from '../testing/world.js';

describe('the commitments API over HTTP', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.create('sqlite');
    return () => world[Symbol.asyncDispose]();
  });

  it('answers unknown paths, methods and slashes at the end as routers of its clients expect', async () => {
    expect(await world.call('GET', '/nothing')).toMatchObject({ status: 404, body: { detail: 'Not Found' } });
    expect(await world.call('GET', '')).toMatchObject({ status: 404, body: { detail: 'Not Found' } });
    expect(await world.call('PUT', '/principals')).toMatchObject({
      status: 405,
      body: { detail: 'Method Not Allowed' },
      headers: { allow: 'GET, POST' },
    });
    expect(await world.call('POST', '/principals/?a=1', {})).toMatchObject({
      status: 307,
      headers: { location: '/commitments/principals?a=1' },
    });
    expect((await world.call('GET', '/nothing/')).status).toBe(404);
    expect(await world.call('GET', `/deliberations/${'0'.repeat(32)}/events`)).toMatchObject({
      status: 426,
      body: { detail: 'Upgrade Required' },
    });
  });

  it('keeps the plain texts that clients tell a missing principal and a taken key by', async () => {
    const key = 'AB'.repeat(32);
    const created = await world.call('POST', '/principals', { org: ' acme ', public_key: key });
    expect(created).toMatchObject({
      status: 201,
      body: { org: 'acme', public_key: key.toLowerCase(), capabilities: [] },
    });
    expect(await world.call('POST', '/principals', { org: 'b', public_key: key })).toMatchObject({
      status: 409,
      body: { detail: expect.any(String) },
    });
    for (const id of ['0'.repeat(32), 'nobody', '%00']) {
      expect(await world.call('GET', `/principals/${id}`)).toMatchObject({
        status: 404,
        body: { detail: 'principal not found' },
      });
    }
  });

  it.each([
    [
      {},
      [
        ['missing', 'org'],
        ['missing', 'public_key'],
      ],
    ],
    [
      { org: 1, public_key: null },
      [
        ['string_type', 'org'],
        ['string_type', 'public_key'],
      ],
    ],
    [
      { org: '', public_key: 'ab' },
      [
        ['string_too_short', 'org'],
        ['value_error', 'public_key'],
      ],
    ],
    [{ org: 'x'.repeat(256), public_key: 'ab'.repeat(32) }, [['string_too_long', 'org']]],
    [{ org: ' \t', public_key: 'ab'.repeat(32) }, [['value_error', 'org']]],
    [{ org: 'a\0b', public_key: 'ab'.repeat(32) }, [['value_error', 'org']]],
    [{ org: 'acme', public_key: `${'ab'.repeat(31)} a` }, [['value_error', 'public_key']]],
  ])('tells every fault of a principal: %j', async (body, faults) => {
    const answer = await world.call('POST', '/principals', body);
    expect(answer.status).toBe(422);
    expect(
      answer.body.detail.map(({ type, loc }: { type: string; loc: string[] }) => [type, loc[1]]),
    ).toEqual(faults);
    for (const fault of answer.body.detail) {
      expect(fault).toMatchObject({ loc: ['body', expect.any(String)], msg: expect.any(String) });
      if (fault.type === 'value_error') expect(fault.msg).toMatch(/^Value error, /);
    }
  });

  it('reads lists whole, or by limit and offset with a total', async () => {
    await using own = await World.create('sqlite');
    const titles = ['a', 'b', 'c', 'd'];
    for (const title of titles) await own.deliberation(title);
    const list = async (query: string) => {
      const { body, headers } = await own.call('GET', `/deliberations${query}`);
      return [body.map(({ title }: { title: string }) => title).join(''), headers['x-total-count']];
    };
    expect(await list('')).toEqual(['abcd', undefined]);
    expect(await list('?limit=2&offset=1')).toEqual(['bc', '4']);
    expect(await list('?offset=3')).toEqual(['d', '4']);
    expect(await list('?status=closed&limit=1')).toEqual(['', '0']);
    for (const [query, type] of [
      ['limit=0', 'greater_than_equal'],
      ['limit=501', 'less_than_equal'],
      ['limit=x', 'int_parsing'],
      ['offset=-1', 'greater_than_equal'],
    ]) {
      expect(await own.call('GET', `/principals?${query}`)).toMatchObject({
        status: 422,
        body: { detail: [{ type, loc: ['query', query?.split('=')[0]] }] },
      });
    }
    expect((await own.call('GET', '/deliberations?status=x')).body.detail.code).toBe('invalid_status');
    expect((await own.call('GET', '/commitments?status=x')).body.detail.code).toBe('invalid_query');
  });

  it('takes bodies of 256 KiB and no deeper than 64 levels', async () => {
    const title = (length: number) => `{"title":"${'x'.repeat(length)}"}`;
    expect((await world.call('POST', '/deliberations', title(MAX_BODY_BYTES - 12))).status).toBe(422);
    expect(await world.call('POST', '/deliberations', title(MAX_BODY_BYTES))).toMatchObject({
      status: 413,
      body: { detail: { code: 'payload_too_large' } },
    });
    const deep = await world.call('POST', '/deliberations', `{"title":${'['.repeat(100)}`);
    expect(deep.body.detail).toMatchObject([{ type: 'json_invalid', ctx: { error: /deeper than 64/ } }]);
    const large = await world.call('POST', '/deliberations', { title: ['x'.repeat(10_000)] });
    expect(large.body.detail).toMatchObject([{ type: 'string_type', input: null }]);
    const text = await world.call('POST', '/deliberations', 'title=x', { 'content-type': 'text/plain' });
    expect(text.body.detail).toMatchObject([{ type: 'model_attributes_type', loc: ['body'] }]);
  });
});

describe('the gate of the admin', () => {
  const OPERATIONS = [
    ['PUT', '/principals/x/capabilities'],
    ['POST', '/principals/x/tokens'],
    ['GET', '/policies'],
    ['POST', '/policies'],
    ['GET', '/policies/x'],
    ['PATCH', '/policies/x'],
    ['DELETE', '/policies/x'],
    ['GET', '/approvals'],
    ['POST', '/approvals/x'],
    ['GET', '/audit'],
  ] as const;

  it.each([
    ['admin_disabled', { adminToken: '' }, [{}, ADMIN, { 'x-admin-token': '' }]],
    ['admin_forbidden', {}, [{}, { 'x-admin-token': '' }, { 'x-admin-token': 'the admin tokeN' }]],
  ] as const)('answers %s before it looks at anything but the syntax', async (code, options, headers) => {
    await using world = await World.create('sqlite', options);
    for (const [method, path] of OPERATIONS) {
      for (const sent of headers) {
        expect(await world.call(method, path, method === 'GET' ? undefined : {}, sent)).toMatchObject({
          status: 403,
          body: { detail: { code } },
        });
      }
    }
    const broken = await world.call('PUT', '/principals/x/capabilities', '{');
    expect(broken.body.detail).toMatchObject([{ type: 'json_invalid' }]);
  });

  it('comes before the form of the body, and that before the principal', async () => {
    await using world = await World.create('sqlite');
    const set = (id: string, capabilities: unknown) =>
      world.call('PUT', `/principals/${id}/capabilities`, { capabilities }, ADMIN);
    const { id } = await world.register();
    const unknown = await set('nobody', ['offer', 'accept', 'subscribe']);
    expect(unknown).toMatchObject({ status: 422, body: { detail: [{ type: 'value_error' }] } });
    expect(unknown.body.detail[0].msg).toMatch(/'accept', 'subscribe'; known are 'amendment', .*'turn'/);
    expect((await set('nobody', ['offer'])).status).toBe(404);
    expect((await set(id, ['offer', 'turn', 'offer'])).body.capabilities).toEqual(['offer', 'turn']);
    expect((await world.call('PUT', `/principals/${id}/capabilities`, {}, ADMIN)).body.capabilities).toEqual(
      [],
    );
  });
});
