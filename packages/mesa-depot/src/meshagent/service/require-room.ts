import type { Executor } from '../../storage/index.js';
import { includesRole, type ProjectAccess } from '../caller.js';
import { MeshagentError, notFound } from '../meshagent-error.js';
import { isStorable } from '../require-storable.js';
import { getPermissions } from '../store/room-grants.js';
import { findRoom, type RoomRecord } from '../store/rooms.js';

/** Returns the room of a project that a request names, by its name or id. @throws MeshagentError `not_found`. */
export async function requireRoom(
  executor: Executor,
  projectId: string,
  nameOrId: string,
): Promise<RoomRecord> {
  const room = isStorable(nameOrId) ? await findRoom(executor, projectId, nameOrId) : undefined;
  if (room === undefined) throw notFound('room');
  return room;
}

/**
 * Returns a room that the caller may know of: developers know all, other members those that they hold a grant for or
 * created themselves. Of the others they are told that there are none.
 *
 * @throws MeshagentError `not_found`.
 */
export async function requireVisibleRoom(
  executor: Executor,
  access: ProjectAccess,
  nameOrId: string,
): Promise<RoomRecord> {
  const room = await requireRoom(executor, access.project.id, nameOrId);
  if (!(await isVisible(executor, access, room))) throw notFound('room');
  return room;
}

/** Says whether the caller may know of a room. */
export async function isVisible(
  executor: Executor,
  { caller, role }: ProjectAccess,
  room: RoomRecord,
): Promise<boolean> {
  if (includesRole(role, 'developer') || caller.kind !== 'user') return true;
  const key = { roomId: room.id, userId: caller.user.id };
  return room.createdBy === caller.user.id || (await getPermissions(executor, key)) !== undefined;
}

/**
 * Returns a room that the caller manages: admins and API keys manage all, who may create rooms those that they created.
 *
 * @throws MeshagentError `not_found`, `permission_denied`.
 */
export async function requireManagedRoom(
  executor: Executor,
  access: ProjectAccess,
  nameOrId: string,
): Promise<RoomRecord> {
  const room = await requireVisibleRoom(executor, access, nameOrId);
  const { caller, role } = access;
  if (role === 'admin' || caller.kind === 'api-key' || room.createdBy === caller.user.id) return room;
  throw new MeshagentError('permission_denied', 'This is not allowed: somebody else created the room.');
}
