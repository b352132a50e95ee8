// Generated from openapi/commitments.yaml by `pnpm generate`. Do not edit.

import type { Client, ClientMeta, Options as Options2, RequestResult, TDataShape } from './client/index.js';
import type { AppendTurnData, AppendTurnErrors, AppendTurnResponses, CreateCommitmentData, CreateCommitmentErrors, CreateCommitmentResponses, CreateDeliberationData, CreateDeliberationErrors, CreateDeliberationResponses, CreatePolicyData, CreatePolicyErrors, CreatePolicyResponses, CreatePrincipalData, CreatePrincipalErrors, CreatePrincipalResponses, CreateTokenData, CreateTokenErrors, CreateTokenResponses, DecideApprovalData, DecideApprovalErrors, DecideApprovalResponses, DeletePolicyData, DeletePolicyErrors, DeletePolicyResponses, GetCommitmentData, GetCommitmentErrors, GetCommitmentResponses, GetDeliberationData, GetDeliberationErrors, GetDeliberationResponses, GetHealthData, GetHealthErrors, GetHealthResponses, GetPolicyData, GetPolicyErrors, GetPolicyResponses, GetPrincipalData, GetPrincipalErrors, GetPrincipalResponses, ListApprovalsData, ListApprovalsErrors, ListApprovalsResponses, ListAuditEventsData, ListAuditEventsErrors, ListAuditEventsResponses, ListCommitmentsData, ListCommitmentsErrors, ListCommitmentsResponses, ListDeliberationsData, ListDeliberationsErrors, ListDeliberationsResponses, ListPoliciesData, ListPoliciesErrors, ListPoliciesResponses, ListPrincipalsData, ListPrincipalsErrors, ListPrincipalsResponses, SetCapabilitiesData, SetCapabilitiesErrors, SetCapabilitiesResponses, SubscribeDeliberationData, SubscribeDeliberationErrors, SubscribeDeliberationResponses, UpdateDeliberationData, UpdateDeliberationErrors, UpdateDeliberationResponses, UpdatePolicyData, UpdatePolicyErrors, UpdatePolicyResponses } from './types.gen.js';

export type Options<TData extends TDataShape = TDataShape, ThrowOnError extends boolean = boolean, TResponse = unknown> = Options2<TData, ThrowOnError, TResponse> & {
    /**
     * You can provide a client instance returned by `createClient()` instead of
     * individual options. This might be also useful if you want to implement a
     * custom client.
     */
    client: Client;
    /**
     * You can pass arbitrary values through the `meta` object. This can be
     * used to access values that aren't defined as part of the SDK function.
     */
    meta?: keyof ClientMeta extends never ? Record<string, unknown> : ClientMeta;
};

/**
 * Tell whether the server works
 */
export const getHealth = <ThrowOnError extends boolean = true>(options: Options<GetHealthData, ThrowOnError>): RequestResult<GetHealthResponses, GetHealthErrors, ThrowOnError> => options.client.get<GetHealthResponses, GetHealthErrors, ThrowOnError>({ url: '/health', ...options });

/**
 * List principals
 *
 * Oldest first. Without `limit`, all of them, or the first 10,000.
 */
export const listPrincipals = <ThrowOnError extends boolean = true>(options: Options<ListPrincipalsData, ThrowOnError>): RequestResult<ListPrincipalsResponses, ListPrincipalsErrors, ThrowOnError> => options.client.get<ListPrincipalsResponses, ListPrincipalsErrors, ThrowOnError>({ url: '/principals', ...options });

/**
 * Register a principal
 *
 * Anybody may. A new principal has no capabilities; an operator grants them.
 */
