import type {
  ProjectRoomGrant,
  RoomGrantCountList,
  RoomGrantCreate,
  RoomGrantList,
  RoomGrantUpdate,
  UserGrantCountList,
} from 'mesa-rest/meshagent';
import { includesRole, type ProjectAccess, userIdOf } from '../caller.js';
import { invalid, MeshagentError, notFound } from '../meshagent-error.js';
import {
  countGrantsOfRooms,
  countGrantsOfUsers,
  deleteGrant,
  getPermissions,
  insertGrant,
  type ListPart,
  listGrants,
  type RoomGrantRecord,
  updateGrant,
} from '../store/room-grants.js';
import { parseUuid } from '../uuid.js';
import type { MeshagentDeps } from './deps.js';
import { parseOrder } from './list-order.js';
import { requireMember } from './require-member.js';
import { requireManagedRoom, requireRoom, requireVisibleRoom } from './require-room.js';
import { toRoomAnswer } from './rooms.js';
import { toStoredScope } from './to-stored-scope.js';

/** Part and order of a list of grants. */
export interface GrantQuery extends ListPart {
  readonly order_by: string;
}

/** What users may do in the rooms of a project. A user has one grant for a room, and it is replaced as a whole. */
export class GrantService {
  readonly #deps: MeshagentDeps;

  constructor(deps: MeshagentDeps) {
    this.#deps = deps;
  }

  /**
   * Grants a member of the project access to a room.
   *
   * @throws MeshagentError `invalid_request` without a user or with two ways to name one, `not_found` for room or member,
   * `already_exists`
   */
  async create(access: ProjectAccess, input: RoomGrantCreate): Promise<void> {
    const { now, storage } = this.#deps;
    const { user_id, email } = input;
    const user = typeof user_id === 'string' ? { id: user_id } : { email: email ?? '' };
    if ((typeof user_id === 'string') === (typeof email === 'string')) {
      throw invalid('user_id', 'or `email` is required, and not both');
    }
    const permissions = await toStoredScope(input.permissions);
    await storage.transaction(async (tx) => {
      const room = await requireManagedRoom(tx, access, input.room_id);
      const userId = await requireMember(tx, access.project.id, user);
      const isNew = await insertGrant(tx, {
        projectId: access.project.id,
        roomId: room.id,
        userId,
        permissions,
        createdAt: now(),
      });
      if (!isNew) {
        throw new MeshagentError('already_exists', 'The user has a grant for this room already: update it.');
      }
    });
  }

  /** Replaces the permissions of the grant of a room and user. @throws MeshagentError `not_found` */
  async update(access: ProjectAccess, input: RoomGrantUpdate): Promise<void> {
    const permissions = await toStoredScope(input.permissions);
    await this.#deps.storage.transaction(async (tx) => {
      const room = await requireManagedRoom(tx, access, input.room_id);
      const userId = parseUuid(input.user_id);
      if (userId === undefined || !(await updateGrant(tx, { roomId: room.id, userId }, permissions))) {
        throw notFound('grant');
      }
    });
  }

  /** @throws MeshagentError `not_found` */
  async delete(access: ProjectAccess, nameOrId: string, user: string): Promise<void> {
    await this.#deps.storage.transaction(async (tx) => {
      const room = await requireManagedRoom(tx, access, nameOrId);
      const userId = parseUuid(user);
      if (userId === undefined || !(await deleteGrant(tx, { roomId: room.id, userId }))) {
        throw notFound('grant');
      }
    });
  }

  /** Returns a grant; a member who is no developer may ask for their own. @throws MeshagentError `not_found`, `permission_denied` */
  async get(access: ProjectAccess, nameOrId: string, user: string): Promise<ProjectRoomGrant> {
    const { read } = this.#deps.storage;
    const userId = this.#requireOwn(access, user);
    const room = await requireVisibleRoom(read, access, nameOrId);
    const permissions = userId && (await getPermissions(read, { roomId: room.id, userId }));
    if (!permissions || userId === undefined) throw notFound('grant');
    return toGrantAnswer({ room, userId, permissions });
  }

  async list({ project }: ProjectAccess, query: GrantQuery): Promise<RoomGrantList> {
    return this.#list(project.id, {}, query);
  }

  /** Returns the grants of a user; a member who is no developer may ask for their own. @throws MeshagentError `not_found`, `permission_denied` */
  async listByUser(access: ProjectAccess, user: string, query: GrantQuery): Promise<RoomGrantList> {
    const id = this.#requireOwn(access, user);
    const userId = await requireMember(this.#deps.storage.read, access.project.id, { id: id ?? user });
    return this.#list(access.project.id, { userId }, query);
  }

  /** Returns the grants of a room. @throws MeshagentError `not_found` */
  async listByRoom({ project }: ProjectAccess, nameOrId: string, query: GrantQuery): Promise<RoomGrantList> {
    const room = await requireRoom(this.#deps.storage.read, project.id, nameOrId);
    return this.#list(project.id, { roomId: room.id }, query);
  }

  /** Returns the rooms with grants, in order of their names. */
  async countOfRooms({ project }: ProjectAccess, part: ListPart): Promise<RoomGrantCountList> {
    const counts = await countGrantsOfRooms(this.#deps.storage.read, project.id, part);
    return { rooms: counts.map(({ room, count }) => ({ room: toRoomAnswer(room), count })) };
  }

  /** Returns the users with grants, in order of their addresses. */
  async countOfUsers(
    { project }: ProjectAccess,
    { limit, offset, filter }: ListPart & { readonly filter?: string },
  ): Promise<UserGrantCountList> {
    const part = { limit, offset, filter };
    const { users, total } = await countGrantsOfUsers(this.#deps.storage.read, project.id, part);
    return {
      users: users.map(({ user, count }) => ({
        user_id: user.id,
        count,
        first_name: user.firstName,
        last_name: user.lastName,
        email: user.email,
      })),
      total,
    };
  }

  async #list(
    projectId: string,
    of: { readonly roomId?: string; readonly userId?: string },
    { limit, offset, order_by }: GrantQuery,
  ): Promise<RoomGrantList> {
    const order = parseOrder<'room_name' | 'user_id' | 'created_at'>(order_by);
    const request = { projectId, ...of, order, limit, offset };
    return { room_grants: (await listGrants(this.#deps.storage.read, request)).map(toGrantAnswer) };
  }

  /** @throws MeshagentError `permission_denied` when who is no developer asks for what is of somebody else */
  #requireOwn({ caller, role }: ProjectAccess, user: string): string | undefined {
    const userId = parseUuid(user);
    if (!includesRole(role, 'developer') && userId !== userIdOf(caller)) {
      throw new MeshagentError('permission_denied', 'Only developers see the grants of other users.');
    }
    return userId;
  }
}

function toGrantAnswer({ room, userId, permissions }: RoomGrantRecord): ProjectRoomGrant {
  return { room: toRoomAnswer(room), user_id: userId, permissions };
}
