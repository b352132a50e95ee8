import type { ApiScope, Room, RoomCreate, RoomList, RoomUpdate } from 'mesa-rest/meshagent';
import type { Transaction } from '../../storage/index.js';
import { isUniqueViolation } from '../../storage/unique-violation.js';
import { includesRole, type ProjectAccess, userIdOf } from '../caller.js';
import { MeshagentError } from '../meshagent-error.js';
import { insertGrant } from '../store/room-grants.js';
import { deleteRoom, findRoom, insertRoom, listRooms, type RoomRecord, updateRoom } from '../store/rooms.js';
import { lockActiveSession } from '../store/sessions.js';
import { newUuid } from '../uuid.js';
import type { MeshagentDeps } from './deps.js';
import { parseOrder } from './list-order.js';
import { requireMember } from './require-member.js';
import { isVisible, requireManagedRoom, requireVisibleRoom } from './require-room.js';
import { closeSession } from './session-log.js';
import { toStoredScope } from './to-stored-scope.js';

/** Which rooms to list, as the contract has it. */
export interface RoomQuery {
  readonly limit: number;
  readonly offset: number;
  readonly order_by: string;
}

/** The rooms of projects. */
export class RoomService {
  readonly #deps: MeshagentDeps;

  constructor(deps: MeshagentDeps) {
    this.#deps = deps;
  }

  /**
   * Creates a room, with grants to begin with. With `if_not_exists` a room of that name is returned as it is.
   *
   * @throws MeshagentError `already_exists`; `not_found` for a user who is no member of the project
   */
  async create(access: ProjectAccess, input: RoomCreate): Promise<Room> {
    const { now, storage } = this.#deps;
    const { caller, project } = access;
    const room: RoomRecord = {
      id: newUuid(this.#deps),
      projectId: project.id,
      name: input.name,
      metadata: input.metadata ?? {},
      annotations: input.annotations ?? {},
      createdBy: userIdOf(caller),
      createdAt: now(),
    };
    const grants = new Map<string, ApiScope>();
    for (const [userId, scope] of Object.entries(input.permissions ?? {})) {
      grants.set(userId, await toStoredScope(scope));
    }
    return storage.transaction(async (tx) => {
      if (await insertRoom(tx, room)) {
        await this.#grantAll(tx, room, grants);
        return toRoomAnswer(room);
      }
      const existing = await findRoom(tx, project.id, input.name);
      // To who may not know of it, it is not shown either.
      const isShown = existing?.name === input.name && (await isVisible(tx, access, existing));
      if (input.if_not_exists === true && isShown) return toRoomAnswer(existing);
      throw nameTaken(input.name);
    });
  }

  /** Returns rooms: to members who are no developers, those that are granted to them. */
  async list({ caller, project, role }: ProjectAccess, query: RoomQuery): Promise<RoomList> {
    const rooms = await listRooms(this.#deps.storage.read, {
      projectId: project.id,
      grantedTo: includesRole(role, 'developer') ? undefined : (userIdOf(caller) ?? undefined),
      order: parseOrder(query.order_by),
      limit: query.limit,
      offset: query.offset,
    });
    return { rooms: rooms.map(toRoomAnswer) };
  }

  /** @throws MeshagentError `not_found` */
  async get(access: ProjectAccess, nameOrId: string): Promise<Room> {
    return toRoomAnswer(await requireVisibleRoom(this.#deps.storage.read, access, nameOrId));
  }

  /** Changes a room; metadata and annotations that are not given, or null, stay. @throws MeshagentError `not_found`, `already_exists` */
  async update(access: ProjectAccess, nameOrId: string, input: RoomUpdate): Promise<Room> {
    try {
      return await this.#deps.storage.transaction(async (tx) => {
        const before = await requireManagedRoom(tx, access, nameOrId);
        const room: RoomRecord = {
          ...before,
          name: input.name,
          metadata: input.metadata ?? before.metadata,
          annotations: input.annotations ?? before.annotations,
        };
        await updateRoom(tx, room);
        return toRoomAnswer(room);
      });
    } catch (error) {
      if (isUniqueViolation(error)) throw nameTaken(input.name);
      throw error;
    }
  }

  /** Deletes a room with its grants, services and mailboxes; its session ends. @throws MeshagentError `not_found` */
  async delete(access: ProjectAccess, nameOrId: string): Promise<void> {
    await this.#deps.storage.transaction(async (tx) => {
      const room = await requireManagedRoom(tx, access, nameOrId);
      const session = await lockActiveSession(tx, room.id);
      if (session !== undefined) await closeSession(tx, this.#deps, session, { reason: 'room deleted' });
      await deleteRoom(tx, room.id);
    });
  }

  async #grantAll(tx: Transaction, room: RoomRecord, grants: ReadonlyMap<string, ApiScope>): Promise<void> {
    for (const [id, permissions] of grants) {
      const userId = await requireMember(tx, room.projectId, { id });
      await insertGrant(tx, {
        projectId: room.projectId,
        roomId: room.id,
        userId,
        permissions,
        createdAt: room.createdAt,
      });
    }
  }
}

/** Returns a room as it goes over the wire. */
export function toRoomAnswer({ id, name, metadata, annotations }: RoomRecord): Room {
  return { id, name, metadata: { ...metadata }, annotations: { ...annotations } };
}

function nameTaken(name: string): MeshagentError {
  return new MeshagentError('already_exists', `There is a room of the name \`${name}\` already.`);
}
