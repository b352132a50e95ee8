import { ApiScope, DatabaseGrant, type Meshagent, StorageGrant } from '@meshagent/meshagent';
import type { ApiScope as OurApiScope } from 'mesa-sdk/meshagent';

/** Ids as they are in the calls. */
export const IDS = {
  project: '22222222-2222-4222-8222-222222222222',
  user: '33333333-3333-4333-8333-333333333333',
  room: '44444444-4444-4444-8444-444444444444',
  other: '55555555-5555-4555-8555-555555555555',
} as const;

const { project: projectId, user: userId, room: roomId, other: id } = IDS;

/** The permissions of the calls, as the vendor's client wants them. */
export const VENDOR_SCOPE: ApiScope = new ApiScope({
  database: new DatabaseGrant({ tables: [], listTables: false }),
  storage: new StorageGrant({ paths: [] }),
});
/** The same, as ours wants them. */
export const OUR_SCOPE: OurApiScope = {
  database: { tables: [], list_tables: false },
  storage: { paths: [] },
};

/** The methods of the vendor's client that calls the routes of the contract, each with arguments. */
type Calls = {
  readonly [Name in Exclude<keyof Meshagent, NotServed>]: readonly Parameters<Meshagent[Name]>[];
};

/** What its client can do beside: routes that are not in the contract, and other names for those that are. */
export const NOT_SERVED = [
  'updateProjectSecret',
  'deleteProjectSecret',
  'createRoomSecret',
  'updateRoomSecret',
  'getRoomSecret',
  'listRoomSecrets',
  'deleteRoomSecret',
  'createProjectExternalOAuthRegistration',
  'updateProjectExternalOAuthRegistration',
  'listProjectExternalOAuthRegistrations',
  'deleteProjectExternalOAuthRegistration',
  'createRoomExternalOAuthRegistration',
  'updateRoomExternalOAuthRegistration',
  'listRoomExternalOAuthRegistrations',
  'deleteRoomExternalOAuthRegistration',
] as const satisfies readonly (keyof Meshagent)[];

type NotServed = (typeof NOT_SERVED)[number];

const service = {
  version: 'v1' as const,
  kind: 'Service' as const,
  id,
  metadata: { name: 'echo', annotations: { team: 'support' } },
  ports: [{ num: 8080, endpoints: [{ path: '/agent', meshagent: { identity: 'agent' } }] }],
  container: { image: 'echo:1', environment: [{ name: 'LEVEL', value: 'info' }] },
};
const docker = { name: 'hub', type: 'docker' as const, server: 's', username: 'u', password: 'p' };
const keys = { name: 'openai', type: 'keys' as const, data: { KEY: 'ünï' } };
const webhook = { name: 'rooms', url: 'https://example.com/hook', events: ['room.started'] };
const fullWebhook = { ...webhook, description: 'd', action: 'page', payload: { severity: 'low' } };
const oauth = {
  grantTypes: ['authorization_code'],
  responseTypes: ['code'],
  redirectUris: ['https://example.com/callback'],
  scope: 'email',
};
const checkout = { successUrl: 'https://example.com/paid', cancelUrl: 'https://example.com/cancelled' };
const mailbox = { projectId, address: 'help+desk@example.com', room: 'lobby', queue: 'mail', isPublic: true };
const page = { limit: 7, offset: 14 };

