import type { Selectable } from 'kysely';
import type { PoliciesTable } from '../../storage/commitments-tables.js';
import type { Executor, Transaction } from '../../storage/index.js';
import type { ListWindow } from './list-window.js';

/** A rule that says what becomes of a commitment. */
export interface PolicyRecord {
  readonly id: string;
  readonly name: string;
  readonly scopeKind: string;
  readonly scopeRef: string | null;
  readonly predicateName: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly action: string;
  readonly routeTo: string | null;
  readonly enabled: boolean;
  /** How often it fired. */
  readonly hits: number;
  readonly createdAt: number;
}

/** What somebody who writes a policy says of it. */
export type PolicyFields = Omit<PolicyRecord, 'id' | 'hits' | 'createdAt'>;

export async function insertPolicy(tx: Transaction, policy: PolicyRecord): Promise<void> {
  await tx
    .insertInto('commitment_policies')
    .values({
      id: policy.id,
      ...toColumns(policy),
      hits: policy.hits,
      created_at: policy.createdAt,
    })
    .execute();
}

export async function getPolicy(executor: Executor, id: string): Promise<PolicyRecord | undefined> {
  const row = await executor
    .selectFrom('commitment_policies')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toPolicy(row);
}

/** Returns policies, oldest first. */
export async function listPolicies(executor: Executor, window: ListWindow): Promise<PolicyRecord[]> {
  const rows = await executor
    .selectFrom('commitment_policies')
    .selectAll()
    .orderBy('seq')
    .limit(window.limit)
    .offset(window.offset)
    .execute();
  return rows.map(toPolicy);
}

export async function countPolicies(executor: Executor): Promise<number> {
  const row = await executor
    .selectFrom('commitment_policies')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Returns the policies that are on and apply to a principal, oldest first. No policy for a counterparty ever does. */
export async function listPoliciesFor(executor: Executor, principalId: string): Promise<PolicyRecord[]> {
  const rows = await executor
    .selectFrom('commitment_policies')
    .selectAll()
    .where('enabled', '=', 1)
    .where((eb) =>
      eb.or([
        eb('scope_kind', '=', 'global'),
        eb.and([eb('scope_kind', '=', 'agent'), eb('scope_ref', '=', principalId)]),
      ]),
    )
    .orderBy('seq')
    .execute();
  return rows.map(toPolicy);
}

/** Replaces what is said of a policy and returns it, or undefined when there is none. Its hits stay. */
export async function updatePolicy(
  tx: Transaction,
  id: string,
  fields: PolicyFields,
): Promise<PolicyRecord | undefined> {
  const row = await tx
    .updateTable('commitment_policies')
    .set(toColumns(fields))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && toPolicy(row);
}

/** Returns false when there was none. */
export async function deletePolicy(tx: Transaction, id: string): Promise<boolean> {
  const result = await tx.deleteFrom('commitment_policies').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** Counts that policies fired. `ids` are in the order of the list, so that two writers cannot wait for each other. */
export async function countHits(tx: Transaction, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await tx
      .updateTable('commitment_policies')
      .set((eb) => ({ hits: eb('hits', '+', 1) }))
      .where('id', '=', id)
      .execute();
  }
}

function toColumns(fields: PolicyFields) {
  return {
    name: fields.name,
    scope_kind: fields.scopeKind,
    scope_ref: fields.scopeRef,
    predicate_name: fields.predicateName,
    params: JSON.stringify(fields.params),
    action: fields.action,
    route_to: fields.routeTo,
    enabled: fields.enabled ? 1 : 0,
  };
}

function toPolicy(row: Selectable<PoliciesTable>): PolicyRecord {
  return {
    id: row.id,
    name: row.name,
    scopeKind: row.scope_kind,
    scopeRef: row.scope_ref,
    predicateName: row.predicate_name,
    params: JSON.parse(row.params),
    action: row.action,
    routeTo: row.route_to,
    enabled: row.enabled === 1,
    hits: row.hits,
    createdAt: row.created_at,
  };
}
