import { Buffer } from 'node:buffer';
import type { ContractRequest } from '../helpers/send.js';
import { ok } from './ok.js';
import type { Operation } from './spec.js';
import { unique } from './unique.js';
import type { MeshagentUsers } from './world.js';

/** A user and a token of theirs. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly token: string;
}

/** A project with one of everything in it. */
export interface Project {
  readonly id: string;
  /** Owns it. */
  readonly admin: Person;
  readonly developer: Person;
  /** Has a grant for the room. */
  readonly member: Person;
  /** May create rooms, and created none. */
  readonly creator: Person;
  /** Is no member. */
  readonly stranger: Person;
  readonly apiKey: string;
  /** Path of its file. */
  readonly file: string;
  /** Names that are taken: of the service, the room's service and the secret. */
  readonly names: Readonly<Record<'service' | 'roomService' | 'secret' | 'room', string>>;
  /** What path parameters stand for: an id of everything. */
  readonly ids: Readonly<Record<string, string>>;
  /** Id of the service of the room. */
  readonly roomServiceId: string;
  /** Id of the room, whose name is among `ids`. */
  readonly roomId: string;
  /** What must never be told: by what it is. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** Returns the specification of a service. */
export function serviceSpec(name: string): Record<string, unknown> {
  return {
    version: 'v1',
    kind: 'Service',
    metadata: { name, annotations: { team: 'support' } },
    ports: [{ num: 8080, endpoints: [{ path: '/agent', meshagent: { identity: 'agent' } }] }],
    container: { image: 'echo:1', environment: [{ name: 'LEVEL', value: 'info' }] },
  };
}

/** Returns what secrets of the type `keys` are sent as. */
export function encodeSecret(content: Readonly<Record<string, string>>): string {
  return Buffer.from(JSON.stringify(content)).toString('base64');
}

/**
 * Makes a project, with one of everything in it.
 *
 * @param hookUrl Where its events are delivered. Default: where nobody listens.
 */
export async function createProject(
  users: MeshagentUsers,
  hookUrl = 'http://127.0.0.1:9/webhook',
): Promise<Project> {
  const { send, addUser } = users;
  const [admin, developer, member, creator, stranger] = await Promise.all([
    addUser('admin'),
    addUser('developer'),
    addUser('member'),
    addUser('creator'),
    addUser('stranger'),
  ]);
  const credential = admin.token;
  const { id } = ok(await send('createProject', { body: { name: unique('project') }, credential }));
  const path = { project_id: id };
  const call = async (operation: string, request: ContractRequest) =>
    ok(await send(operation, { credential, ...request, path: { ...path, ...request.path } }));
  const add = (user: Person, flags: object) =>
    call('addUserToProject', { body: { user_id: user.id, ...flags } });
  await add(developer, { is_developer: true });
  await add(member, {});
  await add(creator, { can_create_rooms: true });

  const names = {
    room: unique('room'),
    service: unique('service'),
    roomService: unique('room-service'),
    secret: unique('secret'),
  };
  const secrets = {
    'value of a secret': `hush-${id}-value`,
    'secret of the webhook': `hush-${id}-webhook`,
    'token of the admin': admin.token,
    'token of the member': member.token,
  };
  const room = await call('createRoom', { body: { name: names.room, metadata: { floor: 2 } } });
  const inRoom = { room: names.room };
  await call('createRoomGrant', {
    body: { room_id: room.id, user_id: member.id, permissions: { messaging: {}, storage: { paths: [] } } },
  });
  const service = await call('createService', { body: serviceSpec(names.service) });
  const roomService = await call('createRoomService', { path: inRoom, body: serviceSpec(names.roomService) });
  const secret = await call('createSecret', {
    body: {
      name: names.secret,
      type: 'keys',
      data_base64: encodeSecret({ KEY: secrets['value of a secret'] }),
    },
  });
  const webhook = await call('createWebhook', {
    body: {
      name: 'rooms',
      url: hookUrl,
      events: ['room.started'],
      secret: secrets['secret of the webhook'],
    },
  });
  const key = await call('createApiKey', { body: { name: 'ci', description: 'Of the tests.' } });
  const client = await call('createOAuthClient', {
    body: {
      grant_types: ['authorization_code'],
      response_types: ['code'],
      redirect_uris: ['https://example.com/callback'],
      scope: 'email',
    },
  });
  const share = await call('createShare', { body: { settings: { room: names.room } } });
  const address = `${unique('mailbox')}@example.com`;
  await call('createMailbox', { body: { address, room: names.room, queue: 'mail' } });
  const task = await call('createScheduledTask', {
    body: {
      room_name: names.room,
      queue_name: 'reports',
      payload: { report: 'daily' },
      schedule: '0 9 * * *',
    },
  });
  const file = `reports/${unique('file')}.txt`;
  await call('upload', { query: { path: file }, body: new TextEncoder().encode('What is in the file.') });
  await call('connectRoom', { path: inRoom, body: {}, credential: member.token });
  const { sessions } = await call('listActiveSessions', {});
  return {
    id,
    admin,
    developer,
    member,
    creator,
    stranger,
    apiKey: key.value,
    file,
    names,
    ids: {
      project_id: id,
      user_id: member.id,
      room: names.room,
      grant_id: 'unused',
      service_id: service.id,
      secret_id: secret.id,
      webhook_id: webhook.id,
      key_id: key.id,
      client_id: client.client_id,
      share_id: share.id,
      address,
      session_id: sessions[0].id,
      task_id: task.task_id,
      queue_name: 'reports',
    },
    roomServiceId: roomService.id,
    roomId: room.id,
    secrets: { ...secrets, 'API key': key.value, 'secret of the OAuth client': client.client_secret },
  };
}

/** Returns the path parameters of an operation, all of one project. */
export function pathOf({ path }: Operation, project: Project): Record<string, string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return Object.fromEntries(
    names.map((name) => {
      const isOfRoom = name === 'service_id' && path.includes('{room}');
      const id = isOfRoom ? project.roomServiceId : project.ids[name];
      if (id === undefined) throw new Error(`nothing for the path parameter ${name}`);
      return [name, id];
    }),
  );
}
