import {
  ApiError,
  InvalidOptionsError,
  InvalidRequestError,
  InvalidResponseError,
  RateLimitError,
  type ResponseIssue,
  MesaError as RestError,
} from 'mesa-rest';
import { ConflictError } from './conflict-error.js';
import { NotFoundError } from './not-found-error.js';
import { PermissionDeniedError } from './permission-denied-error.js';
import { RoomException, type RoomExceptionInit } from './room-exception.js';
import { ServerError } from './server-error.js';
import { ValidationErrorResponse } from './validation-error-response.js';

/**
 * Returns what to throw for what a call ended with. What was wrong before anything was sent stays as it is, as does what this
 * package did not throw.
 */
export function toRoomException(error: unknown): unknown {
  if (error instanceof InvalidOptionsError || error instanceof InvalidRequestError) return error;
  if (error instanceof ApiError) return fromAnswer(error);
  if (!(error instanceof RestError)) return error;
  const isAnswer = error instanceof InvalidResponseError;
  return new RoomException({
    message: error.message,
    statusCode: isAnswer ? error.status : null,
    code: error.code,
    errorCode: null,
    // An answer of success may hold a secret that is shown once.
    body: null,
    requestId: (isAnswer && error.requestId) || null,
    issues: isAnswer ? error.issues : undefined,
    cause: error,
  });
}

function toIssues(errors: unknown): ResponseIssue[] {
  if (!Array.isArray(errors)) return [];
  return errors.flatMap(({ path, message }: Partial<ResponseIssue> = {}) =>
    typeof path === 'string' && typeof message === 'string' ? [{ path, message }] : [],
  );
}

function fromAnswer(error: ApiError): RoomException {
  const { status, code, message, details, requestId = null, bodyText = null } = error;
  const { error_code: errorCode } = details;
  const init: RoomExceptionInit = {
    message,
    statusCode: status,
    code,
    errorCode: typeof errorCode === 'number' ? errorCode : null,
    body: bodyText,
    requestId,
    errors: toIssues(details.errors),
    retryAfterMs: error instanceof RateLimitError ? error.retryAfterMs : undefined,
    cause: error,
  };
  if (status === 400) return new ValidationErrorResponse(init);
  if (status === 403) return new PermissionDeniedError(init);
  if (status === 404) return new NotFoundError(init);
  if (status === 409) return new ConflictError(init);
  return status >= 500 ? new ServerError(init) : new RoomException(init);
}
