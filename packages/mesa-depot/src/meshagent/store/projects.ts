import type { Selectable } from 'kysely';
import type { Executor, Transaction } from '../../storage/index.js';
import type { MeshProjectsTable } from '../../storage/meshagent/projects-tables.js';
import type { JsonObject } from '../json-object.js';

/** What everything but users belongs to. */
export interface ProjectRecord {
  readonly id: string;
  readonly name: string;
  readonly ownerUserId: string;
  readonly settings: JsonObject;
  /** Encrypted. */
  readonly tokenKey: string;
  readonly createdAt: number;
}

export async function insertProject(tx: Transaction, project: ProjectRecord): Promise<void> {
  await tx
    .insertInto('mesh_projects')
    .values({
      id: project.id,
      name: project.name,
      owner_user_id: project.ownerUserId,
      settings: JSON.stringify(project.settings),
      token_key: project.tokenKey,
      created_at: project.createdAt,
    })
    .execute();
}

export async function getProject(executor: Executor, id: string): Promise<ProjectRecord | undefined> {
  const row = await executor.selectFrom('mesh_projects').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toProject(row);
}

/** Returns the projects that a user belongs to, oldest first, at most `limit`. */
export async function listProjectsOfUser(
  executor: Executor,
  userId: string,
  limit: number,
): Promise<ProjectRecord[]> {
  const rows = await executor
    .selectFrom('mesh_projects')
    .innerJoin('mesh_members', 'mesh_members.project_id', 'mesh_projects.id')
    .selectAll('mesh_projects')
    .where('mesh_members.user_id', '=', userId)
    .orderBy('mesh_projects.seq')
    .limit(limit)
    .execute();
  return rows.map(toProject);
}

export async function setProjectSettings(tx: Transaction, id: string, settings: JsonObject): Promise<void> {
  await tx
    .updateTable('mesh_projects')
    .set({ settings: JSON.stringify(settings) })
    .where('id', '=', id)
    .execute();
}

/** Deletes a project with all that is in it. */
export async function deleteProject(tx: Transaction, id: string): Promise<void> {
  await tx.deleteFrom('mesh_projects').where('id', '=', id).execute();
}

function toProject(row: Selectable<MeshProjectsTable>): ProjectRecord {
  return {
    id: row.id,
    name: row.name,
    ownerUserId: row.owner_user_id,
    settings: JSON.parse(row.settings),
    tokenKey: row.token_key,
    createdAt: row.created_at,
  };
}
