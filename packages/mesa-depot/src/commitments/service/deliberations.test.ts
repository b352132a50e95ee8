import { beforeAll, expect, it } from 'vitest';
import { describeOnEngines } from '../../storage/testing/temp-storage.js';
import { type Signer, World } from '../testing/world.js';

describeOnEngines('deliberations', (engine) => {
  let world: World;
  let signer: Signer;

  beforeAll(async () => {
    world = await World.create(engine);
    signer = await world.register('offer');
    return () => world[Symbol.asyncDispose]();
  });

  const say = (id: string, envelope: unknown) => world.call('POST', `/deliberations/${id}/turns`, envelope);

  it('are opened, listed by status and told with all that happened in them', async () => {
    const opened = await world.call('POST', '/deliberations', {
      title: '  a title ',
      counterparty_slug: 'globex',
    });
    expect(opened).toMatchObject({
      status: 201,
      body: { title: 'a title', counterparty_slug: 'globex', stage: 'offer', status: 'open' },
    });
    const { id } = opened.body;
    await say(id, signer.turn(id, 'first'));
    await say(id, signer.envelope({ type: 'turn', deliberation_id: null, payload: { content: 'second' } }));
    await world.call('POST', '/commitments', signer.envelope({ deliberation_id: id }));
    await world.call('PATCH', `/deliberations/${id}`, { stage: 'signoff', status: 'closed' });
    expect((await world.call('GET', `/deliberations/${id}`)).body).toMatchObject({
      stage: 'signoff',
      status: 'closed',
      turns: [
        { index: 0, content: 'first', speaker_id: signer.id, deliberation_id: id },
        { index: 1, content: 'second' },
      ],
      commitments: [{ type: 'offer', principal_id: signer.id, status: 'active' }],
    });
    const closed = await world.call('GET', '/deliberations?status=closed');
    expect(closed.body.map((item: { id: string }) => item.id)).toContain(id);
    const open = await world.call('GET', '/deliberations?status=open');
    expect(open.body.map((item: { id: string }) => item.id)).not.toContain(id);
  });

  it('are not changed by an empty patch or nulls', async () => {
    const id = await world.deliberation();
    const { head } = await world.server.services.audit.verify();
    for (const patch of [{}, { status: null, stage: null }, { status: 'open' }]) {
      expect((await world.call('PATCH', `/deliberations/${id}`, patch)).body.status).toBe('open');
    }
    expect((await world.server.services.audit.verify()).head).toEqual(head);
  });

  it('refuse turns with the code of what is wrong', async () => {
    const id = await world.deliberation();
    const codeOf = async (path: string, envelope: unknown) => {
      const { status, body } = await say(path, envelope);
      return [status, body.detail.code];
    };
    const other = await world.register();
    expect(await codeOf(id, signer.envelope())).toEqual([422, 'wrong_envelope_type']);
    expect(await codeOf(id, signer.turn(id, ''))).toEqual([422, 'schema_invalid']);
    expect(await codeOf('0'.repeat(32), signer.turn(id))).toEqual([404, 'not_found']);
    expect(await codeOf('nothing', signer.turn(id))).toEqual([404, 'not_found']);
    expect(await codeOf(id, signer.turn(await world.deliberation()))).toEqual([422, 'deliberation_mismatch']);
    expect(await codeOf(id, other.envelope({ ...signer.turn(id), signature: undefined }))).toEqual([
      401,
      'invalid_signature',
    ]);
    expect(await codeOf(id, signer.envelope({ type: 'turn', emitted_by: 'x' }))).toEqual([
      401,
      'unknown_principal',
    ]);
    const turn = signer.turn(id);
    expect((await say(id, turn)).status).toBe(201);
    expect(await codeOf(id, turn)).toEqual([409, 'duplicate_envelope']);
    await world.call('PATCH', `/deliberations/${id}`, { status: 'closed' });
    expect(await codeOf(id, signer.turn(id))).toEqual([403, 'deliberation_closed']);
  });

  it('give twenty turns that race the indices 0 to 19', async () => {
    const id = await world.deliberation();
    const another = await world.another();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 === 0 ? world : another).call('POST', `/deliberations/${id}/turns`, signer.turn(id, `${n}`)),
      ),
    );
    const indices = answers.map(({ body }) => body.index).sort((a, b) => a - b);
    expect(indices).toEqual(Array.from({ length: 20 }, (_, n) => n));
    const { turns } = (await world.call('GET', `/deliberations/${id}`)).body;
    expect(turns.map((turn: { index: number }) => turn.index)).toEqual(indices);
  });

  it('take nothing more from the moment on that they are closed', async () => {
    const id = await world.deliberation();
    const [closed, ...turns] = await Promise.all([
      world.call('PATCH', `/deliberations/${id}`, { status: 'closed' }),
      ...Array.from({ length: 10 }, (_, n) => say(id, signer.turn(id, `${n}`))),
    ]);
    expect(closed?.status).toBe(200);
    const events = [];
    const ended = new AbortController();
    for await (const event of world.server.services.events.watch(id, { after: 0, signal: ended.signal })) {
      events.push(event);
      if (event.type === 'deliberation' && events.length > 1) ended.abort();
    }
    const spoken = turns.filter(({ status }) => status === 201).length;
    expect(events.filter(({ type }) => type === 'turn')).toHaveLength(spoken);
    expect((await world.call('GET', `/deliberations/${id}`)).body.turns).toHaveLength(spoken);
  });
});

it('deliberations can be kept for the admin', async () => {
  await using world = await World.create('sqlite', { protectDeliberations: true });
  const refused = await world.call('POST', '/deliberations', { title: 't' });
  expect(refused).toMatchObject({ status: 403, body: { detail: { code: 'admin_forbidden' } } });
});
