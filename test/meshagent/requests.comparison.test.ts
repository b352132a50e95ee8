import { Meshagent as VendorMeshagent } from '@meshagent/meshagent';
import { Meshagent, normalizeApiScope } from 'mesa-sdk/meshagent';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type RecordedRequest, type Recorder, startRecorder } from './recorder.js';
import { SPEC } from './spec.js';
import { CALLS, IDS, NOT_SERVED, OUR_SCOPE, VENDOR_SCOPE } from './vendor-calls.js';

/**
 * Our client beside the one that the vendor publishes: each method is called with the same arguments on both, against a server
 * that takes down what comes. Nothing of what the vendor's client sends is written down here; it is asked.
 */

const TOKEN = 'a-token';
const TIME = '2026-05-13T06:47:52.123Z';
const { project: projectId, user: userId, room: roomId, other: id } = IDS;

const project = { id: projectId, name: 'p', owner_user_id: userId, created_at: TIME, settings: {} };
const profile = { id: userId, email: 'ada@example.com', first_name: 'Ada', last_name: null };
const room = { id: roomId, name: 'lobby', metadata: {}, annotations: {} };
const grant = { room, user_id: userId, permissions: { database: { list_tables: false } } };
const service = { version: 'v1', kind: 'Service', id, metadata: { name: 'echo' } };
const secret = { id, name: 'openai', type: 'keys', delegated_to: null };
const webhook = {
  id,
  name: 'rooms',
  description: '',
  url: 'https://example.com/hook',
  events: ['room.started'],
  action: null,
  payload: null,
};
const apiKey = { id, name: 'ci', description: 'Deploys from CI.' };
const oauthClient = {
  client_id: id,
  client_secret: '',
  grant_types: [],
  response_types: [],
  redirect_uris: [],
  scope: '',
  project_id: projectId,
  metadata: {},
  official: false,
};
const share = { id, project_id: projectId, settings: {} };
const connection = {
  jwt: 'a.b.c',
  room_name: 'lobby',
  project_id: projectId,
  room_url: 'ws://h/rooms/lobby',
};
const mailbox = {
  address: 'help@example.com',
  room: 'lobby',
  room_id: roomId,
  queue: 'mail',
  public: true,
  annotations: {},
};
const session = {
  id,
  room_id: roomId,
  room_name: 'lobby',
  created_at: TIME,
  is_active: true,
  participants: { user: 1 },
};
const balance = {
  balance: 12.5,
  auto_recharge_threshold: null,
  auto_recharge_amount: null,
  last_recharge: null,
};

/** What the server answers each operation; nothing where that is all it says. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  createProject: project,
  listProjects: { projects: [project] },
  getProject: project,
  updateProjectSettings: {},
  getStatus: { enabled: true },
  getProjectRole: { role: 'developer', can_create_rooms: true },
  addUserToProject: { ok: true },
  removeUserFromProject: { ok: true },
  getUsersInProject: {
    users: [{ ...profile, is_admin: true, is_developer: false, can_create_rooms: false }],
  },
  getUserProfile: profile,
  updateUserProfile: { ok: true },
  createRoom: room,
  listRooms: { rooms: [room] },
  getRoom: room,
  updateRoom: room,
  deleteRoom: {},
  connectRoom: connection,
  createRoomGrant: {},
  updateRoomGrant: {},
  deleteRoomGrant: {},
  getRoomGrant: grant,
  listRoomGrants: { room_grants: [grant] },
  listRoomGrantsByUser: { room_grants: [grant] },
  listRoomGrantsByRoom: { room_grants: [grant] },
  listUniqueRoomsWithGrants: { rooms: [{ room, count: 1 }] },
  listUniqueUsersWithGrants: {
    users: [{ user_id: userId, count: 1, first_name: null, last_name: null, email: 'ada@example.com' }],
  },
  upload: {},
  download: new Uint8Array([1, 2, 3]),
  createService: service,
  listServices: { services: [service] },
  getService: service,
  updateService: service,
  deleteService: {},
  createRoomService: service,
  listRoomServices: { services: [service] },
  getRoomService: service,
  updateRoomService: service,
  deleteRoomService: {},
  createSecret: { id },
  listSecrets: { secrets: [secret, { ...secret, id: IDS.user }] },
  getProjectSecret: { ...secret, data_base64: 'eyJLRVkiOiJ2YWx1ZSJ9' },
  updateSecret: {},
  deleteSecret: {},
  createWebhook: webhook,
  listWebhooks: { webhooks: [webhook] },
  updateWebhook: webhook,
  deleteWebhook: {},
  createApiKey: { ...apiKey, value: 'ma-ERERERERQRGBEREREREREQ-IiIiIiIiQiKCIiIiIiIiIg-S3c-ret' },
  listApiKeys: { keys: [apiKey] },
  deleteApiKey: undefined,
  createOAuthClient: { ...oauthClient, client: oauthClient },
  listOAuthClients: { clients: [oauthClient] },
  getOAuthClient: oauthClient,
  updateOAuthClient: { ok: true },
  deleteOAuthClient: undefined,
  createShare: { id },
  listShares: { shares: [share] },
  updateShare: {},
  deleteShare: {},
  connectShare: { ...connection, settings: {} },
  createMailbox: {},
  listMailboxes: { mailboxes: [mailbox] },
  updateMailbox: {},
  deleteMailbox: {},
  listActiveSessions: { sessions: [session] },
  listRecentSessions: { sessions: [session] },
  getSession: session,
  listSessionEvents: { events: [{ type: 'room.started', data: {} }] },
  listSessionSpans: { spans: [] },
  listSessionMetrics: { metrics: [] },
  terminateSession: undefined,
  getPricing: { currency: 'USD', items: [] },
  getBalance: balance,
  getRecentTransactions: {
    transactions: [
      { id, amount: 1, reference: null, referenceType: null, description: 'Credit.', created_at: TIME },
    ],
  },
  setAutoRecharge: {},
  getCheckoutUrl: { checkout_url: 'https://example.com/checkout' },
  getCreditsCheckoutUrl: { checkout_url: 'https://example.com/checkout' },
  getSubscription: { status: 'none', plan: null, current_period_end: null },
  getUsage: { usage: [{ type: 'api', total: 1 }] },
};

/** Makes two bodies comparable. */
type Equalize = (body: Body) => Body;
type Body = Readonly<Record<string, unknown>>;

