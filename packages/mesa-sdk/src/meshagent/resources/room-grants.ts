import type { PagePromise } from 'mesa-rest';
import {
  createRoomGrant,
  deleteRoomGrant,
  type GrantOrderParam,
  getRoomGrant,
  listRoomGrants,
  listRoomGrantsByRoom,
  listRoomGrantsByUser,
  listUniqueRoomsWithGrants,
  listUniqueUsersWithGrants,
  type ProjectRoomGrant,
  type ProjectRoomGrantCount,
  type ProjectUserGrantCount,
  updateRoomGrant,
} from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import { checkMembers } from '../../core/known-members.js';
import type { Connection } from '../connection.js';
import { type ScopeInput, toScope } from '../scopes/scope-input.js';
import { firstPage, type ListInput } from './list-input.js';

/** Input of `roomGrants.create`. */
export interface RoomGrantInput {
  readonly projectId: string;
  /** Id of the room; its name will do. */
  readonly roomId: string;
  readonly userId: string;
  /** What the user may do in the room. */
  readonly permissions: ScopeInput;
}

/** Input of `roomGrants.createByEmail`. */
export type RoomGrantByEmailInput = Omit<RoomGrantInput, 'userId'> & { readonly email: string };

/** Input of `roomGrants.update`. */
export interface RoomGrantUpdateInput extends RoomGrantInput {
  /** Servers go by room and user, and take any id. Default `unused`. */
  readonly grantId?: string | undefined;
}

/** Input of `roomGrants.list`. */
export interface RoomGrantListInput extends ListInput {
  /** A `-` before it reverses it. */
  readonly orderBy?: GrantOrderParam | undefined;
}

/** Input of `roomGrants.listUniqueUsers`. */
export interface GrantedUserFilter extends ListInput {
  /** Only users with this text in their names or addresses; upper and lower case make no difference. */
  readonly filter?: string | undefined;
}

/** What users may do in rooms. */
export class RoomGrants {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Grants a user something in a room.
   *
   * @throws {NotFoundError} `not_found` when there is no such room or user.
   * @throws {ConflictError} `already_exists` when the user has a grant for it; change that with `update`.
   */
  create(input: RoomGrantInput, options: CallOptions = {}): Promise<void> {
    return this.#connection.act(options, (base) => {
      checkMembers('roomGrants.create', input, ['projectId', 'roomId', 'userId', 'permissions']);
      const { projectId: project_id, roomId: room_id, userId: user_id, permissions } = input;
      return createRoomGrant({
        ...base,
        path: { project_id },
        body: { room_id, user_id, permissions: toScope(permissions) },
      });
    });
  }

  /** Grants the user with an address something in a room. */
  createByEmail(input: RoomGrantByEmailInput, options: CallOptions = {}): Promise<void> {
    return this.#connection.act(options, (base) => {
      checkMembers('roomGrants.createByEmail', input, ['projectId', 'roomId', 'email', 'permissions']);
      const { projectId: project_id, roomId: room_id, email, permissions } = input;
      return createRoomGrant({
        ...base,
        path: { project_id },
        body: { room_id, email, permissions: toScope(permissions) },
      });
    });
  }

  /**
   * Replaces what a user may do in a room, as a whole.
   *
   * @throws {NotFoundError} `not_found` when there is no such grant.
   */
  update(input: RoomGrantUpdateInput, options: CallOptions = {}): Promise<void> {
    return this.#connection.act(options, (base) => {
      checkMembers('roomGrants.update', input, ['projectId', 'roomId', 'userId', 'permissions', 'grantId']);
      const { projectId, roomId: room_id, userId: user_id, permissions, grantId = 'unused' } = input;
      const path = { project_id: projectId, grant_id: grantId };
      return updateRoomGrant({
        ...base,
        path,
        body: { room_id, user_id, permissions: toScope(permissions) },
      });
    });
  }

  /** @throws {NotFoundError} `not_found`. */
  delete(projectId: string, room: string, userId: string, options: CallOptions = {}): Promise<void> {
    const path = { project_id: projectId, room, user_id: userId };
    return this.#connection.act(options, (base) => deleteRoomGrant({ ...base, path }));
  }

  /** @throws {NotFoundError} `not_found`. */
  get(projectId: string, room: string, userId: string, options: CallOptions = {}): Promise<ProjectRoomGrant> {
    const path = { project_id: projectId, room, user_id: userId };
    return this.#connection.send(options, (base) => getRoomGrant({ ...base, path }));
  }

  /** Lists the grants of a project. */
  list(
    projectId: string,
    input: RoomGrantListInput = {},
    options: CallOptions = {},
  ): PagePromise<ProjectRoomGrant[], ProjectRoomGrant> {
    const first = () => firstPage('roomGrants.list', input, ['orderBy']);
    return this.#connection.pages(first, options, async (base, page) => {
      const query = { ...page, order_by: input.orderBy ?? 'room_name' };
      return (await listRoomGrants({ ...base, path: { project_id: projectId }, query })).data.room_grants;
    });
  }

  /** Lists the rooms that a user has grants for. */
  listByUser(
    projectId: string,
    userId: string,
    input: RoomGrantListInput = {},
    options: CallOptions = {},
  ): PagePromise<ProjectRoomGrant[], ProjectRoomGrant> {
    const first = () => firstPage('roomGrants.listByUser', input, ['orderBy']);
    const path = { project_id: projectId, user_id: userId };
    return this.#connection.pages(first, options, async (base, page) => {
      const query = { ...page, order_by: input.orderBy };
      return (await listRoomGrantsByUser({ ...base, path, query })).data.room_grants;
    });
  }

  /** Lists the users that have grants for a room. */
  listByRoom(
    projectId: string,
    room: string,
    input: RoomGrantListInput = {},
    options: CallOptions = {},
  ): PagePromise<ProjectRoomGrant[], ProjectRoomGrant> {
    const first = () => firstPage('roomGrants.listByRoom', input, ['orderBy']);
    const path = { project_id: projectId, room };
    return this.#connection.pages(first, options, async (base, page) => {
      const query = { ...page, order_by: input.orderBy };
      return (await listRoomGrantsByRoom({ ...base, path, query })).data.room_grants;
    });
  }

  /** Counts the grants of each room that has any. */
  listUniqueRooms(
    projectId: string,
    input: ListInput = {},
    options: CallOptions = {},
  ): PagePromise<ProjectRoomGrantCount[], ProjectRoomGrantCount> {
    const first = () => firstPage('roomGrants.listUniqueRooms', input);
    const path = { project_id: projectId };
    return this.#connection.pages(first, options, async (base, query) => {
      return (await listUniqueRoomsWithGrants({ ...base, path, query })).data.rooms;
    });
  }

  /** Counts the grants of each user that has any. */
  listUniqueUsers(
    projectId: string,
    input: GrantedUserFilter = {},
    options: CallOptions = {},
  ): PagePromise<ProjectUserGrantCount[], ProjectUserGrantCount> {
    const first = () => firstPage('roomGrants.listUniqueUsers', input, ['filter']);
    const path = { project_id: projectId };
    return this.#connection.pages(first, options, async (base, page) => {
      const query = { ...page, filter: input.filter };
      return (await listUniqueUsersWithGrants({ ...base, path, query })).data.users;
    });
  }
}
