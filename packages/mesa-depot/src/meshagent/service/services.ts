import { AccessService } from './access.js';
import { ApiKeyService } from './api-keys.js';
import type { MeshagentDeps } from './deps.js';
import { MemberService } from './members.js';
import { ProjectService } from './projects.js';
import { UserService } from './users.js';

/** The use cases of the MeshAgent server, one member for each resource. */
export interface MeshagentServices {
  readonly access: AccessService;
  readonly users: UserService;
  readonly projects: ProjectService;
  readonly members: MemberService;
  readonly apiKeys: ApiKeyService;
}

/** Makes the services over one storage. */
export function createMeshagentServices(deps: MeshagentDeps): MeshagentServices {
  return {
    access: new AccessService(deps),
    users: new UserService(deps),
    projects: new ProjectService(deps),
    members: new MemberService(deps),
    apiKeys: new ApiKeyService(deps),
  };
}
