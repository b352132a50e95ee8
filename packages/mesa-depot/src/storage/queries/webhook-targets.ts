import type { Selectable } from 'kysely';
import type { WebhookTargetsTable } from '../database-schema.js';
import type { Executor, Transaction } from '../executor.js';
import { type NewestFirstRequest, type Page, toPage } from '../page.js';
import { jsonArrayHas } from './text-match.js';

/** A URL that wants to hear of events. */
export interface WebhookTargetRecord {
  readonly seq: number;
  readonly id: string;
  readonly orgId: string;
  readonly name: string | null;
  readonly url: string;
  readonly events: readonly string[];
  /** Null is every repository of the organization. */
  readonly repoIds: readonly string[] | null;
  /** As the service wrote it: encrypted. */
  readonly secret: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type NewWebhookTarget = Omit<WebhookTargetRecord, 'seq' | 'updatedAt'>;

/** What an update replaces; absent members stay. */
export interface WebhookTargetPatch {
  readonly name?: string | null;
  readonly url?: string;
  readonly events?: readonly string[];
  readonly repoIds?: readonly string[] | null;
}

/** Stores a webhook target. */
export async function insertWebhookTarget(
  tx: Transaction,
  target: NewWebhookTarget,
): Promise<WebhookTargetRecord> {
  const row = await tx
    .insertInto('webhook_targets')
    .values({
      id: target.id,
      org_id: target.orgId,
      name: target.name,
      url: target.url,
      events: JSON.stringify(target.events),
      repo_ids: target.repoIds === null ? null : JSON.stringify(target.repoIds),
      secret: target.secret,
      created_at: target.createdAt,
      updated_at: target.createdAt,
      deleted_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toWebhookTarget(row);
}

export async function getWebhookTarget(
  executor: Executor,
  orgId: string,
  id: string,
): Promise<WebhookTargetRecord | undefined> {
  const row = await selectTargets(executor)
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toWebhookTarget(row);
}

/** Returns the targets among these ids: what a delivery worker needs for a batch. */
export async function getWebhookTargets(
  executor: Executor,
  ids: readonly string[],
): Promise<Map<string, WebhookTargetRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await selectTargets(executor)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, toWebhookTarget(row)]));
}

/** Returns the targets of an organization, newest first. */
export async function listWebhookTargets(
  executor: Executor,
  request: NewestFirstRequest & { readonly orgId: string },
): Promise<Page<WebhookTargetRecord>> {
  let query = selectTargets(executor)
    .where('org_id', '=', request.orgId)
    .orderBy('seq', 'desc')
    .limit(request.limit + 1);
  if (request.before != null) query = query.where('seq', '<', request.before);
  return toPage(await query.execute(), request.limit, toWebhookTarget);
}

/**
 * Returns the targets that want an event of this type.
 *
 * @param repoId Repository of the event; null for an event of the organization, which only org-wide targets get.
 */
export async function listTargetsFor(
  executor: Executor,
  event: { readonly orgId: string; readonly repoId: string | null; readonly type: string },
): Promise<WebhookTargetRecord[]> {
  const { orgId, repoId, type } = event;
  const rows = await selectTargets(executor)
    .where('org_id', '=', orgId)
    .where((eb) => jsonArrayHas(eb.ref('events'), type))
    .where((eb) =>
      repoId === null
        ? eb('repo_ids', 'is', null)
        : eb.or([eb('repo_ids', 'is', null), jsonArrayHas(eb.ref('repo_ids'), repoId)]),
    )
    .orderBy('seq')
    .execute();
  return rows.map(toWebhookTarget);
}

/** Changes a target and returns it, or undefined when there is none. */
export async function updateWebhookTarget(
  tx: Transaction,
  orgId: string,
  id: string,
  patch: WebhookTargetPatch,
  now: number,
): Promise<WebhookTargetRecord | undefined> {
  const row = await tx
    .updateTable('webhook_targets')
    .set({
      ...(patch.name === undefined ? {} : { name: patch.name }),
      ...(patch.url === undefined ? {} : { url: patch.url }),
      ...(patch.events === undefined ? {} : { events: JSON.stringify(patch.events) }),
      ...(patch.repoIds === undefined
        ? {}
        : { repo_ids: patch.repoIds === null ? null : JSON.stringify(patch.repoIds) }),
      updated_at: now,
    })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row && toWebhookTarget(row);
}

/** Deletes a target and parks what it has not received yet. Returns false when there was none. */
export async function deleteWebhookTarget(
  tx: Transaction,
  orgId: string,
  id: string,
  now: number,
): Promise<boolean> {
  const result = await tx
    .updateTable('webhook_targets')
    .set({ deleted_at: now })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await tx
    .updateTable('webhook_deliveries')
    .set({
      status: 'parked',
      last_error: 'The webhook target was deleted.',
      finished_at: now,
      locked_until: null,
    })
    .where('target_id', '=', id)
    .where('status', '=', 'pending')
    .execute();
  return true;
}

function selectTargets(executor: Executor) {
  return executor.selectFrom('webhook_targets').selectAll().where('deleted_at', 'is', null);
}

function toWebhookTarget(row: Selectable<WebhookTargetsTable>): WebhookTargetRecord {
  return {
    seq: row.seq,
    id: row.id,
    orgId: row.org_id,
    name: row.name,
    url: row.url,
    events: JSON.parse(row.events),
    repoIds: row.repo_ids === null ? null : JSON.parse(row.repo_ids),
    secret: row.secret,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
