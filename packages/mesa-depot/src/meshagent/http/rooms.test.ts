import { SignJWT } from 'jose';
import { beforeAll, expect, it } from 'vitest';
import { describeOnEngines } from '../../storage/testing/temp-storage.js';
import { type Person, World } from '../testing/world.js';

/** Returns what is in a token, without looking at its signature. */
function claimsOf(jwt: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
}

describeOnEngines('rooms and grants', (engine) => {
  let world: World;
  let admin: Person;
  let creator: Person;
  let member: Person;
  let stranger: Person;
  let project: string;
  let other: string;
  let apiKey: string;

  beforeAll(async () => {
    world = await World.create(engine);
    admin = await world.addUser('admin@example.com');
    creator = await world.addUser('creator@example.com');
    member = await world.addUser('Member@example.com');
    stranger = await world.addUser('stranger@example.com');
    project = (await world.services.projects.create(admin.id, { name: 'ours' })).id;
    other = (await world.services.projects.create(stranger.id, { name: 'theirs' })).id;
    await world.addMember(project, creator, { canCreateRooms: true });
    await world.addMember(project, member);
    apiKey = (await call('POST', '/api-keys', { name: 'ci', description: '' })).body.value;
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

  it('are found by name and by id, renamed, and gone with all that was granted', async () => {
    const room = (await call('POST', '/rooms', { name: 'lobby', metadata: { floor: 1 } })).body;
    expect(room).toEqual({ id: expect.any(String), name: 'lobby', metadata: { floor: 1 }, annotations: {} });
    expect(await call('GET', '/rooms/lobby')).toEqual({ status: 200, body: room });
    expect(await call('GET', `/rooms/${room.id}`)).toEqual({ status: 200, body: room });
    expect((await call('POST', '/rooms', { name: 'lobby' })).body.code).toBe('already_exists');
    expect((await call('POST', '/rooms', { name: 'lobby', if_not_exists: true })).body).toEqual(room);
    for (const name of ['', '-a', 'a-', 'A', 'a_b', 'a'.repeat(64)]) {
      expect(await call('POST', '/rooms', { name })).toMatchObject({
        status: 400,
        body: {
          code: 'invalid_request',
          errors: expect.arrayContaining([{ path: 'name', message: expect.any(String) }]),
        },
      });
    }
    // What only one of the engines could store is refused by both.
    for (const odd of ['a\0b', '\ud800']) {
      const refused = await call('POST', '/rooms', { name: 'odd', metadata: { note: odd } });
      expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    }
    await call('POST', '/rooms', { name: 'attic' });
    expect((await call('PUT', `/rooms/${room.id}`, { name: 'attic' })).status).toBe(409);
    const renamed = await call('PUT', `/rooms/${room.id}`, { name: 'hall', metadata: null });
    expect(renamed.body).toEqual({ ...room, name: 'hall' });
    const grant = { room_id: 'hall', user_id: member.id, permissions: {} };
    expect(await call('POST', '/room-grants', grant)).toEqual({ status: 200, body: {} });
    expect(await call('DELETE', '/rooms/hall')).toEqual({ status: 200, body: {} });
    expect((await call('GET', '/rooms/hall')).body).toMatchObject({ code: 'not_found', error_code: 1003 });
    expect((await call('GET', '/room-grants')).body).toEqual({ room_grants: [] });
    await call('DELETE', '/rooms/attic');
  });

  it('are listed in the order that is asked for, part by part', async () => {
    for (const name of ['list-b', 'list-a', 'list-c']) await call('POST', '/rooms', { name });
    const names = async (query: string) =>
      (await call('GET', `/rooms?${query}`)).body.rooms.map((room: { name: string }) => room.name);
    expect(await names('')).toEqual(['list-a', 'list-b', 'list-c']);
    expect(await names('order_by=-created_at')).toEqual(['list-c', 'list-a', 'list-b']);
    expect(await names('limit=1&offset=1')).toEqual(['list-b']);
    expect((await call('GET', '/rooms?order_by=id')).status).toBe(400);
    expect((await call('GET', '/rooms?limit=0')).status).toBe(400);
    for (const name of ['list-b', 'list-a', 'list-c']) await call('DELETE', `/rooms/${name}`);
  });

  it('show members what is granted to them, and nothing else', async () => {
    await call('POST', '/rooms', { name: 'open', permissions: { [member.id]: { queues: {} } } });
    await call('POST', '/rooms', { name: 'shut' });
    const asMember = { token: member.token };
    expect((await call('GET', '/rooms', undefined, asMember)).body.rooms).toMatchObject([{ name: 'open' }]);
    expect((await call('GET', '/rooms/open', undefined, asMember)).status).toBe(200);
    expect((await call('GET', '/rooms/shut', undefined, asMember)).status).toBe(404);
    expect((await call('POST', '/rooms', { name: 'mine' }, asMember)).status).toBe(403);
    expect((await call('GET', '/room-grants', undefined, asMember)).status).toBe(403);
    const own = await call('GET', `/room-grants/by-user/${member.id}`, undefined, asMember);
    expect(own.body.room_grants).toMatchObject([{ room: { name: 'open' }, permissions: { queues: {} } }]);
    const others = await call('GET', `/room-grants/by-user/${admin.id}`, undefined, asMember);
    expect(others.status).toBe(403);
    // That a room exists which they may not see is not told by its name either.
    const asCreator = { token: creator.token };
    const taken = await call('POST', '/rooms', { name: 'shut', if_not_exists: true }, asCreator);
    expect(taken.body.code).toBe('already_exists');
    await call('DELETE', '/rooms/open');
    await call('DELETE', '/rooms/shut');
  });

  it('are managed by admins, API keys, and by who created them', async () => {
    const asCreator = { token: creator.token };
    await call('POST', '/rooms', { name: 'theirs' }, asCreator);
    await call('POST', '/rooms', { name: 'ours', permissions: { [creator.id]: {} } });
    const grant = (room: string) => ({ room_id: room, email: 'member@EXAMPLE.com', permissions: {} });
    expect((await call('POST', '/room-grants', grant('theirs'), asCreator)).status).toBe(200);
    expect((await call('POST', '/room-grants', grant('theirs'), asCreator)).status).toBe(409);
    expect((await call('POST', '/room-grants', grant('ours'), asCreator)).status).toBe(403);
    expect((await call('DELETE', '/rooms/ours', undefined, asCreator)).status).toBe(403);
    expect((await call('PUT', '/rooms/ours', { name: 'renamed' }, { token: apiKey })).status).toBe(200);
    expect((await call('DELETE', '/rooms/renamed', undefined, { token: apiKey })).status).toBe(200);
    expect((await call('DELETE', '/rooms/theirs', undefined, asCreator)).status).toBe(200);
  });

  it('take grants of members only, name them once, and normalize what they hold', async () => {
    await call('POST', '/rooms', { name: 'desk' });
    const base = {
      room_id: 'desk',
      permissions: { agents: { useTools: false }, dataset: {}, own: { aB: 1 } },
    };
    expect((await call('POST', '/room-grants', base)).status).toBe(400);
    const both = { ...base, user_id: member.id, email: member.email };
    expect((await call('POST', '/room-grants', both)).status).toBe(400);
    for (const user_id of [stranger.id, 'nobody']) {
      expect((await call('POST', '/room-grants', { ...base, user_id })).body.code).toBe('not_found');
    }
    await call('POST', '/room-grants', { ...base, user_id: member.id, email: null });
    const stored = await call('GET', `/room-grants/desk/${member.id}`);
    expect(stored.body.permissions).toEqual({
      agents: { use_tools: false },
      database: {},
      own: { aB: 1 },
    });
    // A restriction that nobody knows would restrict nothing.
    for (const [permissions, path] of [
      [{ storage: { path: [] } }, 'permissions.storage'],
      [{ sync: { paths: [{ path: '/a', readonly: true }] } }, 'permissions.sync.paths[0]'],
    ] as const) {
      const refused = await call('PUT', '/room-grants/unused', { ...base, user_id: member.id, permissions });
      expect(refused.status).toBe(400);
      expect(JSON.stringify(refused.body.errors)).toContain(path);
    }
    const update = { room_id: 'desk', user_id: member.id, permissions: { livekit: {} } };
    expect((await call('PUT', '/room-grants/unused', update)).status).toBe(200);
    expect((await call('GET', '/room-grants/by-room')).body.rooms).toMatchObject([{ count: 1 }]);
    expect((await call('GET', '/room-grants/by-user?filter=MEMBER')).body).toEqual({
      users: [{ user_id: member.id, count: 1, first_name: null, last_name: null, email: member.email }],
      total: 1,
    });
    expect((await call('GET', '/room-grants/by-room/desk')).body.room_grants).toMatchObject([
      { user_id: member.id, permissions: { livekit: {} } },
    ]);
    expect((await call('DELETE', `/room-grants/desk/${member.id}`)).status).toBe(200);
    expect((await call('DELETE', `/room-grants/desk/${member.id}`)).status).toBe(404);
    expect((await call('PUT', '/room-grants/unused', update)).status).toBe(404);
    await call('DELETE', '/rooms/desk');
  });

  it('let who has a grant connect with it, and others not', async () => {
    await call('POST', '/rooms', { name: 'call', permissions: { [member.id]: { messaging: {} } } });
    const info = await call('POST', '/rooms/call/connect', {}, { token: member.token });
    expect(info.body).toEqual({
      jwt: expect.any(String),
      room_name: 'call',
      project_id: project,
      room_url: expect.stringMatching(/^ws:\/\/[^/]+\/rooms\/call$/),
    });
    expect(claimsOf(info.body.jwt)).toEqual({
      name: member.email,
      sub: project,
      version: expect.any(String),
      exp: Math.floor(world.now / 1000) + 3_600,
      grants: [
        { name: 'room', scope: 'call' },
        { name: 'role', scope: 'user' },
        { name: 'api', scope: { messaging: {} } },
      ],
    });
    expect((await call('POST', '/rooms/call/connect', {}, { token: creator.token })).status).toBe(403);
    expect((await call('POST', '/rooms/none/connect', {}, { token: creator.token })).status).toBe(404);
    const byKey = await call('POST', '/rooms/call/connect', undefined, { token: apiKey });
    expect(claimsOf(byKey.body.jwt)).toMatchObject({ name: 'ci' });
    const asAdmin = await call('POST', '/rooms/call/connect', {});
    expect(claimsOf(asAdmin.body.jwt)).toMatchObject({ name: admin.email });
    await call('DELETE', '/rooms/call');
  });

  it('verify the tokens of their own project, and no others', async () => {
    await call('POST', '/rooms', { name: 'gate' });
    const { jwt } = (await call('POST', '/rooms/gate/connect', {})).body;
    const verify = (token: string, of = project) => world.services.connections.verify(token, of);
    expect(await verify(jwt)).toMatchObject({ name: admin.email, roomName: 'gate', role: 'user' });
    await expect(verify(jwt, other)).rejects.toMatchObject({ code: 'unauthenticated' });
    const [head, body, signature] = jwt.split('.');
    const claims = { ...claimsOf(jwt), name: 'somebody else' };
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url');
    await expect(verify(`${head}.${forged}.${signature}`)).rejects.toMatchObject({ code: 'unauthenticated' });
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    await expect(verify(`${none}.${body}.`)).rejects.toMatchObject({ code: 'unauthenticated' });
    // A program signs with its API key and names it.
    const { value, id } = (await call('POST', '/api-keys', { name: 'agent', description: '' })).body;
    const signed = (secret: string) =>
      new SignJWT({ name: 'bot', kid: id, grants: [{ name: 'room', scope: 'gate' }] })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setSubject(project)
        .sign(new TextEncoder().encode(secret));
    const secret = value.split('-').slice(3).join('-');
    expect(await verify(await signed(secret))).toMatchObject({ name: 'bot', roomName: 'gate' });
    await expect(verify(await signed(`${secret}.`))).rejects.toMatchObject({ code: 'unauthenticated' });
    await call('DELETE', `/api-keys/${id}`);
    await expect(verify(await signed(secret))).rejects.toMatchObject({ code: 'unauthenticated' });
    world.pass(3_600_000 + 1_000);
    await expect(verify(jwt)).rejects.toMatchObject({ code: 'unauthenticated' });
    await call('DELETE', '/rooms/gate');
  });

  it('have one winner where several create the same one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => call('POST', '/rooms', { name: 'race' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    await call('DELETE', '/rooms/race');
  });
});
