import {
  createSigningKey,
  listSigningKeys,
  type PagePromise,
  type RequestOptions,
  revokeSigningKey,
  type Scope,
  type SigningKey,
  type SigningKeyCreate,
  type SigningKeyPage,
  type Success,
} from 'mesa-rest';
import { type OrgInput, type PageInput, toBody } from '../core/input.js';
import { checkMembers } from '../core/known-members.js';
import { pages } from '../core/pages.js';
import { PrivateKey } from '../core/private-key.js';
import type { Session } from '../core/session.js';

/** Input of `signingKeys.create`. */
export interface SigningKeyCreateInput extends OrgInput {
  readonly name?: string | undefined;
  /** The most that a token signed with the key may do. Default all scopes. */
  readonly scopes?: readonly Scope[] | undefined;
}

/** A new signing key with its private half. */
export interface CreatedSigningKey extends SigningKey {
  /** The secret, `mesa_private_key_<org>_…`. It was made in this process and is nowhere else: store it. */
  readonly private_key: string;
}

/** Names a signing key. */
export interface SigningKeyIdInput extends OrgInput {
  readonly id: string;
}

/** Signing keys: the public halves of the private keys that sign access tokens. An extension of the depot. */
export class SigningKeysResource {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Lists keys, newest first. */
  list(
    input: OrgInput & PageInput = {},
    options: RequestOptions = {},
  ): PagePromise<SigningKeyPage, SigningKey> {
    return pages(
      input.cursor,
      async (cursor) => {
        checkMembers('signingKeys.list', input, ['cursor', 'limit', 'org']);
        const path = await this.#session.orgPath(input, options);
        return listSigningKeys({
          ...this.#session.call(options),
          path,
          query: { cursor, limit: input.limit },
        });
      },
      (page) => page.signing_keys,
    );
  }

  /**
   * Makes a key pair in this process and registers its public half. The private half is in the result and is never sent.
   *
   * @example
   * ```ts
   * const { private_key } = await admin.signingKeys.create({ name: 'deploy', scopes: ['read', 'write'] });
   * const mesa = new Mesa({ privateKey: private_key });
   * ```
   */
  async create(input: SigningKeyCreateInput = {}, options: RequestOptions = {}): Promise<CreatedSigningKey> {
    checkMembers('signingKeys.create', input, ['name', 'scopes', 'org']);
    const { name, scopes } = input;
    const path = await this.#session.orgPath(input, options);
    const key = PrivateKey.generate(path.org);
    const body = toBody<SigningKeyCreate>({ name, scopes, public_key: key.publicKey });
    const { data } = await createSigningKey({ ...this.#session.post(options), path, body });
    return { ...data, private_key: key.export() };
  }

  /** Revokes a key at once, and with it every access token signed with it. */
  async revoke(input: SigningKeyIdInput, options: RequestOptions = {}): Promise<Success> {
    checkMembers('signingKeys.revoke', input, ['id', 'org']);
    const path = { ...(await this.#session.orgPath(input, options)), id: input.id };
    return (await revokeSigningKey({ ...this.#session.call(options), path })).data;
  }
}
