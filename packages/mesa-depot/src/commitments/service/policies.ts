import type { ExactJson } from 'mesa-rest/canonical-json';
import { appendAuditEvent } from '../audit/append-audit-event.js';
import { CommitmentsError } from '../errors/index.js';
import { policyProblem } from '../policies/policy-problem.js';
import { isRecordId, newRecordId } from '../record-id.js';
import type { ListWindow } from '../store/list-window.js';
import {
  countPolicies,
  deletePolicy,
  getPolicy,
  insertPolicy,
  listPolicies,
  type PolicyFields,
  type PolicyRecord,
  updatePolicy,
} from '../store/policies.js';
import type { CommitmentsDeps } from './deps.js';
import { type ItemList, listOf } from './item-list.js';
import { toPolicy, type WireObject } from './to-wire.js';

/** A policy as it is written; for a change, any part of it. */
export interface PolicyInput {
  readonly name?: string;
  readonly scope_kind?: string;
  readonly scope_ref?: string | null;
  readonly predicate_name?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly action?: string;
  readonly route_to?: string | null;
  readonly enabled?: boolean;
}

/** The rules that decide what becomes of commitments. */
export class PolicyService {
  readonly #deps: CommitmentsDeps;

  constructor(deps: CommitmentsDeps) {
    this.#deps = deps;
  }

  /** @throws CommitmentsError `invalid_policy`. */
  async create(input: PolicyInput): Promise<WireObject> {
    const { now, random, storage } = this.#deps;
    const fields = toFields(input);
    requireWorkable(fields);
    const policy: PolicyRecord = { ...fields, id: newRecordId(random), hits: 0, createdAt: now() };
    await storage.transaction(async (tx) => {
      await insertPolicy(tx, policy);
      await appendAuditEvent(tx, change('created', policy), policy.createdAt);
    });
    return toPolicy(policy);
  }

  /** Returns policies, oldest first. */
  list(window: ListWindow): Promise<ItemList> {
    const { read } = this.#deps.storage;
    return listOf(window, {
      read: (part) => listPolicies(read, part),
      count: () => countPolicies(read),
      toWire: toPolicy,
    });
  }

  /** @throws CommitmentsError `not_found`. */
  async get(id: string): Promise<WireObject> {
    const policy = isRecordId(id) ? await getPolicy(this.#deps.storage.read, id) : undefined;
    if (policy === undefined) throw noPolicy();
    return toPolicy(policy);
  }

  /** Changes what is given of a policy. @throws CommitmentsError `not_found`, `invalid_policy`. */
  async update(id: string, input: PolicyInput): Promise<WireObject> {
    const { now, storage } = this.#deps;
    const updated = await storage.transaction(async (tx) => {
      const before = isRecordId(id) ? await getPolicy(tx, id) : undefined;
      if (before === undefined) throw noPolicy();
      const fields = toFields(input, before);
      requireWorkable(fields);
      const policy = await updatePolicy(tx, id, fields);
      if (policy === undefined) throw noPolicy();
      await appendAuditEvent(tx, change('updated', policy), now());
      return policy;
    });
    return toPolicy(updated);
  }

  /** @throws CommitmentsError `not_found`. */
  async delete(id: string): Promise<void> {
    const { now, storage } = this.#deps;
    await storage.transaction(async (tx) => {
      const policy = isRecordId(id) ? await getPolicy(tx, id) : undefined;
      if (policy === undefined || !(await deletePolicy(tx, id))) throw noPolicy();
      await appendAuditEvent(tx, change('deleted', policy), now());
    });
  }
}

/** What is not given stays as it was, or is what a policy has without it. */
function toFields(input: PolicyInput, before?: PolicyFields): PolicyFields {
  return {
    name: input.name ?? before?.name ?? '',
    scopeKind: input.scope_kind ?? before?.scopeKind ?? '',
    scopeRef: input.scope_ref === undefined ? (before?.scopeRef ?? null) : input.scope_ref,
    predicateName: input.predicate_name ?? before?.predicateName ?? '',
    params: input.params ?? before?.params ?? {},
    action: input.action ?? before?.action ?? '',
    routeTo: input.route_to === undefined ? (before?.routeTo ?? null) : input.route_to,
    enabled: input.enabled ?? before?.enabled ?? true,
  };
}

function requireWorkable(fields: PolicyFields): void {
  const problem = policyProblem(fields);
  if (problem !== undefined) {
    throw new CommitmentsError('invalid_policy', `The policy cannot work: ${problem}.`);
  }
}

function change(what: 'created' | 'updated' | 'deleted', policy: PolicyRecord) {
  return {
    kind: 'policy_changed',
    actor: 'admin',
    target: policy.id,
    data: {
      change: what,
      name: policy.name,
      scope_kind: policy.scopeKind,
      scope_ref: policy.scopeRef,
      predicate_name: policy.predicateName,
      params: policy.params as ExactJson,
      action: policy.action,
      route_to: policy.routeTo,
      enabled: policy.enabled,
    },
  } as const;
}

function noPolicy(): CommitmentsError {
  return new CommitmentsError('not_found', 'There is no policy with this id.');
}
