import { createHash } from 'node:crypto';
import type {
  ApiKey,
  ApiKeyCreate,
  ApiKeyPage,
  ApiKeyTags,
  ApiKeyUpdate,
  CreatedApiKey,
  Scope,
  Success,
} from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import {
  type ApiKeyRecord,
  type Executor,
  getApiKey,
  insertApiKey,
  listApiKeys,
  revokeApiKey,
  updateApiKeyTags,
} from '../storage/index.js';
import { requireOrg } from './access.js';
import type { Actor, Call } from './call.js';
import { type IdempotencyDeps, runOnce } from './idempotency.js';
import { newId } from './new-id.js';
import { coversRepos, requireGrantableRepos } from './restriction.js';
import { includesScope, SCOPES, toScopes } from './scopes.js';
import { createToken } from './secrets.js';
import { type PageInput, seqPage } from './seq-page.js';
import { applyTagsPatch, toTags } from './tags.js';

export interface ApiKeyListInput extends PageInput {
  readonly org: string;
  readonly query?: string;
  readonly status?: 'active' | 'revoked' | 'expired' | 'all';
  readonly scope?: Scope;
  readonly repo_id?: string;
}

interface ApiKeyInput {
  readonly org: string;
  readonly id: string;
}

/**
 * The API keys of an organization.
 *
 * A credential that is restricted to repositories manages only keys restricted to some of the same: otherwise it
 * could make itself one without the restriction, or revoke the keys of others.
 */
export class ApiKeyService {
  readonly #deps: IdempotencyDeps;

  constructor(deps: IdempotencyDeps) {
    this.#deps = deps;
  }

  /** Returns the keys, newest first, without their secrets. `scope` finds keys that may do what the scope allows. */
  async list(call: Call, input: ApiKeyListInput): Promise<ApiKeyPage> {
    requireOrg(call, input.org);
    const { storage, now } = this.#deps;
    const { org, query, status = 'all', scope, repo_id } = input;
    const filter = {
      orgId: call.actor.org.id,
      status,
      ...(query === undefined ? {} : { query }),
      ...(scope === undefined ? {} : { anyScope: SCOPES.slice(SCOPES.indexOf(scope)) }),
      ...(repo_id === undefined ? {} : { repoId: repo_id }),
    };
    const { items, info } = await seqPage(
      ['api_keys', org, query, status, scope, repo_id],
      input,
      (before, limit) => listApiKeys(storage.read, { ...filter, now: now(), before, limit }),
      call.actor.repoIds === null ? undefined : (key) => coversRepos(call.actor, key.repoIds),
    );
    return { api_keys: items.map(toApiKey), ...info };
  }

  /**
   * Creates a key and returns it with its secret, which is not stored and cannot be had again.
   *
   * @throws DepotError `FORBIDDEN` when the key would have more than the caller has; `NOT_FOUND` naming unknown `repo_ids`.
   */
  async create(call: Call, input: ApiKeyCreate & { readonly org: string }): Promise<CreatedApiKey> {
    requireOrg(call, input.org);
    return runOnce<CreatedApiKey>(this.#deps, call, async (record) => {
      const { storage, now, random } = this.#deps;
      const { actor } = call;
      const scopes = toScopes(input.scopes ?? ['read', 'write']);
      requireGrantableScopes(actor, scopes);
      const tags = toTags(input.tags ?? {});
      const secret = createToken('mesa_', random);
      const createdAt = now();
      const key = {
        id: newId('key', this.#deps),
        orgId: actor.org.id,
        name: input.name ?? null,
        secretSha256: new Uint8Array(createHash('sha256').update(secret).digest()),
        scopes,
        repoIds: input.repo_ids ?? null,
        tags,
        expiresAt:
          input.expires_in_seconds === undefined ? null : createdAt + input.expires_in_seconds * 1000,
        createdAt,
      };
      return storage.transaction(async (tx) => {
        await requireGrantableRepos(tx, actor, key.repoIds, 'an API key');
        const { name, scopes, repo_ids, created_at, id } = toApiKey(await insertApiKey(tx, key));
        const created = { id, key: secret, name, scopes, repo_ids, tags, created_at };
        await record(tx, created);
        return created;
      });
    });
  }

  /**
   * Changes the tags of a key and returns the resulting ones.
   *
   * @throws DepotError `NOT_FOUND`
   */
  async update(call: Call, input: ApiKeyUpdate & ApiKeyInput): Promise<ApiKeyTags> {
    requireOrg(call, input.org);
    return runOnce<ApiKeyTags>(this.#deps, call, (record) =>
      this.#deps.storage.transaction(async (tx) => {
        const key = await requireKey(tx, call.actor, input.id);
        const tags = applyTagsPatch(key.tags, input.tags);
        await updateApiKeyTags(tx, key.orgId, key.id, tags);
        await record(tx, { tags });
        return { tags };
      }),
    );
  }

  /**
   * Revokes a key, and with it every access token signed with it, at once. Revoking again is a success.
   *
   * @throws DepotError `NOT_FOUND`
   */
  async revoke(call: Call, input: ApiKeyInput): Promise<Success> {
    requireOrg(call, input.org);
    return this.#deps.storage.transaction(async (tx) => {
      const key = await requireKey(tx, call.actor, input.id);
      await revokeApiKey(tx, key.orgId, key.id, this.#deps.now());
      return { success: true };
    });
  }
}

/**
 * Checks that `actor` has every scope that it gives away.
 *
 * @throws DepotError `FORBIDDEN`
 */
export function requireGrantableScopes({ scopes: held }: Actor, scopes: readonly Scope[]): void {
  const beyond = scopes.find((scope) => !includesScope(held, scope));
  if (beyond !== undefined) {
    throw new DepotError(
      'FORBIDDEN',
      `A key cannot have more than the credential that makes it: \`${beyond}\` is not among ${held.map((scope) => `\`${scope}\``).join(', ') || 'no scopes'}.`,
    );
  }
}

async function requireKey(executor: Executor, actor: Actor, id: string): Promise<ApiKeyRecord> {
  const key = await getApiKey(executor, id);
  if (!key || key.orgId !== actor.org.id || !coversRepos(actor, key.repoIds)) {
    throw new DepotError('NOT_FOUND', `API key not found: ${JSON.stringify(id)}`);
  }
  return key;
}

function toApiKey(key: ApiKeyRecord): ApiKey {
  return {
    id: key.id,
    name: key.name,
    scopes: [...key.scopes],
    repo_ids: key.repoIds && [...key.repoIds],
    metadata: null,
    tags: { ...key.tags },
    last_used_at: toTime(key.lastUsedAt),
    expires_at: toTime(key.expiresAt),
    revoked_at: toTime(key.revokedAt),
    created_at: new Date(key.createdAt).toISOString(),
  };
}

function toTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
