import type { ApiScope, RoomConnectionInfo } from 'mesa-rest/meshagent';
import { fullApiScope } from 'mesa-rest/meshagent-formats';
import type { ProjectAccess } from '../caller.js';
import { MeshagentError, notFound } from '../meshagent-error.js';
import { getProject, type ProjectRecord } from '../store/projects.js';
import { getPermissions } from '../store/room-grants.js';
import type { RoomRecord } from '../store/rooms.js';
import {
  CONNECTION_TOKEN_SECONDS,
  createConnectionToken,
  type ParticipantClaims,
  verifyParticipantToken,
} from './connection-tokens.js';
import type { MeshagentDeps } from './deps.js';
import { requireRoom } from './require-room.js';
import { toRoomUrl } from './room-url.js';
import { logConnection } from './session-log.js';

/** Somebody who is let into a room. */
export interface Connection {
  readonly project: ProjectRecord;
  readonly room: RoomRecord;
  readonly name: string;
  readonly role: string;
  readonly permissions: ApiScope;
  /** In milliseconds. */
  readonly expiresAt: number;
  /** Where the client reached the server. */
  readonly origin: string;
}

/** Lets callers into rooms: with a token, and the address to show it at. */
export class ConnectionService {
  readonly #deps: MeshagentDeps;

  constructor(deps: MeshagentDeps) {
    this.#deps = deps;
  }

  /**
   * Returns a token with the caller's grant for a room. Admins and API keys without a grant get everything: an admin could
   * grant it, and an API key can sign such tokens itself.
   *
   * @param origin Where the client reached the server.
   * @throws MeshagentError `not_found`; `permission_denied` without a grant
   */
  async connect(access: ProjectAccess, nameOrId: string, origin: string): Promise<RoomConnectionInfo> {
    const { caller, project } = access;
    const room = await requireRoom(this.#deps.storage.read, project.id, nameOrId);
    return this.issue({
      project,
      room,
      name: caller.kind === 'user' ? caller.user.email : caller.key.name,
      role: 'user',
      permissions: await this.#permissionsFor(access, room),
      expiresAt: this.#deps.now() + CONNECTION_TOKEN_SECONDS * 1000,
      origin,
    });
  }

  /** Makes a token for a room, and notes it in the session of the room, which begins with the first one. */
  async issue({ project, room, origin, ...participant }: Connection): Promise<RoomConnectionInfo> {
    const { name, role, expiresAt } = participant;
    const jwt = await createConnectionToken(this.#deps, {
      ...participant,
      project,
      roomName: room.name,
      expiresAt: Math.floor(expiresAt / 1000),
    });
    await this.#deps.storage.transaction((tx) =>
      logConnection(tx, this.#deps, room, { name, kind: role, expiresAt }),
    );
    return { jwt, room_name: room.name, project_id: project.id, room_url: toRoomUrl(origin, room.name) };
  }

  /**
   * Returns what a participant token of a project says: what a server of the room protocol asks when somebody shows one.
   *
   * @throws MeshagentError `unauthenticated`, `not_found` for the project
   */
  async verify(token: string, projectId: string): Promise<ParticipantClaims> {
    const { read } = this.#deps.storage;
    const project = await getProject(read, projectId);
    if (project === undefined) throw notFound('project');
    return verifyParticipantToken(this.#deps, read, { token, project });
  }

  async #permissionsFor({ caller, role }: ProjectAccess, room: RoomRecord): Promise<ApiScope> {
    if (caller.kind === 'api-key') return fullApiScope();
    const key = { roomId: room.id, userId: caller.user.id };
    const permissions = await getPermissions(this.#deps.storage.read, key);
    if (permissions !== undefined) return permissions;
    if (role === 'admin') return fullApiScope();
    throw new MeshagentError('permission_denied', 'You have no grant for this room.');
  }
}
