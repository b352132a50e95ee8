import {
  type Fetch,
  InvalidOptionsError,
  type MesaClient,
  type RequestOptions,
  type RetryOptions,
  type Whoami,
} from 'mesa-rest';
import { DEFAULT_API_URL, defaultVcsUrl, toBaseUrl } from './core/api-url.js';
import { type CredentialOptions, toCredential } from './core/credentials.js';
import { notBlank, readEnvironment } from './core/environment.js';
import { checkMembers, typeName } from './core/known-members.js';
import type { Logger } from './core/logger.js';
import { refusePrivateKey } from './core/private-key-text.js';
import { Session } from './core/session.js';
import { toUserAgent } from './core/user-agent.js';
import { createFsResource, type FsResource } from './fs/fs-resource.js';
import { ApiKeysResource } from './resources/api-keys.js';
import { BookmarksResource } from './resources/bookmarks.js';
import { ChangesResource } from './resources/changes.js';
import { ContentResource } from './resources/content.js';
import { DiffsResource } from './resources/diffs.js';
import { OrgResource } from './resources/org.js';
import { ReposResource } from './resources/repos.js';
import { SigningKeysResource } from './resources/signing-keys.js';
import { TokensResource } from './resources/tokens.js';
import { WebhookTargetsResource } from './resources/webhook-targets.js';
import { Webhooks } from './webhooks/webhooks.js';

/** Options of {@link Mesa}. Exactly one credential is needed, here or in the environment. */
export interface MesaOptions extends CredentialOptions {
  /** Base URL of the API. Default: the environment variable `MESA_API_URL`, else `https://api.mesa.dev/v1`. */
  readonly apiUrl?: string | undefined;
  /** URL of the service that mounts use. Default: that of the hosted service, else the origin of `apiUrl`. */
  readonly vcsUrl?: string | undefined;
  /** Default organization of all calls. Default: the credential's own, asked for once when it is first needed. */
  readonly org?: string | undefined;
  /** Appended to the user agent, for example `my-app/1.0`. */
  readonly userAgent?: string | undefined;
  /** Secret of the webhook target whose deliveries `webhooks.receive` verifies. */
  readonly webhookSecret?: string | undefined;
  /** Sends the requests, in place of the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Total time of a call in milliseconds, retries and reading included. Default 60,000; 0 means no limit. */
  readonly timeoutMs?: number | undefined;
  /** When and how failed requests are sent again. Default: exponential back-off for up to 30 seconds. */
  readonly retry?: RetryOptions | undefined;
  /** Told about every attempt to send a request, in one line without secrets; `console` is one. Default none. */
  readonly logger?: Logger | undefined;
}

/** What every option is, by `typeof`. */
const OPTIONS: Readonly<Record<keyof MesaOptions, string>> = {
  apiKey: 'string',
  privateKey: 'string',
  accessToken: 'string',
  auth: 'object',
  apiUrl: 'string',
  vcsUrl: 'string',
  org: 'string',
  userAgent: 'string',
  webhookSecret: 'string',
  fetch: 'function',
  timeoutMs: 'number',
  retry: 'object',
  logger: 'object',
};

/**
 * Client of a Mesa server. It holds no connection and needs no closing: make one and use it everywhere.
 *
 * @throws {MissingCredentialError} `MISSING_CREDENTIAL` when there is no credential.
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` when there is more than one, or an option makes no sense.
 * @throws {InvalidApiUrlError} `INVALID_API_URL` when a URL is none.
 * @example
 * ```ts
 * const mesa = new Mesa({ apiKey: 'mesa_…' });
 * const repo = await mesa.repos.create({ name: 'demo' });
 * ```
 */
export class Mesa {
  /** Base URL of the API, without a slash at its end. */
  readonly apiUrl: string;
  /** URL of the service that mounts use. */
  readonly vcsUrl: string;

