import {
  createMesaClient,
  type Fetch,
  InvalidOptionsError,
  type MesaClient,
  type RequestOptions,
  type RetryOptions,
  type Whoami,
  whoami,
} from 'mesa-rest';
import { OrgResolutionError } from '../errors/org-resolution-error.js';
import { type AuthorClaim, signWithPrivateKey } from './access-token.js';
import { type Author, toAuthorClaims } from './authors.js';
import { awaitShared } from './await-shared.js';
import { checkCallOptions } from './check-call-options.js';
import type { Credential } from './credentials.js';
import { notBlank } from './environment.js';
import type { OrgInput, RepoInput } from './input.js';
import { type Logger, logRequests } from './logger.js';
import type { PrivateKey } from './private-key.js';
import { refusePrivateKey } from './private-key-text.js';
import { randomUuid } from './random-uuid.js';

/** Life of the token that is signed for one request: long enough for its retries and for clocks that differ a little. */
const REQUEST_TOKEN_SECONDS = 900; // 15 minutes

export interface SessionOptions {
  readonly credential: Credential;
  readonly apiUrl: string;
  readonly org: string | undefined;
  readonly userAgent: string;
  readonly fetch: Fetch | undefined;
  readonly logger: Logger | undefined;
  readonly timeoutMs: number | undefined;
  readonly retry: RetryOptions | undefined;
}

/** What a client is made of, but for its credential, in a form that can be sent to another thread. */
export interface Connection {
  readonly serverUrl: string;
  readonly userAgent: string;
  readonly timeoutMs: number | undefined;
  readonly retry: RetryOptions | undefined;
}

/** Options of a call together with the client it is made through. */
export type CallBase = RequestOptions & { readonly client: MesaClient };

/** What every resource works through: the client, the credential behind it, and the organization they belong to. */
export class Session {
  readonly client: MesaClient;
  readonly credential: Credential;
  readonly #org: string | undefined;
  readonly #options: SessionOptions;
  #whoami: Promise<Whoami> | undefined;
  /** The answer of `#whoami`: with it there is nothing to wait for, or to abort. */
  #known: Whoami | undefined;

  constructor(options: SessionOptions) {
    const { credential, org } = options;
    const own = ownOrg(credential);
    if (own !== undefined && org !== undefined) requireOwnOrg(org, own);
    this.credential = credential;
    this.#options = options;
    this.#org = org ?? own;
    this.client = this.clientWith(bearerOf(credential));
  }

