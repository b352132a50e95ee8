import type { Executor } from '../../storage/index.js';
import { notFound } from '../meshagent-error.js';
import { isStorable } from '../require-storable.js';
import { findRoom, type RoomRef } from '../store/find-room.js';

/** Returns the room of a project that a request names, by its name or id. @throws MeshagentError `not_found`. */
export async function requireRoom(executor: Executor, projectId: string, nameOrId: string): Promise<RoomRef> {
  const room = isStorable(nameOrId) ? await findRoom(executor, projectId, nameOrId) : undefined;
  if (room === undefined) throw notFound('room');
  return room;
}
