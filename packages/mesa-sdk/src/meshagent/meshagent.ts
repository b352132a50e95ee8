import {
  type Credential,
  type Fetch,
  type HeaderOptions,
  InvalidOptionsError,
  type RetryOptions,
} from 'mesa-rest';
import { createMeshagentClient, type MeshagentClient } from 'mesa-rest/meshagent';
import { readEnvironment } from '../core/environment.js';
import { checkMembers } from '../core/known-members.js';
import { type Logger, logRequests } from '../core/logger.js';
import { toUserAgent } from '../core/user-agent.js';
import { Connection } from './connection.js';
import { type FlatMethods, flatMethodsOf } from './flat-methods.js';
import { type Namespaces, namespacesOf } from './namespaces.js';

/** Options of {@link Meshagent}. */
export interface MeshagentOptions {
  /** URL of the server. Default: `MESHAGENT_API_URL`, or else the hosted service, https://api.meshagent.com. */
  readonly baseUrl?: string | URL | undefined;
  /**
   * API key of a project, or token of a user. A function is asked for every call, so that it can hand out fresh tokens; null sends
   * none, which the few operations that are open to everybody can do without. Default: `MESHAGENT_API_KEY`, or else none.
   */
  readonly token?: Credential | undefined;
  /** Sends the requests, in place of the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Total time of a call in milliseconds, retries and reading included. Default 60,000; 0 means no limit. */
  readonly timeoutMs?: number | undefined;
  /** When and how failed requests are sent again. Default: exponential back-off for up to 30 seconds; POST only where the server cannot have acted. */
  readonly retry?: RetryOptions | undefined;
  /** Headers of every request. */
  readonly headers?: HeaderOptions | undefined;
  /** Added to the `User-Agent` of the package. */
  readonly userAgent?: string | undefined;
  /** Told about every request, never with a credential or a body. */
  readonly logger?: Logger | undefined;
  /**
   * Checks every answer against its schema. Default true; false saves the time, and loading zod. Where the makers of MeshAgent publish
   * no shape (prices, subscriptions, spans, metrics), the schema is that of a depot: for a server that has another one, set false.
   */
  readonly validateResponses?: boolean | undefined;
}

const OPTIONS = [
  'baseUrl',
  'token',
  'fetch',
  'timeoutMs',
  'retry',
  'headers',
  'userAgent',
  'logger',
  'validateResponses',
] as const satisfies readonly (keyof MeshagentOptions)[];

const DEFAULT_TIMEOUT_MS = 60_000; // 60 seconds
const DEFAULT_BASE_URL = 'https://api.meshagent.com';

// The members are what the constructor assigns, from one table.
export interface Meshagent extends Namespaces, FlatMethods {}

/**
 * Client of a MeshAgent server: projects, rooms and who may do what in them, services, secrets, tasks and billing.
 *
 * Each method is there twice, with the same arguments: grouped, as `client.rooms.create`, and under the name that clients of
 * MeshAgent have for it, as `client.createRoom`. What is passed in is camelCase; what is returned is as on the wire. An answer
 * that is but a list, a text or a truth is just that. The last argument of each method are options of the call.
 *
 * Failed calls throw a {@link RoomException} or one of its subclasses. It holds no connection and needs no closing.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` when the URL is none, or an option makes no sense.
 * @example
 * ```ts
 * const client = new Meshagent({ baseUrl: 'http://127.0.0.1:8791', token: process.env.MESHAGENT_API_KEY });
 * const room = await client.rooms.create({ projectId, name: 'front-desk', ifNotExists: true });
 * const { room_url, jwt } = await client.rooms.connect(projectId, room.name);
 * ```
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns the members
export class Meshagent {
  /** URL of the server, without a slash at its end. */
  readonly baseUrl: string;
  /** What the functions of `mesa-rest/meshagent` take as `client`, for what has no method here. */
  readonly raw: MeshagentClient;

  constructor(options: MeshagentOptions = {}) {
    checkMembers('Meshagent', options, OPTIONS);
    const {
      baseUrl = readEnvironment('MESHAGENT_API_URL') ?? DEFAULT_BASE_URL,
      token = readEnvironment('MESHAGENT_API_KEY') ?? null,
      fetch,
      logger,
      userAgent,
      timeoutMs = DEFAULT_TIMEOUT_MS,
      validateResponses = true,
      ...rest
    } = options;
    if (token === '') {
      throw new InvalidOptionsError(
        'The token is empty. Pass an API key or a user token as `token`, or set MESHAGENT_API_KEY.',
      );
    }
    const send: Fetch = fetch ?? ((request, init) => globalThis.fetch(request, init));
    const client = createMeshagentClient({
      ...rest,
      serverUrl: String(baseUrl),
      token,
      fetch: logger === undefined ? fetch : logRequests(send, logger),
      userAgent: toUserAgent(userAgent),
      timeoutMs,
      validateResponses,
    });
    this.baseUrl = client.serverUrl;
    this.raw = client;
    const namespaces = namespacesOf(new Connection(client, timeoutMs));
    Object.assign(this, namespaces);
    // Not enumerable: whoever prints a client wants to see no list of a hundred functions.
    for (const [name, value] of Object.entries(flatMethodsOf(namespaces))) {
      Object.defineProperty(this, name, { value });
    }
  }

  /** Returns what may be shown of the client. */
  toJSON(): { baseUrl: string } {
    return { baseUrl: this.baseUrl };
  }
}
