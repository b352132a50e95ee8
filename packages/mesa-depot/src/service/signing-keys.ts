import type { Scope, SigningKey, SigningKeyCreate, SigningKeyPage, Success } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import {
  getSigningKey,
  insertSigningKey,
  listSigningKeys,
  revokeSigningKey,
  type SigningKeyRecord,
} from '../storage/index.js';
import { requireOrg } from './access.js';
import { requireGrantableScopes } from './api-keys.js';
import type { Call } from './call.js';
import { decodePublicKey } from './ed25519-public-key.js';
import { type IdempotencyDeps, runOnce } from './idempotency.js';
import { newId } from './new-id.js';
import { SCOPES, toScopes } from './scopes.js';
import { type PageInput, seqPage } from './seq-page.js';

/**
 * The public halves of the keys whose holders sign access tokens.
 *
 * They belong to the whole organization, so a credential restricted to repositories has nothing to do with them.
 */
export class SigningKeyService {
  readonly #deps: IdempotencyDeps;

  constructor(deps: IdempotencyDeps) {
    this.#deps = deps;
  }

  /** Returns the keys, newest first, revoked ones included. */
  async list(call: Call, input: PageInput & { readonly org: string }): Promise<SigningKeyPage> {
    requireOrg(call, input.org);
    const orgId = call.actor.org.id;
    const { items, info } = await seqPage(
      ['signing_keys', input.org],
      input,
      (before, limit) => listSigningKeys(this.#deps.storage.read, { orgId, before, limit }),
      call.actor.repoIds === null ? undefined : () => false,
    );
    return { signing_keys: items.map(toSigningKey), ...info };
  }

  /**
   * Registers a public key.
   *
   * @throws DepotError `BAD_REQUEST` when it is not one, `ALREADY_EXISTS` when it was registered before, also when it was
   *   revoked since: revoking is for good.
   */
  async create(call: Call, input: SigningKeyCreate & { readonly org: string }): Promise<SigningKey> {
    requireOrg(call, input.org);
    const { actor } = call;
    if (actor.repoIds !== null) {
      throw new DepotError(
        'FORBIDDEN',
        'This credential is restricted to repositories; a signing key is for the whole organization.',
      );
    }
    return runOnce<SigningKey>(this.#deps, call, async (record) => {
      const scopes: Scope[] = toScopes(input.scopes ?? SCOPES);
      requireGrantableScopes(actor, scopes);
      const key = {
        id: newId('sk', this.#deps),
        orgId: actor.org.id,
        name: input.name ?? null,
        publicKey: decodePublicKey(input.public_key),
        scopes,
        createdAt: this.#deps.now(),
      };
      return this.#deps.storage.transaction(async (tx) => {
        const stored = await insertSigningKey(tx, key);
        if (!stored) {
          throw new DepotError(
            'ALREADY_EXISTS',
            'This public key was registered before. Generate a new pair; a revoked key cannot come back.',
          );
        }
        const created = toSigningKey(stored);
        await record(tx, created);
        return created;
      });
    });
  }

  /**
   * Revokes a key, and with it every access token signed with it, at once. Revoking again is a success.
   *
   * @throws DepotError `NOT_FOUND`
   */
  async revoke(call: Call, input: { readonly org: string; readonly id: string }): Promise<Success> {
    requireOrg(call, input.org);
    const { actor } = call;
    return this.#deps.storage.transaction(async (tx) => {
      const key = await getSigningKey(tx, input.id);
      if (!key || key.orgId !== actor.org.id || actor.repoIds !== null) {
        throw new DepotError('NOT_FOUND', `Signing key not found: ${JSON.stringify(input.id)}`);
      }
      await revokeSigningKey(tx, key.orgId, key.id, this.#deps.now());
      return { success: true };
    });
  }
}

function toSigningKey(key: SigningKeyRecord): SigningKey {
  return {
    id: key.id,
    name: key.name,
    public_key: Buffer.from(key.publicKey).toString('base64url'),
    scopes: [...key.scopes],
    created_at: new Date(key.createdAt).toISOString(),
    revoked_at: key.revokedAt === null ? null : new Date(key.revokedAt).toISOString(),
  };
}