/** Ours spells permissions as the wire does. This version of the vendor's sends the names of its classes: servers take both. */
const spelling: Equalize = ({ permissions, ...body }) => ({
  ...body,
  permissions: normalizeApiScope(permissions as Body),
});

/** What our client says in another way, and why. Everything else is the same to the letter. */
const DIFFERENCES: Readonly<Record<string, Equalize>> = {
  createRoomGrant: spelling,
  createRoomGrantByEmail: spelling,
  updateRoomGrant: spelling,
  createRoom: ({ permissions, ...body }) => ({
    ...body,
    permissions:
      permissions && Object.entries(permissions).map(([user, scope]) => [user, normalizeApiScope(scope)]),
  }),
  // No action is null on the wire, and for the vendor's own update of a webhook; its creation alone says an empty text.
  createWebhook: ({ action, ...body }) => ({ ...body, action: action || null }),
};

/** Methods of that list whose requests were not the same. */
const differing = new Set<string>();
let recorder: Recorder;
let vendor: VendorMeshagent;
let ours: Meshagent;
beforeAll(async () => {
  vi.stubEnv('MESHAGENT_API_KEY', undefined);
  recorder = await startRecorder(ANSWERS);
  vendor = new VendorMeshagent({ baseUrl: recorder.url, token: TOKEN });
  ours = new Meshagent({ baseUrl: recorder.url, token: TOKEN });
});
afterAll(() => recorder?.[Symbol.asyncDispose]());

/** Calls a method and returns what it sent. */
async function record(client: object, name: string, values: readonly unknown[]): Promise<RecordedRequest[]> {
  const method = Reflect.get(client, name) as (...given: unknown[]) => Promise<unknown>;
  await method.apply(client, [...values]);
  return recorder.take();
}

/** Returns arguments with our form of the permissions that are in them. */
function toOurs<T>(value: T): T {
  if (value === VENDOR_SCOPE) return OUR_SCOPE as T;
  if (Array.isArray(value)) return value.map(toOurs) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toOurs(item)])) as T;
}

it('every method of the client is called, or known to be for other routes', () => {
  const methods = Object.entries(Object.getOwnPropertyDescriptors(VendorMeshagent.prototype))
    .filter(([, { value }]) => value?.constructor.name === 'AsyncFunction')
    .map(([name]) => name)
    .filter((name) => name !== 'request');
  expect([...Object.keys(CALLS), ...NOT_SERVED].sort()).toEqual(methods.sort());
  const aliases = ['createProjectSecret', 'listProjectSecrets', 'getProjectSecret'];
  expect(Object.keys(CALLS).filter((name) => !aliases.includes(name))).toHaveLength(79);
});

it.each(Object.entries(CALLS))('%s sends what the client of the vendor sends', async (name, calls) => {
  for (const values of calls) {
    const expected = await record(vendor, name, values);
    const sent = await record(ours, name, toOurs(values));
    expect(expected.length).toBeGreaterThan(0);
    const equalize = DIFFERENCES[name];
    const toComparable = ({ body, ...request }: RecordedRequest) => ({
      ...request,
      body: equalize === undefined ? body : equalize(body as Body),
    });
    expect(sent.map(toComparable)).toEqual(expected.map(toComparable));
    if (JSON.stringify(sent) !== JSON.stringify(expected)) differing.add(name);
    for (const { operation, body } of [...expected, ...sent]) {
      const { bodySchema } = SPEC.operationOf(operation);
      if (bodySchema === undefined) continue;
      const validate = SPEC.compileSchema(bodySchema);
      expect([validate(body ?? {}), validate.errors]).toEqual([true, null]);
    }
  }
});

it('has no difference in its list that is none', () => {
  expect(Object.keys(DIFFERENCES).filter((name) => !differing.has(name))).toEqual([]);
});
