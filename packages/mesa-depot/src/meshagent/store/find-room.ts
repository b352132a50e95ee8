import type { Executor } from '../../storage/index.js';

/** A room, as far as what belongs to it needs to know. */
export interface RoomRef {
  readonly id: string;
  readonly name: string;
}

/** Finds a room of a project by its id or name; where one room has the id that another has for a name, by its id. */
export async function findRoom(
  executor: Executor,
  projectId: string,
  nameOrId: string,
): Promise<RoomRef | undefined> {
  const rooms = await executor
    .selectFrom('mesh_rooms')
    .select(['id', 'name'])
    .where('project_id', '=', projectId)
    .where((eb) => eb.or([eb('id', '=', nameOrId), eb('name', '=', nameOrId)]))
    .execute();
  return rooms.find(({ id }) => id === nameOrId) ?? rooms[0];
}
