import { request as httpRequest } from 'node:http';
import type { Storage } from 'mesa-depot';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { busyError, createFaultyStorage } from '../helpers/faulty-storage.js';
import type { ContractAnswer, ContractRequest } from '../helpers/send.js';
import { type Project, pathOf, serviceSpec } from './project.js';
import { BROKEN_JSON, INVALID, SAMPLES } from './samples.js';
import { some } from './some.js';
import { type Operation, SPEC } from './spec.js';
import { unique } from './unique.js';
import { createWorld, type World } from './world.js';

/** No id of anything. */
const NOTHING = '00000000-0000-4000-8000-000000000000';
/** Path parameters that name nothing that has to be there. */
const FREE = ['grant_id', 'queue_name'];
const JSON_TYPE = { 'content-type': 'application/json' };
const LISTED = SPEC.operations.flatMap(({ id, statuses }) => statuses.map((status) => [id, status] as const));

const storage = createFaultyStorage();
let world: World;
let project: Project;
/** Whose clients are of other makers. */
let others: Project | undefined;
/** `<operation> <status>` of every answer so far, and codes. */
const produced = new Set<string>();
const codes = new Set<string>();
beforeAll(async () => {
  world = await createWorld({ wrapStorage: (opened) => interruptible(storage.wrap(opened)) });
  project = await world.createProject();
});
afterAll(() => world?.depot.close());

/** What somebody else does before the next transaction begins. */
let meanwhile: (() => Promise<unknown>) | undefined;

function interruptible(wrapped: Storage): Storage {
  return {
    get read() {
      return wrapped.read;
    },
    async transaction(work) {
      const act = meanwhile;
      meanwhile = undefined;
      await act?.();
      return wrapped.transaction(work);
    },
    close: () => wrapped.close(),
  };
}

/** Sends a request, as the admin of the project unless it says otherwise, and expects a status. */
async function expectStatus(
  id: string,
  expected: number | string,
  request: ContractRequest = {},
  of: Project = project,
): Promise<ContractAnswer> {
  const path = { ...pathOf(SPEC.operationOf(id), of), ...request.path };
  const answer = await world.send(id, { credential: of.admin.token, ...request, path });
  const { status, body, problems } = answer;
  const code: string | undefined = status >= 400 ? body.code : undefined;
  const isSame = typeof expected === 'number' ? status : `${status} ${code}`;
  expect(isSame, `${id}: ${JSON.stringify(body)}`).toBe(expected);
  expect(problems).toEqual([]);
  produced.add(`${id} ${status}`);
  if (code !== undefined) codes.add(code);
  return answer;
}

/** Returns a request that succeeds, but for its path. */
function sampleOf(id: string, of: Project = project): ContractRequest {
  const sample = SAMPLES[id];
  if (sample === undefined) throw new Error(`no sample of ${id}`);
  const credentials = { operator: world.operator, member: of.member.token };
  return { ...sample.request?.(of), ...(sample.as && { credential: credentials[sample.as] }) };
}

/** Returns who may not call an operation, although their credential is good, and they belong to the project or run the server. */
function outsidersOf({ scope }: Operation): string[] {
  const { admin, developer, member, creator, apiKey } = project;
  switch (scope) {
    case 'none':
    case 'caller':
      return [];
    case 'user':
      return [apiKey];
    case 'operator':
      return [admin.token, apiKey];
    case 'member':
      return [world.operator];
    case 'developer':
      return [member.token, creator.token, world.operator];
    case 'admin':
      return [member.token, creator.token, developer.token, apiKey, world.operator];
    case 'room-creator':
    case 'room-manager':
      return [member.token, developer.token, world.operator];
  }
}

/** Returns the status with which an operation succeeds. */
function successOf(id: string): number {
  return Number(SPEC.operationOf(id).statuses.find((status) => status.startsWith('2')));
}

/** Returns the operations for which this is so, by name. */
function those(filter: (operation: Operation) => boolean): [string, Operation][] {
  return SPEC.operations.filter(filter).map((operation) => [operation.id, operation]);
}

it.each(those(() => true))('%s succeeds', async (id) => {
  const of = SAMPLES[id]?.spoils ? await world.createProject() : project;
  await expectStatus(id, successOf(id), sampleOf(id, of), of);
});

it.each(those(({ scope }) => scope !== 'none'))('%s asks who calls', async (id, operation) => {
  for (const credential of some([null, project.apiKey.slice(0, -1)])) {
    const { headers } = await expectStatus(id, '401 unauthenticated', { ...sampleOf(id), credential });
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
  }
  for (const credential of some(outsidersOf(operation))) {
    await expectStatus(id, '403 permission_denied', { ...sampleOf(id), credential });
  }
});

