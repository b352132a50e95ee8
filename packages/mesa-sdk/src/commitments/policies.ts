import {
  createPolicy,
  deletePolicy,
  getPolicy,
  listPolicies,
  type Policy,
  type PolicyUpdate,
  updatePolicy,
} from 'mesa-rest/commitments';
import type { CallOptions } from '../core/call-options.js';
import { toBody } from '../core/input.js';
import { checkMembers } from '../core/known-members.js';
import type { Connection } from './connection.js';
import type { ListInput } from './list-input.js';

/** Name of a predicate; a newer server may know more. */
export type PredicateName =
  | 'term_months_over_cap'
  | 'spend_over_cap'
  | 'agent_discount_over_cap'
  | 'scope_mentions_pii_without_dpa'
  | (string & {});

/** Input of `policies.create`. */
export interface PolicyInput {
  readonly name: string;
  /** `global`, or `agent` for the principal that `scopeRef` names. */
  readonly scopeKind: Policy['scope_kind'];
  readonly scopeRef?: string | null | undefined;
  /** The question about the terms of a commitment. */
  readonly predicateName: PredicateName;
  /** `{ cap }` for the predicates that have one. */
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly action: Policy['action'];
  /** Who decides; needed when `action` is `route`. */
  readonly routeTo?: string | null | undefined;
  /** Default true. */
  readonly enabled?: boolean | undefined;
}

/** Input of `policies.update`; what is absent stays. */
export type PolicyPatch = { readonly [Member in keyof PolicyInput]?: PolicyInput[Member] | undefined };

const MEMBERS = [
  'name',
  'scopeKind',
  'scopeRef',
  'predicateName',
  'params',
  'action',
  'routeTo',
  'enabled',
] as const satisfies readonly (keyof PolicyInput)[];

/** Rules that flag, route or block what is submitted. All of it needs the admin token. */
export class Policies {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @throws {BadRequest} `invalid_policy` when it cannot work as it is written. */
  create(input: PolicyInput, options: CallOptions = {}): Promise<Policy> {
    return this.#connection.send(options, (base) => {
      checkMembers('policies.create', input, MEMBERS);
      const { name, scopeKind: scope_kind, predicateName: predicate_name, action } = input;
      return createPolicy({ ...base, body: { ...toWire(input), name, scope_kind, predicate_name, action } });
    });
  }

  /** Lists policies, oldest first. */
  list(input: ListInput = {}, options: CallOptions = {}): Promise<Policy[]> {
    return this.#connection.send(options, (base) => {
      checkMembers('policies.list', input, ['limit', 'offset']);
      return listPolicies({ ...base, query: input });
    });
  }

  /** @throws {NotFound} `not_found`. */
  get(id: string, options: CallOptions = {}): Promise<Policy> {
    return this.#connection.send(options, (base) => getPolicy({ ...base, path: { id } }));
  }

  /** Changes a policy, for example switches it off with `{ enabled: false }`. */
  update(id: string, patch: PolicyPatch, options: CallOptions = {}): Promise<Policy> {
    return this.#connection.send(options, (base) => {
      checkMembers('policies.update', patch, MEMBERS);
      return updatePolicy({ ...base, path: { id }, body: toWire(patch) });
    });
  }

  /** @throws {NotFound} `not_found`. */
  async delete(id: string, options: CallOptions = {}): Promise<void> {
    await this.#connection.send(options, (base) => deletePolicy({ ...base, path: { id } }));
  }
}

function toWire(patch: PolicyPatch): PolicyUpdate {
  const { scopeKind, scopeRef, predicateName, routeTo, params, ...rest } = patch;
  return toBody<PolicyUpdate>({
    ...rest,
    params: params && { ...params },
    scope_kind: scopeKind,
    scope_ref: scopeRef,
    predicate_name: predicateName,
    route_to: routeTo,
  });
}
