import { type Selectable, sql } from 'kysely';
import type { Executor, Transaction } from '../../storage/index.js';
import type { MeshMembersTable, MeshUsersTable } from '../../storage/meshagent/projects-tables.js';
import { containsText } from './contains-text.js';
import { type MeshUserRecord, toUser } from './users.js';

/** What a member of a project may do. */
export interface MemberFlags {
  readonly isAdmin: boolean;
  readonly isDeveloper: boolean;
  readonly canCreateRooms: boolean;
}

/** A user who belongs to a project. */
export interface MemberRecord extends MemberFlags {
  readonly user: MeshUserRecord;
}

interface MemberKey {
  readonly projectId: string;
  readonly userId: string;
}

/** Stores a member. Returns false when the user is one already. */
export async function insertMember(
  tx: Transaction,
  { projectId, userId, createdAt, ...flags }: MemberKey & MemberFlags & { readonly createdAt: number },
): Promise<boolean> {
  const result = await tx
    .insertInto('mesh_members')
    .values({ project_id: projectId, user_id: userId, ...toColumns(flags), created_at: createdAt })
    .onConflict((conflict) => conflict.columns(['project_id', 'user_id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function getMember(
  executor: Executor,
  { projectId, userId }: MemberKey,
): Promise<MemberFlags | undefined> {
  const row = await executor
    .selectFrom('mesh_members')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row && toFlags(row);
}

/** Changes what a member may do. Returns false when there is none. */
export async function updateMember(
  tx: Transaction,
  { projectId, userId }: MemberKey,
  flags: MemberFlags,
): Promise<boolean> {
  const result = await tx
    .updateTable('mesh_members')
    .set(toColumns(flags))
    .where('project_id', '=', projectId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Removes a member with their grants. Returns false when there is none. */
export async function deleteMember(tx: Transaction, { projectId, userId }: MemberKey): Promise<boolean> {
  await tx
    .deleteFrom('mesh_room_grants')
    .where('project_id', '=', projectId)
    .where('user_id', '=', userId)
    .execute();
  const result = await tx
    .deleteFrom('mesh_members')
    .where('project_id', '=', projectId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Locks the project for changes of who its admins are, and counts them. */
export async function countAdmins(tx: Transaction, projectId: string): Promise<number> {
  await tx
    .updateTable('mesh_projects')
    .set((eb) => ({ name: eb.ref('name') }))
    .where('id', '=', projectId)
    .execute();
  const row = await tx
    .selectFrom('mesh_members')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('project_id', '=', projectId)
    .where('is_admin', '=', 1)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Which members to list. */
export interface MemberListRequest {
  readonly projectId: string;
  /** Part of address or name. */
  readonly filter: string | undefined;
  readonly email: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Returns members in order of their addresses, and how many there are. */
export async function listMembers(
  executor: Executor,
  { projectId, filter, email, limit, offset }: MemberListRequest,
): Promise<{ readonly members: readonly MemberRecord[]; readonly total: number }> {
  let query = executor
    .selectFrom('mesh_members')
    .innerJoin('mesh_users', 'mesh_users.id', 'mesh_members.user_id')
    .where('mesh_members.project_id', '=', projectId);
  if (email !== undefined) query = query.where('email_folded', '=', email.toLowerCase());
  if (filter !== undefined) {
    query = query.where(containsText(['email', 'first_name', 'last_name'], filter));
  }
  const { count } = await query
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .selectAll('mesh_users')
    .select(['is_admin', 'is_developer', 'can_create_rooms'])
    .orderBy('email_folded')
    .limit(limit)
    .offset(offset)
    .execute();
  return {
    members: rows.map((row: Selectable<MeshUsersTable> & FlagColumns) => ({
      user: toUser(row),
      ...toFlags(row),
    })),
    total: Number(count),
  };
}

/** Says whether two users belong to one project. */
export async function shareProject(executor: Executor, userId: string, otherId: string): Promise<boolean> {
  const row = await executor
    .selectFrom('mesh_members as one')
    .innerJoin('mesh_members as other', 'one.project_id', 'other.project_id')
    .select(sql<number>`1`.as('found'))
    .where('one.user_id', '=', userId)
    .where('other.user_id', '=', otherId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

type FlagColumns = Pick<Selectable<MeshMembersTable>, 'is_admin' | 'is_developer' | 'can_create_rooms'>;

function toColumns(flags: MemberFlags): FlagColumns {
  return {
    is_admin: flags.isAdmin ? 1 : 0,
    is_developer: flags.isDeveloper ? 1 : 0,
    can_create_rooms: flags.canCreateRooms ? 1 : 0,
  };
}

function toFlags(row: FlagColumns): MemberFlags {
  return {
    isAdmin: row.is_admin === 1,
    isDeveloper: row.is_developer === 1,
    canCreateRooms: row.can_create_rooms === 1,
  };
}
