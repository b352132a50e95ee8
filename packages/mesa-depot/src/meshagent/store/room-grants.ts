import type { ApiScope } from 'mesa-rest/meshagent';
import type { Executor, Transaction } from '../../storage/index.js';
import { containsText } from './contains-text.js';
import { type RoomRecord, toRoom } from './rooms.js';
import { type MeshUserRecord, toUser } from './users.js';

/** What a user may do in a room. */
export interface RoomGrantRecord {
  readonly room: RoomRecord;
  readonly userId: string;
  readonly permissions: ApiScope;
}

/** The grant of a user for a room. */
export interface GrantKey {
  readonly roomId: string;
  readonly userId: string;
}

/** Stores a grant. Returns false when the user has one for the room. */
export async function insertGrant(
  tx: Transaction,
  grant: GrantKey & {
    readonly projectId: string;
    readonly permissions: ApiScope;
    readonly createdAt: number;
  },
): Promise<boolean> {
  const result = await tx
    .insertInto('mesh_room_grants')
    .values({
      project_id: grant.projectId,
      room_id: grant.roomId,
      user_id: grant.userId,
      permissions: JSON.stringify(grant.permissions),
      created_at: grant.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['room_id', 'user_id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Returns what a user may do in a room; undefined without a grant. */
export async function getPermissions(
  executor: Executor,
  { roomId, userId }: GrantKey,
): Promise<ApiScope | undefined> {
  const row = await executor
    .selectFrom('mesh_room_grants')
    .select('permissions')
    .where('room_id', '=', roomId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row && JSON.parse(row.permissions);
}

/** Replaces what a user may do in a room. Returns false when there is no grant. */
export async function updateGrant(
  tx: Transaction,
  { roomId, userId }: GrantKey,
  permissions: ApiScope,
): Promise<boolean> {
  const result = await tx
    .updateTable('mesh_room_grants')
    .set({ permissions: JSON.stringify(permissions) })
    .where('room_id', '=', roomId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Deletes a grant. Returns false when there is none. */
export async function deleteGrant(tx: Transaction, { roomId, userId }: GrantKey): Promise<boolean> {
  const result = await tx
    .deleteFrom('mesh_room_grants')
    .where('room_id', '=', roomId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Part of a list. */
export interface ListPart {
  readonly limit: number;
  readonly offset: number;
}

/** Which grants to list. */
export interface GrantListRequest extends ListPart {
  readonly projectId: string;
  readonly roomId?: string;
  readonly userId?: string;
  readonly order: {
    readonly by: 'room_name' | 'user_id' | 'created_at';
    readonly direction: 'asc' | 'desc';
  };
}

const ORDER_COLUMNS = {
  room_name: 'mesh_rooms.name',
  user_id: 'mesh_room_grants.user_id',
  created_at: 'mesh_room_grants.seq',
} as const;

export async function listGrants(
  executor: Executor,
  { projectId, roomId, userId, order, limit, offset }: GrantListRequest,
): Promise<RoomGrantRecord[]> {
  let query = executor
    .selectFrom('mesh_room_grants')
    .innerJoin('mesh_rooms', 'mesh_rooms.id', 'mesh_room_grants.room_id')
    .selectAll('mesh_rooms')
    .select(['mesh_room_grants.user_id', 'mesh_room_grants.permissions'])
    .where('mesh_room_grants.project_id', '=', projectId);
  if (roomId !== undefined) query = query.where('mesh_room_grants.room_id', '=', roomId);
  if (userId !== undefined) query = query.where('mesh_room_grants.user_id', '=', userId);
  const rows = await query
    .orderBy(ORDER_COLUMNS[order.by], order.direction)
    // Grants that are equal by it come in the order in which they were made.
    .orderBy('mesh_room_grants.seq', order.direction)
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map((row) => ({
    room: toRoom(row),
    userId: row.user_id,
    permissions: JSON.parse(row.permissions),
  }));
}

/** Returns the rooms with grants in order of their names, and how many each has. */
export async function countGrantsOfRooms(
  executor: Executor,
  projectId: string,
  { limit, offset }: ListPart,
): Promise<{ readonly room: RoomRecord; readonly count: number }[]> {
  const counts = executor
    .selectFrom('mesh_room_grants')
    .select(['room_id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('project_id', '=', projectId)
    .groupBy('room_id')
    .as('counts');
  const rows = await executor
    .selectFrom('mesh_rooms')
    .innerJoin(counts, 'counts.room_id', 'mesh_rooms.id')
    .selectAll('mesh_rooms')
    .select('counts.count')
    .orderBy('mesh_rooms.name')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map((row) => ({ room: toRoom(row), count: Number(row.count) }));
}

/** Returns the users with grants in order of their addresses, how many each has, and how many users there are. */
export async function countGrantsOfUsers(
  executor: Executor,
  projectId: string,
  { limit, offset, filter }: ListPart & { readonly filter: string | undefined },
): Promise<{
  readonly users: readonly { readonly user: MeshUserRecord; readonly count: number }[];
  readonly total: number;
}> {
  const counts = executor
    .selectFrom('mesh_room_grants')
    .select(['user_id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('project_id', '=', projectId)
    .groupBy('user_id')
    .as('counts');
  let query = executor.selectFrom('mesh_users').innerJoin(counts, 'counts.user_id', 'mesh_users.id');
  if (filter !== undefined) query = query.where(containsText(['email', 'first_name', 'last_name'], filter));
  const { total } = await query
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .selectAll('mesh_users')
    .select('counts.count')
    .orderBy('email_folded')
    .limit(limit)
    .offset(offset)
    .execute();
  return {
    users: rows.map((row) => ({ user: toUser(row), count: Number(row.count) })),
    total: Number(total),
  };
}
