// Generated from openapi/commitments.yaml by `pnpm generate`. Do not edit.

import { clientOf } from '../../call.js';
import type { CommitmentsClient } from '../../commitments-client.js';
import type { ApiResponse, CallOptions } from '../../request-options.js';
import * as sdk from './sdk.gen.js';
import type { AppendTurnData, Approval, ApprovalList, AuditEventList, CapabilityToken, Commitment, CommitmentRecord, CommitmentRecordList, CreateCommitmentData, CreateDeliberationData, CreatePolicyData, CreatePrincipalData, CreateTokenData, DecideApprovalData, DeletePolicyData, Deliberation, DeliberationDetail, DeliberationList, GetCommitmentData, GetDeliberationData, GetHealthData, GetPolicyData, GetPrincipalData, Health, ListApprovalsData, ListAuditEventsData, ListCommitmentsData, ListDeliberationsData, ListPoliciesData, ListPrincipalsData, Policy, PolicyList, Principal, PrincipalList, SetCapabilitiesData, Turn, UpdateDeliberationData, UpdatePolicyData } from './types.gen.js';

/**
 * Tell whether the server works.
 * @throws ServerError 500: The server failed.
 */
export async function getHealth(options: CallOptions<GetHealthData, CommitmentsClient>): Promise<ApiResponse<Health>> {
  return clientOf(options).run(
    {
      send: sdk.getHealth,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetHealthResponse,
    },
    options,
  );
}

/**
 * List principals.
 *
 * Oldest first. Without `limit`, all of them, or the first 10,000.
 * @param options.query.limit Most items to return.
 * @param options.query.offset Items to leave out at the beginning.
 * @throws ApiError 422: Body or query do not have the right form.
 * @throws ServerError 500: The server failed.
 */
export async function listPrincipals(options: CallOptions<ListPrincipalsData, CommitmentsClient>): Promise<ApiResponse<PrincipalList>> {
  return clientOf(options).run(
    {
      send: sdk.listPrincipals,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListPrincipalsResponse,
    },
    options,
  );
}

/**
 * Register a principal.
 *
 * Anybody may. A new principal has no capabilities; an operator grants them.
 * @param options.body `PrincipalCreate`
 * @throws ConflictError 409: The public key is registered already.
 * @throws ApiError 422: Body or query do not have the right form.
 * @throws ServerError 500: The server failed.
 */
export async function createPrincipal(options: CallOptions<CreatePrincipalData, CommitmentsClient>): Promise<ApiResponse<Principal>> {
  return clientOf(options).run(
    {
      send: sdk.createPrincipal,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreatePrincipalResponse,
    },
    options,
  );
}

/**
 * Get a principal.
 * @param options.path.id Principal id.
 * @throws NotFoundError 404: There is no such principal.
 * @throws ServerError 500: The server failed.
 */
export async function getPrincipal(options: CallOptions<GetPrincipalData, CommitmentsClient>): Promise<ApiResponse<Principal>> {
  return clientOf(options).run(
    {
      send: sdk.getPrincipal,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetPrincipalResponse,
    },
    options,
  );
}

/**
 * Say which envelope types a principal may emit.
 *
 * Replaces the whole list; setting it again changes nothing.
 * @param options.path.id Principal id.
 * @param options.body `CapabilitiesUpdate`
 * @throws AuthorizationError 403: The admin token is missing or wrong, or the server has none.
 * @throws NotFoundError 404: There is no such principal.
 * @throws ApiError 422: Body or query do not have the right form.
 * @throws ServerError 500: The server failed.
 */
export async function setCapabilities(options: CallOptions<SetCapabilitiesData, CommitmentsClient>): Promise<ApiResponse<Principal>> {
  return clientOf(options).run(
    {
      send: sdk.setCapabilities,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zSetCapabilitiesResponse,
    },
    options,
  );
}

