import type { ContractRequest } from '../helpers/send.js';
import { encodeSecret, type Project, serviceSpec } from './project.js';
import { unique } from './unique.js';

/** A request of an operation that succeeds, but for its path parameters, which follow from the project. */
export interface Sample {
  /** Who sends it. Default: the admin of the project. */
  readonly as?: 'operator' | 'member';
  /** Whether there is less in the project afterwards, or fewer who may enter it. */
  readonly spoils?: boolean;
  request?(project: Project): Pick<ContractRequest, 'query' | 'body'>;
}

/** A JSON text that is none, as bytes that say they are JSON. */
export const BROKEN_JSON: Pick<ContractRequest, 'body' | 'headers'> = {
  body: new TextEncoder().encode('{'),
  headers: { 'content-type': 'application/json' },
};

export const TEMPLATE = `version: v1
kind: ServiceTemplate
metadata: { name: '{{ name }}' }
variables: [{ name: name }]
container: { image: 'echo:{{ tag | default("1") }}' }
`;

const nothing: Sample = {};
const gone: Sample = { spoils: true };

function sends(request: NonNullable<Sample['request']>, rest: Omit<Sample, 'request'> = {}): Sample {
  return { ...rest, request };
}

const webhook = {
  name: 'rooms',
  url: 'https://example.com/webhook',
  events: ['room.started', 'room.ended'],
  description: 'To the pager.',
  action: 'page',
  payload: { severity: 'low' },
};
const checkout = { success_url: 'https://example.com/paid', cancel_url: 'https://example.com/cancelled' };

