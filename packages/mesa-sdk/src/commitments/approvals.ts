import { type Approval, decideApproval, listApprovals } from 'mesa-rest/commitments';
import type { CallOptions } from '../core/call-options.js';
import { checkMembers } from '../core/known-members.js';
import type { Connection } from './connection.js';
import type { ListInput } from './list-input.js';

/** Input of `approvals.list`. */
export interface ApprovalFilter extends ListInput {
  readonly status?: Approval['status'] | undefined;
}

/** Input of `approvals.approve` and `approvals.reject`. */
export interface DecisionInput {
  /** Why. At most 1,000 characters. */
  readonly note?: string | undefined;
}

/** What policies routed to somebody for a decision. All of it needs the admin token. */
export class Approvals {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Lists approvals, oldest first. */
  list(filter: ApprovalFilter = {}, options: CallOptions = {}): Promise<Approval[]> {
    return this.#connection.send(options, (base) => {
      checkMembers('approvals.list', filter, ['status', 'limit', 'offset']);
      return listApprovals({ ...base, query: filter });
    });
  }

  /**
   * Lets a routed commitment pass: it becomes `active`.
   *
   * @throws {Conflict} `approval_decided` when it was rejected before.
   */
  approve(id: string, input: DecisionInput = {}, options: CallOptions = {}): Promise<Approval> {
    return this.#decide('approve', id, input, options);
  }

  /**
   * Refuses a routed commitment: it becomes `blocked`.
   *
   * @throws {Conflict} `approval_decided` when it was approved before.
   */
  reject(id: string, input: DecisionInput = {}, options: CallOptions = {}): Promise<Approval> {
    return this.#decide('reject', id, input, options);
  }

  #decide(
    decision: 'approve' | 'reject',
    id: string,
    input: DecisionInput,
    options: CallOptions,
  ): Promise<Approval> {
    return this.#connection.send(options, (base) => {
      checkMembers(`approvals.${decision}`, input, ['note']);
      const body = input.note === undefined ? { decision } : { decision, note: input.note };
      return decideApproval({ ...base, path: { id }, body });
    });
  }
}