/**
 * Issue a capability token.
 *
 * A token narrows what its bearer may do in the name of the principal, and lets it watch deliberations when
 * `scopes` has `subscribe`.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.id Principal id.
 * @param options.body `TokenCreate`
 * @throws AuthorizationError 403: The admin token is missing or wrong, or the server has none.
 * @throws NotFoundError 404: There is no such principal.
 * @throws ApiError 422: Body or query do not have the right form.
 * @throws ServerError 500: The server failed.
 */
export async function createToken(options: CallOptions<CreateTokenData, CommitmentsClient>): Promise<ApiResponse<CapabilityToken>> {
  return clientOf(options).run(
    {
      send: sdk.createToken,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateTokenResponse,
    },
    options,
  );
}

/**
 * List commitments.
 *
 * Oldest first. Without `limit`, the first 500.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.query.deliberation_id Only those of this deliberation.
 * @param options.query.principal_id Only those of this principal.
 * @param options.query.type Only those of this envelope type.
 * @param options.query.status Only those that are in this state.
 * @param options.query.limit Most items to return.
 * @param options.query.offset Items to leave out at the beginning.
 * @throws ApiError 422: A filter or the window is not valid (`invalid_query`, or the list of faults).
 * @throws ServerError 500: The server failed.
 */
export async function listCommitments(options: CallOptions<ListCommitmentsData, CommitmentsClient>): Promise<ApiResponse<CommitmentRecordList>> {
  return clientOf(options).run(
    {
      send: sdk.listCommitments,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListCommitmentsResponse,
    },
    options,
  );
}

/**
 * Submit a signed envelope to the gate.
 *
 * The gate checks, in this order, that the body is an envelope, that its principal signed it, that the principal
 * may emit its type, that the payload fits the type, that the deliberation is open, and what the policies say.
 * What is blocked is not stored.
 * @param options.body `SignedEnvelope`
 * @throws AuthenticationError 401: The principal is unknown, the signature is not one of it over this envelope,
 *   or the capability token is bad or expired.
 * @throws AuthorizationError 403: The principal may not emit this type, a policy blocks it, or the deliberation
 *   is closed.
 * @throws ConflictError 409: The principal has sent an envelope with this id before.
 * @throws ApiError 422: The body is no envelope (the list of faults), it has no canonical form, its payload does
 *   not fit its type, or it names a deliberation that cannot take it.
 * @throws ServerError 500: The server failed.
 */
export async function createCommitment(options: CallOptions<CreateCommitmentData, CommitmentsClient>): Promise<ApiResponse<Commitment>> {
  return clientOf(options).run(
    {
      send: sdk.createCommitment,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateCommitmentResponse,
    },
    options,
  );
}

/**
 * Get a commitment.
 *
 * With the envelope as it was signed and what the policies decided.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.id Commitment id, which is not the id of its envelope.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getCommitment(options: CallOptions<GetCommitmentData, CommitmentsClient>): Promise<ApiResponse<CommitmentRecord>> {
  return clientOf(options).run(
    {
      send: sdk.getCommitment,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetCommitmentResponse,
    },
    options,
  );
}

/**
 * List deliberations.
 *
 * Oldest first. Without `limit`, all of them, or the first 10,000.
 * @param options.query.status Only those that are in this state.
 * @param options.query.limit Most items to return.
 * @param options.query.offset Items to leave out at the beginning.
 * @throws ApiError 422: There is no such status (`invalid_status`), or the window is not valid (the list of
 *   faults).
 * @throws ServerError 500: The server failed.
 */
export async function listDeliberations(options: CallOptions<ListDeliberationsData, CommitmentsClient>): Promise<ApiResponse<DeliberationList>> {
  return clientOf(options).run(
    {
      send: sdk.listDeliberations,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListDeliberationsResponse,
    },
    options,
  );
}

/**
 * Open a deliberation.
 * @param options.body `DeliberationCreate`
 * @throws AuthorizationError 403: The server keeps this for the admin, and the admin token is missing or wrong.
 *   By default it does not.
 * @throws ApiError 422: Body or query do not have the right form.
 * @throws ServerError 500: The server failed.
 */
