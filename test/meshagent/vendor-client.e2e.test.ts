import { Buffer } from 'node:buffer';
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  ApiScope,
  encodeApiKey,
  Meshagent,
  ParticipantGrant,
  ParticipantToken,
  parseApiKey,
} from '@meshagent/meshagent';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SPEC } from './spec.js';
import { unique } from './unique.js';
import { CALLS, IDS } from './vendor-calls.js';
import { createWorld, type World } from './world.js';

/**
 * The client that others publish for this API, as it comes from the registry, against our server: every method that calls a route of
 * the contract. Its parsers are strict about what they read, so much of the proof is that nothing is thrown.
 */

type Person = Awaited<ReturnType<World['addUser']>>;

let world: World;
let admin: Person;
let member: Person;
let projectId: string;
let room: { readonly id: string; readonly name: string };
let apiKey: string;
/** Those who work in the project: who owns it, and a program with its API key. */
let clients: Readonly<Record<'admin' | 'API key', Meshagent>>;
/** What was delivered to the webhook of the project. */
const delivered: { readonly signature: string; readonly body: string }[] = [];
let hookUrl: string;
let stopReceiver: () => Promise<void>;
const called = new Set<string>();

/** Returns a client of the vendor that notes which methods are called. */
function connect(token: string): Meshagent {
  const client = new Meshagent({ baseUrl: world.url, token });
  return new Proxy(client, {
    get(target, name) {
      if (Object.hasOwn(CALLS, name)) called.add(String(name));
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

beforeAll(async () => {
  // Its tokens would take their key from there.
  vi.stubEnv('MESHAGENT_API_KEY', undefined);
  const receiver = createServer(async (request, response) => {
    const signature = String(request.headers['meshagent-signature']);
    delivered.push({ signature, body: await text(request) });
    response.end();
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  stopReceiver = () => new Promise((resolve) => receiver.close(() => resolve()));
  hookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhook`;

  world = await createWorld();
  admin = await world.addUser('admin');
  member = await world.addUser('member');
  const client = connect(admin.token);
  projectId = String((await client.createProject('vendor', { theme: 'dark' })).id);
  room = await client.createRoom({ projectId, name: 'lobby', ifNotExists: true, metadata: { floor: 2 } });
  await client.addUserToProject(projectId, member.id, { isDeveloper: true, canCreateRooms: true });
  apiKey = String((await client.createApiKey(projectId, 'ci', 'Of the tests.')).value);
  clients = { admin: client, 'API key': connect(apiKey) };
});
afterAll(async () => {
  await world?.depot.close();
  await stopReceiver?.();
});

describe.each(['admin', 'API key'] as const)('with the credential of the %s', (who) => {
  let client: Meshagent;
  beforeAll(() => {
    client = clients[who];
  });

  it('projects and users', async () => {
    expect(await client.listProjects()).toEqual({
      projects: [expect.objectContaining({ id: projectId, name: 'vendor', owner_user_id: admin.id })],
    });
    expect(await client.getProject(projectId)).toMatchObject({ id: projectId, settings: { theme: 'dark' } });
    expect(await client.getStatus(projectId)).toBe(true);
    expect(await client.getProjectRole(projectId)).toBe(who === 'admin' ? 'admin' : 'developer');
    expect(await client.getUsersInProject(projectId)).toMatchObject({
      users: [{ id: admin.id }, { id: member.id, is_developer: true, can_create_rooms: true }],
    });
    expect(await client.getUserProfile(member.id)).toEqual({
      id: member.id,
      email: member.email,
      first_name: null,
      last_name: null,
    });
  });

  it('rooms', async () => {
    const name = unique('hall');
    const permissions = { [member.id]: ApiScope.userDefault() };
    const annotations = { team: 'support' };
    const created = await client.createRoom({
      projectId,
      name,
      metadata: { a: [1] },
      annotations,
      permissions,
    });
    expect(created).toEqual({ id: created.id, name, metadata: { a: [1] }, annotations });
    await expect(client.createRoom({ projectId, name })).rejects.toThrow('Status code: 409');
    expect(await client.createRoom({ projectId, name, ifNotExists: true })).toEqual(created);
    const renamed = unique('hall');
    await client.updateRoom(projectId, created.id, renamed, { metadata: {} });
    expect(await client.getRoom(projectId, renamed)).toEqual({ ...created, name: renamed, metadata: {} });
    const rooms = await client.listRooms(projectId, { limit: 1, offset: 1, orderBy: '-created_at' });
    expect(rooms.map(({ id }) => id)).toEqual([room.id]);
    await client.deleteRoom(projectId, created.id);
    const failure = client.getRoom(projectId, renamed);
    await expect(failure).rejects.toThrow(/^Failed to fetch room\. Status code: 404, body: \{"message":"/);
  });

  it('grants', async () => {
    const key = { projectId, roomId: room.id };
    await client.createRoomGrant({ ...key, userId: member.id, permissions: ApiScope.agentDefault() });
    await client.createRoomGrantByEmail({ ...key, email: admin.email, permissions: new ApiScope() });
    await client.updateRoomGrant({ ...key, userId: admin.id, permissions: ApiScope.full() });
    const grant = await client.getRoomGrant(projectId, room.name, member.id);
    expect(grant).toMatchObject({ room: { id: room.id }, userId: member.id });
    expect(grant.permissions.agents).toMatchObject({ register_agent: true, use_tools: true });
    expect(grant.permissions.admin).toBeUndefined();
    expect(await client.listRoomGrants(projectId)).toHaveLength(2);
    expect(await client.listRoomGrantsByUser(projectId, member.id)).toEqual([grant]);
    const byRoom = await client.listRoomGrantsByRoom(projectId, room.id, { limit: 1 });
    expect(byRoom).toHaveLength(1);
    expect(await client.listUniqueRoomsWithGrants(projectId)).toMatchObject([{ room, count: 2 }]);
    const users = await client.listUniqueUsersWithGrants(projectId);
    expect(users.map(({ userId, count, email }) => [userId, count, email])).toEqual(
      expect.arrayContaining([
        [admin.id, 1, admin.email],
        [member.id, 1, member.email],
      ]),
    );

    const connection = await connect(member.token).connectRoom(projectId, room.name);
    expect(connection).toMatchObject({ roomName: room.name, projectId });
    expect(connection.roomUrl).toBe(`${world.url.replace('http', 'ws')}/rooms/${room.name}`);
    const token = await ParticipantToken.fromJwt(connection.jwt, { verify: false });
    expect([token.name, token.role, token.isUser, token.projectId]).toEqual([
      member.email,
      'user',
      true,
      projectId,
    ]);
    expect(token.grantScope('room')).toBe(room.name);
    expect(token.getApiGrant()).toMatchObject({ queues: {}, messaging: {} });
    expect(Number(token.extra?.exp) * 1000).toBeGreaterThan(Date.now() + 3_000_000);

    for (const { id } of [admin, member]) await client.deleteRoomGrant(projectId, room.id, id);
    expect(await client.listRoomGrants(projectId)).toEqual([]);
    expect((await client.connectRoom(projectId, room.name)).jwt).toMatch(/^ey/);
  });

  it('files', async () => {
    const data = Uint8Array.from({ length: 1_200_000 }, (_, index) => index * 7);
    const path = '/a b/ü+&%41.bin';
    await client.upload({ projectId, path, data: new Uint8Array() });
    await client.upload({ projectId, path, data });
    expect(Buffer.compare(await client.download({ projectId, path }), data)).toBe(0);
    await expect(client.download({ projectId, path: '/a b' })).rejects.toThrow('Status code: 404');
  });

  it('services', async () => {
    const spec = CALLS.createService[0]?.[1];
    if (spec === undefined) throw new Error('no call');
    const id = await client.createService(projectId, spec);
    expect(id).not.toBe(spec.id); // the server assigns its own
    expect(await client.listServices(projectId)).toEqual([{ ...spec, id }]);
    await client.updateService(projectId, id, { ...spec, id, ports: [] });
    expect(await client.getService(projectId, id)).toEqual({ ...spec, id, ports: [] });
    await client.deleteService(projectId, id);
    await expect(client.getService(projectId, id)).rejects.toThrow('Status code: 404');

    const inRoom = await client.createRoomService(projectId, room.name, spec);
    expect(await client.listRoomServices(projectId, room.name)).toEqual([{ ...spec, id: inRoom }]);
    await client.updateRoomService(projectId, room.name, inRoom, { ...spec, id: inRoom, agents: [] });
    expect(await client.getRoomService(projectId, room.name, inRoom)).toMatchObject({ agents: [] });
    await client.deleteRoomService(projectId, room.name, inRoom);
    expect(await client.listRoomServices(projectId, room.name)).toEqual([]);
  });

  it('secrets', async () => {
    const docker = { name: 'hub', type: 'docker' as const, server: 's', username: 'u', password: 'hush' };
    const keys = { name: 'openai', type: 'keys' as const, data: { KEY: 'ünï' } };
    await client.createSecret(projectId, docker);
    await client.createSecret(projectId, keys);
    const [hub, openai] = await client.listSecrets(projectId);
    // An API key sees which secrets there are, and not what they are.
    const shown = (value: string): string => (who === 'admin' ? value : '');
    expect(hub).toEqual({
      ...docker,
      id: hub?.id,
      server: shown('s'),
      username: shown('u'),
      password: shown('hush'),
      email: shown('none@example.com'),
    });
    expect(openai).toEqual({ ...keys, id: openai?.id, data: { KEY: shown('ünï') } });
    const id = openai?.id ?? '';
    await client.updateSecret(projectId, { ...keys, id, data: { KEY: 'new', MORE: '1' } });
    const one = await client.getProjectSecret(projectId, id);
    expect(JSON.parse(new TextDecoder().decode(one.data))).toEqual({ KEY: shown('new'), MORE: shown('1') });
    const content = new TextEncoder().encode('{"A":"b"}');
    const made = await client.createProjectSecret({ projectId, name: 'bare', type: 'keys', data: content });
    const infos = await client.listProjectSecrets(projectId);
    expect(infos.at(-1)).toEqual({ id: made, name: 'bare', type: 'keys', delegatedTo: null });
    for (const secret of infos) await client.deleteSecret(projectId, secret.id);
    expect(await client.listSecrets(projectId)).toEqual([]);
  });

  it('shares, mailboxes and sessions', async () => {
    const settings = { room: room.name, color: 'red', permissions: { messaging: {} }, name: 'visitor' };
    const { id } = await client.createShare(projectId);
    await client.updateShare(projectId, id, settings);
    expect(await client.listShares(projectId)).toEqual([{ id, projectId, settings }]);
    const visit = await connect('').connectShare(id);
    expect(visit).toMatchObject({ roomName: room.name, projectId, settings });
    const token = await ParticipantToken.fromJwt(visit.jwt, { verify: false });
    expect(token.name).toMatch(/^visitor-/);
    expect(token.getApiGrant()).toEqual({ messaging: {} });

    const [session] = await client.listActiveSessions(projectId);
    if (session === undefined) throw new Error('no session is active');
    expect(session).toMatchObject({ roomId: room.id, roomName: room.name, isActive: true });
    expect(session.participants?.user).toBeGreaterThan(0);
    expect(await client.getSession(projectId, session.id)).toMatchObject({ id: session.id });
    const events = await client.listSessionEvents(projectId, session.id);
    expect(events[0]).toMatchObject({ type: 'room.started' });
    expect((await client.listSessionSpans(projectId, session.id)).length).toBeGreaterThan(0);
    expect((await client.listSessionMetrics(projectId, session.id)).length).toBeGreaterThan(0);
    await client.terminateSession(projectId, session.id);
    expect(await client.listActiveSessions(projectId)).toEqual([]);
    expect((await client.listRecentSessions(projectId)).map((recent) => recent.id)).toContain(session.id);
    await client.deleteShare(projectId, id);
    await expect(client.connectShare(id)).rejects.toThrow('Status code: 404');

    const mailbox = { projectId, address: `${unique('Help+desk')}@Example.com`, room: room.name };
    await client.createMailbox({ ...mailbox, queue: 'mail', isPublic: true });
    await client.updateMailbox({ ...mailbox, queue: 'other', isPublic: false });
    const { address } = mailbox;
    const expected = [{ address, room: room.name, roomId: room.id, queue: 'other' }];
    expect(await client.listMailboxes(projectId)).toEqual(expected);
    await client.deleteMailbox(projectId, address);
    expect(await client.listMailboxes(projectId)).toEqual([]);
  });

  it('prices and usage', async () => {
    expect(await client.getPricing()).toMatchObject({ currency: 'USD' });
    const usage = await client.getUsage(projectId, { interval: 'day', report: 'rooms' });
    expect(usage.length).toBeGreaterThan(0);
    const future = { start: new Date(Date.now() + 1_000), end: new Date(Date.now() + 2_000) };
    expect(await client.getUsage(projectId, future)).toEqual([]);
  });
});

describe('with the credential of the admin alone', () => {
  it('settings, members and the own profile', async () => {
    const client = clients.admin;
    await client.updateProjectSettings(projectId, { theme: 'light' });
    expect(await client.getProject(projectId)).toMatchObject({ settings: { theme: 'light' } });
    await client.removeUserFromProject(projectId, member.id);
    await expect(connect(member.token).getProjectRole(projectId)).rejects.toThrow('Status code: 403');
    await client.addUserToProject(projectId, member.id);
    expect(await connect(member.token).getProjectRole(projectId)).toBe('member');
    expect(await client.updateUserProfile(admin.id, 'Ada', 'Lovelace')).toEqual({ ok: true });
    expect(await client.getUserProfile('me')).toMatchObject({ first_name: 'Ada', last_name: 'Lovelace' });
  });

  it('API keys, and the tokens that are signed with them', async () => {
    const client = clients.admin;
    const created = await client.createApiKey(projectId, 'rooms', 'Signs tokens.');
    const value = String(created.value);
    const parts = parseApiKey(value);
    expect(parts).toMatchObject({ id: created.id, projectId });
    expect(encodeApiKey(parts)).toBe(value);
    const { keys } = (await client.listApiKeys(projectId)) as { keys: Record<string, unknown>[] };
    expect(keys.map(({ name, value: shown }) => [name, shown])).toEqual([
      ['ci', undefined],
      ['rooms', undefined],
    ]);

    const token = new ParticipantToken({
      name: 'agent-7',
      projectId,
      apiKeyId: parts.id,
      version: '0.35.8',
      grants: [new ParticipantGrant({ name: 'room', scope: room.name })],
    });
    token.addRoleGrant('agent');
    token.addApiGrant(ApiScope.agentDefault());
    const jwt = await token.toJwt({ apiKey: value, expiration: new Date(Date.now() + 60_000) });
    const verify = (given: string) => world.depot.meshagent?.connections.verify(given, projectId);
    expect(await verify(jwt)).toMatchObject({ name: 'agent-7', roomName: room.name, role: 'agent' });
    const forged = await token.toJwt({ apiKey: encodeApiKey({ ...parts, secret: 'guessed' }) });
    await expect(verify(forged)).rejects.toThrow('not valid');

    expect(await connect(value).getProjectRole(projectId)).toBe('developer');
    await client.deleteApiKey(projectId, parts.id);
    await expect(connect(value).getProjectRole(projectId)).rejects.toThrow('Status code: 401');
    await expect(verify(jwt)).rejects.toThrow('not valid');
  });

  it('webhooks, with deliveries that their receiver believes', async () => {
    const client = clients.admin;
    const hook = { name: 'rooms', url: hookUrl, events: ['room.started', 'room.ended'] };
    const created = await client.createWebhook(projectId, hook);
    const id = String(created.id);
    const payload = { team: 'Zürich ☎ 😀', event: 'not this', list: [1.5, null, true, {}] };
    await client.updateWebhook(projectId, id, { ...hook, description: 'd', action: 'page', payload });
    expect(await client.listWebhooks(projectId)).toEqual({
      webhooks: [expect.objectContaining({ id, action: 'page', payload, description: 'd' })],
    });
    const { roomUrl } = await client.connectRoom(projectId, room.name);
    const [session] = await client.listActiveSessions(projectId);
    await client.terminateSession(projectId, session?.id ?? '');
    await expect.poll(() => delivered.length, { timeout: 20_000 }).toBe(2);
    for (const { signature, body } of delivered) {
      expect(dumpLikePython(JSON.parse(body))).toBe(body);
      const claims = readJwt(signature.replace('Bearer ', ''), String(created.secret));
      expect(claims).toMatchObject({ sha256: createHash('sha256').update(body).digest('hex') });
    }
    const rest = { action: 'page', team: payload.team, list: payload.list };
    const bodies = delivered.map(({ body }) => JSON.parse(body));
    expect(bodies.sort((a, b) => (a.event < b.event ? 1 : -1))).toEqual([
      { event: 'room.started', data: { room_name: room.name, room_url: roomUrl }, ...rest },
      { event: 'room.ended', data: { room_name: room.name }, ...rest },
    ]);
    await client.deleteWebhook(projectId, id);
    expect(await client.listWebhooks(projectId)).toEqual({ webhooks: [] });
  });

  it('OAuth clients', async () => {
    const client = clients.admin;
    const input = {
      grantTypes: ['authorization_code', 'refresh_token'],
      responseTypes: ['code'],
      redirectUris: ['https://example.com/callback'],
      scope: 'email',
      metadata: { app: 'desk' },
    };
    const created = await client.createOAuthClient(projectId, input);
    expect(created).toMatchObject({ ...input, projectId });
    expect(created.clientSecret.length).toBeGreaterThan(30);
    const { clientId } = created;
    expect(await client.updateOAuthClient(projectId, clientId, { scope: 'profile' })).toEqual({ ok: true });
    const now = { ...created, clientSecret: '', scope: 'profile' };
    expect(await client.getOAuthClient(projectId, clientId)).toEqual(now);
    expect(await client.listOAuthClients(projectId)).toEqual([now]);
    await client.deleteOAuthClient(projectId, clientId);
    expect(await client.listOAuthClients(projectId)).toEqual([]);
  });

  it('billing', async () => {
    const client = clients.admin;
    await world.send('createTransaction', {
      path: { project_id: projectId },
      body: { amount: 12.5, reference: 'INV-1', description: 'Credit.' },
      credential: world.operator,
    });
    await client.setAutoRecharge({ projectId, enabled: true, amount: 20, threshold: 5 });
    expect(await client.getBalance(projectId)).toEqual({
      balance: 12.5,
      autoRechargeThreshold: 5,
      autoRechargeAmount: 20,
      lastRecharge: null,
    });
    const [transaction] = await client.getRecentTransactions(projectId);
    expect(transaction).toMatchObject({ amount: 12.5, reference: 'INV-1', description: 'Credit.' });
    expect(transaction?.createdAt.getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(await client.getSubscription(projectId)).toMatchObject({ status: 'none' });
    const urls = { successUrl: 'https://example.com/paid', cancelUrl: 'https://example.com/cancelled' };
    for (const url of [
      await client.getCheckoutUrl(projectId, urls),
      await client.getCreditsCheckoutUrl(projectId, { ...urls, quantity: 10 }),
    ]) {
      const page = await fetch(url);
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('no payments')]);
    }
  });
});

/** Operations whose names differ from those of the methods. */
const OPERATION_OF: Readonly<Record<string, string>> = {
  createRoomGrantByEmail: 'createRoomGrant',
  createProjectSecret: 'createSecret',
  listProjectSecrets: 'listSecrets',
};
const SCOPES = Object.keys(CALLS).map(
  (name) => [name, SPEC.operationOf(OPERATION_OF[name] ?? name).scope] as const,
);

it.each(SCOPES.filter(([, scope]) => scope === 'admin' || scope === 'user'))(
  '%s refuses an API key',
  async (name) => {
    const [values = []] = CALLS[name as keyof typeof CALLS];
    const client = clients['API key'];
    const method = Reflect.get(client, name) as (...given: unknown[]) => Promise<unknown>;
    // Their arguments name a project, which is not the one of the key.
    const given = JSON.parse(JSON.stringify(values).replaceAll(IDS.project, projectId));
    await expect(method(...given)).rejects.toThrow('Status code: 403');
  },
);

it('every method was called', () => {
  expect(Object.keys(CALLS).filter((name) => !called.has(name))).toEqual([]);
});

/** Writes JSON as the receivers of these webhooks do before they hash it: the way of Python's `json.dumps`. */
function dumpLikePython(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(dumpLikePython).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      ([name, item]) => `${dumpLikePython(name)}: ${dumpLikePython(item)}`,
    );
    return `{${members.join(', ')}}`;
  }
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Returns the payload of a JWT with an HS256 signature of that secret. */
function readJwt(jwt: string, secret: string): unknown {
  const [header = '', payload = '', signature] = jwt.split('.');
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ alg: 'HS256' });
  expect(createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')).toBe(signature);
  return JSON.parse(Buffer.from(payload, 'base64url').toString());
}
