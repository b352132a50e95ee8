import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REQUESTS } from './requests.js';
import { ADMIN, ADMIN_TOKEN, createWorld, SPEC, type World } from './world.js';

describe('commitments API', () => {
  let world: World;
  /** `<operation> <status>` of every answer so far, and codes. */
  const produced = new Set<string>();
  const codes = new Set<string>();
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.depot.close());

  it.each(REQUESTS.map((request) => [request.operation, request.expected, request] as const))(
    '%s answers %s as the specification says',
    async (operation, expected, request) => {
      const { status, body, problems } = await request.send(world);
      const code: string | undefined = body?.detail?.code;
      expect(`${status}${code === undefined ? '' : ` ${code}`}`, JSON.stringify(body)).toBe(expected);
      if (request.expected !== '405') expect(problems).toEqual([]);
      produced.add(`${operation} ${status}`);
      if (code !== undefined) codes.add(code);
    },
  );

  it('is closed to admins when the server has no admin token', async () => {
    await using closed = await createWorld({});
    for (const headers of [{}, { 'x-admin-token': '' }, { 'x-admin-token': 'undefined' }]) {
      const { status, body, problems } = await closed.send('listPolicies', { headers });
      expect([status, body.detail.code, problems]).toEqual([403, 'admin_disabled', []]);
    }
    codes.add('admin_disabled');
  });

  it('keeps deliberations for the admin when it is told to', async () => {
    await using strict = await createWorld({ adminToken: ADMIN_TOKEN, protectDeliberations: true });
    const { send } = strict;
    const refused = await send('createDeliberation', { body: { title: 'A deliberation' } });
    const opened = await send('createDeliberation', { body: { title: 'A deliberation' }, headers: ADMIN });
    const path = { id: opened.body.id };
    const untouched = await send('updateDeliberation', { path, body: { status: 'closed' } });
    const closed = await send('updateDeliberation', { path, body: { status: 'closed' }, headers: ADMIN });
    const answers = [refused, opened, untouched, closed];
    expect(answers.map(({ status }) => status)).toEqual([403, 201, 403, 200]);
    expect(answers.flatMap(({ problems }) => problems)).toEqual([]);
    produced.add('createDeliberation 403').add('updateDeliberation 403');
  });

  it('has been seen to answer every status and every code that the specification lists', () => {
    const listed = SPEC.operations.flatMap(({ id, statuses }) =>
      statuses
        // Nothing makes the server fail on purpose, and a WebSocket is no answer.
        .filter((status) => status !== '500' && status !== '101')
        .map((status) => `${id} ${status}`),
    );
    expect(listed.filter((status) => !produced.has(status))).toEqual([]);
    expect(SPEC.errorCodes.filter((code) => !codes.has(code))).toEqual([]);
  });
});
