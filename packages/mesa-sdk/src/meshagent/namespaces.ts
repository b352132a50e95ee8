import type { Connection } from './connection.js';
import { ApiKeys } from './resources/api-keys.js';
import { Billing } from './resources/billing.js';
import { Mailboxes } from './resources/mailboxes.js';
import { Members } from './resources/members.js';
import { OAuthClients } from './resources/oauth-clients.js';
import { Profiles } from './resources/profiles.js';
import { Projects } from './resources/projects.js';
import { Queues } from './resources/queues.js';
import { RoomGrants } from './resources/room-grants.js';
import { RoomServices } from './resources/room-services.js';
import { Rooms } from './resources/rooms.js';
import { ScheduledTasks } from './resources/scheduled-tasks.js';
import { Secrets } from './resources/secrets.js';
import { Services } from './resources/services.js';
import { Sessions } from './resources/sessions.js';
import { Shares } from './resources/shares.js';
import { Storage } from './resources/storage.js';
import { Templates } from './resources/templates.js';
import { Users } from './resources/users.js';
import { Webhooks } from './resources/webhooks.js';

/** The methods of the client, grouped by what they are about. */
export interface Namespaces {
  readonly projects: Projects;
  readonly members: Members;
  readonly profiles: Profiles;
  readonly users: Users;
  readonly rooms: Rooms;
  readonly roomGrants: RoomGrants;
  readonly storage: Storage;
  readonly services: Services;
  readonly roomServices: RoomServices;
  readonly templates: Templates;
  readonly secrets: Secrets;
  readonly webhooks: Webhooks;
  readonly apiKeys: ApiKeys;
  readonly oauthClients: OAuthClients;
  readonly shares: Shares;
  readonly mailboxes: Mailboxes;
  readonly sessions: Sessions;
  readonly scheduledTasks: ScheduledTasks;
  readonly queues: Queues;
  readonly billing: Billing;
}

/** Returns the namespaces of a client. */
export function namespacesOf(connection: Connection): Namespaces {
  return {
    projects: new Projects(connection),
    members: new Members(connection),
    profiles: new Profiles(connection),
    users: new Users(connection),
    rooms: new Rooms(connection),
    roomGrants: new RoomGrants(connection),
    storage: new Storage(connection),
    services: new Services(connection),
    roomServices: new RoomServices(connection),
    templates: new Templates(connection),
    secrets: new Secrets(connection),
    webhooks: new Webhooks(connection),
    apiKeys: new ApiKeys(connection),
    oauthClients: new OAuthClients(connection),
    shares: new Shares(connection),
    mailboxes: new Mailboxes(connection),
    sessions: new Sessions(connection),
    scheduledTasks: new ScheduledTasks(connection),
    queues: new Queues(connection),
    billing: new Billing(connection),
  };
}
