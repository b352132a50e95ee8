import { beforeAll, expect, it } from 'vitest';
import { describeOnEngines } from '../../storage/testing/temp-storage.js';
import { type Person, World } from '../testing/world.js';

const HOUR_MS = 3_600_000;

describeOnEngines('shares and sessions', (engine) => {
  let world: World;
  let admin: Person;
  let project: string;
  let other: string;

  beforeAll(async () => {
    world = await World.create(engine);
    admin = await world.addUser('admin@example.com');
    const stranger = await world.addUser('stranger@example.com');
    project = (await world.services.projects.create(admin.id, { name: 'ours' })).id;
    other = (await world.services.projects.create(stranger.id, { name: 'theirs' })).id;
    await world.addMember(other, admin, { isDeveloper: true });
    return () => world[Symbol.asyncDispose]();
  });

  function call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    { token = admin.token, of = project } = {},
  ) {
    return world.call(method, `/accounts/projects/${of}${path}`, token, body);
  }

  const connectShare = (id: string) => world.call('POST', `/shares/${id}/connect`, undefined, {});

  it('begin with the first connection, and are one where several connect at once', async () => {
    const room = (await call('POST', '/rooms', { name: 'lobby' })).body;
    expect((await call('GET', '/sessions/active')).body).toEqual({ sessions: [] });
    const connected = await Promise.all(
      Array.from({ length: 3 }, () => call('POST', '/rooms/lobby/connect', {})),
    );
    expect(connected.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { sessions } = (await call('GET', '/sessions/active')).body;
    expect(sessions).toEqual([
      {
        id: expect.any(String),
        room_id: room.id,
        room_name: 'lobby',
        created_at: new Date(world.now).toISOString(),
        is_active: true,
        participants: { user: 1 },
      },
    ]);
    const [{ id }] = sessions;
    expect((await call('GET', `/sessions/${id}`)).body).toEqual(sessions[0]);
    const { events } = (await call('GET', `/sessions/${id}/events`)).body;
    expect(events.map(({ type }: { type: string }) => type)).toEqual([
      'room.started',
      ...Array(3).fill('participant.connected'),
    ]);
    const { spans } = (await call('GET', `/sessions/${id}/spans`)).body;
    expect(spans).toHaveLength(3);
    expect(spans[0]).toMatchObject({
      trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
      name: 'connect',
      status: 'ok',
    });
    world.pass(60_000);
    const { metrics } = (await call('GET', `/sessions/${id}/metrics`)).body;
    expect(metrics.map(({ name, value }: { name: string; value: number }) => [name, value])).toEqual([
      ['room.duration', 60],
      ['room.connections', 3],
      ['room.participants', 1],
      ['room.task_runs', 0],
    ]);
    expect((await call('GET', `/sessions/${id}`, undefined, { of: other })).status).toBe(404);
    expect((await call('POST', `/sessions/${id}/terminate`, undefined, { of: other })).status).toBe(404);
    expect(await call('POST', `/sessions/${id}/terminate`)).toEqual({ status: 204, body: undefined });
    expect((await call('POST', `/sessions/${id}/terminate`)).status).toBe(204);
    expect((await call('GET', '/sessions/active')).body.sessions).toEqual([]);
    expect((await call('GET', '/sessions')).body.sessions).toMatchObject([
      { id, is_active: false, participants: null },
    ]);
    const ended = (await call('GET', `/sessions/${id}/events`)).body.events.at(-1);
    expect(ended).toMatchObject({ type: 'room.stopped', data: { reason: 'terminated' } });
    await call('DELETE', '/rooms/lobby');
  });

  it('end when the last token has expired, and with their room', async () => {
    await call('POST', '/rooms', { name: 'idle' });
    await call('POST', '/rooms', { name: 'gone' });
    await call('POST', '/rooms/idle/connect', {});
    world.pass(HOUR_MS - 1_000);
    expect(await world.services.sessions.endIdle()).toBe(0);
    await call('POST', '/rooms/gone/connect', {});
    world.pass(1_000);
    expect(await world.services.sessions.endIdle()).toBe(1);
    expect(await world.services.sessions.endIdle()).toBe(0);
    const [active] = (await call('GET', '/sessions/active')).body.sessions;
    expect(active.room_name).toBe('gone');
    await call('DELETE', '/rooms/gone');
    expect((await call('GET', `/sessions/${active.id}`)).body).toMatchObject({
      room_id: null,
      room_name: 'gone',
      is_active: false,
    });
    await call('DELETE', '/rooms/idle');
  });

  it('were over when the last token was, however late that is noticed', async () => {
    await call('POST', '/rooms', { name: 'asleep' });
    await call('POST', '/rooms/asleep/connect', {});
    const { id } = (await call('GET', '/sessions/active')).body.sessions[0];
    const startedAt = world.now;
    // No server ran for a week.
    world.pass(7 * 24 * HOUR_MS);
    expect(await world.services.sessions.endIdle()).toBe(1);
    const { metrics } = (await call('GET', `/sessions/${id}/metrics`)).body;
    expect(metrics[0]).toMatchObject({ name: 'room.duration', value: 3_600 });
    const start = new Date(startedAt).toISOString();
    const { usage } = (await call('GET', `/usage?usage_type=room_minute&room=asleep&start=${start}`)).body;
    expect(usage).toMatchObject([{ quantity: 60 }]);
    await call('DELETE', '/rooms/asleep');
  });

  it('do not end under somebody who joins while the idle ones are looked for', async () => {
    for (let round = 0; round < 10; round += 1) {
      const name = `joined-${round}`;
      await call('POST', '/rooms', { name });
      await call('POST', `/rooms/${name}/connect`, {});
      world.pass(HOUR_MS);
      const [joined] = await Promise.all([
        call('POST', `/rooms/${name}/connect`, {}),
        world.services.sessions.endIdle(),
      ]);
      expect(joined.status).toBe(200);
      expect((await call('GET', '/sessions/active')).body.sessions).toMatchObject([
        { room_name: name, participants: { user: 1 } },
      ]);
      await call('DELETE', `/rooms/${name}`);
    }
  });

  it('let whoever knows a share into its room, until it expires', async () => {
    await call('POST', '/rooms', { name: 'shared' });
    const settings = { room: 'shared', permissions: { messaging: {} }, name: 'visitor', theme: 'dark' };
    const { id } = (await call('POST', '/shares', { settings })).body;
    expect((await call('GET', '/shares')).body).toEqual({ shares: [{ id, project_id: project, settings }] });
    const { body } = await connectShare(id);
    expect(body).toMatchObject({ room_name: 'shared', project_id: project, settings });
    const claims = await world.services.connections.verify(body.jwt, project);
    expect(claims).toEqual({
      name: expect.stringMatching(/^visitor-[0-9a-f]{8}$/),
      roomName: 'shared',
      role: 'user',
      permissions: { messaging: {} },
    });
    const expires_at = new Date(world.now + 5_000).toISOString();
    expect((await call('PUT', `/shares/${id}`, { settings: { ...settings, expires_at } })).status).toBe(200);
    const short = (await connectShare(id)).body.jwt;
    world.pass(5_000);
    await expect(world.services.connections.verify(short, project)).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect(await connectShare(id)).toMatchObject({ status: 410, body: { code: 'gone', error_code: 1006 } });
    await call('PUT', `/shares/${id}`, { settings: {} });
    expect((await connectShare(id)).status).toBe(404);
    for (const [wrong, path] of [
      [{ room: 7 }, 'settings.room'],
      [{ permissions: [] }, 'settings.permissions'],
      [{ role: 'admin' }, 'settings.role'],
      [{ name: {} }, 'settings.name'],
      [{ expires_at: 'soon' }, 'settings.expires_at'],
    ] as const) {
      expect((await call('POST', '/shares', { settings: wrong })).body).toMatchObject({ errors: [{ path }] });
    }
    expect((await call('DELETE', `/shares/${id}`, undefined, { of: other })).status).toBe(404);
    expect((await call('DELETE', `/shares/${id}`)).status).toBe(200);
    expect((await connectShare(id)).status).toBe(404);
    await call('DELETE', '/rooms/shared');
  });
});