/** One for every operation. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  listProjects: nothing,
  createProject: sends(() => ({ body: { name: 'Support desk', settings: { theme: 'dark' } } })),
  getProject: nothing,
  deleteProject: gone,
  updateProjectSettings: sends(() => ({ body: { theme: 'light' } })),
  getStatus: nothing,
  getProjectRole: nothing,
  getUsersInProject: sends(() => ({ query: { count: 2, offset: 1, filter: 'EXAMPLE' } })),
  addUserToProject: sends(({ stranger }) => ({ body: { user_id: stranger.id } }), { spoils: true }),
  updateUserInProject: sends(() => ({ body: { is_developer: false } })),
  removeUserFromProject: gone,
  createUser: sends(() => ({ body: { email: `${unique('user')}@example.com`, first_name: 'Ada' } }), {
    as: 'operator',
  }),
  createUserToken: { as: 'operator' },
  revokeUserTokens: { as: 'operator', spoils: true },
  getUserProfile: nothing,
  updateUserProfile: sends(() => ({ body: { first_name: 'Ada', last_name: null } }), { as: 'member' }),

  listRooms: sends(() => ({ query: { limit: 10, offset: 0, order_by: '-created_at' } })),
  createRoom: sends(({ member }) => ({
    body: { name: unique('lobby'), metadata: { floor: 1 }, permissions: { [member.id]: { messaging: {} } } },
  })),
  getRoom: nothing,
  updateRoom: sends(({ names }) => ({ body: { name: names.room, annotations: { team: 'support' } } })),
  deleteRoom: gone,
  connectRoom: sends(() => ({ body: { client: 'test/1.0' } })),
  listRoomGrants: sends(() => ({ query: { limit: 10, offset: 0, order_by: 'user_id' } })),
  createRoomGrant: sends(({ roomId, developer }) => ({
    body: { room_id: roomId, user_id: developer.id, permissions: { agents: { useTools: false } } },
  })),
  listUniqueRoomsWithGrants: nothing,
  listRoomGrantsByRoom: nothing,
  listUniqueUsersWithGrants: sends(() => ({ query: { filter: 'example' } })),
  listRoomGrantsByUser: nothing,
  updateRoomGrant: sends(({ names, member }) => ({
    body: { room_id: names.room, user_id: member.id, permissions: { queues: { send: ['reports'] } } },
  })),
  getRoomGrant: nothing,
  deleteRoomGrant: gone,

  upload: sends(() => ({ query: { path: '/notes/a b.txt' }, body: new TextEncoder().encode('A note.') })),
  download: sends(({ file }) => ({ query: { path: `/${file}` } })),
  listFiles: sends(() => ({ query: { prefix: 'reports/', limit: 5, after: 'a' } })),
  deleteFile: sends(({ file }) => ({ query: { path: file } }), { spoils: true }),

  listServices: nothing,
  createService: sends(() => ({ body: serviceSpec(unique('service')) })),
  getService: nothing,
  updateService: sends(({ names }) => ({
    body: serviceSpec(names.service),
  })),
  deleteService: gone,
  listRoomServices: nothing,
  createRoomService: sends(() => ({ body: { template: TEMPLATE, values: { name: unique('service') } } })),
  getRoomService: nothing,
  updateRoomService: sends(({ names }) => ({ body: serviceSpec(names.roomService) })),
  deleteRoomService: gone,
  renderTemplate: sends(() => ({ body: { template: TEMPLATE, values: { name: 'echo' } } })),

  listSecrets: nothing,
  createSecret: sends(() => ({
    body: { name: unique('secret'), type: 'keys', data_base64: encodeSecret({ KEY: 'value' }) },
  })),
  getProjectSecret: nothing,
  updateSecret: sends(({ names }) => ({
    body: { name: names.secret, type: 'docker', data: { server: 's', username: 'u', password: 'p' } },
  })),
  deleteSecret: gone,
  listWebhooks: nothing,
  createWebhook: sends(() => ({ body: webhook })),
  updateWebhook: sends(() => ({ body: { ...webhook, payload: '' } })),
  deleteWebhook: gone,
  listWebhookDeliveries: sends(() => ({ query: { limit: 5, offset: 0 } })),
  listApiKeys: nothing,
  createApiKey: sends(() => ({ body: { name: 'deploy', description: '' } })),
  deleteApiKey: gone,
  listOAuthClients: sends(() => ({ query: { count: 10, offset: 0, filter: 'callback' } })),
  createOAuthClient: sends(() => ({
    body: {
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      scope: '',
      metadata: { app: 'desk' },
    },
  })),
  getOAuthClient: nothing,
  updateOAuthClient: sends(() => ({ body: { scope: 'email profile' } })),
  deleteOAuthClient: gone,

  listShares: nothing,
  createShare: sends(({ names }) => ({ body: { settings: { room: names.room, color: 'red' } } })),
  updateShare: sends(({ names }) => ({ body: { settings: { room: names.room, role: 'agent' } } })),
  deleteShare: gone,
  connectShare: nothing,
  listMailboxes: sends(() => ({ query: { count: 10, offset: 0, filter: 'MAILBOX' } })),
  createMailbox: sends(({ names }) => ({
    body: { address: `${unique('help')}@example.com`, room: names.room, queue: 'mail', public: true },
  })),
  getMailbox: nothing,
  updateMailbox: sends(({ names }) => ({ body: { room: names.room, queue: 'other', public: true } })),
  deleteMailbox: gone,
  listRoomMailboxes: nothing,

  listRecentSessions: nothing,
  listActiveSessions: nothing,
  getSession: nothing,
  listSessionEvents: nothing,
  listSessionSpans: nothing,
  listSessionMetrics: nothing,
  terminateSession: gone,
  listScheduledTasks: sends(({ names }) => ({
    query: { room_name: names.room, active: 'true', limit: 5, offset: 0 },
  })),
  createScheduledTask: sends(({ names }) => ({
    body: {
      id: unique('task'),
      room_name: names.room,
      queue_name: 'reports',
      payload: {},
      schedule: '*/5 * * * *',
      once: true,
      annotations: { team: 'support' },
    },
  })),
  updateScheduledTask: sends(() => ({ body: { active: false } })),
  deleteScheduledTask: gone,
  listQueueMessages: sends(() => ({ query: { limit: 5 } })),
  receiveQueueMessages: sends(() => ({ body: { limit: 2 } })),

  getPricing: nothing,
  getBalance: nothing,
  getRecentTransactions: nothing,
  createTransaction: sends(() => ({ body: { amount: 12.5, reference: 'INV-1', description: 'Credit.' } }), {
    as: 'operator',
  }),
  setAutoRecharge: sends(() => ({ body: { enabled: true, amount: 20, threshold: 5, monthly_budget: null } })),
  getSubscription: nothing,
  getCheckoutUrl: sends(() => ({ body: checkout })),
  getCreditsCheckoutUrl: sends(() => ({ body: { ...checkout, quantity: 10 } })),
  getUsage: sends(() => ({
    query: { start: '2026-01-01T00:00:00Z', end: '2026-02-01T00:00:00Z', interval: 'week', report: 'rooms' },
  })),
};

/** Requests that are answered with 400, beside those that are no JSON, by operation. What is not given is as in the sample. */
export const INVALID: Readonly<
  Record<string, readonly ((project: Project) => Pick<ContractRequest, 'query' | 'body'>)[]>
