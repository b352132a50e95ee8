import {
  type Commitment,
  type CommitmentRecord,
  createCommitment,
  getCommitment,
  listCommitments,
  type SignedEnvelope,
} from 'mesa-rest/commitments';
import type { CallOptions } from '../core/call-options.js';
import { checkMembers } from '../core/known-members.js';
import type { Connection } from './connection.js';
import type { ListInput } from './list-input.js';

/** Input of `commitments.list`: only those that fit all of it. */
export interface CommitmentFilter extends ListInput {
  readonly deliberationId?: string | undefined;
  readonly principalId?: string | undefined;
  /** Envelope type. */
  readonly type?: string | undefined;
  readonly status?: CommitmentRecord['status'] | undefined;
}

/** Envelopes that passed the gate. */
export class Commitments {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Submits a signed envelope to the gate: signature, authority, schema, deliberation, policy. What passes is recorded as
   * `active`, or as `flagged` when a policy flagged or routed it.
   *
   * @throws {Unauthorized} `unknown_principal`, `invalid_signature`, `invalid_token`, `token_expired`.
   * @throws {Forbidden} `authority_denied`, `policy_blocked`, `deliberation_closed`.
   * @throws {Conflict} `duplicate_envelope` when the principal has sent an envelope of this id before.
   * @throws {BadRequest} `malformed_envelope`, `schema_invalid`, `unknown_deliberation`, `wrong_envelope_type`.
   */
  create(signed: SignedEnvelope, options: CallOptions = {}): Promise<Commitment> {
    return this.#connection.send(options, (base) => createCommitment({ ...base, body: signed }));
  }

  /** @throws {NotFound} `not_found`. */
  get(id: string, options: CallOptions = {}): Promise<CommitmentRecord> {
    return this.#connection.send(options, (base) => getCommitment({ ...base, path: { id } }));
  }

  /** Lists commitments, oldest first. */
  list(filter: CommitmentFilter = {}, options: CallOptions = {}): Promise<CommitmentRecord[]> {
    return this.#connection.send(options, (base) => {
      const { deliberationId, principalId, ...rest } = filter;
      checkMembers('commitments.list', filter, [
        'deliberationId',
        'principalId',
        'type',
        'status',
        'limit',
        'offset',
      ]);
      const query = { deliberation_id: deliberationId, principal_id: principalId, ...rest };
      return listCommitments({ ...base, query });
    });
  }
}
