import { InvalidOptionsError } from 'mesa-rest';
import { headerOf, type WebhookHeaders } from '../../core/header-of.js';
import { toHex } from '../../core/hex.js';
import { sha256 } from '../../core/hmac.js';
import { isSignedHs256, type JsonObject, readToken, signHs256 } from '../../core/jws.js';
import { checkMembers } from '../../core/known-members.js';
import { MesaWebhookVerificationError } from '../../errors/mesa-webhook-verification-error.js';
import { toBytes } from '../../webhooks/signature.js';

/** A delivery as it arrived. */
export interface WebhookDeliveryInput {
  /** `secret` of the webhook. */
  readonly secret: string;
  /** Body exactly as it was received: one that was parsed and written again has another signature. */
  readonly body: string | Uint8Array;
  readonly headers: WebhookHeaders;
  /** Time to compare with, for deliveries that expire. Default: the clock. */
  readonly now?: Date | undefined;
}

/** What is told about a room that has started. */
export interface RoomStarted {
  readonly room_name: string;
  /** WebSocket URL of the room. */
  readonly room_url: string;
}

/** What is told about a room that has ended. */
export interface RoomEnded {
  readonly room_name: string;
}

/** What is told when something in a room calls the receiver. */
export interface RoomCall extends RoomStarted {
  /** Participant token with which the room is entered. */
  readonly token: string;
  readonly arguments: JsonObject;
}

/** Members of every delivery. */
interface Delivery {
  /** Name that the webhook was created with. */
  readonly action?: string;
  /** Further members that the webhook was created with. */
  readonly [member: string]: unknown;
}

/** A delivery that is genuine; `event` tells what is in `data`. */
export type RoomWebhookEvent =
  | (Delivery & { readonly event: 'room.started'; readonly data: RoomStarted })
  | (Delivery & { readonly event: 'room.ended'; readonly data: RoomEnded })
  | (Delivery & { readonly event: 'room.call'; readonly data: RoomCall })
  | UnknownRoomEvent;

/** A genuine delivery of an event that is newer than this version. */
export interface UnknownRoomEvent extends Delivery {
  readonly event: 'unknown';
  /** The event's own name. */
  readonly name: string;
  readonly data: unknown;
}

/** Header that carries the signature of a delivery. */
export const MESHAGENT_SIGNATURE_HEADER = 'meshagent-signature';
/** Header that carries the delivery itself, where a request can have no body. */
const DELIVERY_HEADER = 'meshagent-webhook';

/** Members of `data` that are texts, for each event. */
const TEXTS: Readonly<Record<Exclude<RoomWebhookEvent['event'], 'unknown'>, readonly string[]>> = {
  'room.started': ['room_name', 'room_url'],
  'room.ended': ['room_name'],
  'room.call': ['room_name', 'room_url', 'token'],
};

/**
 * Returns what a delivery says, if it is genuine: signed with the secret of the webhook, for this body.
 *
 * Answer the sender with 2xx when this returns and with 4xx when it throws. A delivery may come more than once. One of an event that
 * is newer than this version has the event `unknown`, and the event's own name in `name`.
 *
 * @throws {MesaWebhookVerificationError} `WEBHOOK_VERIFICATION_FAILED` when it is not genuine, or no delivery.
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` when there is no secret or no body.
 * @example
 * ```ts
 * const event = await verifyWebhook({ secret, body: await request.text(), headers: request.headers });
 * if (event.event === 'room.started') console.log(event.data.room_name);
 * ```
 */
export async function verifyWebhook(input: WebhookDeliveryInput): Promise<RoomWebhookEvent> {
  checkMembers('verifyWebhook', input, ['secret', 'body', 'headers', 'now']);
  const { secret, headers, now = new Date() } = input;
  if (typeof secret !== 'string' || secret === '') {
    throw new InvalidOptionsError(
      'verifyWebhook needs the `secret` of the webhook; it was shown when that was created.',
    );
  }
  if (typeof input.body !== 'string' && !(input.body instanceof Uint8Array)) {
    throw new InvalidOptionsError('verifyWebhook needs the `body` as it was received: a text or bytes.');
  }
  const body = toBytes(input.body.length === 0 ? (headerOf(headers, DELIVERY_HEADER) ?? '') : input.body);
  const signature = headerOf(headers, MESHAGENT_SIGNATURE_HEADER);
  if (!signature) {
    throw refused(`The header ${MESHAGENT_SIGNATURE_HEADER} is missing: the request is not a delivery.`);
  }
  const token = readToken(signature.replace(/^Bearer +/i, ''));
  if (token === undefined) {
    throw refused(`The header ${MESHAGENT_SIGNATURE_HEADER} is malformed; expected \`Bearer <JWT>\`.`);
  }
  const { sha256: digest, exp } = token.claims;
  if (!(await isSignedHs256(token, secret)) || digest !== (await digestOf(body))) {
    throw refused(
      'The signature does not fit the body. Check that the secret is that of this webhook, and that the body is passed as ' +
        'it was received, before any parser.',
    );
  }
  if (exp !== undefined && !(typeof exp === 'number' && exp * 1000 > now.getTime())) {
    throw refused(
      'The signature of the delivery has expired: it is a replay, or one of the clocks is wrong.',
    );
  }
  return parseDelivery(body);
}

/** Returns the value of the signature header for a body. Useful to test a receiver without a server. */
export async function signWebhook(secret: string, body: string | Uint8Array): Promise<string> {
  if (typeof secret !== 'string' || secret === '') {
    throw new InvalidOptionsError('signWebhook needs the secret of a webhook.');
  }
  const claims = { sha256: await digestOf(toBytes(body)) };
  return `Bearer ${await signHs256({ alg: 'HS256', typ: 'JWT' }, claims, secret)}`;
}

async function digestOf(body: Uint8Array<ArrayBuffer>): Promise<string> {
  return toHex(await sha256(body));
}

function parseDelivery(body: Uint8Array): RoomWebhookEvent {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new MesaWebhookVerificationError('The body of the delivery is not JSON.', { cause });
  }
  const delivery = toObject(json);
  const { event, data } = delivery ?? {};
  if (typeof event !== 'string') throw refused('The body of the delivery is not an event.');
  if (!Object.hasOwn(TEXTS, event)) return { ...delivery, event: 'unknown', name: event, data };
  const texts = TEXTS[event as keyof typeof TEXTS];
  const members = toObject(data) ?? {};
  const wrong = texts.find((name) => typeof members[name] !== 'string');
  if (wrong !== undefined) throw refused(`The delivery of ${event} has no text \`data.${wrong}\`.`);
  if (event === 'room.call' && toObject(members.arguments) === undefined) {
    throw refused('The delivery of room.call has no object `data.arguments`.');
  }
  return json as RoomWebhookEvent;
}

function toObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

function refused(text: string): MesaWebhookVerificationError {
  return new MesaWebhookVerificationError(text);
}
