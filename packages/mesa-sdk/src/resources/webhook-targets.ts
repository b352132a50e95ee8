import {
  type CreatedWebhookTarget,
  createWebhookTarget,
  deleteWebhookTarget,
  getWebhookTarget,
  listWebhookDeliveries,
  listWebhookTargets,
  type PagePromise,
  type RequestOptions,
  type Success,
  updateWebhookTarget,
  type WebhookDelivery,
  type WebhookDeliveryPage,
  type WebhookTarget,
  type WebhookTargetCreate,
  type WebhookTargetPage,
  type WebhookTargetUpdate,
} from 'mesa-rest';
import { type Input, type OrgInput, type PageInput, toBody } from '../core/input.js';
import { checkMembers } from '../core/known-members.js';
import { pages } from '../core/pages.js';
import { refusePrivateKey } from '../core/private-key-text.js';
import type { Session } from '../core/session.js';

/** Input of `webhookTargets.create`. */
export type WebhookTargetCreateInput = OrgInput & Input<WebhookTargetCreate>;

/** Names a webhook target. */
export interface WebhookTargetIdInput extends OrgInput {
  readonly webhookTargetId: string;
}

/** Input of `webhookTargets.update`. */
export type WebhookTargetUpdateInput = WebhookTargetIdInput & Input<WebhookTargetUpdate>;

/** Input of `webhookTargets.listDeliveries`. */
export interface WebhookDeliveryListInput extends WebhookTargetIdInput, PageInput {
  /** Only deliveries in this state. */
  readonly status?: WebhookDelivery['status'] | undefined;
}

/** Webhook targets: where events are delivered. All methods need the scope `admin`. */
export class WebhookTargetsResource {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Lists targets, newest first, without their secrets. */
  list(
    input: OrgInput & PageInput = {},
    options: RequestOptions = {},
  ): PagePromise<WebhookTargetPage, WebhookTarget> {
    return pages(
      input.cursor,
      async (cursor) => {
        checkMembers('webhookTargets.list', input, ['cursor', 'limit', 'org']);
        const path = await this.#session.orgPath(input, options);
        return listWebhookTargets({
          ...this.#session.call(options),
          path,
          query: { cursor, limit: input.limit },
        });
      },
      (page) => page.webhook_targets,
    );
  }

  /**
   * Creates a target. The answer is the only place that ever holds the `secret` to verify deliveries with.
   *
   * @example
   * ```ts
   * const { id, secret } = await mesa.webhookTargets.create({ url: 'https://example.com/hook', events: ['push'] });
   * ```
   */
  async create(input: WebhookTargetCreateInput, options: RequestOptions = {}): Promise<CreatedWebhookTarget> {
    const { org: _, ...rest } = input;
    const body = toBody<WebhookTargetCreate>(rest);
    if (typeof body.url === 'string') refusePrivateKey(body.url, '`url`');
    const path = await this.#session.orgPath(input, options);
    return (await createWebhookTarget({ ...this.#session.post(options), path, body })).data;
  }

  /** Returns a target, without its secret. */
  async get(input: WebhookTargetIdInput, options: RequestOptions = {}): Promise<WebhookTarget> {
    checkMembers('webhookTargets.get', input, ['webhookTargetId', 'org']);
    const path = await this.#path(input, options);
    return (await getWebhookTarget({ ...this.#session.call(options), path })).data;
  }

  /** Changes a target; absent members keep their value, `events` and `repo_ids` replace the list. */
  async update(input: WebhookTargetUpdateInput, options: RequestOptions = {}): Promise<WebhookTarget> {
    const { org: _, webhookTargetId: __, ...rest } = input;
    const body = toBody<WebhookTargetUpdate>(rest);
    if (typeof body.url === 'string') refusePrivateKey(body.url, '`url`');
    const path = await this.#path(input, options);
    return (await updateWebhookTarget({ ...this.#session.call(options), path, body })).data;
  }

  /** Deletes a target. Events that were not delivered yet are dropped. */
  async delete(input: WebhookTargetIdInput, options: RequestOptions = {}): Promise<Success> {
    checkMembers('webhookTargets.delete', input, ['webhookTargetId', 'org']);
    const path = await this.#path(input, options);
    return (await deleteWebhookTarget({ ...this.#session.call(options), path })).data;
  }

  /** Lists the deliveries of a target, newest first: what was delivered, waits or was given up. An extension of the depot. */
  listDeliveries(
    input: WebhookDeliveryListInput,
    options: RequestOptions = {},
  ): PagePromise<WebhookDeliveryPage, WebhookDelivery> {
    const { limit, status } = input;
    return pages(
      input.cursor,
      async (cursor) => {
        checkMembers('webhookTargets.listDeliveries', input, [
          'webhookTargetId',
          'status',
          'cursor',
          'limit',
          'org',
        ]);
        const path = await this.#path(input, options);
        return listWebhookDeliveries({
          ...this.#session.call(options),
          path,
          query: { cursor, limit, status },
        });
      },
      (page) => page.deliveries,
    );
  }

  async #path(
    input: WebhookTargetIdInput,
    options: RequestOptions,
  ): Promise<{ org: string; webhookTargetId: string }> {
    return { ...(await this.#session.orgPath(input, options)), webhookTargetId: input.webhookTargetId };
  }
}