export async function createDeliberation(options: CallOptions<CreateDeliberationData, CommitmentsClient>): Promise<ApiResponse<Deliberation>> {
  return clientOf(options).run(
    {
      send: sdk.createDeliberation,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreateDeliberationResponse,
    },
    options,
  );
}

/**
 * Get a deliberation with its turns and commitments.
 * @param options.path.id Deliberation id.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getDeliberation(options: CallOptions<GetDeliberationData, CommitmentsClient>): Promise<ApiResponse<DeliberationDetail>> {
  return clientOf(options).run(
    {
      send: sdk.getDeliberation,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetDeliberationResponse,
    },
    options,
  );
}

/**
 * Move a deliberation to another stage, close it or open it again.
 *
 * What is absent or null stays. The order of the stages is not enforced.
 * @param options.path.id Deliberation id.
 * @param options.body `DeliberationPatch`
 * @throws AuthorizationError 403: The server keeps this for the admin, and the admin token is missing or wrong.
 *   By default it does not.
 * @throws NotFoundError 404: It does not exist.
 * @throws ApiError 422: Body or query do not have the right form.
 * @throws ServerError 500: The server failed.
 */
export async function updateDeliberation(options: CallOptions<UpdateDeliberationData, CommitmentsClient>): Promise<ApiResponse<Deliberation>> {
  return clientOf(options).run(
    {
      send: sdk.updateDeliberation,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zUpdateDeliberationResponse,
    },
    options,
  );
}

/**
 * Say something in a deliberation.
 *
 * A signed envelope of type `turn`. It needs no capability, and no policy looks at it.
 * @param options.path.id Deliberation id.
 * @param options.body `SignedEnvelope`
 * @throws AuthenticationError 401: The principal is unknown, the signature is not one of it over this envelope,
 *   or the capability token is bad or expired.
 * @throws AuthorizationError 403: The principal may not emit this type, a policy blocks it, or the deliberation
 *   is closed.
 * @throws NotFoundError 404: It does not exist.
 * @throws ConflictError 409: The principal has sent an envelope with this id before.
 * @throws ApiError 422: The body is no envelope (the list of faults), it has no canonical form, its payload does
 *   not fit its type, or it names a deliberation that cannot take it.
 * @throws ServerError 500: The server failed.
 */
export async function appendTurn(options: CallOptions<AppendTurnData, CommitmentsClient>): Promise<ApiResponse<Turn>> {
  return clientOf(options).run(
    {
      send: sdk.appendTurn,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zAppendTurnResponse,
    },
    options,
  );
}

/**
 * List policies.
 *
 * Oldest first. Without `limit`, all of them, or the first 10,000.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.query.limit Most items to return.
 * @param options.query.offset Items to leave out at the beginning.
 * @throws AuthorizationError 403: The admin token is missing or wrong, or the server has none.
 * @throws ApiError 422: Body or query do not have the right form.
 * @throws ServerError 500: The server failed.
 */
export async function listPolicies(options: CallOptions<ListPoliciesData, CommitmentsClient>): Promise<ApiResponse<PolicyList>> {
  return clientOf(options).run(
    {
      send: sdk.listPolicies,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListPoliciesResponse,
    },
    options,
  );
}

/**
 * Create a policy.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.body `PolicyCreate`
 * @throws AuthorizationError 403: The admin token is missing or wrong, or the server has none.
 * @throws ApiError 422: The policy cannot work as it is written (`invalid_policy`), or the body does not have
 *   the right form (the list of faults).
 * @throws ServerError 500: The server failed.
 */
export async function createPolicy(options: CallOptions<CreatePolicyData, CommitmentsClient>): Promise<ApiResponse<Policy>> {
  return clientOf(options).run(
    {
      send: sdk.createPolicy,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zCreatePolicyResponse,
    },
    options,
  );
}

