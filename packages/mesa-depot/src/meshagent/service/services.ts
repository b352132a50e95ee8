import { AccessService } from './access.js';
import { AgentServices } from './agent-services.js';
import { ApiKeyService } from './api-keys.js';
import { BillingService } from './billing.js';
import { ConnectionService } from './connections.js';
import type { MeshagentDeps } from './deps.js';
import { FileService } from './files.js';
import { GrantService } from './grants.js';
import { MailboxService } from './mailboxes.js';
import { MemberService } from './members.js';
import { OAuthClientService } from './oauth-clients.js';
import { ProjectService } from './projects.js';
import { QueueService } from './queues.js';
import { RoomService } from './rooms.js';
import { SecretService } from './secrets.js';
import { SessionService } from './sessions.js';
import { ShareService } from './shares.js';
import { TaskService } from './tasks.js';
import { UserService } from './users.js';
import { WebhookService } from './webhooks.js';

/** The use cases of the MeshAgent server, one member for each resource. */
export interface MeshagentServices {
  readonly access: AccessService;
  readonly users: UserService;
  readonly projects: ProjectService;
  readonly members: MemberService;
  readonly apiKeys: ApiKeyService;
  readonly rooms: RoomService;
  readonly grants: GrantService;
  readonly connections: ConnectionService;
  readonly shares: ShareService;
  readonly sessions: SessionService;
  readonly files: FileService;
  readonly queues: QueueService;
  readonly tasks: TaskService;
  readonly webhooks: WebhookService;
  readonly billing: BillingService;
  readonly agentServices: AgentServices;
  readonly secrets: SecretService;
  readonly oauthClients: OAuthClientService;
  readonly mailboxes: MailboxService;
}

/** Makes the services over one storage. */
export function createMeshagentServices(deps: MeshagentDeps): MeshagentServices {
  const connections = new ConnectionService(deps);
  return {
    access: new AccessService(deps),
    users: new UserService(deps),
    projects: new ProjectService(deps),
    members: new MemberService(deps),
    apiKeys: new ApiKeyService(deps),
    rooms: new RoomService(deps),
    grants: new GrantService(deps),
    connections,
    shares: new ShareService(deps, connections),
    sessions: new SessionService(deps),
    files: new FileService(deps),
    queues: new QueueService(deps),
    tasks: new TaskService(deps),
    webhooks: new WebhookService(deps),
    billing: new BillingService(deps),
    agentServices: new AgentServices(deps),
    secrets: new SecretService(deps),
    oauthClients: new OAuthClientService(deps),
    mailboxes: new MailboxService(deps),
  };
}
