import { InvalidOptionsError } from 'mesa-rest';
import { z } from 'zod';
import { notBlank } from '../core/environment.js';
import { headerOf, type WebhookHeaders } from '../core/header-of.js';
import { checkMembers, typeName } from '../core/known-members.js';
import { MesaWebhookVerificationError } from '../errors/mesa-webhook-verification-error.js';
import { MissingWebhookSecretError } from '../errors/missing-webhook-secret-error.js';
import { SIGNATURE_HEADER, toBytes, verifySignature } from './signature.js';
import {
  type UnknownWebhookEvent,
  UnknownWebhookEventSchema,
  WEBHOOK_EVENT_NAMES,
  type WebhookEvent,
  type WebhookEventName,
  type WebhookEventOf,
  WebhookEventSchema,
} from './webhook-event.js';

/** What handlers are registered for: an event, or `unknown` for those of a newer server. */
export type WebhookHandlerName = WebhookEventName | 'unknown';

/** Function that is called with each event it was registered for. What it returns is awaited and dropped. */
export type WebhookHandler<Name extends WebhookHandlerName = WebhookEventName> = (
  event: ReceivedWebhookEvent<Name>,
) => unknown;

type ReceivedWebhookEvent<Name extends WebhookHandlerName> =
  | WebhookEventOf<Extract<Name, WebhookEventName>>
  | ('unknown' extends Name ? UnknownWebhookEvent : never);

/** The part of a fetch `Request` that a delivery is read from. */
export interface WebhookRequest {
  readonly headers: { get(name: string): string | null };
  readonly bodyUsed?: boolean;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export interface WebhooksOptions {
  /** Secret of the webhook target, `whsec_…`, as shown once when the target was created. */
  readonly secret?: string | undefined;
  /** Clock that stamps are compared with; default `Date.now`. */
  readonly now?: () => number;
}

/**
 * Receives webhooks: checks that a delivery is genuine and calls the handlers of its event.
 *
 * A delivery may arrive more than once. Handlers that must not run twice compare `event.id`.
 *
 * @example
 * ```ts
 * mesa.webhooks.on('push', (event) => console.log(event.data.updates));
 * export default { fetch: async (request: Request) => (await mesa.webhooks.receive(request), new Response('ok')) };
 * ```
 */
export class Webhooks {
  readonly #secret: string | undefined;
  readonly #now: () => number;
  /** The key of the map decides which events reach a handler, so that each only sees those of its own names. */
  readonly #handlers = new Map<WebhookHandlerName, Set<(event: never) => unknown>>();

  constructor(options: WebhooksOptions = {}) {
    checkMembers('Webhooks', options, ['secret', 'now']);
    const { secret } = options;
    if (secret !== undefined && secret !== null && typeof secret !== 'string')
      throw new InvalidOptionsError(`\`secret\` is ${typeName(secret)}; it must be a string.`);
    this.#secret = notBlank(secret);
    this.#now = options.now ?? Date.now;
  }

  /**
   * Registers a handler for an event or several. The same handler registered twice for an event runs once.
   *
   * The name `unknown` is for events that a newer server has and this version does not: without a handler for them they
   * are taken and dropped, so that the server does not send them again.
   *
   * @returns A function that takes the handler off again.
   * @throws {InvalidOptionsError} `INVALID_OPTIONS` for a name that is no event, and a handler that is no function.
   */
  on<Name extends WebhookHandlerName>(
    name: Name | readonly Name[],
    handler: WebhookHandler<Name>,
  ): () => void {
    const names: readonly Name[] = typeof name === 'string' ? [name] : name;
    for (const one of names) {
      if (one === 'unknown' || (WEBHOOK_EVENT_NAMES as readonly string[]).includes(one)) continue;
      throw new InvalidOptionsError(
        `${JSON.stringify(one)} is no webhook event. The events are ${WEBHOOK_EVENT_NAMES.join(', ')}, and unknown for any other.`,
      );
    }
    if (typeof handler !== 'function')
      throw new InvalidOptionsError('The second argument of webhooks.on is not a function.');
    for (const one of names) {
      const handlers = this.#handlers.get(one) ?? new Set();
      this.#handlers.set(one, handlers.add(handler));
    }
    return () => {
      for (const one of names) this.#handlers.get(one)?.delete(handler);
    };
  }

