import type { Selectable } from 'kysely';
import type { Executor, Transaction } from '../../storage/index.js';
import type {
  MeshWebhookDeliveriesTable,
  MeshWebhooksTable,
} from '../../storage/meshagent/billing-tables.js';
import type { JsonObject } from '../json-object.js';

/** Where events of the rooms of a project are delivered. */
export interface WebhookFields {
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly action: string | null;
  readonly payload: JsonObject | null;
  /** Encrypted. */
  readonly secret: string;
}

export interface WebhookRecord extends WebhookFields {
  readonly id: string;
  readonly projectId: string;
  readonly createdAt: number;
}

interface WebhookKey {
  readonly projectId: string;
  readonly id: string;
}

export async function insertWebhook(tx: Transaction, webhook: WebhookRecord): Promise<void> {
  await tx
    .insertInto('mesh_webhooks')
    .values({
      id: webhook.id,
      project_id: webhook.projectId,
      ...toColumns(webhook),
      created_at: webhook.createdAt,
    })
    .execute();
}

export async function getWebhook(
  executor: Executor,
  { projectId, id }: WebhookKey,
): Promise<WebhookRecord | undefined> {
  const row = await executor
    .selectFrom('mesh_webhooks')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toWebhook(row);
}

/** Returns the webhooks of a project, oldest first, at most `limit`. */
export async function listWebhooks(
  executor: Executor,
  projectId: string,
  limit: number,
): Promise<WebhookRecord[]> {
  const rows = await executor
    .selectFrom('mesh_webhooks')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(toWebhook);
}

