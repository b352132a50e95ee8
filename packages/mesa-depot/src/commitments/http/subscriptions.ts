import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { CommitmentsError } from '../errors/index.js';
import type { LiveEvents } from '../service/live-events.js';
import type { EventRecord } from '../store/events.js';
import { type CapabilityToken, type CapabilityTokens, SUBSCRIBE_SCOPE } from '../tokens/capability-tokens.js';

/** Where subscriptions are told of. */
export interface SubscriptionLog {
  info(details: Readonly<Record<string, unknown>>, message: string): void;
  error(details: Readonly<Record<string, unknown>>, message: string): void;
}

/** What subscriptions need. */
export interface SubscriptionsDeps {
  readonly services: { readonly events: LiveEvents };
  readonly tokens: CapabilityTokens;
  readonly log: SubscriptionLog;
  now(): number;
}

/** Why a connection is closed: the code of the frame. */
const CLOSE = {
  goingAway: 1001,
  policy: 1008,
  failure: 1011,
  tryAgainLater: 1013,
  badToken: 4401,
  forbidden: 4403,
  unknownDeliberation: 4404,
} as const;

const PING_MS = 30_000; // 30 seconds
/** How long a peer may take to answer the last frame before the connection is cut. */
const CLOSE_TIMEOUT_MS = 1_000; // 1 second
/** Subscribers have nothing to say. */
const MAX_INCOMING_BYTES = 1_024;
const MAX_SUBSCRIBERS = 1_000;
const MAX_SUBSCRIBERS_PER_PRINCIPAL = 100;

const PATH = /^\/deliberations\/([^/?]+)\/events(?:\?(.*))?$/s;

/** Ends a connection with a code. */
class Closing extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** The WebSockets on which deliberations are watched. */
export class Subscriptions {
  readonly #deps: SubscriptionsDeps;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_INCOMING_BYTES });
  /** Principals of the open subscriptions. */
  readonly #open = new Map<WebSocket, string>();

  constructor(deps: SubscriptionsDeps) {
    this.#deps = deps;
  }

  /**
   * Makes a WebSocket of a connection and tells it of the events of a deliberation, from the one after `after` on.
   *
   * Who may not watch is told with the code of the last frame, as browsers show nothing of an answer in HTTP.
   */
  accept(
    request: IncomingMessage,
    { socket, head, path }: { readonly socket: Duplex; readonly head: Buffer; readonly path: string },
  ): void {
    const [, id, query] = PATH.exec(path) ?? [];
    if (id === undefined) {
      socket.on('error', () => {}); // nobody else listens, and who went away needs no answer
      const body = JSON.stringify({ detail: 'Not Found' });
      socket.end(
        `HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
      );
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => {
      void this.#serve(client, id, new URLSearchParams(query ?? ''));
    });
  }

  /** Ends all of them. A peer that does not answer is cut off after a second. */
  async stop(): Promise<void> {
    const clients = [...this.#server.clients];
    await Promise.all(
      clients.map(
        (client) =>
          new Promise<void>((resolve) => {
            const timer = setTimeout(() => client.terminate(), CLOSE_TIMEOUT_MS);
            client.once('close', () => {
              clearTimeout(timer);
              resolve();
            });
            client.close(CLOSE.goingAway, 'the server is stopping');
          }),
      ),
    );
  }

  async #serve(client: WebSocket, id: string, query: URLSearchParams): Promise<void> {
    const ended = new AbortController();
    const startedAt = performance.now();
    let told = 0;
    client.on('close', (code) => {
      ended.abort();
      const duration_ms = Math.round(performance.now() - startedAt);
      this.#deps.log.info({ deliberation: id, events: told, code, duration_ms }, 'subscription ended');
    });
    client.on('error', () => client.terminate());
    const stopPinging = keepAlive(client);
    let expiry: ReturnType<typeof setTimeout> | undefined;
    try {
      const token = await this.#authorize(id, query.get('token'));
      this.#admit(client, token);
      expiry = setTimeout(
        () => client.close(CLOSE.badToken, 'token_expired'),
        token.expiresAt * 1000 - this.#deps.now(),
      );
      const after = await this.#startOf(id, query.get('after'));
      for await (const event of this.#deps.services.events.watch(id, { after, signal: ended.signal })) {
        await send(client, event);
        told += 1;
      }
    } catch (error) {
      if (error instanceof Closing) client.close(error.code, error.message);
      else if (client.readyState === client.OPEN) {
        this.#deps.log.error({ err: error, deliberation: id }, 'subscription failed');
        client.close(CLOSE.failure, 'the server failed');
      }
    } finally {
      clearTimeout(expiry);
      stopPinging();
      this.#open.delete(client);
    }
  }

  async #authorize(deliberationId: string, text: string | null): Promise<CapabilityToken> {
    const { services, tokens } = this.#deps;
    let token: CapabilityToken;
    try {
      token = await tokens.verify(text ?? '');
    } catch (error) {
      if (error instanceof CommitmentsError) throw new Closing(CLOSE.badToken, error.code);
      throw error;
    }
    if (!token.scopes.includes(SUBSCRIBE_SCOPE)) {
      throw new Closing(CLOSE.forbidden, 'the token lacks the scope subscribe');
    }
    if (token.deliberationId !== null && token.deliberationId !== deliberationId) {
      throw new Closing(CLOSE.forbidden, 'the token is for another deliberation');
    }
    if ((await services.events.lastSeq(deliberationId)) === undefined) {
      throw new Closing(CLOSE.unknownDeliberation, 'there is no such deliberation');
    }
    return token;
  }

  #admit(client: WebSocket, { principalId }: CapabilityToken): void {
    const own = [...this.#open.values()].filter((other) => other === principalId).length;
    if (own >= MAX_SUBSCRIBERS_PER_PRINCIPAL || this.#open.size >= MAX_SUBSCRIBERS) {
      throw new Closing(CLOSE.tryAgainLater, 'too many subscriptions are open');
    }
    this.#open.set(client, principalId);
  }

  /** Without a number, only what happens from now on is told. */
  async #startOf(deliberationId: string, after: string | null): Promise<number> {
    if (after === null) return (await this.#deps.services.events.lastSeq(deliberationId)) ?? 0;
    if (!/^\d{1,15}$/.test(after)) throw new Closing(CLOSE.policy, 'after must be the number of an event');
    return Number(after);
  }
}

/** The data is JSON already. Waits until the system has taken the frame: who reads slowly is told slowly. */
function send(client: WebSocket, { seq, type, data }: EventRecord): Promise<void> {
  return new Promise((resolve, reject) => {
    client.send(`{"seq":${seq},"type":"${type}","data":${data}}`, (error) =>
      error ? reject(error) : resolve(),
    );
  });
}

/** Asks for a sign of life and cuts off who gave none since the last time. Returns a function that ends it. */
function keepAlive(client: WebSocket): () => void {
  let isAlive = true;
  client.on('pong', () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (!isAlive) return client.terminate();
    isAlive = false;
    client.ping();
  }, PING_MS);
  return () => clearInterval(timer);
}
