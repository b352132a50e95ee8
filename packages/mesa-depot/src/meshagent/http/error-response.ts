import type { ErrorBody } from 'mesa-rest/meshagent';
import { TemplateError } from 'mesa-rest/meshagent-templates';
import { toErrorResponse } from '../../http/error-response.js';
import { isForeignKeyViolation } from '../../storage/foreign-key-violation.js';
import { BODY_LIMITS, LARGE_BODY_LIMITS } from '../limits.js';
import { MeshagentError, type MeshagentErrorCode, type RequestFault } from '../meshagent-error.js';

/** Status of each code, and the number that the room protocol has for it. The only table of that kind. */
export const MESHAGENT_ERRORS: Readonly<Record<MeshagentErrorCode, { status: number; number: number }>> = {
  unauthenticated: { status: 401, number: 1001 },
  permission_denied: { status: 403, number: 1001 },
  not_found: { status: 404, number: 1003 },
  already_exists: { status: 409, number: 1004 },
  conflict: { status: 409, number: 1005 },
  gone: { status: 410, number: 1006 },
  method_not_allowed: { status: 405, number: 1002 },
  payload_too_large: { status: 413, number: 1002 },
  invalid_request: { status: 400, number: 1002 },
  template_unsupported: { status: 400, number: 1002 },
  template_value_missing: { status: 400, number: 1002 },
  rate_limited: { status: 429, number: 1008 },
  unavailable: { status: 503, number: 1008 },
  internal: { status: 500, number: 1008 },
};

/** What the rest of the depot throws, in the codes of this API. What is missing is told by its status. */
const OTHER_CODES: Readonly<Record<string, MeshagentErrorCode>> = {
  UNAUTHORIZED: 'unauthenticated',
  FORBIDDEN: 'permission_denied',
  NOT_FOUND: 'not_found',
  METHOD_NOT_ALLOWED: 'method_not_allowed',
  PAYLOAD_TOO_LARGE: 'payload_too_large',
  RATE_LIMITED: 'rate_limited',
  UNAVAILABLE: 'unavailable',
  LOCK_CONFLICT: 'unavailable',
};

/** An error as it goes over the wire. */
export interface MeshagentErrorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ErrorBody;
}

/** Returns what to answer for something that was thrown. What went wrong inside is for the log. */
export function toMeshagentErrorResponse(thrown: unknown, requestId: string): MeshagentErrorResponse {
  if (thrown instanceof MeshagentError) {
    const { code, message, errors, headers } = thrown;
    return respond(
      code,
      message,
      code === 'unauthenticated' ? { ...CHALLENGE, ...headers } : headers,
      errors,
    );
  }
  if (thrown instanceof TemplateError) {
    return respond(thrown.code, thrown.message, {}, [{ path: 'template', message: thrown.message }]);
  }
  // Nothing refers to what never was: the room or project was found, and then somebody deleted it.
  if (isForeignKeyViolation(thrown)) {
    return respond('not_found', 'What this belongs to was deleted meanwhile.', {});
  }
  // Its limit is another one than that of the depot's own API.
  if ((thrown as { readonly code?: unknown } | undefined)?.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return respond(
      'payload_too_large',
      `The request body is over the limit: ${BODY_LIMITS.bytes / 1024} KiB, for services and secrets ${LARGE_BODY_LIMITS.bytes / 1024} KiB.`,
      {},
    );
  }
  const { status, headers, body } = toErrorResponse(thrown, requestId);
  const { code: otherCode, message, details } = body.error;
  const code = OTHER_CODES[otherCode] ?? (status >= 500 ? 'internal' : 'invalid_request');
  if (code === 'internal') {
    return respond(
      code,
      `The server failed to answer. Quote the request id ${requestId} to its operator.`,
      headers,
    );
  }
  return respond(code, message, headers, code === 'invalid_request' ? faultsOf(details) : undefined);
}

const CHALLENGE = { 'www-authenticate': 'Bearer realm="meshagent"' } as const;

function respond(
  code: MeshagentErrorCode,
  message: string,
  headers: Readonly<Record<string, string>>,
  errors?: readonly RequestFault[],
): MeshagentErrorResponse {
  const { status, number } = MESHAGENT_ERRORS[code];
  return {
    status,
    headers,
    body: {
      message,
      code,
      error_code: number,
      ...(errors === undefined ? {} : { errors: errors.map((fault) => ({ ...fault })) }),
    },
  };
}

/** Validators put the part of the request before the path: `body.name`. */
function faultsOf(details: unknown): RequestFault[] | undefined {
  const { errors } = (details ?? {}) as { errors?: readonly RequestFault[] };
  return errors?.map(({ path, message }) => ({
    path: path.replace(/^(body|query|path)\.(?=.)/, ''),
    message,
  }));
}
