import type { PagePromise } from 'mesa-rest';
import {
  createWebhook,
  deleteWebhook,
  listWebhookDeliveries,
  listWebhooks,
  updateWebhook,
  type Webhook,
  type WebhookDelivery,
  type WebhookInput as WireInput,
} from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import { toBody } from '../../core/input.js';
import { checkList, checkMembers, checkObject } from '../../core/known-members.js';
import type { Connection } from '../connection.js';
import { NotFoundError } from '../errors/not-found-error.js';
import { firstPage, type ListInput } from './list-input.js';

/** What is told of the rooms of a project. */
export type WebhookEventName = WireInput['events'][number];

/** Input of `webhooks.create` and `webhooks.update`. */
export interface WebhookInput {
  readonly name: string;
  /** Where deliveries are sent, by POST. */
  readonly url: string;
  readonly events: readonly WebhookEventName[];
  /** Default empty. */
  readonly description?: string | undefined;
  /** A name that is sent with every delivery. */
  readonly action?: string | null | undefined;
  /** Members that are sent with every delivery. */
  readonly payload?: Readonly<Record<string, unknown>> | null | undefined;
  /** Signs the deliveries. Default: the server makes one when the webhook is created, and keeps it later. */
  readonly secret?: string | null | undefined;
}

/** Deliveries of what happens in the rooms of a project. `verifyWebhook` is for who receives them. */
export class Webhooks {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Creates a webhook. A depot tells its `secret` in the answer, and nowhere else; not every server does: one that is passed in is
   * known in any case.
   */
  create(projectId: string, input: WebhookInput, options: CallOptions = {}): Promise<Webhook> {
    return this.#connection.send(options, (base) => {
      const body = toWire('webhooks.create', input);
      return createWebhook({ ...base, path: { project_id: projectId }, body });
    });
  }

  /** Lists the webhooks of a project. */
  list(projectId: string, options: CallOptions = {}): Promise<Webhook[]> {
    return this.#connection.items(
      options,
      (base) => listWebhooks({ ...base, path: { project_id: projectId } }),
      ({ webhooks }) => webhooks,
    );
  }

  /**
   * Replaces a webhook as a whole, but for its secret.
   *
   * @throws {NotFoundError} `not_found`.
   */
  update(
    projectId: string,
    webhookId: string,
    input: WebhookInput,
    options: CallOptions = {},
  ): Promise<Webhook> {
    return this.#connection.sendOrAsk(
      options,
      (base) => {
        const path = { project_id: projectId, webhook_id: webhookId };
        return updateWebhook({ ...base, path, body: toWire('webhooks.update', input) });
      },
      async () => {
        const found = (await this.list(projectId, options)).find(({ id }) => id === webhookId);
        if (found !== undefined) return found;
        throw new NotFoundError({
          message: `There is no webhook ${webhookId}.`,
          statusCode: 404,
          code: 'not_found',
          errorCode: null,
          body: null,
          requestId: null,
        });
      },
    );
  }

  /** @throws {NotFoundError} `not_found`. */
  delete(projectId: string, webhookId: string, options: CallOptions = {}): Promise<void> {
    const path = { project_id: projectId, webhook_id: webhookId };
    return this.#connection.act(options, (base) => deleteWebhook({ ...base, path }));
  }

  /** Lists what was sent to a webhook. An extension, that servers other than a depot may not know. */
  listDeliveries(
    projectId: string,
    webhookId: string,
    input: ListInput = {},
    options: CallOptions = {},
  ): PagePromise<WebhookDelivery[], WebhookDelivery> {
    const first = () => firstPage('webhooks.listDeliveries', input);
    const path = { project_id: projectId, webhook_id: webhookId };
    return this.#connection.pages(first, options, async (base, query) => {
      return (await listWebhookDeliveries({ ...base, path, query })).data.deliveries;
    });
  }
}

function toWire(what: string, input: WebhookInput): WireInput {
  checkMembers(what, input, ['name', 'url', 'events', 'description', 'action', 'payload', 'secret']);
  const { name, url, events, description = '', action = null, payload = null, secret } = input;
  checkList(`\`events\` of ${what}`, events ?? null);
  checkObject(`\`payload\` of ${what}`, payload);
  return toBody<WireInput>({ name, description, url, events: [...events], action, payload, secret });
}
