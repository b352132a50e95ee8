import {
  type ApiKey,
  type ApiKeyCreate,
  type ApiKeyPage,
  type ApiKeyTags,
  type ApiKeyUpdate,
  type CreatedApiKey,
  createApiKey,
  listApiKeys,
  type PagePromise,
  type RequestOptions,
  revokeApiKey,
  type Scope,
  type Success,
  updateApiKey,
} from 'mesa-rest';
import { type Input, type OrgInput, type PageInput, toBody } from '../core/input.js';
import { checkMembers } from '../core/known-members.js';
import { pages } from '../core/pages.js';
import type { Session } from '../core/session.js';

/** Filters of `apiKeys.list`. */
export interface ApiKeyListInput extends OrgInput, PageInput {
  /** Part of the name, in any case. */
  readonly query?: string | undefined;
  /** State of the key. Default `all`. */
  readonly status?: 'active' | 'revoked' | 'expired' | 'all' | undefined;
  /** Only keys that hold this scope. */
  readonly scope?: Scope | undefined;
  /** Only keys restricted to this repository. */
  readonly repo_id?: string | undefined;
}

/** Input of `apiKeys.create`. */
export type ApiKeyCreateInput = OrgInput & Input<ApiKeyCreate>;

/** Names an API key. */
export interface ApiKeyIdInput extends OrgInput {
  /** Id of the key, not the key itself. */
  readonly id: string;
}

/** Input of `apiKeys.update`. */
export type ApiKeyUpdateInput = ApiKeyIdInput & Input<ApiKeyUpdate>;

/** API keys: the credentials of programs. All methods need the scope `admin`. */
export class ApiKeysResource {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Lists keys, newest first, without their secrets. */
  list(input: ApiKeyListInput = {}, options: RequestOptions = {}): PagePromise<ApiKeyPage, ApiKey> {
    const { limit, query, status, scope, repo_id } = input;
    return pages(
      input.cursor,
      async (cursor) => {
        checkMembers('apiKeys.list', input, [
          'query',
          'status',
          'scope',
          'repo_id',
          'cursor',
          'limit',
          'org',
        ]);
        const path = await this.#session.orgPath(input, options);
        return listApiKeys({
          ...this.#session.call(options),
          path,
          query: { cursor, limit, query, status, scope, repo_id },
        });
      },
      (page) => page.api_keys,
    );
  }

  /**
   * Creates a key. The answer is the only place that ever holds the secret (`key`).
   *
   * @example
   * ```ts
   * const { id, key } = await mesa.apiKeys.create({ name: 'ci', scopes: ['read', 'write'], expires_in_seconds: 86_400 });
   * ```
   */
  async create(input: ApiKeyCreateInput = {}, options: RequestOptions = {}): Promise<CreatedApiKey> {
    const { org: _, ...body } = input;
    const path = await this.#session.orgPath(input, options);
    return (await createApiKey({ ...this.#session.post(options), path, body: toBody<ApiKeyCreate>(body) }))
      .data;
  }

  /** Changes the tags of a key: a text sets one, null removes it, an absent one stays. */
  async update(input: ApiKeyUpdateInput, options: RequestOptions = {}): Promise<ApiKeyTags> {
    const { org: _, id, ...body } = input;
    const path = { ...(await this.#session.orgPath(input, options)), id };
    return (await updateApiKey({ ...this.#session.call(options), path, body: toBody<ApiKeyUpdate>(body) }))
      .data;
  }

  /** Revokes a key at once, and with it every access token signed from it. */
  async revoke(input: ApiKeyIdInput, options: RequestOptions = {}): Promise<Success> {
    checkMembers('apiKeys.revoke', input, ['id', 'org']);
    const path = { ...(await this.#session.orgPath(input, options)), id: input.id };
    return (await revokeApiKey({ ...this.#session.call(options), path })).data;
  }
}