  /** Returns a client like that of the session, with another credential. A function is asked once per call. */
  clientWith(bearer: string | (() => string | Promise<string>)): MesaClient {
    const { apiUrl: serverUrl, userAgent, timeoutMs, retry } = this.#options;
    return createMesaClient({
      apiKey: bearer,
      serverUrl,
      userAgent,
      fetch: fetchOf(this.#options),
      timeoutMs,
      retry,
    });
  }

  /** Who is told about requests. */
  get logger(): Logger | undefined {
    return this.#options.logger;
  }

  /**
   * Returns what a client of another thread is made of.
   *
   * @param what Who needs it, at the beginning of a sentence.
   * @throws {InvalidOptionsError} `INVALID_OPTIONS` for a client with a `fetch` of its own, which cannot go to a thread.
   */
  connectionFor(what: string): Connection {
    const { apiUrl: serverUrl, userAgent, fetch, timeoutMs, retry } = this.#options;
    if (fetch !== undefined) {
      throw new InvalidOptionsError(
        `${what} works in a thread of its own, to which the \`fetch\` of this client cannot be sent. Make a client without \`fetch\` for it.`,
      );
    }
    return { serverUrl, userAgent, timeoutMs, retry };
  }

  /**
   * Returns whose credential this is. Callers at the same time share one request; its answer is kept, a failure is not.
   *
   * @throws {OrgResolutionError} `ORG_RESOLUTION_FAILED`; `cause` tells why.
   */
  async whoami(options: RequestOptions = {}): Promise<Whoami> {
    checkCallOptions(options);
    if (this.#known !== undefined) return this.#known;
    if (this.#whoami === undefined) {
      const request = this.#askWhoami();
      this.#whoami = request;
      request.catch(() => {
        if (this.#whoami === request) this.#whoami = undefined;
      });
    }
    return awaitShared(this.#whoami, 'Finding out the organization of the credential', options);
  }

  /** Returns the organization of a call: its own, else the constructor's, else the credential's. */
  async resolveOrg(org: string | undefined, options: RequestOptions = {}): Promise<string> {
    checkCallOptions(options);
    const perCall = notBlank(org);
    if (perCall !== undefined) {
      const own = ownOrg(this.credential);
      if (own !== undefined) requireOwnOrg(perCall, own);
      refusePrivateKey(perCall, '`org`');
      return perCall;
    }
    return this.#org ?? (await this.whoami(options)).org.slug;
  }

  /** Returns the path parameter of operations on an organization. */
  async orgPath(input: OrgInput, options: RequestOptions): Promise<{ org: string }> {
    return { org: await this.resolveOrg(input.org, options) };
  }

  /** Returns the path parameters of operations on a repository. */
  async repoPath(input: RepoInput, options: RequestOptions): Promise<{ org: string; repo: string }> {
    if (typeof input?.repo !== 'string')
      throw new InvalidOptionsError('`repo` is missing: the name of the repository.');
    refusePrivateKey(input.repo, '`repo`');
    return { org: await this.resolveOrg(input.org, options), repo: input.repo };
  }

  /** Returns what every generated function takes beside its parameters. */
  call(options: RequestOptions): CallBase {
    const { timeoutMs, headers, retry, signal, idempotencyKey } = options;
    return { client: this.client, timeoutMs, headers, retry, signal, idempotencyKey };
  }

  /**
   * Returns the same for a POST: with a random idempotency key, so that it can be sent again after a broken connection
   * without happening twice.
   */
  post(options: RequestOptions): CallBase {
    return this.call({ ...options, idempotencyKey: options.idempotencyKey ?? randomUuid() });
  }

  /**
   * Returns options that make a call in the name of authors, who are signed into the token of the request.
   *
   * @param what Name of the method, for messages.
   * @throws {InvalidOptionsError} `INVALID_OPTIONS` when a private key comes without authors, or authors without a private key.
   */
  withAuthors(what: string, authors: readonly Author[] | undefined, options: RequestOptions): RequestOptions {
    if (this.credential.kind !== 'private-key') {
      if (authors === undefined) return options;
      throw new InvalidOptionsError(
        `\`authors\` is signed into the token of a request, for which ${what} needs a client with \`privateKey\`` +
          `${this.credential.kind === 'api-key' ? '; with an API key pass `author`' : ''}.`,
      );
    }
    if (authors === undefined || authors.length === 0) {
      throw new InvalidOptionsError(
        `${what} needs \`authors\`: a private key says nothing about who makes the change. Pass at least one { name, email }.`,
      );
    }
    const token = signRequestToken(this.credential.key, toAuthorClaims(authors));
    return { ...options, headers: { ...options.headers, Authorization: `Bearer ${token}` } };
  }

  async #askWhoami(): Promise<Whoami> {
    try {
      this.#known = (await whoami({ client: this.client })).data;
      return this.#known;
    } catch (cause) {
      throw new OrgResolutionError(
        `The server was asked whose credential this is, and did not tell. ${cause instanceof Error ? cause.message : String(cause)}`,
        { cause },
      );
    }
  }
}

function fetchOf({ fetch, logger }: SessionOptions): Fetch | undefined {
  if (!logger) return fetch;
  // Looked up at each request, so that a `fetch` that is replaced later, as by a test, counts.
  return logRequests(fetch ?? ((request, init) => globalThis.fetch(request, init)), logger);
}

function bearerOf(credential: Credential): string | (() => string) {
  if (credential.kind === 'api-key') return credential.apiKey;
  if (credential.kind === 'access-token') return credential.token;
  return () => signRequestToken(credential.key, []);
}

function signRequestToken(key: PrivateKey, authors: readonly AuthorClaim[]): string {
  const iat = Math.floor(Date.now() / 1000);
  const content = {
    scopes: ['admin'],
    repos: { repos: null },
    iat,
    exp: iat + REQUEST_TOKEN_SECONDS,
    jti: randomUuid(),
  };
  return signWithPrivateKey(key, content, authors);
}

/** The one organization that a credential is good for, where the credential itself tells. */
function ownOrg(credential: Credential): string | undefined {
  if (credential.kind === 'api-key') return undefined;
  return credential.kind === 'private-key' ? credential.key.org : credential.org;
}

function requireOwnOrg(org: string, own: string): void {
  if (org === own) return;
  throw new InvalidOptionsError(
    `The credential belongs to the organization \`${own}\` and is not good for \`${org}\`.`,
  );
}
