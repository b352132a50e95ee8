import type { Selectable } from 'kysely';
import type { OrgsTable } from '../database-schema.js';
import type { Executor, Transaction } from '../executor.js';

/** An organization. */
export interface OrgRecord {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly createdAt: number;
}

/** Stores an organization. Returns false when its slug is taken. */
export async function insertOrg(tx: Transaction, org: OrgRecord): Promise<boolean> {
  const row = await tx
    .insertInto('orgs')
    .values({ id: org.id, slug: org.slug, name: org.name, created_at: org.createdAt })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning('seq')
    .executeTakeFirst();
  return row !== undefined;
}

export async function getOrgById(executor: Executor, id: string): Promise<OrgRecord | undefined> {
  const row = await executor.selectFrom('orgs').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toOrg(row);
}

export async function getOrgBySlug(executor: Executor, slug: string): Promise<OrgRecord | undefined> {
  const row = await executor.selectFrom('orgs').selectAll().where('slug', '=', slug).executeTakeFirst();
  return row && toOrg(row);
}

/** Returns every organization, oldest first. A depot has few. */
export async function listOrgs(executor: Executor): Promise<OrgRecord[]> {
  const rows = await executor.selectFrom('orgs').selectAll().orderBy('seq').execute();
  return rows.map(toOrg);
}

function toOrg(row: Selectable<OrgsTable>): OrgRecord {
  return { id: row.id, slug: row.slug, name: row.name, createdAt: row.created_at };
}
