// Client of the commitments server. A subpath of its own; it runs in browsers too.

export { InvalidOptionsError } from 'mesa-rest';
export {
  CanonicalJsonError,
  canonicalJson,
  type ExactJson,
  JsonNumber,
  JsonSyntaxError,
  parseJson,
} from 'mesa-rest/canonical-json';
export type {
  AppliedPolicy,
  Approval,
  AuditEvent,
  CapabilityToken,
  Commitment,
  CommitmentRecord,
  CommitmentRef,
  Decision,
  Deliberation,
  DeliberationDetail,
  DeliberationEvent,
  Policy,
  Principal,
  SignedEnvelope,
  Turn,
} from 'mesa-rest/commitments';
export type { CallOptions } from '../core/call-options.js';
export type { ApprovalFilter, Approvals, DecisionInput } from './approvals.js';
export type { Audit, AuditInput } from './audit.js';
export type { CommitmentFilter, Commitments } from './commitments.js';
export type {
  DeliberationFilter,
  DeliberationInput,
  DeliberationPatch,
  Deliberations,
  SubscribeOptions,
} from './deliberations.js';
export { Envelope, type EnvelopeInput, verifyEnvelope, type WireEnvelope } from './envelope.js';
export { BadRequest } from './errors/bad-request.js';
export { Conflict } from './errors/conflict.js';
export { Forbidden } from './errors/forbidden.js';
export { type ErrorDetail, MesaError, type MesaErrorInit } from './errors/mesa-error.js';
export { NotFound } from './errors/not-found.js';
export { Unauthorized } from './errors/unauthorized.js';
export { Keypair, verifySignature } from './keypair.js';
export type { ListInput } from './list-input.js';
export { MesaClient, type MesaClientOptions } from './mesa-client.js';
export type { Policies, PolicyInput, PolicyPatch, PredicateName } from './policies.js';
export type { PrincipalCreate, Principals, TokenInput } from './principals.js';
export type { Subscription } from './subscription.js';