it.each(those(({ path }) => path.includes('{')))(
  '%s finds nothing where there is nothing',
  async (id, { path }) => {
    for (const [, name = ''] of path.matchAll(/\{(\w+)\}/g)) {
      if (FREE.includes(name)) continue;
      for (const nothing of [NOTHING, "' or 1=1 --@example.com"]) {
        await expectStatus(id, '404 not_found', { ...sampleOf(id), path: { [name]: nothing } });
      }
    }
  },
);

it.each(those(({ statuses }) => statuses.includes('400')))(
  '%s takes nothing else',
  async (id, { bodySchema }) => {
    const sample = sampleOf(id);
    for (const invalid of some(INVALID[id] ?? [])) {
      const { body } = await expectStatus(id, '400 invalid_request', { ...sample, ...invalid(project) });
      expect(body.errors?.length, JSON.stringify(body)).toBeGreaterThan(0);
    }
    if (bodySchema === undefined) return;
    for (const broken of some([BROKEN_JSON, { body: 'text' }, { body: [] }])) {
      await expectStatus(id, '400 invalid_request', { ...sample, ...broken });
    }
  },
);

/** What other clients of this API send, each in its own words. */
const DIALECTS: readonly (readonly [string, string, (of: Project) => ContractRequest])[] = [
  [
    'createRoomGrant',
    'null for the other way to name a user',
    ({ roomId, creator }) => ({
      body: { room_id: roomId, user_id: creator.id, email: null, permissions: {} },
    }),
  ],
  [
    'updateRoomGrant',
    'a newer name of a section',
    ({ roomId, creator }) => ({
      body: {
        room_id: roomId,
        user_id: creator.id,
        permissions: { dataset: { listTables: false }, holograms: { on: true } },
      },
    }),
  ],
  [
    'createProject',
    'null for no settings, and a member of another version',
    () => ({
      body: { name: 'p', settings: null, region: 'eu' },
    }),
  ],
  [
    'createRoom',
    'null for what is not said',
    () => ({
      body: {
        name: unique('room'),
        if_not_exists: true,
        metadata: null,
        annotations: null,
        permissions: null,
      },
    }),
  ],
  ['updateRoom', 'null for what stays', ({ names }) => ({ body: { name: names.room, metadata: null } })],
  ['connectRoom', 'null for no client', () => ({ body: { client: null } })],
  ['connectRoom', 'no body', () => ({})],
  ['connectShare', 'no body', () => ({ credential: null })],
  [
    'createSecret',
    'the content as an object',
    () => ({
      body: { id: null, name: unique('secret'), type: 'keys', data: { KEY: 'value' } },
    }),
  ],
  [
    'createWebhook',
    'an empty text for no payload',
    () => ({
      body: {
        name: 'w',
        description: '',
        url: 'https://example.com/',
        events: ['room.call'],
        action: '',
        payload: '',
      },
    }),
  ],
  [
    'updateWebhook',
    'a secret, or null',
    () => ({
      body: { name: 'w', url: 'https://example.com/', events: ['room.ended'], payload: null, secret: null },
    }),
  ],
  [
    'createOAuthClient',
    'whether it is official',
    () => ({
      body: {
        grant_types: [],
        response_types: [],
        redirect_uris: [],
        scope: '',
        metadata: {},
        official: false,
      },
    }),
  ],
  [
    'createMailbox',
    'annotations',
    ({ names }) => ({
      body: {
        address: `${unique('m')}@example.com`,
        room: names.room,
        queue: 'q',
        public: false,
        annotations: { a: 'b' },
      },
    }),
  ],
  [
    'setAutoRecharge',
    'a budget',
    () => ({ body: { enabled: false, amount: 1, threshold: 1, monthly_budget: 50 } }),
  ],
  ['getUsersInProject', 'pages', () => ({ query: { count: 100, offset: 0 } })],
  [
    'listRooms',
    'a parameter of another version',
    () => ({ query: { limit: 50, offset: 0, continuation_token: '' } }),
  ],
  ['listRoomGrantsByRoom', 'an order', () => ({ query: { limit: 50, offset: 0, order_by: 'user_id' } })],
  [
    'getUsage',
    'what it is about',
    () => ({
      query: { users: 'a,b', provider: 'openai', model: 'm', client: 'c', annotations: '{"a":"b"}' },
    }),
  ],
  ['getProject', 'the type of a body that there is not', () => ({ headers: JSON_TYPE })],
  ['deleteService', 'the type of a body that there is not', () => ({ headers: JSON_TYPE })],
  ['terminateSession', 'the type of a body that there is not', () => ({ headers: JSON_TYPE })],
  ['connectRoom', 'the type of a body that there is not', () => ({ headers: JSON_TYPE })],
];