> = {
  createProject: [() => ({ body: { name: ' ' } })],
  updateProjectSettings: [() => ({ body: [] })],
  getUsersInProject: [() => ({ query: { count: 0 } })],
  addUserToProject: [
    () => ({ body: {} }),
    ({ developer }) => ({ body: { user_id: developer.id, email: developer.email } }),
  ],
  updateUserInProject: [() => ({ body: { is_admin: 'yes' } })],
  createUser: [() => ({ body: { email: 'nobody' } })],
  updateUserProfile: [() => ({ body: { first_name: 1, last_name: 'x' } })],
  listRooms: [() => ({ query: { limit: 0 } }), () => ({ query: { order_by: 'size' } })],
  createRoom: [
    () => ({ body: { name: 'Front Desk' } }),
    () => ({ body: { name: 'a'.repeat(64) } }),
    ({ member }) => ({
      body: { name: 'lobby', permissions: { [member.id]: { database: { listTables: 1 } } } },
    }),
  ],
  updateRoom: [() => ({ body: { name: '-' } })],
  connectRoom: [() => ({ body: { client: 1 } })],
  listRoomGrants: [() => ({ query: { order_by: 'count' } })],
  createRoomGrant: [
    ({ roomId }) => ({ body: { room_id: roomId, permissions: {} } }),
    ({ roomId, member }) => ({
      body: { room_id: roomId, user_id: member.id, email: member.email, permissions: {} },
    }),
  ],
  listUniqueRoomsWithGrants: [() => ({ query: { limit: 1001 } })],
  listRoomGrantsByRoom: [() => ({ query: { offset: -1 } })],
  listUniqueUsersWithGrants: [() => ({ query: { limit: 'x' } })],
  listRoomGrantsByUser: [() => ({ query: { order_by: '' } })],
  updateRoomGrant: [
    ({ roomId }) => ({ body: { room_id: roomId, permissions: {} } }),
    ({ roomId, member }) => ({
      body: { room_id: roomId, user_id: member.id, permissions: { agents: { useTools: 'yes' } } },
    }),
  ],
  upload: [() => ({ query: { path: 'a/../b' } }), () => ({ query: { path: '' } })],
  download: [() => ({ query: { path: './a' } }), () => ({ query: { path: 'a\0b' } }), () => ({ query: {} })],
  listFiles: [() => ({ query: { limit: 0 } })],
  deleteFile: [() => ({ query: { path: '/' } })],
  createService: [
    () => ({ body: { ...serviceSpec('x'), more: 1 } }),
    () => ({ body: { ...serviceSpec('x'), container: { image: 'echo', more: 1 } } }),
    () => ({ body: { ...serviceSpec('x'), external: { url: 'https://example.com' } } }),
  ],
  updateService: [() => ({ body: { ...serviceSpec('x'), id: '11111111-1111-4111-8111-111111111111' } })],
  createRoomService: [() => ({ body: { template: TEMPLATE } })],
  updateRoomService: [() => ({ body: { version: 'v2', kind: 'Service', metadata: { name: 'x' } } })],
  renderTemplate: [() => ({ body: { template: 'a: [', values: {} } })],
  createSecret: [
    () => ({ body: { name: 'x', type: 'keys' } }),
    () => ({ body: { name: 'x', type: 'keys', data_base64: '%' } }),
    () => ({ body: { name: 'x', type: 'docker', data: { KEY: 'value' } } }),
  ],
  updateSecret: [() => ({ body: { name: 'x', type: 'file', data: {} } })],
  createWebhook: [
    () => ({ body: { ...webhook, events: ['room.painted'] } }),
    () => ({ body: { ...webhook, url: 'ftp://example.com/' } }),
    () => ({ body: { ...webhook, events: [] } }),
  ],
  updateWebhook: [() => ({ body: { ...webhook, url: 'nowhere' } })],
  listWebhookDeliveries: [() => ({ query: { limit: 0 } })],
  createApiKey: [() => ({ body: { name: '', description: '' } })],
  listOAuthClients: [() => ({ query: { count: 'all' } })],
  createOAuthClient: [
    () => ({
      body: { grant_types: ['authorization_code'], response_types: ['code'], redirect_uris: [], scope: '' },
    }),
  ],
  updateOAuthClient: [() => ({ body: { redirect_uris: ['http://example.com/'] } })],
  createShare: [
    () => ({ body: { settings: { role: 'owner' } } }),
    () => ({ body: { settings: { permissions: { sync: { paths: '/' } } } } }),
  ],
  updateShare: [() => ({ body: { settings: { expires_at: 'soon' } } })],
  listMailboxes: [() => ({ query: { offset: -1 } })],
  createMailbox: [({ names }) => ({ body: { address: 'nobody', room: names.room, queue: 'mail' } })],
  updateMailbox: [() => ({ body: { queue: 'mail' } })],
  listScheduledTasks: [() => ({ query: { active: 'perhaps' } })],
  createScheduledTask: [
    ({ names }) => ({
      body: { room_name: names.room, queue_name: 'q', payload: {}, schedule: 'every morning' },
    }),
  ],
  updateScheduledTask: [() => ({ body: { schedule: '61 * * * *' } })],
  listQueueMessages: [() => ({ query: { limit: 0 } })],
  receiveQueueMessages: [() => ({ body: { limit: 0 } })],
  createTransaction: [() => ({ body: { amount: 0, description: 'Nothing.' } })],
  setAutoRecharge: [() => ({ body: { enabled: true, amount: -1, threshold: 5 } })],
  getCheckoutUrl: [() => ({ body: { ...checkout, success_url: 'javascript:alert(1)' } })],
  getCreditsCheckoutUrl: [() => ({ body: { ...checkout, quantity: 0 } })],
  getUsage: [
    () => ({ query: { start: 'yesterday' } }),
    () => ({ query: { annotations: '[' } }),
    () => ({ query: { start: '2026-02-01T00:00:00Z', end: '2026-01-01T00:00:00Z' } }),
  ],
};
