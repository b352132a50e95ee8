import type { PagePromise } from 'mesa-rest';
import {
  addUserToProject,
  getUsersInProject,
  type ProjectUser,
  type ProjectUserFlags,
  removeUserFromProject,
  updateUserInProject,
} from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import { toBody } from '../../core/input.js';
import { checkMembers } from '../../core/known-members.js';
import type { Connection } from '../connection.js';
import { type CountInput, countQuery } from './list-input.js';

/** What a member of a project may do. All of it is false by default. */
export interface MemberFlags {
  readonly isAdmin?: boolean | undefined;
  readonly isDeveloper?: boolean | undefined;
  readonly canCreateRooms?: boolean | undefined;
}

/** Input of `members.list`. */
export interface MemberFilter extends CountInput {
  /** Only the member with this address. */
  readonly email?: string | undefined;
}

const FLAGS = ['isAdmin', 'isDeveloper', 'canCreateRooms'] as const satisfies readonly (keyof MemberFlags)[];

/** Users of a project. */
export class Members {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Adds a user to a project.
   *
   * @param user Id of the user, or an object with the address.
   * @throws {NotFoundError} `not_found` when there is no such user.
   * @throws {ConflictError} `already_exists` when the user is a member already.
   */
  add(
    projectId: string,
    user: string | { readonly email: string },
    flags: MemberFlags = {},
    options: CallOptions = {},
  ): Promise<void> {
    return this.#connection.act(options, (base) => {
      if (typeof user !== 'string') checkMembers('The user of members.add', user, ['email']);
      const who = typeof user === 'string' ? { user_id: user } : { email: user.email };
      const body = { project_id: projectId, ...who, ...toFlags('members.add', flags) };
      return addUserToProject({ ...base, path: { project_id: projectId }, body });
    });
  }

  /**
   * Replaces what a member may do: flags that are left out become false. An extension, that not every server knows.
   *
   * @throws {ConflictError} `conflict` when nobody would be admin any more.
   */
  update(projectId: string, userId: string, flags: MemberFlags, options: CallOptions = {}): Promise<void> {
    return this.#connection.act(options, (base) => {
      const path = { project_id: projectId, user_id: userId };
      return updateUserInProject({ ...base, path, body: toFlags('members.update', flags) });
    });
  }

  /**
   * Removes a user from a project, and with it the grants of the user.
   *
   * @throws {ConflictError} `conflict` for the last admin.
   */
  remove(projectId: string, userId: string, options: CallOptions = {}): Promise<void> {
    const path = { project_id: projectId, user_id: userId };
    return this.#connection.act(options, (base) => removeUserFromProject({ ...base, path }));
  }

  /** Lists the members of a project, in order of their addresses. */
  list(
    projectId: string,
    filter: MemberFilter = {},
    options: CallOptions = {},
  ): PagePromise<ProjectUser[], ProjectUser> {
    const first = () => countQuery('members.list', filter, ['email']);
    return this.#connection.counted(first, options, async (base, query) => {
      const { data } = await getUsersInProject({ ...base, path: { project_id: projectId }, query });
      return { items: data.users, total: data.total };
    });
  }
}

function toFlags(what: string, flags: MemberFlags): ProjectUserFlags {
  checkMembers(what, flags, FLAGS);
  const { isAdmin = false, isDeveloper = false, canCreateRooms = false } = flags;
  return toBody<ProjectUserFlags>({
    is_admin: isAdmin,
    is_developer: isDeveloper,
    can_create_rooms: canCreateRooms,
  });
}
