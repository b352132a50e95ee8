import type { MeshApiKeyRecord } from './store/api-keys.js';
import type { ProjectRecord } from './store/projects.js';
import type { MeshUserRecord } from './store/users.js';

/** Who sends a request: a user, or a program with the API key of a project. */
export type Caller =
  | { readonly kind: 'user'; readonly user: MeshUserRecord }
  | { readonly kind: 'api-key'; readonly key: MeshApiKeyRecord };

/** What a caller is in a project. */
export type Role = 'admin' | 'developer' | 'member';

/** A caller in a project that they belong to. */
export interface ProjectAccess {
  readonly caller: Caller;
  readonly project: ProjectRecord;
  readonly role: Role;
  /** Whether the caller may create rooms; who may, also manages those that they created. Admins and API keys manage all. */
  readonly canCreateRooms: boolean;
}

/** Returns the id of the user who calls; null for an API key. */
export function userIdOf(caller: Caller): string | null {
  return caller.kind === 'user' ? caller.user.id : null;
}

/** Says whether `role` includes `needed`. */
export function includesRole(role: Role, needed: Role): boolean {
  return RANK[role] >= RANK[needed];
}

const RANK: Readonly<Record<Role, number>> = { member: 0, developer: 1, admin: 2 };
