import {
  type CapabilityToken,
  createPrincipal,
  createToken,
  getPrincipal,
  listPrincipals,
  type Principal,
  setCapabilities,
  type TokenCreate,
} from 'mesa-rest/commitments';
import type { CallOptions } from '../core/call-options.js';
import { toBody } from '../core/input.js';
import { checkList, checkMembers } from '../core/known-members.js';
import type { Connection } from './connection.js';
import type { ListInput } from './list-input.js';

/** Input of `principals.create`. */
export interface PrincipalCreate {
  /** Whom the principal acts for. */
  readonly org: string;
  /** Public key: 64 hex digits. */
  readonly publicKey: string;
}

/** Input of `principals.issueToken`. */
export interface TokenInput {
  /** Capabilities of the principal that the token keeps, and `subscribe`. Default: all of them and `subscribe`. */
  readonly scopes?: readonly string[] | undefined;
  /** The one deliberation the token is good for. Default: every one. */
  readonly deliberationId?: string | undefined;
  /** How long it lives, at most 86,400. Default 3,600. */
  readonly ttlSeconds?: number | undefined;
}

/** Who signs: organizations with their public keys. */
export class Principals {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Registers a principal. It has no capabilities until an operator grants them with {@link setCapabilities}.
   *
   * @throws {Conflict} when the key is registered already.
   */
  create(input: PrincipalCreate, options: CallOptions = {}): Promise<Principal> {
    return this.#connection.send(options, (base) => {
      checkMembers('principals.create', input, ['org', 'publicKey']);
      return createPrincipal({ ...base, body: { org: input.org, public_key: input.publicKey } });
    });
  }

  /** Lists principals, oldest first. */
  list(input: ListInput = {}, options: CallOptions = {}): Promise<Principal[]> {
    return this.#connection.send(options, (base) => {
      checkMembers('principals.list', input, ['limit', 'offset']);
      return listPrincipals({ ...base, query: input });
    });
  }

  /** @throws {NotFound} when there is none of this id. */
  get(id: string, options: CallOptions = {}): Promise<Principal> {
    return this.#connection.send(options, (base) => getPrincipal({ ...base, path: { id } }));
  }

  /**
   * Says which envelope types a principal may emit, in place of those that it could before. Needs the admin token.
   *
   * @throws {Forbidden} `admin_forbidden`, or `admin_disabled` when the server has no admin.
   * @throws {BadRequest} when a type is unknown; the message lists those that there are.
   */
  setCapabilities(
    id: string,
    capabilities: readonly string[],
    options: CallOptions = {},
  ): Promise<Principal> {
    return this.#connection.send(options, (base) => {
      checkList('`capabilities`', capabilities);
      return setCapabilities({ ...base, path: { id }, body: { capabilities: [...capabilities] } });
    });
  }

  /**
   * Issues a token that narrows what its bearer may do in the name of a principal, and with which deliberations are watched. Needs
   * the admin token.
   */
  issueToken(id: string, input: TokenInput = {}, options: CallOptions = {}): Promise<CapabilityToken> {
    return this.#connection.send(options, (base) => {
      checkMembers('principals.issueToken', input, ['scopes', 'deliberationId', 'ttlSeconds']);
      const { scopes, deliberationId: deliberation_id, ttlSeconds: ttl_seconds } = input;
      const body = toBody<TokenCreate>({ scopes: scopes && [...scopes], deliberation_id, ttl_seconds });
      return createToken({ ...base, path: { id }, body });
    });
  }
}
