import type {
  CreatedWebhookTarget,
  Success,
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookEventName,
  WebhookTarget,
  WebhookTargetCreate,
  WebhookTargetPage,
  WebhookTargetUpdate,
} from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import {
  type DeliveryRecord,
  deleteWebhookTarget,
  type Executor,
  getWebhookTarget,
  insertWebhookTarget,
  listDeliveries,
  listWebhookTargets,
  updateWebhookTarget,
  type WebhookTargetRecord,
} from '../storage/index.js';
import { requireOrg } from './access.js';
import type { Actor, Call } from './call.js';
import { type IdempotencyDeps, runOnce } from './idempotency.js';
import { parseOutboundUrl } from './network-address.js';
import { newId } from './new-id.js';
import { coversRepos, requireGrantableRepos } from './restriction.js';
import { createToken, encryptSecret } from './secrets.js';
import { type PageInput, seqPage } from './seq-page.js';

const DEFAULT_EVENTS: readonly WebhookEventName[] = ['push'];

export interface WebhookTargetDeps extends IdempotencyDeps {
  readonly allowPrivateNetworks: boolean;
}

interface TargetInput {
  readonly org: string;
  readonly webhookTargetId: string;
}

export interface DeliveryListInput extends TargetInput, PageInput {
  readonly status?: WebhookDelivery['status'];
}

/**
 * Where events are delivered.
 *
 * A credential that is restricted to repositories sees and manages only targets that are restricted to some of the same.
 */
export class WebhookTargetService {
  readonly #deps: WebhookTargetDeps;

  constructor(deps: WebhookTargetDeps) {
    this.#deps = deps;
  }

