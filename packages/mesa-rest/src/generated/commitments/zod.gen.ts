// Generated from openapi/commitments.yaml by `pnpm generate`. Do not edit.

import * as z from 'zod';

export const zHealth = z.object({
    status: z.literal('ok')
});

export const zPrincipalCreate = z.object({
    org: z.string().min(1).max(255),
    public_key: z.string().regex(/^[0-9a-fA-F]{64}$/)
});

export const zCapabilitiesUpdate = z.object({
    capabilities: z.array(z.string()).optional().default([])
});

export const zTokenCreate = z.object({
    scopes: z.array(z.string()).nullish(),
    deliberation_id: z.string().nullish(),
    ttl_seconds: z.int().gte(1).lte(86400).optional()
});

/**
 * An envelope with the signature of its principal over the canonical JSON of the other members. Members that the server does not know are ignored and are not signed.
 */
export const zSignedEnvelope = z.object({
    id: z.string().min(1),
    parent_id: z.string().nullish(),
    timestamp: z.string().min(1),
    type: z.string().min(1),
    emitted_by: z.string().min(1),
    deliberation_id: z.string().nullish(),
    payload: z.record(z.string(), z.unknown()),
    signature: z.string().regex(/^[0-9a-fA-F]{128}$/)
});

/**
 * `active` when nothing was in its way, `flagged` when a policy flagged or routed it, `blocked` when it was routed and rejected.
 */
export const zCommitmentStatus = z.string();

export const zDeliberationStatus = z.string();

export const zDeliberationStage = z.string();

export const zDeliberationCreate = z.object({
    title: z.string().min(1).max(255),
    counterparty_slug: z.string().max(255).nullish().default(null),
    stage: zDeliberationStage.optional()
});

export const zDeliberationPatch = z.object({
    status: zDeliberationStatus.nullish(),
    stage: zDeliberationStage.nullish()
});

/**
 * `agent` applies to the principal that `scope_ref` names; `counterparty` is kept and never applies.
 */
export const zPolicyScopeKind = z.string();

/**
 * From the weakest to the strongest: the strongest of those that fired decides.
 */
export const zPolicyAction = z.string();

/**
 * A question about `payload.terms`. It does not fire on a value of another type. The list is open: a newer server may know more.
 */
export const zPolicyPredicate = z.union([
    z.string(),
    z.string()
]);

export const zPolicyCreate = z.object({
    name: z.string().min(1).max(255),
    scope_kind: zPolicyScopeKind,
    scope_ref: z.string().nullish().default(null),
    predicate_name: zPolicyPredicate,
    params: z.record(z.string(), z.unknown()).optional().default({}),
    action: zPolicyAction,
    route_to: z.string().nullish().default(null),
    enabled: z.boolean().optional().default(true)
});

export const zPolicyUpdate = z.object({
    name: z.string().min(1).max(255).optional(),
    scope_kind: zPolicyScopeKind.optional(),
    scope_ref: z.string().nullish(),
    predicate_name: zPolicyPredicate.optional(),
    params: z.record(z.string(), z.unknown()).optional(),
    action: zPolicyAction.optional(),
    route_to: z.string().nullish(),
    enabled: z.boolean().optional()
});

export const zApprovalStatus = z.string();

export const zApprovalDecision = z.object({
    decision: z.string(),
    note: z.string().max(1000).nullish()
});

/**
 * 32 hex digits, made by the server.
 */
export const zRecordId = z.string();

export const zAppliedPolicy = z.object({
    policy_id: zRecordId,
    policy_name: z.string(),
    action: zPolicyAction,
    route_to: z.string().nullable()
});

/**
 * What the policies say of a commitment.
 */
export const zDecision = z.object({
    action: z.string(),
    applied: z.array(zAppliedPolicy)
});

/**
 * What the gate made of an envelope.
 */
export const zCommitment = z.object({
    id: zRecordId,
    type: z.string(),
    principal_id: zRecordId,
    status: zCommitmentStatus,
    decision: zDecision
});

