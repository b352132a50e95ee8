import { beforeAll, expect, it } from 'vitest';
import { describeOnEngines } from '../../storage/testing/temp-storage.js';
import { ADMIN, World } from '../testing/world.js';

describeOnEngines('policies and approvals', (engine) => {
  let world: World;

  beforeAll(async () => {
    world = await World.create(engine);
    return () => world[Symbol.asyncDispose]();
  });

  const admin = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) =>
    world.call(method, path, body, ADMIN);

  it('are created, changed in part, listed and deleted', async () => {
    const created = await admin('POST', '/policies', {
      name: 'long terms',
      scope_kind: 'counterparty',
      scope_ref: 'globex',
      predicate_name: 'term_months_over_cap',
      params: { cap: 36 },
      action: 'flag',
    });
    expect(created).toMatchObject({
      status: 201,
      body: { enabled: true, hits30d: 0, condition: 'term_months > 36', route_to: null },
    });
    const { id } = created.body;
    const changed = await admin('PATCH', `/policies/${id}`, { enabled: false, params: { cap: 12 } });
    expect(changed.body).toEqual({
      ...created.body,
      enabled: false,
      params: { cap: 12 },
      condition: 'term_months > 12',
    });
    expect((await admin('GET', `/policies/${id}`)).body).toEqual(changed.body);
    expect((await admin('GET', '/policies')).body).toContainEqual(changed.body);
    expect(await admin('DELETE', `/policies/${id}`)).toMatchObject({ status: 204, text: '' });
    for (const method of ['GET', 'DELETE'] as const) {
      expect(await admin(method, `/policies/${id}`)).toMatchObject({
        status: 404,
        body: { detail: { code: 'not_found' } },
      });
    }
  });

  it('are refused where they cannot work', async () => {
    const good = {
      name: 'n',
      scope_kind: 'global',
      predicate_name: 'spend_over_cap',
      params: { cap: 1 },
      action: 'flag',
    };
    const bad = [
      { params: {} },
      { params: { cap: '1' } },
      { params: { cap: 1, limit: 2 } },
      { name: '  ' },
      { name: 'a\0' },
      { action: 'route' },
      { action: 'route', route_to: ' ' },
      { scope_kind: 'agent' },
    ];
    for (const members of bad) {
      expect(await admin('POST', '/policies', { ...good, ...members })).toMatchObject({
        status: 422,
        body: { detail: { code: 'invalid_policy' } },
      });
    }
    expect((await admin('POST', '/policies', { name: 1 })).body.detail).toMatchObject([
      { type: 'missing', loc: ['body', 'scope_kind'] },
      { type: 'missing', loc: ['body', 'predicate_name'] },
      { type: 'missing', loc: ['body', 'action'] },
      { type: 'string_type', loc: ['body', 'name'] },
    ]);
    const id = await world.policy({ action: 'flag', enabled: false });
    expect((await admin('PATCH', `/policies/${id}`, { action: 'route' })).body.detail.code).toBe(
      'invalid_policy',
    );
  });

  it('apply to everybody, to one principal, or while they are on', async () => {
    const [one, two] = [await world.register('offer'), await world.register('offer')];
    const own = { scope_kind: 'agent', scope_ref: one.id, action: 'flag' };
    const ids = [
      await world.policy(own),
      await world.policy({ ...own, enabled: false }),
      await world.policy({ ...own, scope_kind: 'counterparty' }),
    ];
    const submit = async (signer: typeof one) =>
      (await world.call('POST', '/commitments', signer.envelope())).body;
    expect(await submit(one)).toMatchObject({
      status: 'flagged',
      decision: { action: 'flag', applied: [{ policy_id: ids[0], policy_name: 'spend cap' }] },
    });
    expect(await submit(two)).toMatchObject({ status: 'active' });
  });

  it('route a commitment to somebody, who approves or rejects it once', async () => {
    const signer = await world.register('offer');
    await world.policy({ scope_kind: 'agent', scope_ref: signer.id, action: 'route', route_to: 'legal' });
    const ids = [];
    for (const decision of ['approve', 'reject']) {
      const { body } = await world.call('POST', '/commitments', signer.envelope());
      expect(body).toMatchObject({ status: 'flagged', decision: { action: 'route' } });
      const pending = (await admin('GET', '/approvals?status=pending')).body;
      const { id } = pending.find((item: { commitment_id: string }) => item.commitment_id === body.id);
      const decided = await admin('POST', `/approvals/${id}`, { decision, note: 'seen' });
      const status = decision === 'approve' ? 'approved' : 'rejected';
      expect(decided.body).toMatchObject({ status, note: 'seen', route_to: 'legal' });
      expect((await admin('POST', `/approvals/${id}`, { decision })).body).toEqual(decided.body);
      const other = decision === 'approve' ? 'reject' : 'approve';
      expect(await admin('POST', `/approvals/${id}`, { decision: other })).toMatchObject({
        status: 409,
        body: { detail: { code: 'approval_decided' } },
      });
      ids.push(body.id);
    }
    const list = (await world.call('GET', `/commitments?principal_id=${signer.id}`)).body;
    expect(list.map(({ id, status }: Record<string, string>) => [id, status])).toEqual([
      [ids[0], 'active'],
      [ids[1], 'blocked'],
    ]);
    expect((await admin('POST', '/approvals/none', { decision: 'approve' })).status).toBe(404);
    expect((await admin('GET', '/approvals?status=x')).body.detail.code).toBe('invalid_status');
  });
});