  /**
   * Verifies a delivery, then runs all handlers of its event at the same time and waits for them.
   *
   * Answer the sender with 2xx when this resolves and with 4xx or 5xx when it throws; it will then try again.
   *
   * @returns The event; one that this version does not know has the type `unknown` and its own in `name`.
   * @throws {InvalidOptionsError} `INVALID_OPTIONS` when the body cannot be had as it was received.
   * @throws {MissingWebhookSecretError} `MISSING_WEBHOOK_SECRET` when there is no secret to verify with.
   * @throws {MesaWebhookVerificationError} `WEBHOOK_VERIFICATION_FAILED` when the delivery is not genuine, too old, or not
   * of the shape of an event.
   * @throws {AggregateError} When handlers failed; `errors` holds what each of them threw. The others have run.
   */
  receive(request: WebhookRequest): Promise<WebhookEvent | UnknownWebhookEvent>;
  /**
   * Verifies a delivery given as its raw body and headers, for servers that have no fetch `Request`.
   *
   * @param rawBody The body exactly as received. A body that was parsed and serialised again does not verify.
   */
  receive(rawBody: string | Uint8Array, headers: WebhookHeaders): Promise<WebhookEvent | UnknownWebhookEvent>;
  async receive(
    source: WebhookRequest | string | Uint8Array,
    headers?: WebhookHeaders,
  ): Promise<WebhookEvent | UnknownWebhookEvent> {
    if (this.#secret === undefined) {
      throw new MissingWebhookSecretError(
        'There is no secret to verify webhooks with. Pass `webhookSecret` to the constructor; it was shown when the ' +
          'webhook target was created.',
      );
    }
    const body = isRequest(source) ? await bytesOf(source) : toBytes(source);
    await verifySignature(
      this.#secret,
      body,
      headerOf(isRequest(source) ? source.headers : headers, SIGNATURE_HEADER),
      this.#now(),
    );
    const event = parseEvent(body);
    await this.#dispatch(event);
    return event;
  }

  async #dispatch(event: WebhookEvent | UnknownWebhookEvent): Promise<void> {
    const handlers = [...(this.#handlers.get(event.type) ?? [])];
    const outcomes = await Promise.allSettled(handlers.map(async (handler) => handler(event as never)));
    const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    if (errors.length === 0) return;
    throw new AggregateError(
      errors,
      `${errors.length} of ${handlers.length} handlers of the webhook event ${event.type} (${event.id}) failed; see \`errors\`.`,
    );
  }
}

function isRequest(source: WebhookRequest | string | Uint8Array): source is WebhookRequest {
  return typeof source !== 'string' && !(source instanceof Uint8Array);
}

async function bytesOf(request: WebhookRequest): Promise<Uint8Array> {
  if (typeof request?.arrayBuffer !== 'function') {
    throw new InvalidOptionsError(
      'webhooks.receive takes a fetch Request, or the raw body as text or bytes and the headers. A body that a framework ' +
        'has parsed cannot be verified; ask the framework for the raw one.',
    );
  }
  if (request.bodyUsed) {
    throw new InvalidOptionsError(
      'The body of the request was read before webhooks.receive got it. Pass `request.clone()` to whoever reads it first.',
    );
  }
  return new Uint8Array(await request.arrayBuffer());
}

function parseEvent(body: Uint8Array): WebhookEvent | UnknownWebhookEvent {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new MesaWebhookVerificationError('The body of the delivery is not JSON.', { cause });
  }
  const parsed = (isKnown(json) ? WebhookEventSchema : UnknownWebhookEventSchema).safeParse(json);
  if (parsed.success) return parsed.data;
  throw new MesaWebhookVerificationError(
    `The body of the delivery is not an event. ${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  );
}

/** A known event with the wrong members is refused rather than passed on as an unknown one. */
function isKnown(json: unknown): boolean {
  const type = (json as { type?: unknown } | null)?.type;
  return (WEBHOOK_EVENT_NAMES as readonly unknown[]).includes(type);
}