  /** Returns the targets, newest first, without their secrets. */
  async list(call: Call, input: PageInput & { readonly org: string }): Promise<WebhookTargetPage> {
    requireOrg(call, input.org);
    const { actor } = call;
    const { items, info } = await seqPage(
      ['webhook_targets', input.org],
      input,
      (before, limit) => listWebhookTargets(this.#deps.storage.read, { orgId: actor.org.id, before, limit }),
      actor.repoIds === null ? undefined : (target) => coversRepos(actor, target.repoIds),
    );
    return { webhook_targets: items.map(toWebhookTarget), ...info };
  }

  /**
   * Creates a target and returns it with the secret of its signatures, which cannot be had again.
   *
   * @throws DepotError `BAD_REQUEST` or `ADDRESS_NOT_ALLOWED` for the URL, `FORBIDDEN` when a restricted credential names no
   *   repositories, `NOT_FOUND` naming unknown `repo_ids`.
   */
  async create(
    call: Call,
    input: WebhookTargetCreate & { readonly org: string },
  ): Promise<CreatedWebhookTarget> {
    requireOrg(call, input.org);
    return runOnce<CreatedWebhookTarget>(this.#deps, call, async (record) => {
      const { storage, now, random, instanceKey, allowPrivateNetworks } = this.#deps;
      const { actor } = call;
      parseOutboundUrl(input.url, 'url', allowPrivateNetworks);
      const id = newId('wht', this.#deps);
      const secret = createToken('whsec_', random);
      const target = {
        id,
        orgId: actor.org.id,
        name: input.name ?? null,
        url: input.url,
        events: input.events ?? DEFAULT_EVENTS,
        repoIds: input.repo_ids ?? null,
        secret: encryptSecret(instanceKey, secret, webhookSecretContext(id), random),
        createdAt: now(),
      };
      return storage.transaction(async (tx) => {
        await requireGrantableRepos(tx, actor, target.repoIds, 'a webhook target');
        const created = { ...toWebhookTarget(await insertWebhookTarget(tx, target)), secret };
        await record(tx, created);
        return created;
      });
    });
  }

  /**
   * Returns a target.
   *
   * @throws DepotError `NOT_FOUND`
   */
  async get(call: Call, input: TargetInput): Promise<WebhookTarget> {
    requireOrg(call, input.org);
    return toWebhookTarget(await requireTarget(this.#deps.storage.read, call.actor, input.webhookTargetId));
  }

  /**
   * Changes a target; absent members stay. Events that are queued already go to the new URL.
   *
   * @throws DepotError `NOT_FOUND` for the target or for `repo_ids`, and what `create` throws.
   */
  async update(call: Call, input: WebhookTargetUpdate & TargetInput): Promise<WebhookTarget> {
    requireOrg(call, input.org);
    return runOnce<WebhookTarget>(this.#deps, call, async (record) => {
      const { storage, now, allowPrivateNetworks } = this.#deps;
      const { actor } = call;
      const { name, url, events, repo_ids: repoIds } = input;
      if (url !== undefined) parseOutboundUrl(url, 'url', allowPrivateNetworks);
      const patch = {
        ...(name === undefined ? {} : { name }),
        ...(url === undefined ? {} : { url }),
        ...(events === undefined ? {} : { events }),
        ...(repoIds === undefined ? {} : { repoIds }),
      };
      return storage.transaction(async (tx) => {
        const target = await requireTarget(tx, actor, input.webhookTargetId);
        if (repoIds !== undefined) await requireGrantableRepos(tx, actor, repoIds, 'a webhook target');
        const updated = toWebhookTarget(
          (await updateWebhookTarget(tx, target.orgId, target.id, patch, now())) ?? target,
        );
        await record(tx, updated);
        return updated;
      });
    });
  }

  /**
   * Deletes a target. Events that it has not received are dropped.
   *
   * @throws DepotError `NOT_FOUND`
   */
  async delete(call: Call, input: TargetInput): Promise<Success> {
    requireOrg(call, input.org);
    return this.#deps.storage.transaction(async (tx) => {
      const target = await requireTarget(tx, call.actor, input.webhookTargetId);
      await deleteWebhookTarget(tx, target.orgId, target.id, this.#deps.now());
      return { success: true };
    });
  }

  /**
   * Returns the deliveries of a target, newest first: what is waiting, what arrived, and what was given up.
   *
   * @throws DepotError `NOT_FOUND`
   */
  async listDeliveries(call: Call, input: DeliveryListInput): Promise<WebhookDeliveryPage> {
    requireOrg(call, input.org);
    const { storage } = this.#deps;
    const { status } = input;
    const target = await requireTarget(storage.read, call.actor, input.webhookTargetId);
    const { items, info } = await seqPage(['deliveries', target.id, status], input, (before, limit) =>
      listDeliveries(storage.read, target.id, { before, limit, ...(status === undefined ? {} : { status }) }),
    );
    return { deliveries: items.map(toWebhookDelivery), ...info };
  }
}

/** What a target's secret is encrypted as, see `encryptSecret`. */
export function webhookSecretContext(targetId: string): string {
  return `webhook-target:${targetId}`;
}

async function requireTarget(executor: Executor, actor: Actor, id: string): Promise<WebhookTargetRecord> {
  const target = await getWebhookTarget(executor, actor.org.id, id);
  if (!target || !coversRepos(actor, target.repoIds)) {
    throw new DepotError('NOT_FOUND', `Webhook target not found: ${JSON.stringify(id)}`);
  }
  return target;
}

function toWebhookTarget(target: WebhookTargetRecord): WebhookTarget {
  return {
    id: target.id,
    name: target.name,
    url: target.url,
    events: [...target.events] as WebhookEventName[],
    repo_ids: target.repoIds && [...target.repoIds],
    created_at: new Date(target.createdAt).toISOString(),
    updated_at: new Date(target.updatedAt).toISOString(),
  };
}

function toWebhookDelivery(delivery: DeliveryRecord): WebhookDelivery {
  const { status, finishedAt } = delivery;
  return {
    id: delivery.id,
    event_id: delivery.eventId,
    event_type: delivery.eventType as WebhookEventName,
    status,
    attempts: delivery.attempts,
    last_status: delivery.lastStatus,
    last_error: delivery.lastError,
    next_attempt_at: status === 'pending' ? new Date(delivery.nextAttemptAt).toISOString() : null,
    created_at: new Date(delivery.createdAt).toISOString(),
    finished_at: finishedAt === null ? null : new Date(finishedAt).toISOString(),
  };
}