/** Replaces a webhook. Returns false when there is none. */
export async function updateWebhook(
  tx: Transaction,
  { projectId, id }: WebhookKey,
  fields: WebhookFields,
): Promise<boolean> {
  const result = await tx
    .updateTable('mesh_webhooks')
    .set(toColumns(fields))
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Deletes a webhook. Returns false when there is none. */
export async function deleteWebhook(tx: Transaction, { projectId, id }: WebhookKey): Promise<boolean> {
  const result = await tx
    .deleteFrom('mesh_webhooks')
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** An event on its way to a webhook. */
export interface WebhookDeliveryRecord {
  readonly id: string;
  readonly webhookId: string;
  readonly event: string;
  /** The JSON that is sent and signed. */
  readonly body: string;
  readonly status: 'pending' | 'delivered' | 'failed';
  readonly attempts: number;
  /** Null when it is not tried again. */
  readonly nextAttemptAt: number | null;
  readonly responseStatus: number | null;
  readonly error: string | null;
  readonly createdAt: number;
}

export async function insertDelivery(tx: Transaction, delivery: WebhookDeliveryRecord): Promise<void> {
  await tx
    .insertInto('mesh_webhook_deliveries')
    .values({
      id: delivery.id,
      webhook_id: delivery.webhookId,
      event: delivery.event,
      body: delivery.body,
      ...toOutcome(delivery),
      created_at: delivery.createdAt,
    })
    .execute();
}

/** Returns the deliveries of a webhook, newest first. */
export async function listDeliveries(
  executor: Executor,
  request: { readonly webhookId: string; readonly limit: number; readonly offset: number },
): Promise<WebhookDeliveryRecord[]> {
  const rows = await executor
    .selectFrom('mesh_webhook_deliveries')
    .selectAll()
    .where('webhook_id', '=', request.webhookId)
    .orderBy('seq', 'desc')
    .limit(request.limit)
    .offset(request.offset)
    .execute();
  return rows.map(toDelivery);
}

/** A delivery with the webhook that it is for. */
export interface DueDelivery {
  readonly delivery: WebhookDeliveryRecord;
  readonly webhook: WebhookRecord;
}

/** Which deliveries to list. */
export interface DueRequest {
  readonly now: number;
  readonly limit: number;
  /** How many of one project at most: one whose receivers are slow or dead must not keep the others waiting. */
  readonly perProject: number;
}

/** Returns deliveries whose time has come: the oldest of each project, then the second of each, and so on. */
export async function listDueDeliveries(
  executor: Executor,
  { now, limit, perProject }: DueRequest,
): Promise<DueDelivery[]> {
  const rows = await executor
    .selectFrom((from) =>
      from
        .selectFrom('mesh_webhook_deliveries')
        .innerJoin('mesh_webhooks', 'mesh_webhooks.id', 'mesh_webhook_deliveries.webhook_id')
        .selectAll('mesh_webhook_deliveries')
        .select(({ fn }) =>
          fn
            .agg<number>('row_number')
            .over((over) =>
              over.partitionBy('mesh_webhooks.project_id').orderBy('mesh_webhook_deliveries.seq'),
            )
            .as('turn'),
        )
        .where('mesh_webhook_deliveries.next_attempt_at', '<=', now)
        .as('due'),
    )
    .selectAll()
    .where('turn', '<=', perProject)
    .orderBy('turn')
    .orderBy('seq')
    .limit(limit)
    .execute();
  const due: DueDelivery[] = [];
  for (const row of rows) {
    const webhook = await executor
      .selectFrom('mesh_webhooks')
      .selectAll()
      .where('id', '=', row.webhook_id)
      .executeTakeFirst();
    if (webhook !== undefined) due.push({ delivery: toDelivery(row), webhook: toWebhook(webhook) });
  }
  return due;
}

/** Takes an attempt: nobody else tries before `until`. Returns false when somebody else took it. */
export async function claimDelivery(
  tx: Transaction,
  { id, nextAttemptAt, attempts }: WebhookDeliveryRecord,
  until: number,
): Promise<boolean> {
  const result = await tx
    .updateTable('mesh_webhook_deliveries')
    .set({ next_attempt_at: until, attempts: attempts + 1 })
    .where('id', '=', id)
    .where('next_attempt_at', '=', nextAttemptAt)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Returns the ids of deliveries that are over and older than a time, the oldest first. */
export async function listOldDeliveries(
  executor: Executor,
  before: number,
  limit: number,
): Promise<string[]> {
  const rows = await executor
    .selectFrom('mesh_webhook_deliveries')
    .select('id')
    .where('next_attempt_at', 'is', null)
    .where('created_at', '<', before)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

export async function deleteDeliveries(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.deleteFrom('mesh_webhook_deliveries').where('id', 'in', ids).execute();
}

/** Notes what became of an attempt. */
export async function finishAttempt(
  tx: Transaction,
  id: string,
  outcome: Pick<WebhookDeliveryRecord, 'status' | 'attempts' | 'nextAttemptAt' | 'responseStatus' | 'error'>,
): Promise<void> {
  await tx.updateTable('mesh_webhook_deliveries').set(toOutcome(outcome)).where('id', '=', id).execute();
}

function toOutcome(
  outcome: Pick<WebhookDeliveryRecord, 'status' | 'attempts' | 'nextAttemptAt' | 'responseStatus' | 'error'>,
) {
  return {
    status: outcome.status,
    attempts: outcome.attempts,
    next_attempt_at: outcome.nextAttemptAt,
    response_status: outcome.responseStatus,
    error: outcome.error,
  };
}

function toColumns(webhook: WebhookFields) {
  return {
    name: webhook.name,
    description: webhook.description,
    url: webhook.url,
    events: JSON.stringify(webhook.events),
    action: webhook.action,
    payload: webhook.payload === null ? null : JSON.stringify(webhook.payload),
    secret: webhook.secret,
  };
}

function toWebhook(row: Selectable<MeshWebhooksTable>): WebhookRecord {
  return {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    description: row.description,
    url: row.url,
    events: JSON.parse(row.events),
    action: row.action,
    payload: row.payload === null ? null : JSON.parse(row.payload),
    secret: row.secret,
    createdAt: row.created_at,
  };
}

function toDelivery(row: Selectable<MeshWebhookDeliveriesTable>): WebhookDeliveryRecord {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    event: row.event,
    body: row.body,
    status: row.status as WebhookDeliveryRecord['status'],
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    responseStatus: row.response_status,
    error: row.error,
    createdAt: row.created_at,
  };
}
