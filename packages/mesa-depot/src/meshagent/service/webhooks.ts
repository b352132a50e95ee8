import { createHash } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Webhook, WebhookDeliveryList, WebhookInput, WebhookList } from 'mesa-rest/meshagent';
import { DepotError } from '../../errors/index.js';
import { type PostOutcome, postWebhook } from '../../jobs/post-webhook.js';
import { retryDelayMs } from '../../jobs/retry-delay.js';
import { parseOutboundUrl } from '../../service/network-address.js';
import { decryptSecret, encryptSecret } from '../../service/secrets.js';
import type { ProjectAccess } from '../caller.js';
import { MAX_LIST } from '../limits.js';
import { invalid, MeshagentError, notFound } from '../meshagent-error.js';
import {
  claimDelivery,
  type DueDelivery,
  deleteDeliveries,
  deleteWebhook,
  finishAttempt,
  getWebhook,
  insertWebhook,
  listDeliveries,
  listDueDeliveries,
  listOldDeliveries,
  listWebhooks,
  updateWebhook,
  type WebhookFields,
  type WebhookRecord,
} from '../store/webhooks.js';
import { toTimestamp, toTimestampOrNull } from '../timestamp.js';
import { newUuid, parseUuid } from '../uuid.js';
import type { MeshagentDeps } from './deps.js';
import { recordUsage } from './ledger.js';

const SECRET_BYTES = 32;
const MAX_ATTEMPTS = 3;
/** How many deliveries are under way at a time, in all and of one project. */
const AT_ONCE = 32;
const AT_ONCE_PER_PROJECT = 4;
/** How long a claim keeps others off: longer than an attempt can take. */
const CLAIM_MS = 30_000; // 30 seconds
const KEEP_DELIVERIES_MS = 30 * 24 * 60 * 60_000; // 30 days
const SWEEP_SIZE = 1_000;

/** Where events of rooms are delivered, and what became of them. */
export class WebhookService {
  readonly #deps: MeshagentDeps;
  /** Attempts under way, with their projects. */
  readonly #underWay = new Map<Promise<void>, string>();

  constructor(deps: MeshagentDeps) {
    this.#deps = deps;
  }

