import { type ExactJson, parseJson } from 'mesa-rest/canonical-json';
import { PREDICATES } from '../policies/predicates.js';
import type { ApprovalRecord } from '../store/approvals.js';
import type { CommitmentRecord } from '../store/commitments.js';
import type { DeliberationRecord } from '../store/deliberations.js';
import type { PolicyRecord } from '../store/policies.js';
import type { PrincipalRecord } from '../store/principals.js';
import type { TurnRecord } from '../store/turns.js';
import { toTimestamp } from '../timestamp.js';

/** An object as it goes over the wire. Numbers of payloads are as they were signed. */
export type WireObject = { readonly [member: string]: ExactJson };

export function toPrincipal(principal: PrincipalRecord): WireObject {
  return {
    id: principal.id,
    org: principal.org,
    public_key: principal.publicKey,
    capabilities: [...principal.capabilities],
    created_at: toTimestamp(principal.createdAt),
  };
}

export function toDeliberation(deliberation: DeliberationRecord): WireObject {
  return {
    id: deliberation.id,
    title: deliberation.title,
    counterparty_slug: deliberation.counterpartySlug,
    stage: deliberation.stage,
    status: deliberation.status,
    created_at: toTimestamp(deliberation.createdAt),
  };
}

export function toTurn(turn: TurnRecord): WireObject {
  const { payload } = parseEnvelope(turn.envelope);
  return {
    id: turn.id,
    deliberation_id: turn.deliberationId,
    speaker_id: turn.speakerId,
    content: (payload as { readonly content: ExactJson }).content,
    index: turn.index,
    created_at: toTimestamp(turn.createdAt),
  };
}

/** The answer to a new commitment. */
export function toCommitment(commitment: CommitmentRecord): WireObject {
  return {
    id: commitment.id,
    type: commitment.type,
    principal_id: commitment.principalId,
    status: commitment.status,
    decision: parseJson(commitment.decision),
  };
}

/** A commitment as the details and the events of a deliberation have it. */
export function toCommitmentRef(commitment: CommitmentRecord): WireObject {
  return {
    id: commitment.id,
    type: commitment.type,
    principal_id: commitment.principalId,
    status: commitment.status,
    payload: parseEnvelope(commitment.envelope).payload,
    created_at: toTimestamp(commitment.createdAt),
  };
}

/** A commitment with all that is needed to check its signature again. */
export function toCommitmentRecord(commitment: CommitmentRecord): WireObject {
  const envelope = parseEnvelope(commitment.envelope);
  return {
    ...toCommitmentRef(commitment),
    deliberation_id: commitment.deliberationId,
    signature: commitment.signature,
    envelope_id: envelope.id,
    parent_id: envelope.parent_id,
    timestamp: envelope.timestamp,
    decision: parseJson(commitment.decision),
  };
}

export function toPolicy(policy: PolicyRecord): WireObject {
  return {
    id: policy.id,
    name: policy.name,
    scope_kind: policy.scopeKind,
    scope_ref: policy.scopeRef,
    predicate_name: policy.predicateName,
    params: policy.params as ExactJson,
    condition: PREDICATES.get(policy.predicateName)?.condition(policy.params) ?? policy.predicateName,
    action: policy.action,
    route_to: policy.routeTo,
    enabled: policy.enabled,
    hits30d: policy.hits,
    created_at: toTimestamp(policy.createdAt),
  };
}

export function toApproval(approval: ApprovalRecord): WireObject {
  return {
    id: approval.id,
    commitment_id: approval.commitmentId,
    route_to: approval.routeTo,
    status: approval.status,
    note: approval.note,
    created_at: toTimestamp(approval.createdAt),
    decided_at: approval.decidedAt === null ? null : toTimestamp(approval.decidedAt),
  };
}

interface StoredEnvelope {
  readonly id: ExactJson;
  readonly parent_id: ExactJson;
  readonly timestamp: ExactJson;
  readonly payload: ExactJson;
}

function parseEnvelope(text: string): StoredEnvelope {
  return parseJson(text) as unknown as StoredEnvelope;
}