it.each(DIALECTS)('%s takes %s', async (id, _what, request) => {
  others ??= await world.createProject();
  await expectStatus(id, successOf(id), request(others), others);
});

/** What is missing, though the path is right. */
const MISSING: readonly (readonly [string, (of: Project) => ContractRequest])[] = [
  ['addUserToProject', () => ({ body: { user_id: NOTHING } })],
  ['addUserToProject', () => ({ body: { email: 'nobody@example.com' } })],
  ['createRoom', () => ({ body: { name: unique('room'), permissions: { [NOTHING]: {} } } })],
  [
    'createRoomGrant',
    ({ member }) => ({ body: { room_id: 'nowhere', user_id: member.id, permissions: {} } }),
  ],
  [
    'createRoomGrant',
    ({ roomId, stranger }) => ({
      body: { room_id: roomId, email: stranger.email, permissions: {} },
    }),
  ],
  [
    'updateRoomGrant',
    ({ roomId, creator }) => ({
      body: { room_id: roomId, user_id: creator.id, permissions: {} },
    }),
  ],
  ['download', () => ({ query: { path: 'reports' } })],
  ['deleteFile', () => ({ query: { path: 'reports/none.txt' } })],
  ['createMailbox', () => ({ body: { address: 'a@example.com', room: 'nowhere', queue: 'q' } })],
  ['updateMailbox', () => ({ body: { room: 'nowhere', queue: 'q' } })],
  [
    'createScheduledTask',
    () => ({
      body: { room_name: 'nowhere', queue_name: 'q', payload: {}, schedule: '0 9 * * *' },
    }),
  ],
  ['updateScheduledTask', () => ({ body: { room_name: 'nowhere' } })],
];

it.each(MISSING)('%s finds nothing where there is nothing in the request', async (id, request) => {
  await expectStatus(id, '404 not_found', request(project));
});

/** What somebody else may do, and this caller may not. */
const FORBIDDEN: readonly (readonly [string, string, (of: Project) => ContractRequest])[] = [
  ['createUserToken', 'of somebody else', ({ admin }) => ({ credential: admin.token })],
  ['createUserToken', 'of a user, by an API key', ({ apiKey }) => ({ credential: apiKey })],
  ['createUserToken', 'of nobody', ({ admin }) => ({ credential: admin.token, path: { user_id: NOTHING } })],
  ['revokeUserTokens', 'of somebody else', ({ admin }) => ({ credential: admin.token })],
  ['getUserProfile', 'of an API key', ({ apiKey }) => ({ credential: apiKey, path: { user_id: 'me' } })],
  [
    'updateUserProfile',
    'of somebody else',
    ({ admin }) => ({ credential: admin.token, body: { first_name: 'A', last_name: 'B' } }),
  ],
  ['connectRoom', 'without a grant', ({ creator }) => ({ credential: creator.token })],
  ['listRoomGrantsByUser', 'of somebody else', ({ creator }) => ({ credential: creator.token })],
];

it.each(FORBIDDEN)('%s is not allowed: %s', async (id, _what, request) => {
  await expectStatus(id, '403 permission_denied', request(project));
});

/** What is there already, or would leave nobody. */
const CONFLICTS: readonly (readonly [string, string, (of: Project) => ContractRequest])[] = [
  ['addUserToProject', 'already_exists', ({ member }) => ({ body: { email: member.email.toUpperCase() } })],
  ['updateUserInProject', 'conflict', ({ admin }) => ({ path: { user_id: admin.id }, body: {} })],
  ['removeUserFromProject', 'conflict', ({ admin }) => ({ path: { user_id: admin.id } })],
  [
    'createUser',
    'already_exists',
    ({ member }) => ({
      credential: world.operator,
      body: { email: member.email.toUpperCase() },
    }),
  ],
  ['createRoom', 'already_exists', ({ names }) => ({ body: { name: names.room } })],
  [
    'createRoomGrant',
    'already_exists',
    ({ names, member }) => ({
      body: { room_id: names.room, email: member.email, permissions: {} },
    }),
  ],
  ['createService', 'already_exists', ({ names }) => ({ body: serviceSpec(names.service) })],
  ['createRoomService', 'already_exists', ({ names }) => ({ body: serviceSpec(names.roomService) })],
  [
    'createSecret',
    'already_exists',
    ({ names }) => ({ body: { name: names.secret, type: 'keys', data: {} } }),
  ],
  [
    'createMailbox',
    'already_exists',
    ({ ids, names }) => ({
      body: { address: ids.address?.toUpperCase(), room: names.room, queue: 'q' },
    }),
  ],
  [
    'createScheduledTask',
    'already_exists',
    ({ ids, names }) => ({
      body: { id: ids.task_id, room_name: names.room, queue_name: 'q', payload: {}, schedule: '0 9 * * *' },
    }),
  ],
];