/**
 * UTC with microseconds: `2026-05-13T06:47:52.123000Z`.
 */
export const zTimestamp = z.iso.datetime({ offset: true });

/**
 * Who signs.
 */
export const zPrincipal = z.object({
    id: zRecordId,
    org: z.string(),
    public_key: z.string(),
    capabilities: z.array(z.string()),
    created_at: zTimestamp
});

export const zPrincipalList = z.array(zPrincipal);

export const zCapabilityToken = z.object({
    token: z.string(),
    expires_at: zTimestamp
});

/**
 * A commitment as deliberations list it.
 */
export const zCommitmentRef = z.object({
    id: zRecordId,
    type: z.string(),
    principal_id: zRecordId,
    status: zCommitmentStatus,
    payload: z.record(z.string(), z.unknown()),
    created_at: zTimestamp
});

/**
 * A commitment with the envelope as it was signed.
 */
export const zCommitmentRecord = z.object({
    id: zRecordId,
    type: z.string(),
    principal_id: zRecordId,
    status: zCommitmentStatus,
    payload: z.record(z.string(), z.unknown()),
    created_at: zTimestamp,
    deliberation_id: z.string().nullable(),
    signature: z.string(),
    envelope_id: z.string(),
    parent_id: z.string().nullable(),
    timestamp: z.string(),
    decision: zDecision
});

export const zCommitmentRecordList = z.array(zCommitmentRecord);

/**
 * A negotiation.
 */
export const zDeliberation = z.object({
    id: zRecordId,
    title: z.string(),
    counterparty_slug: z.string().nullable(),
    stage: zDeliberationStage,
    status: zDeliberationStatus,
    created_at: zTimestamp
});

export const zDeliberationList = z.array(zDeliberation);

/**
 * Something said in a deliberation.
 */
export const zTurn = z.object({
    id: zRecordId,
    deliberation_id: zRecordId,
    speaker_id: zRecordId,
    content: z.string(),
    index: z.int().gte(0),
    created_at: zTimestamp
});

/**
 * A negotiation with all that was said and committed to.
 */
export const zDeliberationDetail = z.object({
    id: zRecordId,
    title: z.string(),
    counterparty_slug: z.string().nullable(),
    stage: zDeliberationStage,
    status: zDeliberationStatus,
    created_at: zTimestamp,
    turns: z.array(zTurn),
    commitments: z.array(zCommitmentRef)
});

export const zTurnEvent = z.object({
    seq: z.int().gte(1),
    type: z.literal('turn'),
    data: zTurn
});

export const zCommitmentEvent = z.object({
    seq: z.int().gte(1),
    type: z.literal('commitment'),
    data: zCommitmentRef
});

export const zDeliberationChangedEvent = z.object({
    seq: z.int().gte(1),
    type: z.literal('deliberation'),
    data: zDeliberation
});

/**
 * What happened in a deliberation.
 */
export const zDeliberationEvent = z.union([
    zTurnEvent,
    zCommitmentEvent,
    zDeliberationChangedEvent
]);

/**
 * A rule that says what becomes of a commitment.
 */
export const zPolicy = z.object({
    id: zRecordId,
    name: z.string(),
    scope_kind: zPolicyScopeKind,
    scope_ref: z.string().nullable(),
    predicate_name: zPolicyPredicate,
    params: z.record(z.string(), z.unknown()),
    action: zPolicyAction,
    route_to: z.string().nullable(),
    enabled: z.boolean(),
    hits30d: z.int().gte(0),
    condition: z.string(),
    created_at: zTimestamp
});

export const zPolicyList = z.array(zPolicy);

/**
 * A commitment that a policy routed to somebody, and what they decided.
 */
export const zApproval = z.object({
    id: zRecordId,
    commitment_id: zRecordId,
    route_to: z.string().nullable(),
    status: zApprovalStatus,
    note: z.string().nullable(),
    created_at: zTimestamp,
    decided_at: zTimestamp.nullable()
});

export const zApprovalList = z.array(zApproval);