  readonly org: OrgResource;
  readonly repos: ReposResource;
  readonly content: ContentResource;
  readonly changes: ChangesResource;
  readonly diffs: DiffsResource;
  readonly bookmarks: BookmarksResource;
  readonly apiKeys: ApiKeysResource;
  readonly signingKeys: SigningKeysResource;
  readonly tokens: TokensResource;
  readonly webhookTargets: WebhookTargetsResource;
  readonly webhooks: Webhooks;
  readonly fs: FsResource;

  readonly #session: Session;

  constructor(options: MesaOptions = {}) {
    checkOptions(options);
    const credential = toCredential(options);
    const org = notBlank(options.org);
    if (org !== undefined) refusePrivateKey(org, '`org`');
    this.apiUrl = toBaseUrl(
      notBlank(options.apiUrl) ?? readEnvironment('MESA_API_URL') ?? DEFAULT_API_URL,
      'apiUrl',
    );
    this.vcsUrl = toBaseUrl(notBlank(options.vcsUrl) ?? defaultVcsUrl(this.apiUrl), 'vcsUrl');
    const session = new Session({
      credential,
      apiUrl: this.apiUrl,
      org,
      userAgent: toUserAgent(options.userAgent),
      fetch: options.fetch ?? undefined,
      logger: options.logger ?? undefined,
      timeoutMs: options.timeoutMs,
      retry: options.retry,
    });
    this.#session = session;
    this.org = new OrgResource(session);
    this.repos = new ReposResource(session);
    this.content = new ContentResource(session);
    this.changes = new ChangesResource(session);
    this.diffs = new DiffsResource(session);
    this.bookmarks = new BookmarksResource(session);
    this.apiKeys = new ApiKeysResource(session);
    this.signingKeys = new SigningKeysResource(session);
    this.tokens = new TokensResource(session);
    this.webhookTargets = new WebhookTargetsResource(session);
    this.fs = createFsResource(session, this.tokens);
    this.webhooks = new Webhooks({ secret: notBlank(options.webhookSecret) });
  }

  /** API key of the client; undefined for one with another credential. A getter, so that printing a client does not show it. */
  get apiKey(): string | undefined {
    const { credential } = this.#session;
    return credential.kind === 'api-key' ? credential.apiKey : undefined;
  }

  /**
   * The authenticated client of `mesa-rest`, for operations and options that have no method here.
   *
   * @example
   * ```ts
   * import { listRepos } from 'mesa-rest';
   * const { data, response } = await listRepos({ client: mesa.raw, path: { org: await mesa.resolveOrg() } });
   * ```
   */
  get raw(): MesaClient {
    return this.#session.client;
  }

  /**
   * Returns whose credential this is. The server is asked once, also by calls at the same time; a failure is not kept.
   *
   * @throws {OrgResolutionError} `ORG_RESOLUTION_FAILED`; `cause` is the failed request.
   */
  whoami(options: RequestOptions = {}): Promise<Whoami> {
    return this.#session.whoami(options);
  }

  /**
   * Returns the organization that a call with this `org` goes to: that one, else the constructor's, else the credential's.
   * Blank texts count as absent.
   *
   * @throws {OrgResolutionError} `ORG_RESOLUTION_FAILED` when the server had to be asked and did not tell.
   */
  resolveOrg(org?: string, options: RequestOptions = {}): Promise<string> {
    return this.#session.resolveOrg(org, options);
  }

  /** Returns what may be shown of the client. */
  toJSON(): { apiUrl: string; vcsUrl: string } {
    return { apiUrl: this.apiUrl, vcsUrl: this.vcsUrl };
  }
}

/** Refuses what types would have refused: a misspelled `apiUrl` would send the key to another server. */
function checkOptions(options: MesaOptions): void {
  checkMembers('Mesa', options, Object.keys(OPTIONS));
  for (const [name, type] of Object.entries(OPTIONS)) {
    const value: unknown = options[name as keyof MesaOptions];
    if (value === undefined || value === null || typeof value === type) continue;
    throw new InvalidOptionsError(`\`${name}\` is ${typeName(value)}; it must be ${article(type)}.`);
  }
  if (options.auth) checkMembers('`auth`', options.auth, ['accessToken']);
}

function article(type: string): string {
  return type === 'object' ? 'an object' : `a ${type}`;
}
