import { type Fetch, type HeaderOptions, InvalidOptionsError, type RetryOptions } from 'mesa-rest';
import { createCommitmentsClient, getHealth, type Health } from 'mesa-rest/commitments';
import type { CallOptions } from '../core/call-options.js';
import { checkMembers } from '../core/known-members.js';
import { toUserAgent } from '../core/user-agent.js';
import { Approvals } from './approvals.js';
import { Audit } from './audit.js';
import { Commitments } from './commitments.js';
import { Connection } from './connection.js';
import { Deliberations } from './deliberations.js';
import { Policies } from './policies.js';
import { Principals } from './principals.js';

/** Options of {@link MesaClient}. */
export interface MesaClientOptions {
  /** Sends the requests, in place of the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Total time of a call in milliseconds, retries and reading included. Default 10,000; 0 means no limit. */
  readonly timeoutMs?: number | undefined;
  /** When and how failed requests are sent again. Default: exponential back-off within `timeoutMs`; a submission only where the server cannot have taken it. */
  readonly retry?: RetryOptions | undefined;
  /** Headers of every request. */
  readonly headers?: HeaderOptions | undefined;
  /** Sent with the operations of operators, and with no other. */
  readonly adminToken?: string | undefined;
  /** Narrows what signed envelopes may do, and lets deliberations be watched. */
  readonly capabilityToken?: string | undefined;
}

const OPTIONS = [
  'fetch',
  'timeoutMs',
  'retry',
  'headers',
  'adminToken',
  'capabilityToken',
] as const satisfies readonly (keyof MesaClientOptions)[];

const DEFAULT_TIMEOUT_MS = 10_000; // 10 seconds

/**
 * Client of a commitments server. It holds no connection and needs no closing.
 *
 * What is passed in is camelCase; what is returned is as on the wire.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` when the URL is none, or an option makes no sense.
 * @example
 * ```ts
 * const client = new MesaClient('http://127.0.0.1:8790/commitments');
 * const me = await client.principals.create({ org: 'acme', publicKey: keypair.publicKeyHex });
 * ```
 */
export class MesaClient {
  /** Base URL of the server, without a slash at its end. */
  readonly baseUrl: string;

  readonly principals: Principals;
  readonly commitments: Commitments;
  readonly deliberations: Deliberations;
  readonly policies: Policies;
  readonly approvals: Approvals;
  readonly audit: Audit;

  readonly #connection: Connection;

  /** @param url Base URL of the server, which may have a path; or an object with `baseUrl` and the options. */
  constructor(url: string | URL, options?: MesaClientOptions);
  constructor(options: MesaClientOptions & { readonly baseUrl: string | URL });
  constructor(
    first: string | URL | (MesaClientOptions & { readonly baseUrl: string | URL }),
    second: MesaClientOptions = {},
  ) {
    const isUrl = typeof first === 'string' || first instanceof URL;
    const { baseUrl, ...options } = isUrl ? { ...second, baseUrl: first } : first;
    checkMembers('MesaClient', options, OPTIONS);
    if (!(typeof baseUrl === 'string' || baseUrl instanceof URL)) {
      throw new InvalidOptionsError('MesaClient needs the base URL of a commitments server.');
    }
    const { capabilityToken, timeoutMs = DEFAULT_TIMEOUT_MS, ...rest } = options;
    const client = createCommitmentsClient({
      ...rest,
      serverUrl: String(baseUrl),
      timeoutMs,
      capabilityToken,
      userAgent: toUserAgent(undefined),
    });
    this.baseUrl = client.serverUrl;
    const connection = new Connection(client, capabilityToken);
    this.#connection = connection;
    this.principals = new Principals(connection);
    this.commitments = new Commitments(connection);
    this.deliberations = new Deliberations(connection);
    this.policies = new Policies(connection);
    this.approvals = new Approvals(connection);
    this.audit = new Audit(connection);
  }

  /** Returns whether the server works. */
  health(options: CallOptions = {}): Promise<Health> {
    return this.#connection.send(options, (base) => getHealth(base));
  }

  /** Returns what may be shown of the client. */
  toJSON(): { baseUrl: string } {
    return { baseUrl: this.baseUrl };
  }
}
