import type { Namespaces } from './namespaces.js';

/**
 * The methods that the client itself has, each with the namespace and the name under which it is: `client.createRoom(…)` is
 * `client.rooms.create(…)`. The first 89 are those that clients of MeshAgent have; the rest is ours.
 */
export const FLAT_METHODS = {
  createProject: ['projects', 'create'],
  listProjects: ['projects', 'list'],
  getProject: ['projects', 'get'],
  updateProjectSettings: ['projects', 'updateSettings'],
  getStatus: ['projects', 'getStatus'],
  getProjectRole: ['projects', 'getRole'],
  addUserToProject: ['members', 'add'],
  removeUserFromProject: ['members', 'remove'],
  getUsersInProject: ['members', 'list'],
  getUserProfile: ['profiles', 'get'],
  updateUserProfile: ['profiles', 'update'],
  createRoom: ['rooms', 'create'],
  listRooms: ['rooms', 'list'],
  getRoom: ['rooms', 'get'],
  updateRoom: ['rooms', 'update'],
  deleteRoom: ['rooms', 'delete'],
  connectRoom: ['rooms', 'connect'],
  createRoomGrant: ['roomGrants', 'create'],
  createRoomGrantByEmail: ['roomGrants', 'createByEmail'],
  updateRoomGrant: ['roomGrants', 'update'],
  deleteRoomGrant: ['roomGrants', 'delete'],
  getRoomGrant: ['roomGrants', 'get'],
  listRoomGrants: ['roomGrants', 'list'],
  listRoomGrantsByUser: ['roomGrants', 'listByUser'],
  listRoomGrantsByRoom: ['roomGrants', 'listByRoom'],
  listUniqueRoomsWithGrants: ['roomGrants', 'listUniqueRooms'],
  listUniqueUsersWithGrants: ['roomGrants', 'listUniqueUsers'],
  upload: ['storage', 'upload'],
  download: ['storage', 'download'],
  createService: ['services', 'create'],
  createServiceFromTemplate: ['services', 'createFromTemplate'],
  listServices: ['services', 'list'],
  getService: ['services', 'get'],
  updateService: ['services', 'update'],
  updateServiceFromTemplate: ['services', 'updateFromTemplate'],
  deleteService: ['services', 'delete'],
  createRoomService: ['roomServices', 'create'],
  createRoomServiceFromTemplate: ['roomServices', 'createFromTemplate'],
  listRoomServices: ['roomServices', 'list'],
  getRoomService: ['roomServices', 'get'],
  updateRoomService: ['roomServices', 'update'],
  updateRoomServiceFromTemplate: ['roomServices', 'updateFromTemplate'],
  deleteRoomService: ['roomServices', 'delete'],
  createSecret: ['secrets', 'create'],
  listSecrets: ['secrets', 'list'],
  updateSecret: ['secrets', 'update'],
  deleteSecret: ['secrets', 'delete'],
  createWebhook: ['webhooks', 'create'],
  listWebhooks: ['webhooks', 'list'],
  updateWebhook: ['webhooks', 'update'],
  deleteWebhook: ['webhooks', 'delete'],
  createApiKey: ['apiKeys', 'create'],
  listApiKeys: ['apiKeys', 'list'],
  deleteApiKey: ['apiKeys', 'delete'],
  createOAuthClient: ['oauthClients', 'create'],
  listOAuthClients: ['oauthClients', 'list'],
  getOAuthClient: ['oauthClients', 'get'],
  updateOAuthClient: ['oauthClients', 'update'],
  deleteOAuthClient: ['oauthClients', 'delete'],
  createShare: ['shares', 'create'],
  listShares: ['shares', 'list'],
  updateShare: ['shares', 'update'],
  deleteShare: ['shares', 'delete'],
  connectShare: ['shares', 'connect'],
  createMailbox: ['mailboxes', 'create'],
  listMailboxes: ['mailboxes', 'list'],
  listRoomMailboxes: ['mailboxes', 'listByRoom'],
  getMailbox: ['mailboxes', 'get'],
  updateMailbox: ['mailboxes', 'update'],
  deleteMailbox: ['mailboxes', 'delete'],
  listActiveSessions: ['sessions', 'listActive'],
  listRecentSessions: ['sessions', 'listRecent'],
  getSession: ['sessions', 'get'],
  listSessionEvents: ['sessions', 'listEvents'],
  listSessionSpans: ['sessions', 'listSpans'],
  listSessionMetrics: ['sessions', 'listMetrics'],
  terminateSession: ['sessions', 'terminate'],
  createScheduledTask: ['scheduledTasks', 'create'],
  updateScheduledTask: ['scheduledTasks', 'update'],
  deleteScheduledTask: ['scheduledTasks', 'delete'],
  listScheduledTasks: ['scheduledTasks', 'list'],
  getPricing: ['billing', 'getPricing'],
  getBalance: ['billing', 'getBalance'],
  getRecentTransactions: ['billing', 'getRecentTransactions'],
  setAutoRecharge: ['billing', 'setAutoRecharge'],
  getCheckoutUrl: ['billing', 'getCheckoutUrl'],
  getCreditsCheckoutUrl: ['billing', 'getCreditsCheckoutUrl'],
  getSubscription: ['billing', 'getSubscription'],
  getUsage: ['billing', 'getUsage'],

  createProjectSecret: ['secrets', 'createContent'],
  listProjectSecrets: ['secrets', 'listInfo'],
  getProjectSecret: ['secrets', 'get'],
  deleteProject: ['projects', 'delete'],
  updateUserInProject: ['members', 'update'],
  createUser: ['users', 'create'],
  createUserToken: ['users', 'createToken'],
  revokeUserTokens: ['users', 'revokeTokens'],
  downloadStream: ['storage', 'downloadStream'],
  listFiles: ['storage', 'list'],
  deleteFile: ['storage', 'delete'],
  renderTemplate: ['templates', 'render'],
  listWebhookDeliveries: ['webhooks', 'listDeliveries'],
  listQueueMessages: ['queues', 'listMessages'],
  receiveQueueMessages: ['queues', 'receiveMessages'],
  createTransaction: ['billing', 'createTransaction'],
} as const;

type Table = typeof FLAT_METHODS;

/** The methods of {@link FLAT_METHODS}, as they are in their namespaces. */
export type FlatMethods = {
  readonly [Name in keyof Table]: Namespaces[Table[Name][0]][Table[Name][1] &
    keyof Namespaces[Table[Name][0]]];
};

/** Returns the methods of the namespaces under the names that the client has them by. */
export function flatMethodsOf(namespaces: Namespaces): FlatMethods {
  return Object.fromEntries(
    Object.entries(FLAT_METHODS).map(([name, [namespace, method]]) => [
      name,
      (...values: unknown[]) => {
        const object = namespaces[namespace] as unknown as Record<string, (...given: unknown[]) => unknown>;
        return object[method]?.(...values);
      },
    ]),
  ) as unknown as FlatMethods;
}
