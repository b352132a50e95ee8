import type { PagePromise } from 'mesa-rest';
import {
  type ApiScope,
  connectRoom,
  createRoom,
  deleteRoom,
  getRoom,
  listRooms,
  type Room,
  type RoomConnectionInfo,
  type RoomCreate,
  type RoomOrderParam,
  type RoomUpdate,
  updateRoom,
} from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import { toBody } from '../../core/input.js';
import { checkMembers, checkObject } from '../../core/known-members.js';
import type { Connection } from '../connection.js';
import { type ScopeInput, toScope } from '../scopes/scope-input.js';
import { firstPage, type ListInput } from './list-input.js';

/** Input of `rooms.create`. */
export interface RoomInput extends RoomPatch {
  readonly projectId: string;
  /** 1 to 63 lower-case letters, digits and hyphens; a letter or digit at both ends. */
  readonly name: string;
  /** Returns the room of this name, if there is one, in place of an error. Default false. */
  readonly ifNotExists?: boolean | undefined;
  /** Grants to begin with: what each user may do in the room, by user id. */
  readonly permissions?: Readonly<Record<string, ScopeInput>> | null | undefined;
}

/** What may be said of a room. */
export interface RoomPatch {
  readonly metadata?: Readonly<Record<string, unknown>> | null | undefined;
  readonly annotations?: Readonly<Record<string, string>> | null | undefined;
}

/** Input of `rooms.list`. */
export interface RoomListInput extends ListInput {
  /** Default `room_name`; a `-` before it reverses it. */
  readonly orderBy?: RoomOrderParam | undefined;
}

/** Rooms of a project. Wherever a room is named, its name and its id will do. */
export class Rooms {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Creates a room.
   *
   * @throws {ConflictError} `already_exists` when the name is taken, unless `ifNotExists` is set.
   * @throws {ValidationErrorResponse} `invalid_request` when the name is not one.
   */
  create(input: RoomInput, options: CallOptions = {}): Promise<Room> {
    return this.#connection.send(options, (base) => {
      checkMembers('rooms.create', input, [
        'projectId',
        'name',
        'ifNotExists',
        'metadata',
        'annotations',
        'permissions',
      ]);
      const { projectId, name, ifNotExists: if_not_exists = false, permissions } = input;
      const body = {
        name,
        if_not_exists,
        ...toDescription(input),
        permissions: permissions && toScopes(permissions),
      };
      return createRoom({ ...base, path: { project_id: projectId }, body: toBody<RoomCreate>(body) });
    });
  }

  /**
   * Lists the rooms of a project that the caller may see. Pages are counted: what is created or deleted while they are read may come
   * twice or be missed. To delete all of them, collect them first.
   *
   * @example
   * ```ts
   * const first = await client.rooms.list(projectId, { limit: 10 });
   * for await (const room of client.rooms.list(projectId)) console.log(room.name);
   * ```
   */
  list(projectId: string, input: RoomListInput = {}, options: CallOptions = {}): PagePromise<Room[], Room> {
    const first = () => firstPage('rooms.list', input, ['orderBy']);
    return this.#connection.pages(first, options, async (base, page) => {
      const query = { ...page, order_by: input.orderBy ?? 'room_name' };
      return (await listRooms({ ...base, path: { project_id: projectId }, query })).data.rooms;
    });
  }

  /** @throws {NotFoundError} `not_found`. */
  get(projectId: string, room: string, options: CallOptions = {}): Promise<Room> {
    const path = { project_id: projectId, room };
    return this.#connection.send(options, (base) => getRoom({ ...base, path }));
  }

  /**
   * Renames a room, and replaces what is said of it; what is absent stays.
   *
   * @throws {NotFoundError} `not_found`.
   * @throws {ConflictError} `already_exists` when another room has the name.
   */
  update(
    projectId: string,
    room: string,
    name: string,
    patch: RoomPatch = {},
    options: CallOptions = {},
  ): Promise<Room> {
    return this.#connection.sendOrAsk(
      options,
      (base) => {
        checkMembers('rooms.update', patch, ['metadata', 'annotations']);
        const body = toBody<RoomUpdate>({ name, ...toDescription(patch) });
        return updateRoom({ ...base, path: { project_id: projectId, room }, body });
      },
      () => this.get(projectId, name, options),
    );
  }

  /** Deletes a room with its grants, services, mailboxes and tasks, and ends its sessions. */
  delete(projectId: string, room: string, options: CallOptions = {}): Promise<void> {
    const path = { project_id: projectId, room };
    return this.#connection.act(options, (base) => deleteRoom({ ...base, path }));
  }

  /**
   * Returns what it takes to enter a room: its URL, and a token with what the caller may do there, good for an hour.
   *
   * @throws {PermissionDeniedError} `permission_denied` when the caller has no grant for the room and is no admin.
   */
  connect(projectId: string, room: string, options: CallOptions = {}): Promise<RoomConnectionInfo> {
    const path = { project_id: projectId, room };
    return this.#connection.send(options, (base) => connectRoom({ ...base, path, body: {} }));
  }
}

function toScopes(permissions: Readonly<Record<string, ScopeInput>>): Record<string, ApiScope> {
  checkObject('`permissions` of rooms.create', permissions);
  return Object.fromEntries(Object.entries(permissions).map(([id, scope]) => [id, toScope(scope)]));
}

function toDescription({ metadata, annotations }: RoomPatch): Pick<RoomCreate, 'metadata' | 'annotations'> {
  checkObject('`metadata` of a room', metadata);
  checkObject('`annotations` of a room', annotations);
  return toBody<Pick<RoomCreate, 'metadata' | 'annotations'>>({
    metadata: metadata && { ...metadata },
    annotations: annotations && { ...annotations },
  });
}
