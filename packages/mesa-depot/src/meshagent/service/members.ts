import type { ProjectUser, ProjectUserAdd, ProjectUserFlags, ProjectUserList } from 'mesa-rest/meshagent';
import type { Transaction } from '../../storage/index.js';
import type { ProjectAccess } from '../caller.js';
import { MAX_LIST } from '../limits.js';
import { invalid, MeshagentError, notFound } from '../meshagent-error.js';
import {
  countAdmins,
  deleteMember,
  getMember,
  insertMember,
  listMembers,
  type MemberFlags,
  type MemberRecord,
  updateMember,
} from '../store/members.js';
import { getUser, getUserByEmail, type MeshUserRecord } from '../store/users.js';
import { parseUuid } from '../uuid.js';
import type { MeshagentDeps } from './deps.js';

/** Which members to list. */
export interface MemberQuery {
  readonly count?: number;
  readonly offset?: number;
  readonly filter?: string;
  readonly email?: string;
}

/** Who belongs to a project, and what they may do in it. */
export class MemberService {
  readonly #deps: MeshagentDeps;

  constructor(deps: MeshagentDeps) {
    this.#deps = deps;
  }

  /** @throws MeshagentError `invalid_request`, `not_found`, `already_exists` */
  async add({ project }: ProjectAccess, input: ProjectUserAdd): Promise<void> {
    const user = await this.#findUser(input);
    const member = { projectId: project.id, userId: user.id, ...toFlags(input), createdAt: this.#deps.now() };
    if (!(await this.#deps.storage.transaction((tx) => insertMember(tx, member)))) {
      throw new MeshagentError('already_exists', 'The user is a member of this project already.');
    }
  }

  /** @throws MeshagentError `not_found`, or `conflict` when the project would be left without an admin */
  update(access: ProjectAccess, userId: string, input: ProjectUserFlags): Promise<void> {
    const flags = toFlags(input);
    return this.#change(
      access,
      userId,
      flags.isAdmin,
      async (tx, key) => void (await updateMember(tx, key, flags)),
    );
  }

  /** @throws MeshagentError `not_found`, or `conflict` when the project would be left without an admin */
  remove(access: ProjectAccess, userId: string): Promise<void> {
    return this.#change(access, userId, false, async (tx, key) => void (await deleteMember(tx, key)));
  }

  async list({ project }: ProjectAccess, query: MemberQuery): Promise<ProjectUserList> {
    const { members, total } = await listMembers(this.#deps.storage.read, {
      projectId: project.id,
      filter: query.filter,
      email: query.email,
      limit: query.count ?? MAX_LIST,
      offset: query.offset ?? 0,
    });
    return { users: members.map(toWire), total };
  }

  async #change(
    { project }: ProjectAccess,
    user: string,
    staysAdmin: boolean,
    change: (tx: Transaction, key: { projectId: string; userId: string }) => Promise<void>,
  ): Promise<void> {
    const userId = parseUuid(user);
    if (userId === undefined) throw notFound('member');
    const key = { projectId: project.id, userId };
    await this.#deps.storage.transaction(async (tx) => {
      // First, for it makes others who change the members of this project wait.
      const admins = await countAdmins(tx, project.id);
      const member = await getMember(tx, key);
      if (member === undefined) throw notFound('member');
      if (member.isAdmin && !staysAdmin && admins === 1) {
        throw new MeshagentError(
          'conflict',
          'This is the last admin of the project. Make another one first.',
        );
      }
      await change(tx, key);
    });
  }

  async #findUser({ user_id, email }: ProjectUserAdd): Promise<MeshUserRecord> {
    const { read } = this.#deps.storage;
    const hasId = typeof user_id === 'string';
    if (hasId === (typeof email === 'string')) {
      throw invalid('user_id', 'or `email` is required, and not both');
    }
    const id = hasId ? parseUuid(user_id) : undefined;
    const user = hasId ? id && (await getUser(read, id)) : await getUserByEmail(read, email ?? '');
    if (user === undefined || user === '') throw notFound('user');
    return user;
  }
}

function toFlags({ is_admin, is_developer, can_create_rooms }: ProjectUserFlags): MemberFlags {
  return {
    isAdmin: is_admin ?? false,
    isDeveloper: is_developer ?? false,
    canCreateRooms: can_create_rooms ?? false,
  };
}

function toWire({ user, isAdmin, isDeveloper, canCreateRooms }: MemberRecord): ProjectUser {
  return {
    id: user.id,
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    is_admin: isAdmin,
    is_developer: isDeveloper,
    can_create_rooms: canCreateRooms,
  };
}