/**
 * Get a policy.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.id Policy id.
 * @throws AuthorizationError 403: The admin token is missing or wrong, or the server has none.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function getPolicy(options: CallOptions<GetPolicyData, CommitmentsClient>): Promise<ApiResponse<Policy>> {
  return clientOf(options).run(
    {
      send: sdk.getPolicy,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zGetPolicyResponse,
    },
    options,
  );
}

/**
 * Change a policy.
 *
 * What is absent stays.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.id Policy id.
 * @param options.body `PolicyUpdate`
 * @throws AuthorizationError 403: The admin token is missing or wrong, or the server has none.
 * @throws NotFoundError 404: It does not exist.
 * @throws ApiError 422: The policy cannot work as it is written (`invalid_policy`), or the body does not have
 *   the right form (the list of faults).
 * @throws ServerError 500: The server failed.
 */
export async function updatePolicy(options: CallOptions<UpdatePolicyData, CommitmentsClient>): Promise<ApiResponse<Policy>> {
  return clientOf(options).run(
    {
      send: sdk.updatePolicy,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zUpdatePolicyResponse,
    },
    options,
  );
}

/**
 * Delete a policy.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.id Policy id.
 * @throws AuthorizationError 403: The admin token is missing or wrong, or the server has none.
 * @throws NotFoundError 404: It does not exist.
 * @throws ServerError 500: The server failed.
 */
export async function deletePolicy(options: CallOptions<DeletePolicyData, CommitmentsClient>): Promise<ApiResponse<undefined>> {
  return clientOf(options).run(
    {
      send: sdk.deletePolicy,
      form: 'none',
      accept: 'application/json',
    },
    options,
  );
}

/**
 * List approvals.
 *
 * Oldest first. Without `limit`, all of them, or the first 10,000.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.query.status Only those that are in this state.
 * @param options.query.limit Most items to return.
 * @param options.query.offset Items to leave out at the beginning.
 * @throws AuthorizationError 403: The admin token is missing or wrong, or the server has none.
 * @throws ApiError 422: There is no such status (`invalid_status`), or the window is not valid (the list of
 *   faults).
 * @throws ServerError 500: The server failed.
 */
export async function listApprovals(options: CallOptions<ListApprovalsData, CommitmentsClient>): Promise<ApiResponse<ApprovalList>> {
  return clientOf(options).run(
    {
      send: sdk.listApprovals,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListApprovalsResponse,
    },
    options,
  );
}

/**
 * Approve or reject a routed commitment.
 *
 * Approved, the commitment becomes `active`; rejected, `blocked`. The first decision counts; the same one again
 * changes nothing.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.path.id Approval id.
 * @param options.body `ApprovalDecision`
 * @throws AuthorizationError 403: The admin token is missing or wrong, or the server has none.
 * @throws NotFoundError 404: It does not exist.
 * @throws ConflictError 409: It was decided before, the other way.
 * @throws ApiError 422: Body or query do not have the right form.
 * @throws ServerError 500: The server failed.
 */
export async function decideApproval(options: CallOptions<DecideApprovalData, CommitmentsClient>): Promise<ApiResponse<Approval>> {
  return clientOf(options).run(
    {
      send: sdk.decideApproval,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zDecideApprovalResponse,
    },
    options,
  );
}

/**
 * Read the audit log.
 *
 * In order from the entry after `after`. Each entry carries the hash of the one before it.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.query.after Number of the last entry that the caller knows. Default: 0.
 * @param options.query.limit Most entries to return. Default: 100.
 * @throws AuthorizationError 403: The admin token is missing or wrong, or the server has none.
 * @throws ApiError 422: Body or query do not have the right form.
 * @throws ServerError 500: The server failed.
 */
export async function listAuditEvents(options: CallOptions<ListAuditEventsData, CommitmentsClient>): Promise<ApiResponse<AuditEventList>> {
  return clientOf(options).run(
    {
      send: sdk.listAuditEvents,
      form: 'json',
      accept: 'application/json',
      schema: async () => (await import('./zod.gen.js')).zListAuditEventsResponse,
    },
    options,
  );
}
