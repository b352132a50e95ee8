// Generated from openapi/commitments.yaml by `pnpm generate`. Do not edit.

export type ClientOptions = {
    baseUrl: 'http://127.0.0.1:8790/commitments' | (string & {});
};

export type Health = {
    status: 'ok';
};

export type PrincipalCreate = {
    /**
     * Whom the principal acts for. Stored without blanks around it.
     */
    org: string;
    /**
     * Ed25519 public key, 32 bytes in hex. Stored in lower case.
     */
    public_key: string;
};

/**
 * Who signs.
 */
export type Principal = {
    id: RecordId;
    org: string;
    /**
     * 32 bytes in hex.
     */
    public_key: string;
    /**
     * Envelope types it may emit.
     */
    capabilities: Array<string>;
    created_at: Timestamp;
};

export type PrincipalList = Array<Principal>;

export type CapabilitiesUpdate = {
    /**
     * Envelope types. Duplicates count once; an unknown type is refused.
     */
    capabilities?: Array<string>;
};

export type TokenCreate = {
    /**
     * Capabilities of the principal that the token keeps, and `subscribe`. Without it, all of them and `subscribe`.
     */
    scopes?: Array<string> | null;
    /**
     * The one deliberation the token is good for. Without it, all.
     */
    deliberation_id?: string | null;
    /**
     * How long it lives. Without it, an hour.
     */
    ttl_seconds?: number;
};

export type CapabilityToken = {
    /**
     * A JSON Web Token.
     */
    token: string;
    expires_at: Timestamp;
};

/**
 * An envelope with the signature of its principal over the canonical JSON of the other members. Members that the server does not know are ignored and are not signed.
 */
export type SignedEnvelope = {
    /**
     * Chosen by the signer, a new one for each envelope.
     */
    id: string;
    /**
     * Envelope that this one answers.
     */
    parent_id?: string | null;
    /**
     * Any text; it is signed as it is written and never read.
     */
    timestamp: string;
    /**
     * Envelope type.
     */
    type: string;
    /**
     * Id of the principal that signs.
     */
    emitted_by: string;
    /**
     * Deliberation that it belongs to. Present, also as null, it is signed; envelopes of the first revision do not have it.
     */
    deliberation_id?: string | null;
    /**
     * What is committed to; its type says what it looks like.
     */
    payload: {
        [key: string]: unknown;
    };
    /**
     * 64 bytes in hex.
     */
    signature: string;
};

/**
 * What the gate made of an envelope.
 */
export type Commitment = {
    id: RecordId;
    type: string;
    principal_id: RecordId;
    status: CommitmentStatus;
    decision: Decision;
};

/**
 * `active` when nothing was in its way, `flagged` when a policy flagged or routed it, `blocked` when it was routed and rejected.
 */
export type CommitmentStatus = 'active' | 'flagged' | 'blocked';

/**
 * What the policies say of a commitment.
 */
export type Decision = {
    /**
     * The strongest action of those that fired.
     */
    action: 'allow' | 'flag' | 'route';
    /**
     * Every policy that fired.
     */
    applied: Array<AppliedPolicy>;
};

export type AppliedPolicy = {
    policy_id: RecordId;
    policy_name: string;
    action: PolicyAction;
    route_to: string | null;
};

/**
 * A commitment as deliberations list it.
 */
export type CommitmentRef = {
    id: RecordId;
    type: string;
    principal_id: RecordId;
    status: CommitmentStatus;
    payload: {
        [key: string]: unknown;
    };
    created_at: Timestamp;
};

/**
 * A commitment with the envelope as it was signed.
 */
export type CommitmentRecord = {
    id: RecordId;
    type: string;
    principal_id: RecordId;
    status: CommitmentStatus;
    payload: {
        [key: string]: unknown;
    };
    created_at: Timestamp;
    deliberation_id: string | null;
    /**
     * 64 bytes in hex.
     */
    signature: string;
    /**
     * Id that the signer gave the envelope.
     */
    envelope_id: string;
    parent_id: string | null;
    /**
     * As signed.
     */
    timestamp: string;
    decision: Decision;
};

export type CommitmentRecordList = Array<CommitmentRecord>;

export type DeliberationStatus = 'open' | 'closed';