it.each(CONFLICTS)('%s answers 409 %s', async (id, code, request) => {
  await expectStatus(id, `409 ${code}`, request(project));
});

/** Names that another one has, when something is renamed. */
it.each([
  ['updateRoom', 'createRoom', (name: string) => ({ name })],
  ['updateService', 'createService', serviceSpec],
  ['updateRoomService', 'createRoomService', serviceSpec],
  ['updateSecret', 'createSecret', (name: string) => ({ name, type: 'keys', data: {} })],
] as const)('%s does not give the name of another one', async (update, create, toBody) => {
  const body = toBody(unique('taken'));
  await expectStatus(create, 200, { body });
  await expectStatus(update, '409 already_exists', { body });
});

it('connectShare tells when the share has expired, and one that names no room', async () => {
  const expires_at = '2020-01-01T00:00:00Z';
  const expired = await expectStatus('createShare', 200, {
    body: { settings: { room: project.names.room, expires_at } },
  });
  await expectStatus('connectShare', '410 gone', { path: { share_id: expired.body.id }, credential: null });
  const idle = await expectStatus('createShare', 200, { body: {} });
  await expectStatus('connectShare', '404 not_found', { path: { share_id: idle.body.id }, credential: null });
});

it('getPricing takes no other method', async () => {
  const { status, headers } = await fetch(`${world.url}/pricing`, { method: 'DELETE' });
  expect([status, headers.get('allow')]).toEqual([405, expect.stringContaining('GET')]);
  produced.add('getPricing 405');
  codes.add('method_not_allowed');
});

it('upload refuses what is too large before it comes', async () => {
  const length = 2 * 1024 ** 4;
  const answer = await new Promise<[number | undefined, string]>((resolve, reject) => {
    const url = `${world.url}/projects/${project.id}/storage/upload?path=huge.bin`;
    const request = httpRequest(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${project.admin.token}`,
        'content-type': 'application/octet-stream',
        'content-length': length,
      },
    });
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => {
        resolve([response.statusCode, text]);
        request.destroy();
      });
    });
    request.on('error', reject);
    request.flushHeaders();
  });
  expect([answer[0], JSON.parse(answer[1]).code]).toEqual([413, 'payload_too_large']);
  produced.add('upload 413');
  codes.add('payload_too_large');
});

it('templates that cannot be rendered have codes of their own', async () => {
  const body = {
    template: 'version: v1\nkind: ServiceTemplate\nmetadata: { name: "{% for a in b %}" }\n',
    values: {},
  };
  await expectStatus('renderTemplate', '400 template_unsupported', { body });
  const template = `version: v1\nkind: ServiceTemplate\nmetadata: { name: '{{ name }}' }\nvariables: [{ name: name }]\n`;
  await expectStatus('renderTemplate', '400 template_value_missing', { body: { template, values: {} } });
  await expectStatus('createService', '400 template_value_missing', { body: { template, values: {} } });
});

it.each(['createService', 'connectRoom', 'upload'])(
  '%s finds nothing where the project was deleted meanwhile',
  async (id) => {
    const of = await world.createProject();
    const sample = sampleOf(id, of);
    meanwhile = () => expectStatus('deleteProject', 200, {}, of);
    await expectStatus(id, '404 not_found', sample, of);
  },
);

it('a failure of the server says nothing of it', async () => {
  const failed = await storage.during(new Error('the disk is on fire'), () =>
    expectStatus('getProject', '500 internal'),
  );
  expect(JSON.stringify(failed.body)).not.toContain('fire');
  await storage.during(busyError(), () => expectStatus('getProject', '503 unavailable'));
});

it('one credential is limited by itself', async () => {
  await using limited = await createWorld({ requestsPerSecond: 0.5 });
  const statuses: number[] = [];
  for (let index = 0; index < 7; index += 1) {
    const { status, body, headers, problems } = await limited.send('listProjects', {
      credential: limited.operator,
    });
    expect(problems).toEqual([]);
    statuses.push(status);
    if (status !== 429) continue;
    codes.add(body.code);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
});

it('every status and every code that the specification lists has been seen', () => {
  const missing = LISTED.filter(([id, status]) => status !== '500' && !produced.has(`${id} ${status}`));
  expect(missing).toEqual([]);
  expect(SPEC.errorCodes.filter((code) => !codes.has(code))).toEqual([]);
});

it('has a sample of every operation, and of no other', () => {
  expect(Object.keys(SAMPLES).sort()).toEqual(SPEC.operations.map(({ id }) => id).sort());
});