export const createPrincipal = <ThrowOnError extends boolean = true>(options: Options<CreatePrincipalData, ThrowOnError>): RequestResult<CreatePrincipalResponses, CreatePrincipalErrors, ThrowOnError> => options.client.post<CreatePrincipalResponses, CreatePrincipalErrors, ThrowOnError>({
    url: '/principals',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Get a principal
 */
export const getPrincipal = <ThrowOnError extends boolean = true>(options: Options<GetPrincipalData, ThrowOnError>): RequestResult<GetPrincipalResponses, GetPrincipalErrors, ThrowOnError> => options.client.get<GetPrincipalResponses, GetPrincipalErrors, ThrowOnError>({ url: '/principals/{id}', ...options });

/**
 * Say which envelope types a principal may emit
 *
 * Replaces the whole list; setting it again changes nothing.
 */
export const setCapabilities = <ThrowOnError extends boolean = true>(options: Options<SetCapabilitiesData, ThrowOnError>): RequestResult<SetCapabilitiesResponses, SetCapabilitiesErrors, ThrowOnError> => options.client.put<SetCapabilitiesResponses, SetCapabilitiesErrors, ThrowOnError>({
    security: [{ name: 'X-Admin-Token', type: 'apiKey' }],
    url: '/principals/{id}/capabilities',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Issue a capability token
 *
 * A token narrows what its bearer may do in the name of the principal, and lets it watch deliberations when `scopes` has `subscribe`.
 */
export const createToken = <ThrowOnError extends boolean = true>(options: Options<CreateTokenData, ThrowOnError>): RequestResult<CreateTokenResponses, CreateTokenErrors, ThrowOnError> => options.client.post<CreateTokenResponses, CreateTokenErrors, ThrowOnError>({
    security: [{ name: 'X-Admin-Token', type: 'apiKey' }],
    url: '/principals/{id}/tokens',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List commitments
 *
 * Oldest first. Without `limit`, the first 500.
 */
export const listCommitments = <ThrowOnError extends boolean = true>(options: Options<ListCommitmentsData, ThrowOnError>): RequestResult<ListCommitmentsResponses, ListCommitmentsErrors, ThrowOnError> => options.client.get<ListCommitmentsResponses, ListCommitmentsErrors, ThrowOnError>({ url: '/commitments', ...options });

/**
 * Submit a signed envelope to the gate
 *
 * The gate checks, in this order, that the body is an envelope, that its principal signed it, that the principal may emit its type, that the payload fits the type, that the deliberation is open, and what the policies say. What is blocked is not stored.
 */
export const createCommitment = <ThrowOnError extends boolean = true>(options: Options<CreateCommitmentData, ThrowOnError>): RequestResult<CreateCommitmentResponses, CreateCommitmentErrors, ThrowOnError> => options.client.post<CreateCommitmentResponses, CreateCommitmentErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/commitments',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Get a commitment
 *
 * With the envelope as it was signed and what the policies decided.
 */
export const getCommitment = <ThrowOnError extends boolean = true>(options: Options<GetCommitmentData, ThrowOnError>): RequestResult<GetCommitmentResponses, GetCommitmentErrors, ThrowOnError> => options.client.get<GetCommitmentResponses, GetCommitmentErrors, ThrowOnError>({ url: '/commitments/{id}', ...options });

/**
 * List deliberations
 *
 * Oldest first. Without `limit`, all of them, or the first 10,000.
 */
export const listDeliberations = <ThrowOnError extends boolean = true>(options: Options<ListDeliberationsData, ThrowOnError>): RequestResult<ListDeliberationsResponses, ListDeliberationsErrors, ThrowOnError> => options.client.get<ListDeliberationsResponses, ListDeliberationsErrors, ThrowOnError>({ url: '/deliberations', ...options });

/**
 * Open a deliberation
 */
export const createDeliberation = <ThrowOnError extends boolean = true>(options: Options<CreateDeliberationData, ThrowOnError>): RequestResult<CreateDeliberationResponses, CreateDeliberationErrors, ThrowOnError> => options.client.post<CreateDeliberationResponses, CreateDeliberationErrors, ThrowOnError>({
    url: '/deliberations',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Get a deliberation with its turns and commitments
 */
export const getDeliberation = <ThrowOnError extends boolean = true>(options: Options<GetDeliberationData, ThrowOnError>): RequestResult<GetDeliberationResponses, GetDeliberationErrors, ThrowOnError> => options.client.get<GetDeliberationResponses, GetDeliberationErrors, ThrowOnError>({ url: '/deliberations/{id}', ...options });

/**
 * Move a deliberation to another stage, close it or open it again
 *
 * What is absent or null stays. The order of the stages is not enforced.
 */
export const updateDeliberation = <ThrowOnError extends boolean = true>(options: Options<UpdateDeliberationData, ThrowOnError>): RequestResult<UpdateDeliberationResponses, UpdateDeliberationErrors, ThrowOnError> => options.client.patch<UpdateDeliberationResponses, UpdateDeliberationErrors, ThrowOnError>({
    url: '/deliberations/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Say something in a deliberation
 *
 * A signed envelope of type `turn`. It needs no capability, and no policy looks at it.
 */
export const appendTurn = <ThrowOnError extends boolean = true>(options: Options<AppendTurnData, ThrowOnError>): RequestResult<AppendTurnResponses, AppendTurnErrors, ThrowOnError> => options.client.post<AppendTurnResponses, AppendTurnErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/deliberations/{id}/turns',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Watch a deliberation
 *
 * A WebSocket. Each text frame is one event, in order and without gaps from the one after `after`; the server pings every 30 seconds. It closes with 4401 when the token is missing, bad or expired, with 4403 when the token lacks the scope `subscribe` or is for another deliberation, and with 4404 when there is no such deliberation.
 */
export const subscribeDeliberation = <ThrowOnError extends boolean = true>(options: Options<SubscribeDeliberationData, ThrowOnError>): RequestResult<SubscribeDeliberationResponses, SubscribeDeliberationErrors, ThrowOnError> => options.client.get<SubscribeDeliberationResponses, SubscribeDeliberationErrors, ThrowOnError>({
    security: [{
            in: 'query',
            name: 'token',
            type: 'apiKey'
        }],
    url: '/deliberations/{id}/events',
    ...options
});

/**
 * List policies
 *
 * Oldest first. Without `limit`, all of them, or the first 10,000.
 */
export const listPolicies = <ThrowOnError extends boolean = true>(options: Options<ListPoliciesData, ThrowOnError>): RequestResult<ListPoliciesResponses, ListPoliciesErrors, ThrowOnError> => options.client.get<ListPoliciesResponses, ListPoliciesErrors, ThrowOnError>({
    security: [{ name: 'X-Admin-Token', type: 'apiKey' }],
    url: '/policies',
    ...options
});

/**
 * Create a policy
 */
export const createPolicy = <ThrowOnError extends boolean = true>(options: Options<CreatePolicyData, ThrowOnError>): RequestResult<CreatePolicyResponses, CreatePolicyErrors, ThrowOnError> => options.client.post<CreatePolicyResponses, CreatePolicyErrors, ThrowOnError>({
    security: [{ name: 'X-Admin-Token', type: 'apiKey' }],
    url: '/policies',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a policy
 */
export const deletePolicy = <ThrowOnError extends boolean = true>(options: Options<DeletePolicyData, ThrowOnError>): RequestResult<DeletePolicyResponses, DeletePolicyErrors, ThrowOnError> => options.client.delete<DeletePolicyResponses, DeletePolicyErrors, ThrowOnError>({
    security: [{ name: 'X-Admin-Token', type: 'apiKey' }],
    url: '/policies/{id}',
    ...options
});

/**
 * Get a policy
 */
export const getPolicy = <ThrowOnError extends boolean = true>(options: Options<GetPolicyData, ThrowOnError>): RequestResult<GetPolicyResponses, GetPolicyErrors, ThrowOnError> => options.client.get<GetPolicyResponses, GetPolicyErrors, ThrowOnError>({
    security: [{ name: 'X-Admin-Token', type: 'apiKey' }],
    url: '/policies/{id}',
    ...options
});

/**
 * Change a policy
 *
 * What is absent stays.
 */
export const updatePolicy = <ThrowOnError extends boolean = true>(options: Options<UpdatePolicyData, ThrowOnError>): RequestResult<UpdatePolicyResponses, UpdatePolicyErrors, ThrowOnError> => options.client.patch<UpdatePolicyResponses, UpdatePolicyErrors, ThrowOnError>({
    security: [{ name: 'X-Admin-Token', type: 'apiKey' }],
    url: '/policies/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List approvals
 *
 * Oldest first. Without `limit`, all of them, or the first 10,000.
 */
export const listApprovals = <ThrowOnError extends boolean = true>(options: Options<ListApprovalsData, ThrowOnError>): RequestResult<ListApprovalsResponses, ListApprovalsErrors, ThrowOnError> => options.client.get<ListApprovalsResponses, ListApprovalsErrors, ThrowOnError>({
    security: [{ name: 'X-Admin-Token', type: 'apiKey' }],
    url: '/approvals',
    ...options
});

/**
 * Approve or reject a routed commitment
 *
 * Approved, the commitment becomes `active`; rejected, `blocked`. The first decision counts; the same one again changes nothing.
 */
export const decideApproval = <ThrowOnError extends boolean = true>(options: Options<DecideApprovalData, ThrowOnError>): RequestResult<DecideApprovalResponses, DecideApprovalErrors, ThrowOnError> => options.client.post<DecideApprovalResponses, DecideApprovalErrors, ThrowOnError>({
    security: [{ name: 'X-Admin-Token', type: 'apiKey' }],
    url: '/approvals/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Read the audit log
 *
 * In order from the entry after `after`. Each entry carries the hash of the one before it.
 */
export const listAuditEvents = <ThrowOnError extends boolean = true>(options: Options<ListAuditEventsData, ThrowOnError>): RequestResult<ListAuditEventsResponses, ListAuditEventsErrors, ThrowOnError> => options.client.get<ListAuditEventsResponses, ListAuditEventsErrors, ThrowOnError>({
    security: [{ name: 'X-Admin-Token', type: 'apiKey' }],
    url: '/audit',
    ...options
});
