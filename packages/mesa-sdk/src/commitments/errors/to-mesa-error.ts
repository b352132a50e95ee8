import { ApiError, InvalidOptionsError, InvalidRequestError, MesaError as RestError } from 'mesa-rest';
import { BadRequest } from './bad-request.js';
import { Conflict } from './conflict.js';
import { Forbidden } from './forbidden.js';
import { type ErrorDetail, MesaError, type MesaErrorInit } from './mesa-error.js';
import { NotFound } from './not-found.js';
import { Unauthorized } from './unauthorized.js';

/**
 * Returns what to throw for what a call ended with. What was wrong before anything was sent stays as it is, as does what this
 * package did not throw.
 */
export function toMesaError(error: unknown): unknown {
  if (error instanceof InvalidOptionsError || error instanceof InvalidRequestError) return error;
  if (error instanceof ApiError) return fromAnswer(error);
  if (!(error instanceof RestError)) return error;
  const { status = null } = error as { status?: number | null };
  return new MesaError({ statusCode: status, body: null, detail: null, text: error.message, cause: error });
}

function fromAnswer(error: ApiError): MesaError {
  const { status } = error;
  // A subscription ends with a code and not with a body.
  const body = error.bodyText ?? null;
  const detail = body === null ? { code: error.code, message: textOf(error) } : detailOf(error.body);
  const text = Array.isArray(detail) ? `http ${status}: ${textOf(error)}` : undefined;
  const init: MesaErrorInit = { statusCode: status, body, detail, text, cause: error };
  if (status === 401) return new Unauthorized(init);
  if (status === 403) return new Forbidden(init);
  if (status === 404) return new NotFound(init);
  if (status === 409) return new Conflict(init);
  return status < 500 ? new BadRequest(init) : new MesaError(init);
}

function detailOf(body: unknown): ErrorDetail {
  const { detail } = (body ?? {}) as { detail?: unknown };
  return typeof detail === 'string' || (typeof detail === 'object' && detail !== null)
    ? (detail as ErrorDetail)
    : null;
}

/** The message without the code before it. */
function textOf({ code, message }: ApiError): string {
  return message.startsWith(`${code}: `) ? message.slice(code.length + 2) : message;
}