export type DeliberationStage = 'offer' | 'scope' | 'amendment' | 'signoff';

export type DeliberationCreate = {
    /**
     * Stored without blanks around it.
     */
    title: string;
    counterparty_slug?: string | null;
    stage?: DeliberationStage;
};

export type DeliberationPatch = {
    /**
     * Null leaves it.
     */
    status?: DeliberationStatus | null;
    /**
     * Null leaves it.
     */
    stage?: DeliberationStage | null;
};

/**
 * A negotiation.
 */
export type Deliberation = {
    id: RecordId;
    title: string;
    counterparty_slug: string | null;
    stage: DeliberationStage;
    status: DeliberationStatus;
    created_at: Timestamp;
};

export type DeliberationList = Array<Deliberation>;

/**
 * A negotiation with all that was said and committed to.
 */
export type DeliberationDetail = {
    id: RecordId;
    title: string;
    counterparty_slug: string | null;
    stage: DeliberationStage;
    status: DeliberationStatus;
    created_at: Timestamp;
    /**
     * By index.
     */
    turns: Array<Turn>;
    /**
     * Oldest first.
     */
    commitments: Array<CommitmentRef>;
};

/**
 * Something said in a deliberation.
 */
export type Turn = {
    id: RecordId;
    deliberation_id: RecordId;
    speaker_id: RecordId;
    content: string;
    /**
     * Place within the deliberation, from 0.
     */
    index: number;
    created_at: Timestamp;
};

/**
 * What happened in a deliberation.
 */
export type DeliberationEvent = TurnEvent | CommitmentEvent | DeliberationChangedEvent;

export type TurnEvent = {
    /**
     * Number of the event, counted for each deliberation from 1.
     */
    seq: number;
    type: 'turn';
    data: Turn;
};

export type CommitmentEvent = {
    seq: number;
    type: 'commitment';
    data: CommitmentRef;
};

export type DeliberationChangedEvent = {
    seq: number;
    type: 'deliberation';
    data: Deliberation;
};

/**
 * `agent` applies to the principal that `scope_ref` names; `counterparty` is kept and never applies.
 */
export type PolicyScopeKind = 'global' | 'agent' | 'counterparty';

/**
 * From the weakest to the strongest: the strongest of those that fired decides.
 */
export type PolicyAction = 'allow' | 'flag' | 'route' | 'block';

/**
 * A question about `payload.terms`. It does not fire on a value of another type. The list is open: a newer server may know more.
 */
export type PolicyPredicate = 'term_months_over_cap' | 'spend_over_cap' | 'agent_discount_over_cap' | 'scope_mentions_pii_without_dpa' | string;

export type PolicyCreate = {
    name: string;
    scope_kind: PolicyScopeKind;
    /**
     * Principal that an `agent` policy is for.
     */
    scope_ref?: string | null;
    predicate_name: PolicyPredicate;
    /**
     * `cap` for the predicates that have one.
     */
    params?: {
        [key: string]: unknown;
    };
    action: PolicyAction;
    /**
     * Who decides; needed when `action` is `route`.
     */
    route_to?: string | null;
    enabled?: boolean;
};

export type PolicyUpdate = {
    name?: string;
    scope_kind?: PolicyScopeKind;
    scope_ref?: string | null;
    predicate_name?: PolicyPredicate;
    params?: {
        [key: string]: unknown;
    };
    action?: PolicyAction;
    route_to?: string | null;
    enabled?: boolean;
};

/**
 * A rule that says what becomes of a commitment.
 */
export type Policy = {
    id: RecordId;
    name: string;
    scope_kind: PolicyScopeKind;
    scope_ref: string | null;
    predicate_name: PolicyPredicate;
    params: {
        [key: string]: unknown;
    };
    action: PolicyAction;
    route_to: string | null;
    enabled: boolean;
    /**
     * How often it fired since it was created. Whatever the name says it does not decay.
     */
    hits30d: number;
    /**
     * Predicate and params in words, for people.
     */
    condition: string;
    created_at: Timestamp;
};

export type PolicyList = Array<Policy>;

export type ApprovalStatus = 'pending' | 'approved' | 'rejected';

