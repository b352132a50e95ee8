import type { Selectable } from 'kysely';
import type { Executor, Transaction } from '../../storage/index.js';
import type { MeshUsersTable } from '../../storage/meshagent/projects-tables.js';

/** Somebody who may sign in. */
export interface MeshUserRecord {
  readonly id: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** Whether the user runs the server. */
  readonly isOperator: boolean;
  readonly createdAt: number;
}

/** Addresses that differ in upper and lower case alone are the same. */
export function foldEmail(email: string): string {
  return email.toLowerCase();
}

/** Stores a user. Returns false when the address is taken. */
export async function insertUser(tx: Transaction, user: MeshUserRecord): Promise<boolean> {
  const result = await tx
    .insertInto('mesh_users')
    .values({
      id: user.id,
      email: user.email,
      email_folded: foldEmail(user.email),
      first_name: user.firstName,
      last_name: user.lastName,
      is_operator: user.isOperator ? 1 : 0,
      created_at: user.createdAt,
    })
    .onConflict((conflict) => conflict.column('email_folded').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function getUser(executor: Executor, id: string): Promise<MeshUserRecord | undefined> {
  const row = await executor.selectFrom('mesh_users').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toUser(row);
}

export async function getUserByEmail(executor: Executor, email: string): Promise<MeshUserRecord | undefined> {
  const row = await executor
    .selectFrom('mesh_users')
    .selectAll()
    .where('email_folded', '=', foldEmail(email))
    .executeTakeFirst();
  return row && toUser(row);
}

/** Returns the user who runs the server, the first of them. */
export async function getOperator(executor: Executor): Promise<MeshUserRecord | undefined> {
  const row = await executor
    .selectFrom('mesh_users')
    .selectAll()
    .where('is_operator', '=', 1)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row && toUser(row);
}

export async function updateUserNames(
  tx: Transaction,
  id: string,
  { firstName, lastName }: Pick<MeshUserRecord, 'firstName' | 'lastName'>,
): Promise<void> {
  await tx
    .updateTable('mesh_users')
    .set({ first_name: firstName, last_name: lastName })
    .where('id', '=', id)
    .execute();
}

/** Stores a token of a user, by its hash. */
export async function insertUserToken(
  tx: Transaction,
  token: { readonly sha256: Uint8Array; readonly userId: string; readonly createdAt: number },
): Promise<void> {
  await tx
    .insertInto('mesh_user_tokens')
    .values({ token_sha256: token.sha256, user_id: token.userId, created_at: token.createdAt })
    .onConflict((conflict) => conflict.column('token_sha256').doNothing())
    .execute();
}

export async function getUserByToken(
  executor: Executor,
  sha256: Uint8Array,
): Promise<MeshUserRecord | undefined> {
  const row = await executor
    .selectFrom('mesh_user_tokens')
    .innerJoin('mesh_users', 'mesh_users.id', 'mesh_user_tokens.user_id')
    .selectAll('mesh_users')
    .where('token_sha256', '=', sha256)
    .executeTakeFirst();
  return row && toUser(row);
}

export async function deleteUserTokens(tx: Transaction, userId: string): Promise<void> {
  await tx.deleteFrom('mesh_user_tokens').where('user_id', '=', userId).execute();
}

export function toUser(row: Selectable<MeshUsersTable>): MeshUserRecord {
  return {
    id: row.id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    isOperator: row.is_operator === 1,
    createdAt: row.created_at,
  };
}
