import type { Caller, ProjectAccess } from '../caller.js';
import { includesRole } from '../caller.js';
import { MeshagentError } from '../meshagent-error.js';
import type { AccessService } from '../service/access.js';
import type { Scope } from './operations.js';

/** Who was let through. */
export interface Admission {
  /** Undefined where no credential is asked for. */
  readonly caller: Caller | undefined;
  /** Undefined where the path names no project, and for operators. */
  readonly access: ProjectAccess | undefined;
}

/**
 * Lets a caller pass who may call an operation of that scope. This is the one place where scopes are judged.
 *
 * @param projectId The project of the path.
 * @throws MeshagentError `permission_denied`, or `not_found` for a project that is not there
 */
export async function passGate(
  scope: Exclude<Scope, 'none'>,
  caller: Caller,
  projectId: string | undefined,
  service: Pick<AccessService, 'enter'>,
): Promise<Admission> {
  switch (scope) {
    case 'caller':
      break;
    case 'user':
      if (caller.kind !== 'user') throw denied('an API key is no user. Use the token of a user');
      break;
    case 'operator':
      if (caller.kind !== 'user' || !caller.user.isOperator)
        throw denied('only operators of this server do this');
      break;
    default: {
      if (projectId === undefined) throw new Error(`openapi: the scope ${scope} needs a project in the path`);
      const access = await service.enter(caller, projectId);
      requireInProject(scope, access);
      return { caller, access };
    }
  }
  return { caller, access: undefined };
}

function requireInProject(scope: ProjectScope, { role, canCreateRooms }: ProjectAccess): void {
  switch (scope) {
    case 'room-creator':
    case 'room-manager':
      if (!canCreateRooms) throw denied('you may not create rooms in this project');
      return;
    default:
      if (!includesRole(role, scope)) {
        throw denied(`this takes the role \`${scope}\` in the project, and yours is \`${role}\``);
      }
  }
}

type ProjectScope = Exclude<Scope, 'none' | 'caller' | 'user' | 'operator'>;

function denied(why: string): MeshagentError {
  return new MeshagentError('permission_denied', `This is not allowed: ${why}.`);
}
