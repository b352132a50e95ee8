import type { Selectable } from 'kysely';
import type { Executor, Transaction } from '../../storage/index.js';
import type { MeshRoomsTable } from '../../storage/meshagent/projects-tables.js';
import type { Annotations, JsonObject } from '../json-object.js';

/** Where people and agents meet. */
export interface RoomRecord {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly metadata: JsonObject;
  readonly annotations: Annotations;
  /** User who created it; null when an API key did. */
  readonly createdBy: string | null;
  readonly createdAt: number;
}

/** Stores a room. Returns false when the project has one of that name. */
export async function insertRoom(tx: Transaction, room: RoomRecord): Promise<boolean> {
  const result = await tx
    .insertInto('mesh_rooms')
    .values({
      id: room.id,
      project_id: room.projectId,
      name: room.name,
      metadata: JSON.stringify(room.metadata),
      annotations: JSON.stringify(room.annotations),
      created_by: room.createdBy,
      created_at: room.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['project_id', 'name']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Finds a room of a project by its id or name; where one room has the id that another has for a name, by its id. */
export async function findRoom(
  executor: Executor,
  projectId: string,
  nameOrId: string,
): Promise<RoomRecord | undefined> {
  const rows = await executor
    .selectFrom('mesh_rooms')
    .selectAll()
    .where('project_id', '=', projectId)
    .where((eb) => eb.or([eb('id', '=', nameOrId), eb('name', '=', nameOrId)]))
    .execute();
  const row = rows.find(({ id }) => id === nameOrId) ?? rows[0];
  return row && toRoom(row);
}

/** Changes a room. Fails with a unique violation when another one has the name. */
export async function updateRoom(
  tx: Transaction,
  { id, name, metadata, annotations }: Pick<RoomRecord, 'id' | 'name' | 'metadata' | 'annotations'>,
): Promise<void> {
  await tx
    .updateTable('mesh_rooms')
    .set({ name, metadata: JSON.stringify(metadata), annotations: JSON.stringify(annotations) })
    .where('id', '=', id)
    .execute();
}

/** Deletes a room with all that is in it. Returns false when there is none. */
export async function deleteRoom(tx: Transaction, id: string): Promise<boolean> {
  const result = await tx.deleteFrom('mesh_rooms').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Which rooms to list. */
export interface RoomListRequest {
  readonly projectId: string;
  /** Only rooms that this user has a grant for. */
  readonly grantedTo: string | undefined;
  readonly order: { readonly by: 'room_name' | 'created_at'; readonly direction: 'asc' | 'desc' };
  readonly limit: number;
  readonly offset: number;
}

export async function listRooms(
  executor: Executor,
  { projectId, grantedTo, order, limit, offset }: RoomListRequest,
): Promise<RoomRecord[]> {
  let query = executor.selectFrom('mesh_rooms').selectAll().where('project_id', '=', projectId);
  if (grantedTo !== undefined) {
    query = query.where('id', 'in', (eb) =>
      eb.selectFrom('mesh_room_grants').select('room_id').where('user_id', '=', grantedTo),
    );
  }
  const rows = await query
    .orderBy(order.by === 'room_name' ? 'name' : 'seq', order.direction)
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(toRoom);
}

export function toRoom(row: Selectable<MeshRoomsTable>): RoomRecord {
  return {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    metadata: JSON.parse(row.metadata),
    annotations: JSON.parse(row.annotations),
    createdBy: row.created_by,
    createdAt: row.created_at,
  };
}