/**
 * A commitment that a policy routed to somebody, and what they decided.
 */
export type Approval = {
    id: RecordId;
    commitment_id: RecordId;
    /**
     * Who decides.
     */
    route_to: string | null;
    status: ApprovalStatus;
    note: string | null;
    created_at: Timestamp;
    decided_at: Timestamp | null;
};

export type ApprovalList = Array<Approval>;

export type ApprovalDecision = {
    decision: 'approve' | 'reject';
    note?: string | null;
};

/**
 * An entry of the audit log.
 */
export type AuditEvent = {
    seq: number;
    ts: Timestamp;
    kind: 'principal_added' | 'capabilities_set' | 'token_issued' | 'transcript_turn' | 'commitment_signed' | 'policy_fired' | 'policy_changed' | 'approval_decided' | 'deliberation_changed';
    /**
     * Id of a principal, `admin`, or `anonymous`.
     */
    actor: string;
    /**
     * Id of what it was done to.
     */
    target: string;
    data: {
        [key: string]: unknown;
    };
    /**
     * Hash of the entry before; 64 zeros in the first.
     */
    prev_hash: string;
    /**
     * SHA-256, in hex, of the canonical JSON of the other members.
     */
    hash: string;
};

export type AuditEventList = Array<AuditEvent>;

/**
 * 32 hex digits, made by the server.
 */
export type RecordId = string;

/**
 * UTC with microseconds: `2026-05-13T06:47:52.123000Z`.
 */
export type Timestamp = string;

/**
 * One code for one cause. The list is open: a newer server may answer a code that is not in it.
 */
export type ErrorCode = 'unknown_principal' | 'invalid_signature' | 'invalid_token' | 'token_expired' | 'admin_disabled' | 'admin_forbidden' | 'authority_denied' | 'policy_blocked' | 'deliberation_closed' | 'not_found' | 'duplicate_envelope' | 'approval_decided' | 'malformed_envelope' | 'schema_invalid' | 'unknown_deliberation' | 'deliberation_mismatch' | 'wrong_envelope_type' | 'invalid_status' | 'invalid_query' | 'invalid_policy' | string;

export type CodedErrorBody = {
    detail: ErrorDetail;
};

/**
 * Code, message and, with some codes, more members.
 */
export type ErrorDetail = {
    code: ErrorCode;
    message: string;
    /**
     * With `authority_denied`: the envelope type.
     */
    type?: string;
    /**
     * With `policy_blocked`: the first policy that blocks.
     */
    policy_id?: string;
    /**
     * With `policy_blocked`: its name.
     */
    policy_name?: string;
    [key: string]: unknown;
};

export type PlainErrorBody = {
    detail: string;
};

export type InvalidErrorBody = {
    detail: ErrorDetail | Array<InputFault>;
};

/**
 * One thing that is wrong with a request.
 */
export type InputFault = {
    /**
     * Kind of the fault: `missing`, `string_type`, `json_invalid`, `value_error`, …
     */
    type: string;
    /**
     * `body` or `query`, then member names and indices.
     */
    loc: Array<string | number>;
    msg: string;
    /**
     * The value that has it.
     */
    input: unknown;
    /**
     * Figures of the message.
     */
    ctx?: {
        [key: string]: unknown;
    };
};

/**
 * Principal id.
 */
export type PrincipalIdParam = string;

/**
 * Deliberation id.
 */
export type DeliberationIdParam = string;

/**
 * Policy id.
 */
export type PolicyIdParam = string;

/**
 * Most items to return.
 */
export type LimitParam = number;

/**
 * Items to leave out at the beginning.
 */
export type OffsetParam = number;

export type GetHealthData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/health';
};

export type GetHealthErrors = {
    /**
     * The path has no such method; `Allow` lists those it has.
     */
    405: PlainErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type GetHealthError = GetHealthErrors[keyof GetHealthErrors];

export type GetHealthResponses = {
    /**
     * Success.
     */
    200: Health;
};

export type GetHealthResponse = GetHealthResponses[keyof GetHealthResponses];

export type ListPrincipalsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Most items to return.
         */
        limit?: number;
        /**
         * Items to leave out at the beginning.
         */
        offset?: number;
    };
    url: '/principals';
};

