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
 * Returns the code of an answer whose body does not say one.
 *
 * @param status not a success
 */
export function codeOfStatus(status: number): string {
  return FALLBACK_CODES[status] ?? (status >= 500 ? 'INTERNAL_ERROR' : `HTTP_${status}`);
}

/**
 * Returns an error of the class that belongs to its status.
 *
 * This is a function of its own and not a method of `ApiError`, because a base class cannot import its subclasses.
 */
export function errorOfStatus(init: ApiErrorInit): ApiError {
  const { status } = init;
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

/** Says what came when it is not what the API answers. */
export function describeAnswer({ status, statusText, headers, url }: Response, body: unknown): string {
  const server = url === '' ? 'The server' : new URL(url).origin;
  const what = `${status}${statusText === '' ? '' : ` ${statusText}`}`;
  if (body === '' || body === undefined) return `${server} answered ${what} without a body.`;
  const type = headers.get('content-type')?.split(';')[0];
  return `${server} answered ${what} with ${type ?? 'a body'} that is not an error of this API. Either it is not the API's server, or a proxy in between wrote it.`;
}