/**
 * An entry of the audit log.
 */
export const zAuditEvent = z.object({
    seq: z.int().gte(1),
    ts: zTimestamp,
    kind: z.string(),
    actor: z.string(),
    target: z.string(),
    data: z.record(z.string(), z.unknown()),
    prev_hash: z.string(),
    hash: z.string()
});

export const zAuditEventList = z.array(zAuditEvent);

/**
 * One code for one cause. The list is open: a newer server may answer a code that is not in it.
 */
export const zErrorCode = z.union([
    z.string(),
    z.string()
]);

/**
 * Code, message and, with some codes, more members.
 */
export const zErrorDetail = z.object({
    code: zErrorCode,
    message: z.string(),
    type: z.string().optional(),
    policy_id: z.string().optional(),
    policy_name: z.string().optional()
});

export const zCodedErrorBody = z.object({
    detail: zErrorDetail
});

export const zPlainErrorBody = z.object({
    detail: z.string()
});

/**
 * One thing that is wrong with a request.
 */
export const zInputFault = z.object({
    type: z.string(),
    loc: z.array(z.union([
        z.string(),
        z.int()
    ])),
    msg: z.string(),
    input: z.unknown(),
    ctx: z.record(z.string(), z.unknown()).optional()
});

export const zInvalidErrorBody = z.object({
    detail: z.union([
        zErrorDetail,
        z.array(zInputFault)
    ])
});

/**
 * Principal id.
 */
export const zPrincipalIdParam = z.string().min(1);

/**
 * Deliberation id.
 */
export const zDeliberationIdParam = z.string().min(1);

/**
 * Policy id.
 */
export const zPolicyIdParam = z.string().min(1);

/**
 * Most items to return.
 */
export const zLimitParam = z.int().gte(1).lte(500);

/**
 * Items to leave out at the beginning.
 */
export const zOffsetParam = z.int().gte(0);

/**
 * Success.
 */
export const zGetHealthResponse = zHealth;

/**
 * Success.
 */
export const zListPrincipalsResponse = zPrincipalList;

/**
 * Registered.
 */
export const zCreatePrincipalResponse = zPrincipal;

/**
 * Success.
 */
export const zGetPrincipalResponse = zPrincipal;

/**
 * Success.
 */
export const zSetCapabilitiesResponse = zPrincipal;

/**
 * Created. The token is in this answer only.
 */
export const zCreateTokenResponse = zCapabilityToken;

/**
 * Success.
 */
export const zListCommitmentsResponse = zCommitmentRecordList;

/**
 * Recorded, as `active`, or as `flagged` when a policy flagged or routed it.
 */
export const zCreateCommitmentResponse = zCommitment;

/**
 * Success.
 */
export const zGetCommitmentResponse = zCommitmentRecord;

/**
 * Success.
 */
export const zListDeliberationsResponse = zDeliberationList;

/**
 * Created.
 */
export const zCreateDeliberationResponse = zDeliberation;

/**
 * Success.
 */
export const zGetDeliberationResponse = zDeliberationDetail;

/**
 * Success.
 */
export const zUpdateDeliberationResponse = zDeliberation;

/**
 * Created.
 */
export const zAppendTurnResponse = zTurn;

/**
 * Any other failure, of the server or of a proxy in between.
 */
export const zSubscribeDeliberationResponse = zPlainErrorBody;

/**
 * Success.
 */
export const zListPoliciesResponse = zPolicyList;

/**
 * Created.
 */
export const zCreatePolicyResponse = zPolicy;

/**
 * Deleted.
 */
export const zDeletePolicyResponse = z.void();

/**
 * Success.
 */
export const zGetPolicyResponse = zPolicy;

/**
 * Success.
 */
export const zUpdatePolicyResponse = zPolicy;

/**
 * Success.
 */
export const zListApprovalsResponse = zApprovalList;

/**
 * Success.
 */
export const zDecideApprovalResponse = zApproval;

/**
 * Success.
 */
export const zListAuditEventsResponse = zAuditEventList;