  /** Returns a new webhook with its secret, which is shown this once. @throws MeshagentError `invalid_request` */
  async create({ project }: ProjectAccess, input: WebhookInput): Promise<Webhook> {
    const id = newUuid(this.#deps);
    const secret = input.secret ?? Buffer.from(this.#deps.random(SECRET_BYTES)).toString('base64url');
    const webhook: WebhookRecord = {
      id,
      projectId: project.id,
      ...this.#toFields(input, this.#seal(id, secret)),
      createdAt: this.#deps.now(),
    };
    await this.#deps.storage.transaction((tx) => insertWebhook(tx, webhook));
    return { ...toWire(webhook), secret };
  }

  async list({ project }: ProjectAccess): Promise<WebhookList> {
    return { webhooks: (await listWebhooks(this.#deps.storage.read, project.id, MAX_LIST)).map(toWire) };
  }

  /** Replaces a webhook; the secret stays unless there is one in the input. @throws MeshagentError `not_found`, `invalid_request` */
  async update({ project }: ProjectAccess, text: string, input: WebhookInput): Promise<Webhook> {
    const id = parseUuid(text);
    return this.#deps.storage.transaction(async (tx) => {
      const before = id && (await getWebhook(tx, { projectId: project.id, id }));
      if (!before) throw notFound('webhook');
      const { secret } = input;
      const sealed = typeof secret === 'string' ? this.#seal(before.id, secret) : before.secret;
      const webhook = { ...before, ...this.#toFields(input, sealed) };
      await updateWebhook(tx, before, webhook);
      return toWire(webhook);
    });
  }

  /** @throws MeshagentError `not_found` */
  async delete({ project }: ProjectAccess, text: string): Promise<void> {
    const id = parseUuid(text);
    const isDeleted =
      id !== undefined &&
      (await this.#deps.storage.transaction((tx) => deleteWebhook(tx, { projectId: project.id, id })));
    if (!isDeleted) throw notFound('webhook');
  }

  /** Returns what was sent or is to be, newest first. @throws MeshagentError `not_found` */
  async listDeliveries(
    { project }: ProjectAccess,
    text: string,
    part: { readonly limit: number; readonly offset: number },
  ): Promise<WebhookDeliveryList> {
    const { read } = this.#deps.storage;
    const id = parseUuid(text);
    const webhook = id && (await getWebhook(read, { projectId: project.id, id }));
    if (!webhook) throw notFound('webhook');
    const deliveries = await listDeliveries(read, { webhookId: webhook.id, ...part });
    return {
      deliveries: deliveries.map((delivery) => ({
        id: delivery.id,
        event: delivery.event,
        status: delivery.status,
        attempts: delivery.attempts,
        created_at: toTimestamp(delivery.createdAt),
        next_attempt_at: toTimestampOrNull(delivery.nextAttemptAt),
        response_status: delivery.responseStatus,
        error: delivery.error,
      })),
    };
  }

  /** Sends what is due, waits for what is under way, and returns how much it tried. */
  async deliverDue(): Promise<number> {
    const count = await this.beginDue();
    await this.settle();
    return count;
  }

  /**
   * Begins to send what is due, and returns how much. Of several processes one makes each attempt. A receiver that does not answer
   * holds up no other project's: so many attempts at a time belong to one.
   *
   * @param onEnd Called after each attempt: there is room for another.
   */
  async beginDue(onEnd: () => void = () => {}): Promise<number> {
    const { log, now, storage } = this.#deps;
    const busy = new Map<string, number>();
    for (const projectId of this.#underWay.values()) busy.set(projectId, (busy.get(projectId) ?? 0) + 1);
    const room = AT_ONCE - this.#underWay.size;
    if (room <= 0) return 0;
    const request = { now: now(), limit: AT_ONCE, perProject: AT_ONCE_PER_PROJECT };
    let count = 0;
    for (const item of await listDueDeliveries(storage.read, request)) {
      const { projectId } = item.webhook;
      const ofProject = busy.get(projectId) ?? 0;
      if (count >= room || ofProject >= AT_ONCE_PER_PROJECT) continue;
      const until = now() + CLAIM_MS;
      if (!(await storage.transaction((tx) => claimDelivery(tx, item.delivery, until)))) continue;
      busy.set(projectId, ofProject + 1);
      count += 1;
      const attempt = this.#attempt(item)
        .catch((error: unknown) => log.error({ err: error }, 'noting a delivery failed; it is sent again'))
        .finally(() => {
          this.#underWay.delete(attempt);
          onEnd();
        });
      this.#underWay.set(attempt, projectId);
    }
    return count;
  }

  /** Waits for what is under way, which ends within seconds. */
  async settle(): Promise<void> {
    await Promise.all(this.#underWay.keys());
  }

  /** Removes deliveries that were over 30 days ago, and returns how many. */
  async removeOld(): Promise<number> {
    const { now, storage } = this.#deps;
    const ids = await listOldDeliveries(storage.read, now() - KEEP_DELIVERIES_MS, SWEEP_SIZE);
    if (ids.length > 0) await storage.transaction((tx) => deleteDeliveries(tx, ids));
    return ids.length;
  }

  async #attempt({ delivery, webhook }: DueDelivery): Promise<void> {
    const { now, random, storage } = this.#deps;
    const { status, error } = await this.#post(webhook, Buffer.from(delivery.body));
    const attempts = delivery.attempts + 1;
    const fraction = Buffer.from(random(4)).readUInt32BE() / 2 ** 32;
    const isOver = error === null || attempts >= MAX_ATTEMPTS;
    await storage.transaction(async (tx) => {
      await finishAttempt(tx, delivery.id, {
        status: error === null ? 'delivered' : isOver ? 'failed' : 'pending',
        attempts,
        nextAttemptAt: isOver ? null : now() + retryDelayMs(attempts, fraction),
        responseStatus: status,
        error,
      });
      await recordUsage(tx, this.#deps, {
        projectId: webhook.projectId,
        type: 'webhook_attempt',
        quantity: 1,
      });
    });
  }

  async #post(webhook: WebhookRecord, body: Uint8Array): Promise<PostOutcome> {
    const { allowPrivateNetworks, instanceKey, version } = this.#deps;
    let secret: string;
    try {
      secret = decryptSecret(instanceKey, webhook.secret, secretContext(webhook.id));
    } catch {
      return {
        status: null,
        error: 'the secret cannot be read with the instance key of this server; set it anew',
      };
    }
    const headers = {
      'content-type': 'application/json',
      'user-agent': `mesa-depot/${version}`,
      'meshagent-signature': `Bearer ${await sign(body, secret)}`,
    };
    return postWebhook({ url: webhook.url, headers, body }, { allowPrivateNetworks });
  }

  #toFields(input: WebhookInput, secret: string): WebhookFields {
    const { name, description, url, events, action, payload } = input;
    requireOutboundUrl(url, this.#deps.allowPrivateNetworks);
    if (typeof payload === 'string' && payload !== '') {
      throw invalid('payload', 'must be an object, null or an empty text');
    }
    return {
      name,
      description: description ?? '',
      url,
      events: [...new Set(events)],
      action: action ?? null,
      payload: typeof payload === 'object' ? payload : null,
      secret,
    };
  }

  #seal(id: string, secret: string): string {
    if (secret === '') throw invalid('secret', 'must not be empty');
    return encryptSecret(this.#deps.instanceKey, secret, secretContext(id), this.#deps.random);
  }
}

function requireOutboundUrl(url: string, allowPrivateNetworks: boolean): void {
  try {
    parseOutboundUrl(url, 'url', allowPrivateNetworks);
  } catch (error) {
    if (!(error instanceof DepotError)) throw error;
    const { message } = error;
    throw new MeshagentError('invalid_request', message, { errors: [{ path: 'url', message }] });
  }
}

/** Signs a body the way receivers of this API check it: an HS256 JWT with the SHA-256 of the body. */
function sign(body: Uint8Array, secret: string): Promise<string> {
  return new SignJWT({ sha256: createHash('sha256').update(body).digest('hex') })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(secret));
}

function secretContext(id: string): string {
  return `mesh-webhook:${id}`;
}

function toWire({ id, name, description, url, events, action, payload, createdAt }: WebhookRecord): Webhook {
  return {
    id,
    name,
    description,
    url,
    events: [...events],
    action,
    payload: payload === null ? null : { ...payload },
    created_at: toTimestamp(createdAt),
  };
}
