/** Why the MeshAgent server refuses something, by code; each has one cause. The wire has them as they are here. */
export const MESHAGENT_ERROR_CODES = [
  /** The credential is missing, malformed, expired or revoked. */
  'unauthenticated',
  /** The caller may not do this. */
  'permission_denied',
  'not_found',
  /** Something else has that name or id. */
  'already_exists',
  /** The state of it does not allow this. */
  'conflict',
  /** It has expired. */
  'gone',
  'method_not_allowed',
  'payload_too_large',
  'invalid_request',
  /** The template has Jinja that this server does not know. */
  'template_unsupported',
  /** A variable of the template that is not optional has no value. */
  'template_value_missing',
  'rate_limited',
  'unavailable',
  'internal',
] as const;

/** Code of a refusal of the MeshAgent server. */
export type MeshagentErrorCode = (typeof MESHAGENT_ERROR_CODES)[number];

/** One thing that is wrong with a request. */
export interface RequestFault {
  /** Member or parameter, for example `container.image`. */
  readonly path: string;
  readonly message: string;
}

/** What an error may carry beside its code and message. */
export interface MeshagentErrorOptions {
  /** With `invalid_request`: everything that is wrong. */
  readonly errors?: readonly RequestFault[];
  /** Headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Thrown when the MeshAgent server refuses something. The code says why; `meshagent/http/` alone decides which status that
 * is. Messages reach the caller.
 */
export class MeshagentError extends Error {
  readonly code: MeshagentErrorCode;
  readonly errors: readonly RequestFault[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: MeshagentErrorCode,
    message: string,
    { errors, headers = {} }: MeshagentErrorOptions = {},
  ) {
    super(message);
    this.name = 'MeshagentError';
    this.code = code;
    this.errors = errors;
    this.headers = headers;
  }
}

/** Returns the refusal of a member or parameter that has the right form and still cannot be taken. */
export function invalid(path: string, message: string): MeshagentError {
  return new MeshagentError('invalid_request', `\`${path}\` ${message}.`, { errors: [{ path, message }] });
}

/** Returns the refusal for what is not there: `notFound('room')`. */
export function notFound(what: string): MeshagentError {
  return new MeshagentError('not_found', `There is no such ${what}.`);
}
