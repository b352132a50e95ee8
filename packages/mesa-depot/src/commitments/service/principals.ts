import { appendAuditEvent } from '../audit/append-audit-event.js';
import { CommitmentsError, InvalidInput, PlainRefusal, valueFault } from '../errors/index.js';
import { DEFAULT_TOKEN_SECONDS } from '../limits.js';
import { isRecordId, newRecordId } from '../record-id.js';
import { getDeliberation } from '../store/deliberations.js';
import type { ListWindow } from '../store/list-window.js';
import {
  countPrincipals,
  getPrincipal,
  insertPrincipal,
  listPrincipals,
  type PrincipalRecord,
  setCapabilities,
} from '../store/principals.js';
import { toTimestamp } from '../timestamp.js';
import { SUBSCRIBE_SCOPE } from '../tokens/capability-tokens.js';
import type { CommitmentsDeps } from './deps.js';
import { type ItemList, listOf } from './item-list.js';
import { requireStorable } from './require-storable.js';
import { toPrincipal, type WireObject } from './to-wire.js';

/** Who may send envelopes, and which. */
export class PrincipalService {
  readonly #deps: CommitmentsDeps;

  constructor(deps: CommitmentsDeps) {
    this.#deps = deps;
  }

  /**
   * Registers a public key. It may emit nothing until it is given capabilities.
   *
   * @throws InvalidInput for a blank `org`.
   * @throws PlainRefusal when the key is registered already.
   */
  async create(input: { readonly org: string; readonly public_key: string }): Promise<WireObject> {
    const { now, random, storage } = this.#deps;
    const org = requireStorable('org', input.org.trim());
    if (org === '') throw refused('org', 'org must not be blank', input.org);
    const principal: PrincipalRecord = {
      id: newRecordId(random),
      org,
      publicKey: input.public_key.toLowerCase(),
      capabilities: [],
      createdAt: now(),
    };
    await storage.transaction(async (tx) => {
      if (!(await insertPrincipal(tx, principal))) {
        throw new PlainRefusal('public_key_taken', 'public_key already registered');
      }
      await appendAuditEvent(
        tx,
        {
          kind: 'principal_added',
          actor: principal.id,
          target: principal.id,
          data: { org, public_key: principal.publicKey },
        },
        principal.createdAt,
      );
    });
    return toPrincipal(principal);
  }

  /** Returns principals, oldest first. */
  list(window: ListWindow): Promise<ItemList> {
    const { read } = this.#deps.storage;
    return listOf(window, {
      read: (part) => listPrincipals(read, part),
      count: () => countPrincipals(read),
      toWire: toPrincipal,
    });
  }

  /** @throws PlainRefusal when there is none. */
  async get(id: string): Promise<WireObject> {
    return toPrincipal(await this.#require(id));
  }

  /**
   * Replaces what a principal may emit.
   *
   * @throws InvalidInput for an envelope type that does not exist; PlainRefusal when there is no such principal.
   */
  async setCapabilities(
    id: string,
    { capabilities = [] }: { readonly capabilities?: readonly string[] },
  ): Promise<WireObject> {
    const { now, schemas, storage } = this.#deps;
    const unknown = capabilities.filter((type) => !schemas.has(type));
    if (unknown.length > 0) {
      const why = `unknown envelope types: ${quote(unknown)}; known are ${quote(schemas.types)}`;
      throw refused('capabilities', why, [...capabilities]);
    }
    if (!isRecordId(id)) throw noPrincipal();
    const principal = await storage.transaction(async (tx) => {
      const updated = await setCapabilities(tx, id, [...new Set(capabilities)]);
      if (updated === undefined) throw noPrincipal();
      const data = { capabilities: [...updated.capabilities] };
      await appendAuditEvent(tx, { kind: 'capabilities_set', actor: 'admin', target: id, data }, now());
      return updated;
    });
    return toPrincipal(principal);
  }

  /**
   * Issues a capability token for a principal: with all it may emit and `subscribe`, unless told less.
   *
   * @throws PlainRefusal when there is no such principal; InvalidInput for a scope it does not have; CommitmentsError
   * `unknown_deliberation`.
   */
  async issueToken(
    id: string,
    input: {
      readonly scopes?: readonly string[] | null;
      readonly deliberation_id?: string | null;
      readonly ttl_seconds?: number | null;
    },
  ): Promise<WireObject> {
    const { now, storage, tokens } = this.#deps;
    const principal = await this.#require(id);
    const scopes = [...new Set(input.scopes ?? [...principal.capabilities, SUBSCRIBE_SCOPE])];
    const beyond = scopes.filter(
      (scope) => scope !== SUBSCRIBE_SCOPE && !principal.capabilities.includes(scope),
    );
    if (beyond.length > 0) {
      throw refused('scopes', `the principal does not have ${quote(beyond)}`, [...scopes]);
    }
    const deliberationId = input.deliberation_id ?? null;
    if (deliberationId !== null && !(await this.#isDeliberation(deliberationId))) {
      throw new CommitmentsError('unknown_deliberation', 'There is no deliberation with this id.');
    }
    const expiresAt = Math.floor(now() / 1000) + (input.ttl_seconds ?? DEFAULT_TOKEN_SECONDS);
    const token = await tokens.issue({ principalId: id, scopes, deliberationId, expiresAt });
    const expires_at = toTimestamp(expiresAt * 1000);
    const data = { scopes, deliberation_id: deliberationId, expires_at };
    await storage.transaction((tx) =>
      appendAuditEvent(tx, { kind: 'token_issued', actor: 'admin', target: id, data }, now()),
    );
    return { token, expires_at };
  }

  async #isDeliberation(id: string): Promise<boolean> {
    return isRecordId(id) && (await getDeliberation(this.#deps.storage.read, id)) !== undefined;
  }

  async #require(id: string): Promise<PrincipalRecord> {
    const principal = isRecordId(id) ? await getPrincipal(this.#deps.storage.read, id) : undefined;
    if (principal === undefined) throw noPrincipal();
    return principal;
  }
}

function refused(member: string, why: string, input: unknown): InvalidInput {
  return new InvalidInput([valueFault(['body', member], why, input)]);
}

function noPrincipal(): PlainRefusal {
  return new PlainRefusal('principal_not_found', 'principal not found');
}

function quote(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}
