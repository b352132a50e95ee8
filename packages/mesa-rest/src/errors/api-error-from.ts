import { ApiError, type ApiErrorInit } from './api-error.js';
import { AuthenticationError } from './authentication-error.js';
import { AuthorizationError } from './authorization-error.js';
import { ConflictError } from './conflict-error.js';
import { NotFoundError } from './not-found-error.js';
import { RateLimitError } from './rate-limit-error.js';
import { ServerError } from './server-error.js';
import { ValidationError } from './validation-error.js';

/** Code of an answer whose body does not say one, as a proxy's does not. */
const FALLBACK_CODES: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'UNAVAILABLE',
};

/**
 * Returns the error for an answer that is not a success: the class follows from the status, the code and the
 * message from the body where it is the API's error body, else from the status.
 *
 * This is a function of its own and not a method of `ApiError`, because a base class cannot import its subclasses.
 */
export function apiErrorFrom(response: Response, body: unknown): ApiError {
  const { status, headers } = response;
  const envelope = envelopeOf(body);
  const init: ApiErrorInit = {
    status,
    code: envelope?.code ?? FALLBACK_CODES[status] ?? (status >= 500 ? 'INTERNAL_ERROR' : `HTTP_${status}`),
    text: envelope?.message ?? describe(response, body),
    details: envelope?.details,
    traceId: envelope?.traceId,
    requestId: headers.get('x-request-id') ?? undefined,
    headers,
    body,
  };
  switch (status) {
    case 400:
    case 406:
      return new ValidationError(init);
    case 401:
      return new AuthenticationError(init);
    case 403:
      return new AuthorizationError(init);
    case 404:
      return new NotFoundError(init);
    case 409:
      return new ConflictError(init);
    case 429:
      return new RateLimitError(init);
    default:
      return status >= 500 ? new ServerError(init) : new ApiError(init);
  }
}

interface Envelope {
  code: string;
  message: string;
  details: Readonly<Record<string, unknown>> | undefined;
  traceId: string | undefined;
}

/** Reads `{ error: { code, message, details?, trace_id? } }`; undefined for any other body. */
function envelopeOf(body: unknown): Envelope | undefined {
  if (!isRecord(body) || !isRecord(body.error)) return undefined;
  const { code, message, details, trace_id: traceId } = body.error;
  if (typeof code !== 'string' || code === '') return undefined;
  return {
    code,
    message: typeof message === 'string' && message !== '' ? message : 'The server gave no message.',
    details: isRecord(details) ? details : undefined,
    traceId: typeof traceId === 'string' ? traceId : undefined,
  };
}

function describe({ status, statusText, headers, url }: Response, body: unknown): string {
  const server = url === '' ? 'The server' : new URL(url).origin;
  const what = `${status}${statusText === '' ? '' : ` ${statusText}`}`;
  if (body === '' || body === undefined) return `${server} answered ${what} without a body.`;
  const type = headers.get('content-type')?.split(';')[0];
  return `${server} answered ${what} with ${type ?? 'a body'} that is not an error of this API. Either it is not the API's server, or a proxy in between wrote it.`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
