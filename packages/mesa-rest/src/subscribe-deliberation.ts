import type { CommitmentsClient } from './commitments-client.js';
import { type CredentialWords, checkCredential } from './credential.js';
import { AbortedError } from './errors/aborted-error.js';
import { errorOfStatus } from './errors/error-of-status.js';
import { InvalidOptionsError } from './errors/invalid-options-error.js';
import { InvalidResponseError } from './errors/invalid-response-error.js';
import { type Ended, EventSocket } from './event-socket.js';
import { getDeliberation } from './generated/commitments/functions.gen.js';
import type { DeliberationEvent } from './generated/commitments/types.gen.js';
import { checkPathParameters } from './path-parameters.js';
import { mayPass, waitToReconnect } from './reconnect.js';

/** Options of `subscribeDeliberation`. */
export interface SubscribeDeliberationOptions {
  readonly client: CommitmentsClient;
  readonly path: { readonly id: string };
  readonly query?: { readonly after?: number | undefined } | undefined;
  /**
   * Capability token with the scope `subscribe`. A function is asked for every connection, so that it can hand out a fresh one
   * when the last one has expired.
   */
  readonly token: string | (() => string | Promise<string>);
  /** Ends the subscription with an `AbortedError` when it aborts. */
  readonly signal?: AbortSignal | undefined;
  /** Called whenever the server is connected; the argument counts connections, from 1. */
  readonly onConnected?: ((connection: number) => void) | undefined;
}

/** How many tokens in a row may be refused before there seems to be no good one. */
const MAX_RENEWALS = 3;
/** A connection that lasted longer had a token that was good. */
const GOOD_MS = 1_000; // 1 second

const TOKEN: CredentialWords = { name: 'The capability token', remedy: 'Pass one as `token`.' };

/** What the server means with the code of the last frame. */
const REFUSALS: Readonly<Record<number, { status: number; code: string }>> = {
  4401: { status: 401, code: 'invalid_token' },
  4403: { status: 403, code: 'authority_denied' },
  4404: { status: 404, code: 'not_found' },
};

/**
 * Watch what happens in a deliberation, over a WebSocket.
 *
 * Yields every event after `query.after` in order, once and without gaps, and waits for the next one. It never ends by itself: a
 * connection that breaks is made again, and goes on where it was. Break out of the loop to stop, or abort `signal`. Headers of
 * the client are not sent, as a WebSocket of a browser has none.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.query.after Number of the last event that the caller knows. Default 0: all there are, and then those to come.
 * @throws AbortedError when the signal aborts
 * @throws AuthenticationError 401: The token is missing, bad or expired, and no function can give another one.
 * @throws AuthorizationError 403: The token lacks the scope `subscribe`, or is for another deliberation.
 * @throws NotFoundError 404: There is no such deliberation.
 * @example
 * for await (const { seq, type, data } of subscribeDeliberation({ client, path: { id }, token })) console.log(type, data);
 */
export async function* subscribeDeliberation(
  options: SubscribeDeliberationOptions,
): AsyncGenerator<DeliberationEvent, void, undefined> {
  const { client, path, query, token, signal, onConnected } = options;
  checkPathParameters('/deliberations/{id}/events', path);
  let after = checkAfter(query?.after ?? 0);
  let failures = 0;
  let connections = 0;
  let renewals = 0;
  for (;;) {
    requireRunning(signal);
    const text = checkCredential(typeof token === 'function' ? await token() : token, TOKEN);
    const socket = await EventSocket.open(urlOf(client, path.id, after, text), signal);
    const openedAt = performance.now();
    let ended: Ended;
    try {
      if (socket.isOpen) {
        connections += 1;
        onConnected?.(connections);
      }
      for await (const frame of socket.frames()) {
        const event = parseEvent(frame);
        failures = 0;
        renewals = 0;
        yield event;
        after = event.seq;
      }
      ended = socket.ended;
    } finally {
      socket.close();
    }
    requireRunning(signal);
    // A token that was good has expired, and a function may have another one.
    if (performance.now() - openedAt > GOOD_MS) renewals = 0;
    const mayRenew: boolean = ended.code === 4401 && typeof token === 'function' && renewals < MAX_RENEWALS;
    if (mayRenew) renewals += 1;
    const refusal = mayRenew ? undefined : REFUSALS[ended.code];
    if (refusal !== undefined) throw refused(refusal, ended.reason);
    if (!socket.wasOpen) await explain(client, path.id, signal);
    failures += 1;
    await waitToReconnect(failures, signal);
  }
}

function checkAfter(after: number): number {
  if (Number.isSafeInteger(after) && after >= 0) return after;
  throw new InvalidOptionsError(`after is ${after}; it must be the number of an event, or 0.`);
}

function requireRunning(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new AbortedError('The subscription was aborted by its signal.', { cause: signal.reason });
  }
}

function urlOf({ serverUrl }: CommitmentsClient, id: string, after: number, token: string): string {
  const query = new URLSearchParams({ after: String(after), token });
  return `${serverUrl.replace(/^http/, 'ws')}/deliberations/${encodeURIComponent(id)}/events?${query}`;
}

function refused({ status, code }: { status: number; code: string }, reason: string): Error {
  const isCode = /^[a-z_]+$/.test(reason);
  return errorOfStatus({
    status,
    code: isCode ? reason : code,
    text: `The server ended the subscription${reason === '' || isCode ? '' : `: ${reason}`}.`,
    headers: new Headers(),
    body: undefined,
  });
}

/** A WebSocket does not tell why it could not be opened; a request does. */
async function explain(
  client: CommitmentsClient,
  id: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await getDeliberation({ client, path: { id }, signal, retry: { strategy: 'none' } });
  } catch (error) {
    if (!mayPass(error)) throw error;
  }
}

function parseEvent(text: string): DeliberationEvent {
  try {
    return JSON.parse(text) as DeliberationEvent;
  } catch {
    throw new InvalidResponseError('The subscription holds an event that is not JSON.', { status: 101 });
  }
}
