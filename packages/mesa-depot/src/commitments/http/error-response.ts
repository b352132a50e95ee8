import { toErrorResponse } from '../../http/error-response.js';
import {
  CommitmentsError,
  type CommitmentsErrorCode,
  type InputFault,
  InvalidInput,
  PlainRefusal,
} from '../errors/index.js';
import { MAX_BODY_BYTES, MAX_TURN_BYTES } from '../limits.js';
import { HttpRefusal } from './http-refusal.js';

/** Status of each code. The only table of that kind. */
export const COMMITMENTS_ERROR_STATUS: Readonly<Record<CommitmentsErrorCode, number>> = {
  unknown_principal: 401,
  invalid_signature: 401,
  invalid_token: 401,
  token_expired: 401,
  admin_disabled: 403,
  admin_forbidden: 403,
  authority_denied: 403,
  policy_blocked: 403,
  deliberation_closed: 403,
  not_found: 404,
  duplicate_envelope: 409,
  approval_decided: 409,
  malformed_envelope: 422,
  schema_invalid: 422,
  unknown_deliberation: 422,
  deliberation_mismatch: 422,
  wrong_envelope_type: 422,
  invalid_status: 422,
  invalid_query: 422,
  invalid_policy: 422,
};

/** An error as it goes over the wire. */
export interface CommitmentsErrorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `{"detail": …}`, or the text of a failure that is ours. */
  readonly body: { readonly detail: unknown } | string;
  /** For the log. */
  readonly code: string;
}

const PLAIN_STATUS = { principal_not_found: 404, public_key_taken: 409 } as const;

/** A refused value is repeated up to this length. */
const MAX_INPUT_CHARACTERS = 2_048;

/**
 * Returns what to answer for something that was thrown, in the shapes of this API: an object with a code, a text, a list of
 * faults, and for failures of the server one sentence in plain text.
 */
export function toCommitmentsErrorResponse(thrown: unknown, requestId: string): CommitmentsErrorResponse {
  if (thrown instanceof CommitmentsError) {
    const { code, extras, message } = thrown;
    const status = COMMITMENTS_ERROR_STATUS[code];
    return { status, headers: {}, body: { detail: { code, message, ...extras } }, code };
  }
  if (thrown instanceof InvalidInput) {
    return { status: 422, headers: {}, body: { detail: thrown.faults.map(shorten) }, code: 'invalid_input' };
  }
  if (thrown instanceof PlainRefusal) {
    const { kind, message } = thrown;
    return { status: PLAIN_STATUS[kind], headers: {}, body: { detail: message }, code: kind };
  }
  if (thrown instanceof HttpRefusal) {
    const { status, headers, message } = thrown;
    return { status, headers, body: { detail: message }, code: `http_${status}` };
  }
  return toOtherResponse(thrown, requestId);
}

/** What the rest of the depot has errors for: a body that is too large, a database that cannot be reached, a rate limit. */
function toOtherResponse(thrown: unknown, requestId: string): CommitmentsErrorResponse {
  const { status, headers, body } = toErrorResponse(thrown, requestId);
  const code = body.error.code.toLowerCase();
  if (status === 500) return { status, headers, body: 'Internal Server Error', code };
  const message =
    status === 413
      ? `The request body is over the limit of ${MAX_BODY_BYTES / 1024} KiB, or of ${MAX_TURN_BYTES / 1024} KiB for a turn.`
      : body.error.message;
  return { status, headers, body: { detail: { code, message } }, code };
}

function shorten(fault: InputFault): InputFault {
  const text = JSON.stringify(fault.input);
  return text === undefined || text.length > MAX_INPUT_CHARACTERS ? { ...fault, input: null } : fault;
}
