import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ContractAnswer, ContractRequest } from '../helpers/send.js';
import { dumpTables } from './dump-tables.js';
import { ok } from './ok.js';
import { encodeSecret, type Project, pathOf, serviceSpec } from './project.js';
import { SAMPLES } from './samples.js';
import { some } from './some.js';
import { type Operation, SPEC } from './spec.js';
import { createWorld, type World } from './world.js';

/**
 * Two projects on one server: who belongs to the one, against every route of the other. What has to come out follows from the
 * specification, so an operation that is added is asked as well.
 */

/** Path parameters that name nothing that has to be there. */
const FREE = ['grant_id', 'queue_name'];

const lines: string[] = [];
/** Everything that was answered. */
const told: string[] = [];
let world: World;
/** Whose people ask. */
let ours: Project;
/** What they ask for. */
let theirs: Project;
let before: Record<string, unknown[]>;
let stopReceiver: () => Promise<void>;
/** Good credentials that are not for that project, and bad ones. */
const outsiders = new Map<string, string>();
const refused = new Map<string, string | null>();
/** What must be in no log line and in no answer to anybody else. */
const secrets = new Map<string, string>();

beforeAll(async () => {
  let delivered = 0;
  const receiver = createServer((request, response) => {
    delivered += 1;
    request.resume().on('end', () => response.end());
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  stopReceiver = () => new Promise((resolve) => receiver.close(() => resolve()));
  const hookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhook`;

  world = await createWorld({
    logger: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
  });
  ours = await world.createProject(hookUrl);
  theirs = await world.createProject(hookUrl);
  const { admin, developer, member, creator, stranger, apiKey } = ours;
  const good = { admin, developer, member, creator, stranger };
  for (const [name, { token }] of Object.entries(good)) outsiders.set(name, token);
  outsiders.set('API key', apiKey);

  const path = pathOf(SPEC.operationOf('connectRoom'), theirs);
  const { jwt } = ok(await world.send('connectRoom', { path, body: {}, credential: theirs.admin.token }));
  const revoked = await world.addUser('revoked');
  const ofRevoked = { path: { user_id: revoked.id }, credential: revoked.token };
  ok(await world.send('revokeUserTokens', ofRevoked));
  const inTheirs = { path: { project_id: theirs.id }, credential: theirs.admin.token };
  const gone = ok(await world.send('createApiKey', { ...inTheirs, body: { name: 'gone', description: '' } }));
  ok(await world.send('deleteApiKey', { ...inTheirs, path: { ...inTheirs.path, key_id: gone.id } }));
  const [, ourKeyId = '', ourProject = ''] = apiKey.split('-');
  const [, theirKeyId = '', theirProject = ''] = theirs.apiKey.split('-');
  const ourSecret = apiKey.split('-').slice(3).join('-');
  const theirSecret = theirs.apiKey.split('-').slice(3).join('-');
  const bad: Record<string, string | null> = {
    nothing: null,
    garbage: 'garbage',
    'a token of the room': jwt,
    'a revoked token': revoked.token,
    'a deleted API key': gone.value,
    'an API key without its end': theirs.apiKey.slice(0, -1),
    'an API key with the id of another': `ma-${theirKeyId}-${theirProject}-${ourSecret}`,
    'an API key for another project': `ma-${ourKeyId}-${theirProject}-${ourSecret}`,
    'an API key with the project of another': `ma-${theirKeyId}-${ourProject}-${theirSecret}`,
    'the secret of an API key': theirSecret,
    'a token in capitals': theirs.admin.token.toUpperCase(),
    'an id': theirs.admin.id,
  };
  for (const [name, credential] of Object.entries(bad)) refused.set(name, credential);
  for (const name of ['a token of the room', 'a revoked token', 'a deleted API key']) {
    secrets.set(name, bad[name] ?? '');
  }
  secrets.set('token of the operator', world.operator);
  secrets.set('secret of an API key', theirSecret);
  for (const [name, secret] of Object.entries(theirs.secrets)) secrets.set(`their ${name}`, secret);
  for (const [name, secret] of Object.entries(ours.secrets)) secrets.set(`our ${name}`, secret);
  // Deliveries leave traces of their own.
  const settled = async (): Promise<void> =>
    expect([delivered >= 2, await pendingDeliveries()]).toEqual([true, 0]);
  await vi.waitFor(settled, { timeout: 20_000 });
  before = await dumpTables(world.storage);
});
afterAll(async () => {
  await world?.depot.close();
  await stopReceiver?.();
});

async function pendingDeliveries(): Promise<number> {
  let pending = 0;
  for (const project of [ours, theirs]) {
    const path = pathOf(SPEC.operationOf('listWebhookDeliveries'), project);
    const answer = await world.send('listWebhookDeliveries', { path, credential: project.admin.token });
    const deliveries: { status: string }[] = ok(answer).deliveries;
    pending += deliveries.filter(({ status }) => status === 'pending').length;
  }
  return pending;
}

/** Sends a request, and keeps what came back for the search below. */
async function send(id: string, request: ContractRequest): Promise<ContractAnswer> {
  const answer = await world.send(id, request);
  told.push(JSON.stringify([id, answer.body, ...answer.headers]));
  expect(answer.problems).toEqual([]);
  return answer;
}

/** Returns a request that would succeed for who belongs to the project. */
function requestIn(operation: Operation, project: Project): ContractRequest {
  return { ...SAMPLES[operation.id]?.request?.(project), path: pathOf(operation, project) };
}

/** Returns the status for who has a good credential and does not belong to the project; undefined where that does not matter. */
function statusFor({ id, path, scope }: Operation, isApiKey: boolean): number | undefined {
  if (path.includes('{project_id}')) return 403;
  if (scope === 'operator') return 403;
  if (scope === 'user' && isApiKey) return 403;
  // Whether there is such a user, too, is not for everybody to know.
  if (path.includes('{user_id}')) return id === 'getUserProfile' ? 404 : 403;
  return undefined;
}

const GUARDED = SPEC.operations.filter(({ scope }) => scope !== 'none');

it.each(GUARDED.map((operation) => [operation.id, operation] as const))(
  '%s: nobody from outside is let in',
  async (id, operation) => {
    const request = requestIn(operation, theirs);
    const seen: Record<string, number> = {};
    const wanted: Record<string, number> = {};
    for (const [name, credential] of some([...outsiders])) {
      const status = statusFor(operation, name === 'API key');
      if (status === undefined) continue;
      wanted[name] = status;
      seen[name] = (await send(id, { ...request, credential })).status;
    }
    // All of them are judged in one place, which each operation is asked to come by.
    const turn = GUARDED.indexOf(operation);
    const bad = [...refused].filter((_, index) => index === 0 || index % 4 === turn % 4);
    for (const [name, credential] of some(bad)) {
      wanted[name] = 401;
      seen[name] = (await send(id, { ...request, credential })).status;
    }
    expect(seen).toEqual(wanted);
  },
);

it('lists only what is one’s own', async () => {
  const expected = { admin: [ours.id], stranger: [], 'API key': [ours.id] };
  for (const [name, ids] of Object.entries(expected)) {
    const { body } = await send('listProjects', { credential: outsiders.get(name) ?? '' });
    expect(body.projects.map(({ id }: { id: string }) => id)).toEqual(ids);
  }
});

const INNER = GUARDED.flatMap((operation) =>
  [...operation.path.matchAll(/\{(\w+)\}/g)]
    .map(([, name = '']) => name)
    .filter(
      (name) => operation.path.includes('{project_id}') && name !== 'project_id' && !FREE.includes(name),
    )
    .map((name) => [operation.id, name, operation] as const),
);

it.each(INNER)('%s: no %s of another project', async (id, name, operation) => {
  const { admin, apiKey } = ours;
  const request = requestIn(operation, ours);
  const foreign = pathOf(operation, theirs)[name] ?? '';
  const others = name === 'room' ? [foreign, theirs.roomId] : [foreign];
  for (const value of others) {
    const path = { ...request.path, [name]: value };
    expect((await send(id, { ...request, path, credential: admin.token })).status).toBe(404);
    if (operation.scope === 'admin') continue;
    expect((await send(id, { ...request, path, credential: apiKey })).status).toBe(404);
  }
});

/** Where a request names what is of another project beside its path, and what becomes of it. */
const NAMED: readonly (readonly [string, number, string, () => ContractRequest])[] = [
  ['createRoomGrant', 404, 'room', () => grantOf(theirs.roomId, ours.member.id)],
  ['createRoomGrant', 404, 'user', () => grantOf(ours.roomId, theirs.member.id)],
  [
    'createRoomGrant',
    404,
    'address of a user',
    () => ({
      body: { room_id: ours.roomId, email: theirs.member.email, permissions: {} },
    }),
  ],
  ['updateRoomGrant', 404, 'room', () => grantOf(theirs.roomId, theirs.member.id)],
  ['updateRoomGrant', 404, 'user', () => grantOf(ours.roomId, theirs.member.id)],
  ['createRoom', 404, 'user', () => ({ body: { name: 'hall', permissions: { [theirs.member.id]: {} } } })],
  [
    'createMailbox',
    404,
    'room',
    () => ({
      body: { address: 'new@example.com', room: theirs.roomId, queue: 'q' },
    }),
  ],
  [
    'createMailbox',
    409,
    'address',
    () => ({
      body: { address: theirs.ids.address, room: ours.roomId, queue: 'q' },
    }),
  ],
  ['updateMailbox', 404, 'room', () => ({ body: { room: theirs.roomId, queue: 'q' } })],
  [
    'createScheduledTask',
    404,
    'room',
    () => ({
      body: { room_name: theirs.roomId, queue_name: 'q', payload: {}, schedule: '0 9 * * *' },
    }),
  ],
  ['updateScheduledTask', 404, 'room', () => ({ body: { room_name: theirs.names.room } })],
  ['listScheduledTasks', 404, 'room', () => ({ query: { room_name: theirs.roomId } })],
  [
    'updateService',
    400,
    'service',
    () => ({
      body: { ...serviceSpec('mine'), id: theirs.ids.service_id },
    }),
  ],
  [
    'updateSecret',
    400,
    'secret',
    () => ({
      body: { id: theirs.ids.secret_id, name: 'mine', type: 'keys', data_base64: encodeSecret({ A: 'b' }) },
    }),
  ],
];

function grantOf(room_id: string, user_id: string): ContractRequest {
  return { body: { room_id, user_id, permissions: {} } };
}

it.each(NAMED)('%s answers %s where it names a %s of another project', async (id, status, _what, request) => {
  const path = pathOf(SPEC.operationOf(id), ours);
  expect((await send(id, { ...request(), path, credential: ours.admin.token })).status).toBe(status);
});

/** Lists that are told what to look for, and have nothing of another project. */
const EMPTY: readonly (readonly [string, () => Readonly<Record<string, string>>])[] = [
  ['listScheduledTasks', () => ({ task_id: theirs.ids.task_id ?? '' })],
  ['listMailboxes', () => ({ filter: theirs.ids.address ?? '' })],
  ['listOAuthClients', () => ({ filter: theirs.ids.client_id ?? '' })],
  ['getUsersInProject', () => ({ email: theirs.member.email })],
  ['getUsersInProject', () => ({ filter: theirs.member.email })],
  ['listUniqueUsersWithGrants', () => ({ filter: theirs.member.email })],
  ['listFiles', () => ({ prefix: theirs.file })],
  ['getUsage', () => ({ room: theirs.names.room })],
];

it.each(EMPTY)('%s finds nothing of another project', async (id, query) => {
  const path = pathOf(SPEC.operationOf(id), ours);
  const { status, body } = await send(id, { path, query: query(), credential: ours.admin.token });
  const [list] = Object.values(body).filter(Array.isArray);
  expect([status, list, body.total ?? 0]).toEqual([200, [], 0]);
});

it('download and deleteFile do not find a file of another project', async () => {
  for (const id of ['download', 'deleteFile']) {
    const path = pathOf(SPEC.operationOf(id), ours);
    const request = { path, query: { path: theirs.file }, credential: ours.admin.token };
    expect((await send(id, request)).status).toBe(404);
  }
});

describe('afterwards', () => {
  it('nothing has changed', async () => {
    expect(await dumpTables(world.storage)).toEqual(before);
  });

  it('nothing of the other project was told', () => {
    const { ids, roomId, roomServiceId, file, member, developer, admin } = theirs;
    const { grant_id, queue_name, project_id, ...rest } = ids;
    const known = Object.entries({ ...rest, roomId, roomServiceId, file });
    const people = [member, developer, admin].map(({ email }) => ['somebody', email] as const);
    const answers = told.join('\n');
    // An address that is taken is told so to who wanted it.
    const found = [...known, ...people].filter(
      ([name, value]) => name !== 'address' && answers.includes(value),
    );
    expect(found).toEqual([]);
  });

  it('a share ends with its room', async () => {
    const of = await world.createProject();
    const path = pathOf(SPEC.operationOf('createShare'), of);
    const credential = of.admin.token;
    const settings = { room: theirs.roomId, permissions: {} };
    const { id } = ok(await send('createShare', { path, body: { settings }, credential }));
    expect((await send('connectShare', { path: { share_id: id }, body: {} })).status).toBe(404);
  });

  it('no log line and no answer has a secret', async () => {
    const credential = theirs.admin.token;
    for (const id of [
      'createSecret',
      'createWebhook',
      'createOAuthClient',
      'createApiKey',
      'createService',
    ]) {
      const path = pathOf(SPEC.operationOf(id), theirs);
      const secret = secrets.get('their value of a secret');
      const body = {
        name: 1,
        data: { KEY: [secret] },
        url: `http://me:${secret}@host/`,
        secret,
        data_base64: secret,
      };
      expect((await send(id, { path, body, credential })).status).toBe(400);
    }
    for (const operation of GUARDED) {
      if (operation.method !== 'get') continue;
      // Who reads values is asked below.
      if (operation.id === 'getProjectSecret' || operation.id === 'download') continue;
      const request = requestIn(operation, theirs);
      if (operation.scope !== 'operator') await send(operation.id, { ...request, credential });
    }
    expect(lines.length).toBeGreaterThan(100);
    const texts = { 'a log line': lines.join('\n'), 'an answer': told.join('\n') };
    const found = Object.entries(texts).flatMap(([where, text]) =>
      [...secrets].filter(([, secret]) => text.includes(secret)).map(([name]) => `${name} in ${where}`),
    );
    expect(found).toEqual([]);
  });

  it('only an admin reads the values of a secret', async () => {
    const path = pathOf(SPEC.operationOf('getProjectSecret'), theirs);
    const { admin, developer, apiKey, secrets: hidden } = theirs;
    const shown: unknown[] = [];
    for (const credential of [admin.token, developer.token, apiKey]) {
      const { data_base64 } = ok(await world.send('getProjectSecret', { path, credential }));
      shown.push(JSON.parse(Buffer.from(data_base64, 'base64').toString()));
    }
    expect(shown).toEqual([{ KEY: hidden['value of a secret'] }, { KEY: '' }, { KEY: '' }]);
  });

  it('nothing secret is in the database as it is', async () => {
    const rows = JSON.stringify(await dumpTables(world.storage));
    expect([...secrets].filter(([, secret]) => rows.includes(secret)).map(([name]) => name)).toEqual([]);
  });
});
