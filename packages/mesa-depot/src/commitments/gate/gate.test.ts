import { beforeAll, describe, expect, it } from 'vitest';
import { describeOnEngines } from '../../storage/testing/temp-storage.js';
import { ADMIN, type Signer, World } from '../testing/world.js';

describeOnEngines('the gate of commitments', (engine) => {
  let world: World;
  let signer: Signer;

  beforeAll(async () => {
    world = await World.create(engine);
    signer = await world.register('offer', 'license_terms');
    return () => world[Symbol.asyncDispose]();
  });

  const submit = (envelope: unknown, headers?: Record<string, string>) =>
    world.call('POST', '/commitments', envelope, headers);

  it('takes an envelope that passes every stage', async () => {
    const envelope = signer.envelope();
    const answer = await submit(envelope);
    expect(answer).toMatchObject({
      status: 201,
      body: {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        type: 'offer',
        principal_id: signer.id,
        status: 'active',
        decision: { action: 'allow', applied: [] },
      },
    });
    expect((await world.call('GET', `/commitments/${answer.body.id}`)).body).toMatchObject({
      payload: envelope.payload,
      signature: envelope.signature,
      envelope_id: envelope.id,
      parent_id: null,
      timestamp: envelope.timestamp,
      deliberation_id: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
    });
  });

  it('refuses what is no envelope with every fault of it', async () => {
    const answer = await submit({ ...signer.envelope(), timestamp: '', payload: [], signature: 'a b' });
    expect(answer.status).toBe(422);
    expect(answer.body.detail).toMatchObject([
      { type: 'string_too_short', loc: ['body', 'timestamp'], ctx: { min_length: 1 } },
      { type: 'dict_type', loc: ['body', 'payload'], input: [] },
      { type: 'value_error', loc: ['body', 'signature'], input: 'a b' },
    ]);
    expect((await submit('{"id":')).body.detail).toMatchObject([{ type: 'json_invalid', loc: ['body', 6] }]);
    expect((await submit('[]')).body.detail).toMatchObject([
      { type: 'model_attributes_type', loc: ['body'] },
    ]);
    expect((await submit(undefined)).body.detail).toMatchObject([{ type: 'missing', loc: ['body'] }]);
  });

  it.each([
    ['unknown_principal', 401, () => ({ emitted_by: '0123456789abcdef0123456789abcdef' })],
    ['unknown_principal', 401, () => ({ emitted_by: 'nobody' })],
    ['wrong_envelope_type', 422, () => ({ type: 'turn', payload: { content: 'hello' } })],
    ['authority_denied', 403, () => ({ type: 'counter' })],
    ['authority_denied', 403, () => ({ type: 'OFFER' })],
    ['schema_invalid', 422, () => ({ payload: { summary: 'no terms' } })],
    ['unknown_deliberation', 422, () => ({ deliberation_id: '0123456789abcdef0123456789abcdef' })],
    ['unknown_deliberation', 422, () => ({ deliberation_id: 'nothing' })],
  ] as const)('answers %s with %i', async (code, status, members) => {
    const answer = await submit(signer.envelope(members()));
    expect(answer).toMatchObject({ status, body: { detail: { code, message: expect.any(String) } } });
    if (code === 'authority_denied') expect(answer.body.detail.type).toBe(members().type);
  });

  it('answers malformed_envelope where there are no canonical bytes', async () => {
    const text = JSON.stringify(signer.envelope());
    for (const broken of ['1e400', '"\\ud800"']) {
      const answer = await submit(text.replace('40000', broken));
      expect(answer).toMatchObject({ status: 422, body: { detail: { code: 'malformed_envelope' } } });
    }
  });

  it('answers invalid_signature for one of somebody else, and for any other number', async () => {
    const other = await world.register('offer');
    const answers = await Promise.all([
      submit(other.envelope({ emitted_by: signer.id })),
      submit(JSON.stringify(signer.envelope()).replace('40000', '40000.0')),
      submit({ ...signer.envelope(), parent_id: 'x' }),
    ]);
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 401, body: { detail: { code: 'invalid_signature' } } });
    }
  });

  it('asks for the authority before the schema, so that a type is not learned from its faults', async () => {
    const answer = await submit(signer.envelope({ type: 'counter', payload: {} }));
    expect(answer.body.detail.code).toBe('authority_denied');
  });

  it('answers deliberation_closed once it is closed, and takes envelopes again once it is open', async () => {
    const deliberation_id = await world.deliberation();
    const patch = (status: string) => world.call('PATCH', `/deliberations/${deliberation_id}`, { status });
    await patch('closed');
    const envelope = signer.envelope({ deliberation_id });
    expect(await submit(envelope)).toMatchObject({
      status: 403,
      body: { detail: { code: 'deliberation_closed' } },
    });
    await patch('open');
    expect((await submit(envelope)).status).toBe(201);
  });

  it('answers policy_blocked with the policy, stores nothing and counts the hit', async () => {
    const blocked = await world.register('offer');
    const scope = { scope_kind: 'agent', scope_ref: blocked.id };
    const allowing = await world.policy({ ...scope, name: 'note', action: 'allow' });
    const blocking = await world.policy({ ...scope, action: 'block' });
    const envelope = blocked.envelope();
    expect(await submit(envelope)).toMatchObject({
      status: 403,
      body: { detail: { code: 'policy_blocked', policy_id: blocking, policy_name: 'spend cap' } },
    });
    expect((await world.call('GET', `/commitments?principal_id=${blocked.id}`)).body).toEqual([]);
    for (const id of [allowing, blocking]) {
      expect((await world.call('GET', `/policies/${id}`, undefined, ADMIN)).body.hits30d).toBe(1);
    }
    // What was blocked was not accepted: with the policy gone, the same envelope passes.
    await world.call('DELETE', `/policies/${blocking}`, undefined, ADMIN);
    expect((await submit(envelope)).body).toMatchObject({
      status: 'active',
      decision: { action: 'allow', applied: [{ policy_id: allowing, action: 'allow', route_to: null }] },
    });
  });

  it('answers duplicate_envelope to the same id of the same principal', async () => {
    const envelope = signer.envelope();
    expect((await submit(envelope)).status).toBe(201);
    expect(await submit(envelope)).toMatchObject({
      status: 409,
      body: { detail: { code: 'duplicate_envelope' } },
    });
    const other = await world.register('offer');
    expect((await submit(other.envelope({ id: envelope.id }))).status).toBe(201);
  });

  it('lets one of two identical envelopes pass that come at once', async () => {
    const another = await world.another();
    for (const deliberation_id of [null, await world.deliberation()]) {
      const envelope = signer.envelope({ deliberation_id });
      const answers = await Promise.all(
        [world, another, world, another].map((server) => server.call('POST', '/commitments', envelope)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    }
  });

  it('lists commitments by what they are', async () => {
    const deliberation_id = await world.deliberation();
    const { id } = (await submit(signer.envelope({ deliberation_id }))).body;
    const list = async (query: string) => {
      const { body } = await world.call('GET', `/commitments?deliberation_id=${deliberation_id}&${query}`);
      return body.map((item: { id: string }) => item.id);
    };
    expect(await list(`principal_id=${signer.id}&type=offer&status=active`)).toEqual([id]);
    for (const query of ['status=flagged', 'type=counter', 'type=%00', 'type=x', 'principal_id=%00']) {
      expect(await list(query)).toEqual([]);
    }
  });

  it('verifies over the numbers as they were written, and gives them back so', async () => {
    const payload =
      '{"dataset_id":"d","fee_model":{"amount_usd":100.00,"kind":"flat"},"term_months":12,"renewal":"none"}';
    const id = 'evt_numbers';
    const text = `{"emitted_by":"${signer.id}","id":"${id}","parent_id":null,"payload":{"dataset_id":"d","fee_model":{"amount_usd":100.0,"kind":"flat"},"renewal":"none","term_months":12},"timestamp":"t","type":"license_terms"}`;
    const body = `{"id":"${id}","timestamp":"t","type":"license_terms","emitted_by":"${signer.id}","payload":${payload},"signature":"${signer.sign(text).toUpperCase()}"}`;
    const answer = await submit(body);
    expect(answer.status).toBe(201);
    const { text: given } = await world.call('GET', `/commitments/${answer.body.id}`);
    expect(given).toContain('"fee_model":{"amount_usd":100.0,"kind":"flat"}');
  });
});

describe('the options of the gate', () => {
  it('may take the same envelope twice', async () => {
    await using world = await World.create('sqlite', { refuseReplays: false });
    const signer = await world.register('offer');
    const envelope = signer.envelope();
    const first = await world.call('POST', '/commitments', envelope);
    const second = await world.call('POST', '/commitments', envelope);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).not.toBe(first.body.id);
  });

  it('may ask for a deliberation', async () => {
    await using world = await World.create('sqlite', { requireDeliberation: true });
    const signer = await world.register('offer');
    const isNull = await world.call('POST', '/commitments', signer.envelope());
    const { deliberation_id: _, ...absent } = signer.envelope();
    const isAbsent = await world.call('POST', '/commitments', absent);
    expect(isNull.body.detail).toMatchObject([{ type: 'string_type', loc: ['body', 'deliberation_id'] }]);
    expect(isAbsent.body.detail).toMatchObject([{ type: 'missing', loc: ['body', 'deliberation_id'] }]);
  });
});
