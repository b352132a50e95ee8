import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  ApiAccess,
  agentDefaultApiScope,
  ConflictError,
  Meshagent,
  NotFoundError,
  ParticipantToken,
  PermissionDeniedError,
  parseApiKey,
  RoomException,
  type RoomWebhookEvent,
  type ServiceSpec,
  ValidationErrorResponse,
  verifyWebhook,
} from 'mesa-sdk/meshagent';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createWorld, type World } from './world.js';

const TEMPLATE = `
version: v1
kind: ServiceTemplate
metadata: { name: "{{ name }}" }
variables: [{ name: name }]
container: { image: "registry.example.com/{{ name }}:1" }
`;

const SPEC: ServiceSpec = {
  version: 'v1',
  kind: 'Service',
  metadata: { name: 'greeter', annotations: { team: 'support' } },
  container: { image: 'registry.example.com/greeter:1' },
};

let world: World;
/** Names of the methods that were called, by any client. */
const called = new Set<string>();

/** Returns a client that takes down which of its flat methods are called. */
function connect(token: string | null): Meshagent {
  const client = new Meshagent({ baseUrl: world.url, token });
  return new Proxy(client, {
    get(target, name) {
      if (flatNames(client).includes(String(name))) called.add(String(name));
      return Reflect.get(target, name, target);
    },
  });
}

/** The flat methods are the members of a client that it does not list. */
function flatNames(client: Meshagent): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(client))
    .filter(([, { enumerable }]) => enumerable === false)
    .map(([name]) => name);
}

async function failureOf(promise: PromiseLike<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
}

async function collect<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}

