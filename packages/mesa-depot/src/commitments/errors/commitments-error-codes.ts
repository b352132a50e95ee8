/** Why the commitments server refuses something, by code; each has one cause. The wire has them as they are here. */
export const COMMITMENTS_ERROR_CODES = [
  /** `emitted_by` names no principal. */
  'unknown_principal',
  /** The signature is not one of that principal over this envelope. */
  'invalid_signature',
  /** The capability token is malformed, of another server or of another principal. */
  'invalid_token',
  /** The capability token was good once. */
  'token_expired',
  /** The server was started without an admin token: nobody is the admin. */
  'admin_disabled',
  /** The admin token is missing or another one. */
  'admin_forbidden',
  /** The principal, or the token, may not emit envelopes of this type, or not in this deliberation. */
  'authority_denied',
  /** A policy that blocks fired. */
  'policy_blocked',
  'deliberation_closed',
  'not_found',
  /** The principal has sent an envelope with this id before. */
  'duplicate_envelope',
  /** The approval has been decided before, the other way. */
  'approval_decided',
  /** The envelope has no canonical form: a number that is not finite, or half a surrogate pair. */
  'malformed_envelope',
  /** The payload does not fit the schema of its type. */
  'schema_invalid',
  'unknown_deliberation',
  /** The envelope names another deliberation than the path. */
  'deliberation_mismatch',
  /** The envelope has a type that this path does not take. */
  'wrong_envelope_type',
  'invalid_status',
  'invalid_query',
  /** The policy cannot work as it is written. */
  'invalid_policy',
] as const;

/** Code of a refusal of the commitments server. */
export type CommitmentsErrorCode = (typeof COMMITMENTS_ERROR_CODES)[number];