export type ListPrincipalsErrors = {
    /**
     * Body or query do not have the right form.
     */
    422: InvalidErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type ListPrincipalsError = ListPrincipalsErrors[keyof ListPrincipalsErrors];

export type ListPrincipalsResponses = {
    /**
     * Success.
     */
    200: PrincipalList;
};

export type ListPrincipalsResponse = ListPrincipalsResponses[keyof ListPrincipalsResponses];

export type CreatePrincipalData = {
    body: PrincipalCreate;
    path?: never;
    query?: never;
    url: '/principals';
};

export type CreatePrincipalErrors = {
    /**
     * The public key is registered already.
     */
    409: PlainErrorBody;
    /**
     * Body or query do not have the right form.
     */
    422: InvalidErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type CreatePrincipalError = CreatePrincipalErrors[keyof CreatePrincipalErrors];

export type CreatePrincipalResponses = {
    /**
     * Registered.
     */
    201: Principal;
};

export type CreatePrincipalResponse = CreatePrincipalResponses[keyof CreatePrincipalResponses];

export type GetPrincipalData = {
    body?: never;
    path: {
        /**
         * Principal id.
         */
        id: string;
    };
    query?: never;
    url: '/principals/{id}';
};

export type GetPrincipalErrors = {
    /**
     * There is no such principal.
     */
    404: PlainErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type GetPrincipalError = GetPrincipalErrors[keyof GetPrincipalErrors];

export type GetPrincipalResponses = {
    /**
     * Success.
     */
    200: Principal;
};

export type GetPrincipalResponse = GetPrincipalResponses[keyof GetPrincipalResponses];

export type SetCapabilitiesData = {
    body: CapabilitiesUpdate;
    path: {
        /**
         * Principal id.
         */
        id: string;
    };
    query?: never;
    url: '/principals/{id}/capabilities';
};

export type SetCapabilitiesErrors = {
    /**
     * The admin token is missing or wrong, or the server has none.
     */
    403: CodedErrorBody;
    /**
     * There is no such principal.
     */
    404: PlainErrorBody;
    /**
     * Body or query do not have the right form.
     */
    422: InvalidErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type SetCapabilitiesError = SetCapabilitiesErrors[keyof SetCapabilitiesErrors];

export type SetCapabilitiesResponses = {
    /**
     * Success.
     */
    200: Principal;
};

export type SetCapabilitiesResponse = SetCapabilitiesResponses[keyof SetCapabilitiesResponses];

export type CreateTokenData = {
    body: TokenCreate;
    path: {
        /**
         * Principal id.
         */
        id: string;
    };
    query?: never;
    url: '/principals/{id}/tokens';
};

export type CreateTokenErrors = {
    /**
     * The admin token is missing or wrong, or the server has none.
     */
    403: CodedErrorBody;
    /**
     * There is no such principal.
     */
    404: PlainErrorBody;
    /**
     * Body or query do not have the right form.
     */
    422: InvalidErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type CreateTokenError = CreateTokenErrors[keyof CreateTokenErrors];

export type CreateTokenResponses = {
    /**
     * Created. The token is in this answer only.
     */
    201: CapabilityToken;
};

export type CreateTokenResponse = CreateTokenResponses[keyof CreateTokenResponses];

export type ListCommitmentsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Only those of this deliberation.
         */
        deliberation_id?: string;
        /**
         * Only those of this principal.
         */
        principal_id?: string;
        /**
         * Only those of this envelope type.
         */
        type?: string;
        /**
         * Only those that are in this state.
         */
        status?: CommitmentStatus;
        /**
         * Most items to return.
         */
        limit?: number;
        /**
         * Items to leave out at the beginning.
         */
        offset?: number;
    };
    url: '/commitments';
};

export type ListCommitmentsErrors = {
    /**
     * A filter or the window is not valid (`invalid_query`, or the list of faults).
     */
    422: InvalidErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type ListCommitmentsError = ListCommitmentsErrors[keyof ListCommitmentsErrors];

export type ListCommitmentsResponses = {
    /**
     * Success.
     */
    200: CommitmentRecordList;
};

export type ListCommitmentsResponse = ListCommitmentsResponses[keyof ListCommitmentsResponses];

export type CreateCommitmentData = {
    body: SignedEnvelope;
    path?: never;
    query?: never;
    url: '/commitments';
};

export type CreateCommitmentErrors = {
    /**
     * The principal is unknown, the signature is not one of it over this envelope, or the capability token is bad or expired.
     */
    401: CodedErrorBody;
    /**
     * The principal may not emit this type, a policy blocks it, or the deliberation is closed.
     */
    403: CodedErrorBody;
    /**
     * The principal has sent an envelope with this id before.
     */
    409: CodedErrorBody;
    /**
     * The body is no envelope (the list of faults), it has no canonical form, its payload does not fit its type, or it names a deliberation that cannot take it.
     */
    422: InvalidErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type CreateCommitmentError = CreateCommitmentErrors[keyof CreateCommitmentErrors];

export type CreateCommitmentResponses = {
    /**
     * Recorded, as `active`, or as `flagged` when a policy flagged or routed it.
     */
    201: Commitment;
};

export type CreateCommitmentResponse = CreateCommitmentResponses[keyof CreateCommitmentResponses];

export type GetCommitmentData = {
    body?: never;
    path: {
        /**
         * Commitment id, which is not the id of its envelope.
         */
        id: string;
    };
    query?: never;
    url: '/commitments/{id}';
};

export type GetCommitmentErrors = {
    /**
     * It does not exist.
     */
    404: CodedErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type GetCommitmentError = GetCommitmentErrors[keyof GetCommitmentErrors];

export type GetCommitmentResponses = {
    /**
     * Success.
     */
    200: CommitmentRecord;
};

export type GetCommitmentResponse = GetCommitmentResponses[keyof GetCommitmentResponses];

export type ListDeliberationsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Only those that are in this state.
         */
        status?: DeliberationStatus;
        /**
         * Most items to return.
         */
        limit?: number;
        /**
         * Items to leave out at the beginning.
         */
        offset?: number;
    };
    url: '/deliberations';
};

export type ListDeliberationsErrors = {
    /**
     * There is no such status (`invalid_status`), or the window is not valid (the list of faults).
     */
    422: InvalidErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type ListDeliberationsError = ListDeliberationsErrors[keyof ListDeliberationsErrors];

export type ListDeliberationsResponses = {
    /**
     * Success.
     */
    200: DeliberationList;
};

export type ListDeliberationsResponse = ListDeliberationsResponses[keyof ListDeliberationsResponses];

export type CreateDeliberationData = {
    body: DeliberationCreate;
    path?: never;
    query?: never;
    url: '/deliberations';
};

export type CreateDeliberationErrors = {
    /**
     * The server keeps this for the admin, and the admin token is missing or wrong. By default it does not.
     */
    403: CodedErrorBody;
    /**
     * Body or query do not have the right form.
     */
    422: InvalidErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type CreateDeliberationError = CreateDeliberationErrors[keyof CreateDeliberationErrors];

export type CreateDeliberationResponses = {
    /**
     * Created.
     */
    201: Deliberation;
};

export type CreateDeliberationResponse = CreateDeliberationResponses[keyof CreateDeliberationResponses];

export type GetDeliberationData = {
    body?: never;
    path: {
        /**
         * Deliberation id.
         */
        id: string;
    };
    query?: never;
    url: '/deliberations/{id}';
};

export type GetDeliberationErrors = {
    /**
     * It does not exist.
     */
    404: CodedErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type GetDeliberationError = GetDeliberationErrors[keyof GetDeliberationErrors];

export type GetDeliberationResponses = {
    /**
     * Success.
     */
    200: DeliberationDetail;
};

export type GetDeliberationResponse = GetDeliberationResponses[keyof GetDeliberationResponses];

export type UpdateDeliberationData = {
    body: DeliberationPatch;
    path: {
        /**
         * Deliberation id.
         */
        id: string;
    };
    query?: never;
    url: '/deliberations/{id}';
};

export type UpdateDeliberationErrors = {
    /**
     * The server keeps this for the admin, and the admin token is missing or wrong. By default it does not.
     */
    403: CodedErrorBody;
    /**
     * It does not exist.
     */
    404: CodedErrorBody;
    /**
     * Body or query do not have the right form.
     */
    422: InvalidErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type UpdateDeliberationError = UpdateDeliberationErrors[keyof UpdateDeliberationErrors];

export type UpdateDeliberationResponses = {
    /**
     * Success.
     */
    200: Deliberation;
};

export type UpdateDeliberationResponse = UpdateDeliberationResponses[keyof UpdateDeliberationResponses];

export type AppendTurnData = {
    body: SignedEnvelope;
    path: {
        /**
         * Deliberation id.
         */
        id: string;
    };
    query?: never;
    url: '/deliberations/{id}/turns';
};

export type AppendTurnErrors = {
    /**
     * The principal is unknown, the signature is not one of it over this envelope, or the capability token is bad or expired.
     */
    401: CodedErrorBody;
    /**
     * The principal may not emit this type, a policy blocks it, or the deliberation is closed.
     */
    403: CodedErrorBody;
    /**
     * It does not exist.
     */
    404: CodedErrorBody;
    /**
     * The principal has sent an envelope with this id before.
     */
    409: CodedErrorBody;
    /**
     * The body is no envelope (the list of faults), it has no canonical form, its payload does not fit its type, or it names a deliberation that cannot take it.
     */
    422: InvalidErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type AppendTurnError = AppendTurnErrors[keyof AppendTurnErrors];

export type AppendTurnResponses = {
    /**
     * Created.
     */
    201: Turn;
};

export type AppendTurnResponse = AppendTurnResponses[keyof AppendTurnResponses];

export type SubscribeDeliberationData = {
    body?: never;
    path: {
        /**
         * Deliberation id.
         */
        id: string;
    };
    query?: {
        /**
         * Number of the last event that the caller knows; 0 asks for all of them. Without it, only what happens from now on.
         */
        after?: number;
    };
    url: '/deliberations/{id}/events';
};

export type SubscribeDeliberationErrors = {
    /**
     * The request is none for a WebSocket.
     */
    426: PlainErrorBody;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type SubscribeDeliberationError = SubscribeDeliberationErrors[keyof SubscribeDeliberationErrors];

export type SubscribeDeliberationResponses = {
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type SubscribeDeliberationResponse = SubscribeDeliberationResponses[keyof SubscribeDeliberationResponses];

export type ListPoliciesData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Most items to return.
         */
        limit?: number;
        /**
         * Items to leave out at the beginning.
         */
        offset?: number;
    };
    url: '/policies';
};

export type ListPoliciesErrors = {
    /**
     * The admin token is missing or wrong, or the server has none.
     */
    403: CodedErrorBody;
    /**
     * Body or query do not have the right form.
     */
    422: InvalidErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type ListPoliciesError = ListPoliciesErrors[keyof ListPoliciesErrors];

export type ListPoliciesResponses = {
    /**
     * Success.
     */
    200: PolicyList;
};

export type ListPoliciesResponse = ListPoliciesResponses[keyof ListPoliciesResponses];

export type CreatePolicyData = {
    body: PolicyCreate;
    path?: never;
    query?: never;
    url: '/policies';
};

export type CreatePolicyErrors = {
    /**
     * The admin token is missing or wrong, or the server has none.
     */
    403: CodedErrorBody;
    /**
     * The policy cannot work as it is written (`invalid_policy`), or the body does not have the right form (the list of faults).
     */
    422: InvalidErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type CreatePolicyError = CreatePolicyErrors[keyof CreatePolicyErrors];

export type CreatePolicyResponses = {
    /**
     * Created.
     */
    201: Policy;
};

export type CreatePolicyResponse = CreatePolicyResponses[keyof CreatePolicyResponses];

export type DeletePolicyData = {
    body?: never;
    path: {
        /**
         * Policy id.
         */
        id: string;
    };
    query?: never;
    url: '/policies/{id}';
};

export type DeletePolicyErrors = {
    /**
     * The admin token is missing or wrong, or the server has none.
     */
    403: CodedErrorBody;
    /**
     * It does not exist.
     */
    404: CodedErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type DeletePolicyError = DeletePolicyErrors[keyof DeletePolicyErrors];

export type DeletePolicyResponses = {
    /**
     * Deleted.
     */
    204: void;
};

export type DeletePolicyResponse = DeletePolicyResponses[keyof DeletePolicyResponses];

export type GetPolicyData = {
    body?: never;
    path: {
        /**
         * Policy id.
         */
        id: string;
    };
    query?: never;
    url: '/policies/{id}';
};

export type GetPolicyErrors = {
    /**
     * The admin token is missing or wrong, or the server has none.
     */
    403: CodedErrorBody;
    /**
     * It does not exist.
     */
    404: CodedErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type GetPolicyError = GetPolicyErrors[keyof GetPolicyErrors];

export type GetPolicyResponses = {
    /**
     * Success.
     */
    200: Policy;
};

export type GetPolicyResponse = GetPolicyResponses[keyof GetPolicyResponses];

export type UpdatePolicyData = {
    body: PolicyUpdate;
    path: {
        /**
         * Policy id.
         */
        id: string;
    };
    query?: never;
    url: '/policies/{id}';
};

export type UpdatePolicyErrors = {
    /**
     * The admin token is missing or wrong, or the server has none.
     */
    403: CodedErrorBody;
    /**
     * It does not exist.
     */
    404: CodedErrorBody;
    /**
     * The policy cannot work as it is written (`invalid_policy`), or the body does not have the right form (the list of faults).
     */
    422: InvalidErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type UpdatePolicyError = UpdatePolicyErrors[keyof UpdatePolicyErrors];

export type UpdatePolicyResponses = {
    /**
     * Success.
     */
    200: Policy;
};

export type UpdatePolicyResponse = UpdatePolicyResponses[keyof UpdatePolicyResponses];

export type ListApprovalsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Only those that are in this state.
         */
        status?: ApprovalStatus;
        /**
         * Most items to return.
         */
        limit?: number;
        /**
         * Items to leave out at the beginning.
         */
        offset?: number;
    };
    url: '/approvals';
};

export type ListApprovalsErrors = {
    /**
     * The admin token is missing or wrong, or the server has none.
     */
    403: CodedErrorBody;
    /**
     * There is no such status (`invalid_status`), or the window is not valid (the list of faults).
     */
    422: InvalidErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type ListApprovalsError = ListApprovalsErrors[keyof ListApprovalsErrors];

export type ListApprovalsResponses = {
    /**
     * Success.
     */
    200: ApprovalList;
};

export type ListApprovalsResponse = ListApprovalsResponses[keyof ListApprovalsResponses];

export type DecideApprovalData = {
    body: ApprovalDecision;
    path: {
        /**
         * Approval id.
         */
        id: string;
    };
    query?: never;
    url: '/approvals/{id}';
};

export type DecideApprovalErrors = {
    /**
     * The admin token is missing or wrong, or the server has none.
     */
    403: CodedErrorBody;
    /**
     * It does not exist.
     */
    404: CodedErrorBody;
    /**
     * It was decided before, the other way.
     */
    409: CodedErrorBody;
    /**
     * Body or query do not have the right form.
     */
    422: InvalidErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type DecideApprovalError = DecideApprovalErrors[keyof DecideApprovalErrors];

export type DecideApprovalResponses = {
    /**
     * Success.
     */
    200: Approval;
};

export type DecideApprovalResponse = DecideApprovalResponses[keyof DecideApprovalResponses];

export type ListAuditEventsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Number of the last entry that the caller knows.
         */
        after?: number;
        /**
         * Most entries to return.
         */
        limit?: number;
    };
    url: '/audit';
};

export type ListAuditEventsErrors = {
    /**
     * The admin token is missing or wrong, or the server has none.
     */
    403: CodedErrorBody;
    /**
     * Body or query do not have the right form.
     */
    422: InvalidErrorBody;
    /**
     * The server failed.
     */
    500: string;
    /**
     * Any other failure, of the server or of a proxy in between.
     */
    default: PlainErrorBody;
};

export type ListAuditEventsError = ListAuditEventsErrors[keyof ListAuditEventsErrors];

export type ListAuditEventsResponses = {
    /**
     * Success.
     */
    200: AuditEventList;
};

export type ListAuditEventsResponse = ListAuditEventsResponses[keyof ListAuditEventsResponses];