/** At least one call of each method; more where what is left out matters. */
export const CALLS: Calls = {
  createProject: [['p'], ['p', { theme: 'dark' }]],
  listProjects: [[]],
  getProject: [[projectId]],
  updateProjectSettings: [[projectId, { theme: 'light' }]],
  getStatus: [[projectId]],
  getProjectRole: [[projectId]],
  addUserToProject: [
    [projectId, userId],
    [projectId, userId, { isAdmin: true, isDeveloper: true, canCreateRooms: true }],
  ],
  removeUserFromProject: [[projectId, userId]],
  getUsersInProject: [[projectId]],
  getUserProfile: [['me']],
  updateUserProfile: [[userId, 'Ada', 'Lovelace']],

  createRoom: [
    [{ projectId, name: 'lobby' }],
    [
      {
        projectId,
        name: 'lobby',
        ifNotExists: true,
        metadata: { floor: 2 },
        annotations: { team: 'support' },
        permissions: { [userId]: VENDOR_SCOPE },
      },
    ],
  ],
  listRooms: [[projectId], [projectId, { ...page, orderBy: '-created_at' }]],
  getRoom: [[projectId, 'lobby']],
  updateRoom: [
    [projectId, roomId, 'hall'],
    [projectId, roomId, 'hall', { metadata: {}, annotations: { a: 'b' } }],
  ],
  deleteRoom: [[projectId, roomId]],
  connectRoom: [[projectId, 'lobby']],
  createRoomGrant: [[{ projectId, roomId, userId, permissions: VENDOR_SCOPE }]],
  createRoomGrantByEmail: [[{ projectId, roomId, email: 'ada@example.com', permissions: VENDOR_SCOPE }]],
  updateRoomGrant: [
    [{ projectId, roomId, userId, permissions: VENDOR_SCOPE }],
    [{ projectId, roomId, userId, permissions: VENDOR_SCOPE, grantId: id }],
  ],
  deleteRoomGrant: [[projectId, roomId, userId]],
  getRoomGrant: [[projectId, roomId, userId]],
  listRoomGrants: [[projectId], [projectId, { ...page, orderBy: 'user_id' }]],
  listRoomGrantsByUser: [
    [projectId, userId],
    [projectId, userId, page],
  ],
  listRoomGrantsByRoom: [
    [projectId, 'lobby'],
    [projectId, 'lobby', page],
  ],
  listUniqueRoomsWithGrants: [[projectId], [projectId, page]],
  listUniqueUsersWithGrants: [[projectId], [projectId, page]],

  upload: [[{ projectId, path: '/a b/ü+&.txt', data: new Uint8Array([0, 200, 10]) }]],
  download: [[{ projectId, path: '/a b/ü+&.txt' }]],

  createService: [[projectId, service]],
  listServices: [[projectId]],
  getService: [[projectId, id]],
  updateService: [[projectId, id, service]],
  deleteService: [[projectId, id]],
  createRoomService: [[projectId, 'lobby', service]],
  listRoomServices: [[projectId, 'lobby']],
  getRoomService: [[projectId, 'lobby', id]],
  updateRoomService: [[projectId, 'lobby', id, service]],
  deleteRoomService: [[projectId, 'lobby', id]],

  createSecret: [
    [projectId, docker],
    [projectId, keys],
  ],
  createProjectSecret: [
    [{ projectId, name: 'openai', type: 'keys', data: new TextEncoder().encode('{"KEY":"value"}') }],
  ],
  listSecrets: [[projectId]],
  listProjectSecrets: [[projectId]],
  getProjectSecret: [[projectId, id]],
  updateSecret: [
    [projectId, { ...docker, id, email: 'a@b.c' }],
    [projectId, { ...keys, id }],
  ],
  deleteSecret: [[projectId, id]],

  createWebhook: [
    [projectId, webhook],
    [projectId, fullWebhook],
  ],
  listWebhooks: [[projectId]],
  updateWebhook: [
    [projectId, id, webhook],
    [projectId, id, fullWebhook],
  ],
  deleteWebhook: [[projectId, id]],
  createApiKey: [[projectId, 'ci', 'Deploys from CI.']],
  listApiKeys: [[projectId]],
  deleteApiKey: [[projectId, id]],
  createOAuthClient: [
    [projectId, oauth],
    [projectId, { ...oauth, metadata: { app: 'desk' } }],
  ],
  listOAuthClients: [[projectId]],
  getOAuthClient: [[projectId, id]],
  updateOAuthClient: [
    [projectId, id, { scope: 'email profile' }],
    [projectId, id, { ...oauth, metadata: {} }],
  ],
  deleteOAuthClient: [[projectId, id]],

  createShare: [[projectId], [projectId, { room: 'lobby' }]],
  listShares: [[projectId]],
  updateShare: [
    [projectId, id],
    [projectId, id, { room: 'lobby' }],
  ],
  deleteShare: [[projectId, id]],
  connectShare: [[id]],
  createMailbox: [[mailbox]],
  listMailboxes: [[projectId]],
  updateMailbox: [[{ ...mailbox, isPublic: false }]],
  deleteMailbox: [[projectId, mailbox.address]],

  listActiveSessions: [[projectId]],
  listRecentSessions: [[projectId]],
  getSession: [[projectId, id]],
  listSessionEvents: [[projectId, id]],
  listSessionSpans: [[projectId, id]],
  listSessionMetrics: [[projectId, id]],
  terminateSession: [[projectId, id]],

  getPricing: [[]],
  getBalance: [[projectId]],
  getRecentTransactions: [[projectId]],
  setAutoRecharge: [[{ projectId, enabled: true, amount: 20, threshold: 5 }]],
  getCheckoutUrl: [[projectId, checkout]],
  getCreditsCheckoutUrl: [[projectId, { ...checkout, quantity: 10 }]],
  getSubscription: [[projectId]],
  getUsage: [
    [projectId],
    [projectId, { start: new Date(0), end: new Date(86_400_000), interval: 'day', report: 'rooms' }],
  ],
};