describe('mesa-sdk/meshagent against a depot', () => {
  let operator: Meshagent;
  let admin: Meshagent;
  let member: Meshagent;
  let worker: Meshagent;
  let adminId: string;
  let memberId: string;
  let memberEmail: string;
  let keyId: string;
  let apiKey: string;
  let p: string;

  beforeAll(async () => {
    world = await createWorld();
    operator = connect(world.operator);
    const [first, second] = await Promise.all([
      operator.createUser({ email: 'ann@example.com', firstName: 'Ann' }),
      operator.createUser({ email: 'bob@example.com' }),
    ]);
    adminId = first.id;
    memberId = second.id;
    memberEmail = second.email;
    admin = connect(await operator.createUserToken(adminId));
    member = connect(await operator.createUserToken(memberId));
    p = (await admin.createProject('Support desk', { color: 'blue' })).id;
    const key = await admin.createApiKey(p, 'worker', 'Of the test');
    keyId = key.id;
    apiKey = key.value;
    worker = connect(apiKey);
  });
  afterAll(() => world?.[Symbol.asyncDispose]());

  it('projects, members and profiles', async () => {
    expect(await admin.getProject(p)).toMatchObject({ name: 'Support desk', settings: { color: 'blue' } });
    expect((await admin.listProjects()).map(({ id }) => id)).toEqual([p]);
    expect((await worker.listProjects()).map(({ id }) => id)).toEqual([p]);
    await admin.updateProjectSettings(p, { color: 'red' });
    expect((await admin.projects.get(p)).settings).toEqual({ color: 'red' });
    expect(await admin.getStatus(p)).toBe(true);
    expect(await admin.getProjectRole(p)).toEqual({ role: 'admin', can_create_rooms: true });

    await admin.addUserToProject(p, memberId, { canCreateRooms: true });
    expect(await failureOf(admin.members.add(p, { email: memberEmail }))).toBeInstanceOf(ConflictError);
    expect(await admin.getUsersInProject(p, { email: memberEmail })).toMatchObject([
      { id: memberId, is_developer: false, can_create_rooms: true },
    ]);
    await admin.updateUserInProject(p, memberId, { isDeveloper: true });
    expect(await member.getProjectRole(p)).toEqual({ role: 'developer', can_create_rooms: false });
    await admin.removeUserFromProject(p, memberId);
    expect(await failureOf(member.getProjectRole(p))).toBeInstanceOf(PermissionDeniedError);
    await admin.members.add(p, { email: memberEmail });

    await member.updateUserProfile('me', 'Bob', null);
    expect(await member.getUserProfile('me')).toEqual({
      id: memberId,
      email: memberEmail,
      first_name: 'Bob',
      last_name: null,
    });
  });

  it('rooms and grants', async () => {
    const room = await worker.createRoom({ projectId: p, name: 'front-desk', metadata: { floor: 1 } });
    expect(await worker.rooms.create({ projectId: p, name: 'front-desk', ifNotExists: true })).toEqual(room);
    const taken = await failureOf(worker.createRoom({ projectId: p, name: 'front-desk' }));
    expect(taken).toBeInstanceOf(ConflictError);
    expect(taken).toMatchObject({ statusCode: 409, code: 'already_exists', errorCode: 1004 });
    expect((taken as RoomException).requestId).toEqual(expect.any(String));
    for (const name of ['a', 'b', 'c', 'd']) await worker.rooms.create({ projectId: p, name });
    expect((await collect(worker.listRooms(p, { limit: 2 }))).map(({ name }) => name)).toEqual([
      'a',
      'b',
      'c',
      'd',
      'front-desk',
    ]);
    expect(await worker.rooms.list(p, { limit: 1, orderBy: '-room_name' })).toEqual([room]);
    const d = await worker.getRoom(p, 'd');
    await worker.updateRoom(p, d.id, 'e', { annotations: { wing: 'east' } });
    expect(await worker.getRoom(p, 'e')).toEqual({ ...d, name: 'e', annotations: { wing: 'east' } });
    await worker.deleteRoom(p, d.id);
    expect(await failureOf(worker.getRoom(p, 'e'))).toBeInstanceOf(NotFoundError);

    const permissions = { queues: { send: ['tickets'] } };
    expect(await failureOf(member.connectRoom(p, 'front-desk'))).toBeInstanceOf(RoomException);
    await worker.createRoomGrant({ projectId: p, roomId: room.id, userId: memberId, permissions });
    await worker.createRoomGrantByEmail({ projectId: p, roomId: 'a', email: memberEmail, permissions });
    await worker.updateRoomGrant({
      projectId: p,
      roomId: 'a',
      userId: memberId,
      permissions: agentDefaultApiScope(),
    });
    const grant = await worker.getRoomGrant(p, 'front-desk', memberId);
    expect(grant).toEqual({ room, user_id: memberId, permissions });
    const all = await collect(worker.listRoomGrants(p, { limit: 1 }));
    expect(all.map(({ room: { name } }) => name)).toEqual(['a', 'front-desk']);
    expect(await worker.listRoomGrantsByUser(p, memberId)).toEqual(all);
    expect(await worker.listRoomGrantsByRoom(p, 'front-desk', { orderBy: 'user_id' })).toEqual([grant]);
    const counts = await collect(worker.listUniqueRoomsWithGrants(p, { limit: 1 }));
    expect(counts.map(({ room: { name }, count }) => [name, count])).toEqual([
      ['a', 1],
      ['front-desk', 1],
    ]);
    expect(await worker.listUniqueUsersWithGrants(p, { filter: 'BOB' })).toMatchObject([
      { user_id: memberId, count: 2, first_name: 'Bob', email: memberEmail },
    ]);
    await worker.deleteRoomGrant(p, 'a', memberId);
    expect(await failureOf(worker.getRoomGrant(p, 'a', memberId))).toBeInstanceOf(NotFoundError);

    const info = await member.connectRoom(p, 'front-desk');
    expect(info).toMatchObject({ room_name: 'front-desk', project_id: p });
    const token = ParticipantToken.decode(info.jwt);
    expect([token.name, token.room, token.role]).toEqual([memberEmail, 'front-desk', 'user']);
    const access = new ApiAccess(token.api ?? {});
    expect([access.canSendToQueue('tickets'), access.canSendToQueue('x')]).toEqual([true, false]);
  });

  it('files', async () => {
    const file = { projectId: p, path: 'notes/a b ☃.txt' };
    await worker.upload({ ...file, data: 'hej ☃' });
    expect(new TextDecoder().decode(await worker.download(file))).toBe('hej ☃');
    const large = new Uint8Array(300_000).map((_, index) => index % 251);
    const stream = new Blob([large]).stream() as ReadableStream<Uint8Array>;
    await worker.storage.upload({ projectId: p, path: '/large.bin', data: stream });
    const back = await worker.downloadStream({ projectId: p, path: 'large.bin' });
    expect(new Uint8Array(await new Response(back).arrayBuffer())).toEqual(large);
    expect(await worker.storage.download({ projectId: p, path: 'large.bin' })).toEqual(large);
    const files = await collect(worker.listFiles(p, { limit: 1 }));
    expect(files.map(({ size }) => size)).toEqual([300_000, 7]);
    expect(await worker.listFiles(p, { prefix: 'notes/' })).toHaveLength(1);
    await worker.deleteFile(file);
    expect(await failureOf(worker.download(file))).toBeInstanceOf(NotFoundError);
    expect(await failureOf(worker.upload({ projectId: p, path: '../x', data: '' }))).toBeInstanceOf(
      ValidationErrorResponse,
    );
  });

  it('services of the project and of a room, from specifications and from templates', async () => {
    const created = await worker.createService(p, SPEC);
    const id = created.id ?? '';
    expect(created).toMatchObject(SPEC);
    expect(await worker.getService(p, id)).toEqual(created);
    const updated = await worker.updateService(p, id, { ...SPEC, metadata: { name: 'greeter-2' } });
    expect(updated.metadata.name).toBe('greeter-2');
    const made = await worker.createServiceFromTemplate(p, TEMPLATE, { name: 'clerk' });
    expect(made.container?.image).toBe('registry.example.com/clerk:1');
    const remade = await worker.updateServiceFromTemplate(p, made.id ?? '', TEMPLATE, { name: 'porter' });
    expect(remade).toMatchObject({ id: made.id, metadata: { name: 'porter' } });
    expect((await worker.listServices(p)).map(({ metadata: { name } }) => name).sort()).toEqual([
      'greeter-2',
      'porter',
    ]);
    await worker.deleteService(p, id);
    expect(await failureOf(worker.getService(p, id))).toBeInstanceOf(NotFoundError);
    const missing = await failureOf(worker.createServiceFromTemplate(p, TEMPLATE, {}));
    expect(missing).toMatchObject({ statusCode: 400, code: 'template_value_missing' });
    expect((await worker.renderTemplate(TEMPLATE, { name: 'x' })).metadata.name).toBe('x');

    const own = await worker.createRoomService(p, 'front-desk', SPEC);
    const ownId = own.id ?? '';
    expect(await worker.getRoomService(p, 'front-desk', ownId)).toEqual(own);
    const more = await worker.createRoomServiceFromTemplate(p, 'front-desk', TEMPLATE, { name: 'clerk' });
    await worker.updateRoomService(p, 'front-desk', ownId, { ...SPEC, metadata: { name: 'greeter-3' } });
    await worker.updateRoomServiceFromTemplate(p, 'front-desk', more.id ?? '', TEMPLATE, { name: 'guard' });
    expect(
      (await worker.listRoomServices(p, 'front-desk')).map(({ metadata: { name } }) => name).sort(),
    ).toEqual(['greeter-3', 'guard']);
    await worker.deleteRoomService(p, 'front-desk', ownId);
    expect(await worker.roomServices.list(p, 'front-desk')).toHaveLength(1);
  });

  it('secrets, whose values only admins see', async () => {
    const registry = {
      name: 'registry',
      type: 'docker',
      server: 'ghcr.io',
      username: 'u',
      password: 'p ☃',
    } as const;
    const id = await worker.createSecret(p, registry);
    const keysId = await worker.createProjectSecret({
      projectId: p,
      name: 'model',
      type: 'keys',
      data: { A: 'ü' },
    });
    const email = 'none@example.com';
    expect(await admin.listSecrets(p)).toEqual(
      expect.arrayContaining([
        { id, ...registry, email },
        { id: keysId, name: 'model', type: 'keys', data: { A: 'ü' } },
      ]),
    );
    expect(await worker.listSecrets(p)).toContainEqual({
      id: keysId,
      name: 'model',
      type: 'keys',
      data: { A: '' },
    });
    expect((await worker.listProjectSecrets(p)).map(({ name }) => name).sort()).toEqual([
      'model',
      'registry',
    ]);
    await worker.updateSecret(p, { id, ...registry, password: 'other' });
    const managed = await admin.getProjectSecret(p, id);
    expect(JSON.parse(Buffer.from(managed.data_base64, 'base64').toString())).toMatchObject({
      password: 'other',
    });
    await worker.deleteSecret(p, id);
    expect(await worker.secrets.listInfo(p)).toHaveLength(1);
  });

  it('API keys, OAuth clients, shares and mailboxes', async () => {
    expect(parseApiKey(apiKey)).toMatchObject({ id: keyId, projectId: p });
    const [key] = await admin.listApiKeys(p);
    expect(key).toMatchObject({ id: keyId, name: 'worker' });
    expect(key).not.toHaveProperty('value');
    const other = await admin.createApiKey(p, 'other', '');
    await admin.deleteApiKey(p, other.id);
    expect(await failureOf(connect(other.value).listProjects())).toMatchObject({ statusCode: 401 });

    const client = await admin.createOAuthClient(p, {
      grantTypes: ['authorization_code'],
      responseTypes: ['code'],
      redirectUris: ['https://app.example.com/callback'],
      scope: 'openid',
      metadata: { app: 'desk' },
    });
    expect(client.client_secret).not.toBe('');
    await admin.updateOAuthClient(p, client.client_id, { scope: 'openid email' });
    const shown = { ...client, client_secret: '', scope: 'openid email' };
    expect(await admin.getOAuthClient(p, client.client_id)).toEqual(shown);
    expect(await admin.listOAuthClients(p, { count: 5 })).toEqual([shown]);
    await admin.deleteOAuthClient(p, client.client_id);
    expect(await admin.oauthClients.list(p)).toEqual([]);

    const share = await worker.createShare(p, { room: 'front-desk', name: 'guest' });
    const info = await connect(null).connectShare(share);
    expect(info).toMatchObject({ room_name: 'front-desk', settings: { room: 'front-desk' } });
    await worker.updateShare(p, share, { room: 'front-desk', expires_at: '2020-01-01T00:00:00Z' });
    expect(await failureOf(connect(null).shares.connect(share))).toMatchObject({
      statusCode: 410,
      code: 'gone',
    });
    expect(await worker.listShares(p)).toMatchObject([{ id: share, project_id: p }]);
    await worker.deleteShare(p, share);
    expect(await worker.shares.list(p)).toEqual([]);

    const mailbox = { projectId: p, address: 'desk@example.com', room: 'front-desk', queue: 'mail' };
    await worker.createMailbox(mailbox);
    await worker.updateMailbox({ ...mailbox, queue: 'letters', isPublic: true });
    const stored = await worker.getMailbox(p, mailbox.address);
    expect(stored).toMatchObject({ address: mailbox.address, queue: 'letters', public: true });
    expect(await worker.listMailboxes(p, { filter: 'desk' })).toEqual([stored]);
    expect(await worker.listRoomMailboxes(p, 'front-desk')).toEqual([stored]);
    await worker.deleteMailbox(p, mailbox.address);
    expect(await failureOf(worker.getMailbox(p, mailbox.address))).toBeInstanceOf(NotFoundError);
  });

  it('tasks, queues, webhooks and sessions', async () => {
    let secret = '';
    const events: RoomWebhookEvent[] = [];
    const receiver = createServer(async (request, response) => {
      const body = await text(request);
      events.push(await verifyWebhook({ secret, body, headers: request.headers }));
      response.writeHead(204).end();
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhook`;
    const hook = { name: 'log', url, events: ['room.started'] } as const;
    const webhook = await admin.createWebhook(p, { ...hook, action: 'wake', payload: { greeting: 'hej ☃' } });
    secret = webhook.secret ?? '';
    await worker.connectRoom(p, 'b');
    await vi.waitFor(() => expect(events).toHaveLength(1), { timeout: 10_000 });
    expect(events[0]).toMatchObject({
      event: 'room.started',
      data: { room_name: 'b' },
      action: 'wake',
      greeting: 'hej ☃',
    });
    receiver.close();
    await vi.waitFor(async () =>
      expect(await admin.listWebhookDeliveries(p, webhook.id, { limit: 5 })).toMatchObject([
        { event: 'room.started', status: 'delivered', response_status: 204 },
      ]),
    );
    const changed = await admin.updateWebhook(p, webhook.id, { ...hook, events: ['room.ended'] });
    expect(await admin.listWebhooks(p)).toEqual([changed]);
    await admin.deleteWebhook(p, webhook.id);
    expect(await admin.webhooks.list(p)).toEqual([]);

    const task = {
      projectId: p,
      roomName: 'b',
      queueName: 'tickets',
      payload: { n: 1 },
      schedule: '* * * * *',
    };
    const taskId = await worker.createScheduledTask({ ...task, taskId: 'greeting', once: true });
    expect(taskId).toBe('greeting');
    await worker.updateScheduledTask({ projectId: p, taskId, payload: { n: 2 } });
    const idle = await worker.createScheduledTask({ ...task, active: false });
    expect((await collect(worker.listScheduledTasks(p, { limit: 1 }))).map(({ id }) => id)).toEqual([
      taskId,
      idle,
    ]);
    expect(await worker.scheduledTasks.list(p, { roomName: 'b', active: false })).toHaveLength(1);
    world.pass(61_000);
    await vi.waitFor(async () => expect(await worker.listQueueMessages(p, 'b', 'tickets')).toHaveLength(1), {
      timeout: 10_000,
      interval: 100,
    });
    expect(await worker.receiveQueueMessages(p, 'b', 'tickets', { limit: 5 })).toMatchObject([
      { payload: { n: 2 }, task_id: taskId },
    ]);
    expect(await worker.queues.listMessages(p, 'b', 'tickets')).toEqual([]);
    expect(await worker.listScheduledTasks(p, { taskId })).toMatchObject([
      { active: false, once: true, last_run_id: 1, last_status: 'succeeded' },
    ]);
    await worker.deleteScheduledTask(p, idle);

    const [session] = (await worker.listActiveSessions(p)).filter(({ room_name }) => room_name === 'b');
    if (!session) throw new Error('the room has no session');
    expect(await worker.getSession(p, session.id)).toEqual(session);
    const types = (await worker.listSessionEvents(p, session.id)).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['room.started', 'task.run']));
    expect((await worker.listSessionSpans(p, session.id)).length).toBeGreaterThan(0);
    expect(await worker.listSessionMetrics(p, session.id)).toBeInstanceOf(Array);
    await worker.terminateSession(p, session.id);
    const ended = (await worker.listRecentSessions(p)).find(({ id }) => id === session.id);
    expect(ended?.is_active).toBe(false);
  });

  it('billing and usage', async () => {
    expect((await connect(null).getPricing()).currency).toBe('USD');
    const before = (await admin.getBalance(p)).balance;
    const transaction = await operator.createTransaction(p, { amount: 12.5, description: 'Credit' });
    expect((await admin.getBalance(p)).balance).toBeCloseTo(before + 12.5);
    expect(await admin.getRecentTransactions(p)).toEqual([transaction]);
    await admin.setAutoRecharge({ projectId: p, enabled: true, amount: 10, threshold: 2, monthlyBudget: 50 });
    expect(await admin.getBalance(p)).toMatchObject({ auto_recharge_amount: 10, auto_recharge_threshold: 2 });
    const urls = { successUrl: 'https://a.example.com/ok', cancelUrl: 'https://a.example.com/no' };
    expect(await admin.getCheckoutUrl(p, urls)).toContain(`${world.url}/checkout`);
    expect(await admin.getCreditsCheckoutUrl(p, { ...urls, quantity: 5 })).toContain(`${world.url}/checkout`);
    expect((await admin.getSubscription(p)).status).toBe('none');
    const start = new Date(Date.now() - 3_600_000);
    const usage = await worker.getUsage(p, { start, report: 'rooms', room: 'b', interval: 'day' });
    expect(usage.map(({ type }) => type)).toContain('task_run');
    expect(await worker.billing.getUsage(p, { users: ['nobody'], annotations: { a: 'b' } })).toEqual([]);
  });

  it('ends with all of it called, and the project gone', async () => {
    await admin.deleteProject(p);
    expect(await failureOf(admin.getProject(p))).toBeInstanceOf(NotFoundError);
    await operator.revokeUserTokens(memberId);
    expect(await failureOf(member.listProjects())).toMatchObject({ statusCode: 401 });
    expect(
      flatNames(new Meshagent({ baseUrl: world.url, token: null })).filter((name) => !called.has(name)),
    ).toEqual([]);
  });
});
