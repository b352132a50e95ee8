import type { OperationInput } from './call.js';
import { AbortedError } from './errors/aborted-error.js';
import { InvalidOptionsError } from './errors/invalid-options-error.js';
import { InvalidResponseError } from './errors/invalid-response-error.js';
import { parseEventStream } from './event-stream.js';
import type { RepoEvent, WatchRepoData } from './generated/depot/types.gen.js';
import { mayPass, waitToReconnect } from './reconnect.js';
import type { CallOptions } from './request-options.js';

/** Options of `watchRepo`. */
export type WatchRepoOptions = Omit<CallOptions<Omit<WatchRepoData, 'headers'>>, 'timeoutMs'> & {
  /**
   * How long the server may be silent before the connection counts as broken. A depot says something every 15 seconds.
   * Default 45,000; 0 means for ever.
   */
  readonly idleTimeoutMs?: number | undefined;
  /** Called whenever the feed is connected; the argument counts connections, from 1. */
  readonly onConnected?: ((connection: number) => void) | undefined;
};

const IDLE_TIMEOUT_MS = 45_000; // 3 heartbeats

/** Sends the request of the feed; the generated function reads events itself, without the rim. */
const OPERATION = {
  send: (request: { client: { get(request: object): Promise<{ data: unknown; response: Response }> } }) =>
    request.client.get({
      security: [{ scheme: 'bearer', type: 'http' }],
      url: '/{org}/{repo}/events',
      ...request,
    }),
  form: 'stream',
  accept: 'text/event-stream',
} as const;

/**
 * Watch what happens in a repository.
 *
 * Yields every operation after `query.after` in order, once and without gaps, and waits for the next one. It never ends
 * by itself: a connection that breaks, goes silent or is refused for the moment is made again, and the feed goes on
 * where it was. Break out of the loop to stop, or abort `signal`, which also ends a wait.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.query.after Number of the last operation that the caller knows. Default: the last one there is when the
 *   feed is connected.
 * @throws AbortedError when the signal aborts
 * @throws AuthenticationError 401: The credential is missing, malformed, expired or revoked.
 * @throws NotFoundError 404: The repository does not exist any more, or the credential has no access to it.
 * @example
 * for await (const { changes } of watchRepo({ client, path: { org, repo }, signal })) console.log(changes);
 */
export async function* watchRepo(options: WatchRepoOptions): AsyncGenerator<RepoEvent, void, undefined> {
  const { client, path, query, signal, idleTimeoutMs = IDLE_TIMEOUT_MS, onConnected, ...request } = options;
  if (!(idleTimeoutMs >= 0)) {
    throw new InvalidOptionsError(
      `idleTimeoutMs is ${idleTimeoutMs}; it must be 0 (never) or a positive number.`,
    );
  }
  let after = query?.after;
  let failures = 0;
  let connections = 0;
  for (;;) {
    const connection = new Connection(signal, idleTimeoutMs);
    try {
      const input: OperationInput = {
        ...request,
        path,
        query: after === undefined ? {} : { after },
        timeoutMs: 0,
        signal: connection.signal,
      };
      const { data, response } = await client.run<ReadableStream<Uint8Array>>(OPERATION, input);
      connections += 1;
      onConnected?.(connections);
      for await (const event of parseEventStream(data, () => connection.restartClock())) {
        failures = 0;
        if (event.type === 'operation' && event.data !== '') yield parseEvent(event.data, response);
        if (event.id !== '') after = Number(event.id);
      }
    } catch (error) {
      if (signal?.aborted) {
        throw error instanceof AbortedError ? error : new AbortedError('The feed was aborted by its signal.');
      }
      if (!connection.wasSilent && !mayPass(error)) throw error;
    } finally {
      connection.close();
    }
    failures += 1;
    await waitToReconnect(failures, signal);
  }
}

/** The signal of one connection: aborts with the caller's, and when the server is silent for too long. */
class Connection {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #idleTimeoutMs: number;
  readonly #onAbort = (): void => this.#controller.abort(this.#caller?.reason);
  #timer: ReturnType<typeof setTimeout> | undefined;
  wasSilent = false;

  constructor(caller: AbortSignal | undefined, idleTimeoutMs: number) {
    this.#caller = caller;
    this.#idleTimeoutMs = idleTimeoutMs;
    if (caller?.aborted) this.#onAbort();
    else caller?.addEventListener('abort', this.#onAbort, { once: true });
    this.restartClock();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  restartClock(): void {
    clearTimeout(this.#timer);
    if (this.#idleTimeoutMs === 0) return;
    this.#timer = setTimeout(() => {
      this.wasSilent = true;
      this.#controller.abort();
    }, this.#idleTimeoutMs);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener('abort', this.#onAbort);
  }
}

function parseEvent(text: string, { status, headers }: Response): RepoEvent {
  try {
    return JSON.parse(text) as RepoEvent;
  } catch {
    const requestId = headers.get('x-request-id') ?? undefined;
    throw new InvalidResponseError('The feed holds an event that is not JSON.', { status, requestId });
  }
}
