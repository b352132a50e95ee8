import type { ErrorBody } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import { ERROR_STATUS } from './error-status.js';
import { MAX_BODY_BYTES, MAX_PATH_PARAMETER_LENGTH } from './limits.js';

/** When a client may ask again after the storage was full: somebody has to do something first. */
const FULL_RETRY_SECONDS = 30;

/** An error as it goes over the wire. */
export interface ErrorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ErrorBody;
}

/**
 * Returns what to answer for something that was thrown.
 *
 * A `DepotError` says itself what happened. Errors of the HTTP framework are told in our words. Everything else, and every
 * error that is the server's own fault, becomes one sentence with a trace id: what went wrong inside is for the log.
 */
export function toErrorResponse(thrown: unknown, requestId: string): ErrorResponse {
  const error = toDepotError(thrown);
  const status = ERROR_STATUS[error.code];
  const isOurFault = status === 500;
  return {
    status,
    headers: headersFor(error),
    body: {
      error: {
        code: isOurFault ? 'INTERNAL_ERROR' : error.code,
        message: isOurFault
          ? 'The server failed to answer. Quote the trace id to its operator.'
          : error.message,
        ...(error.details === undefined || isOurFault ? {} : { details: { ...error.details } }),
        ...(status >= 500 ? { trace_id: requestId } : {}),
      },
    },
  };
}

function headersFor(error: DepotError): Record<string, string> {
  switch (error.code) {
    case 'UNAUTHORIZED':
      return { 'www-authenticate': 'Bearer realm="mesa"' };
    case 'METHOD_NOT_ALLOWED':
      return { allow: (error.details?.allowed as string[] | undefined)?.join(', ') ?? '' };
    case 'RANGE_NOT_SATISFIABLE':
      return { 'content-range': `bytes */${error.details?.size ?? '*'}` };
    case 'UNAVAILABLE':
    case 'RATE_LIMITED':
      return { 'retry-after': String(error.details?.retry_after_seconds ?? 1) };
    default:
      return {};
  }
}

function toDepotError(thrown: unknown): DepotError {
  if (thrown instanceof DepotError) return thrown;
  const { code, statusCode, message } = (thrown ?? {}) as {
    code?: unknown;
    statusCode?: unknown;
    message?: unknown;
  };
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new DepotError(
        'PAYLOAD_TOO_LARGE',
        `The request body is over the limit of ${MAX_BODY_BYTES / 1024 / 1024} MiB. Send the files in several requests; one file, in base64, can have about 48 MiB.`,
        { details: { max_bytes: MAX_BODY_BYTES } },
      );
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return unsupportedMediaType();
    case 'FST_ERR_BAD_URL':
      return new DepotError('BAD_REQUEST', 'The path is not valid percent-encoding.');
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new DepotError(
        'BAD_REQUEST',
        `A name in the path has more than ${MAX_PATH_PARAMETER_LENGTH} characters.`,
      );
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new DepotError('BAD_REQUEST', 'The request body is shorter or longer than its Content-Length.');
  }
  if (isContention(thrown)) {
    return new DepotError('LOCK_CONFLICT', 'Other writers keep the database busy. Send the request again.', {
      cause: thrown,
    });
  }
  if (isFull(thrown)) {
    return new DepotError(
      'UNAVAILABLE',
      'The storage of the server is full: nothing was written. Its operator has to make room.',
      { cause: thrown, details: { retry_after_seconds: FULL_RETRY_SECONDS } },
    );
  }
  // Whatever else the framework refuses is the client's doing, for example a connection cut in the middle of a body.
  if (
    typeof code === 'string' &&
    code.startsWith('FST_') &&
    typeof statusCode === 'number' &&
    statusCode < 500
  ) {
    return new DepotError('BAD_REQUEST', String(message));
  }
  return new DepotError('INTERNAL_ERROR', 'An unexpected error was thrown.', { cause: thrown });
}

/** SQLite's BUSY (5) and LOCKED (6), with their extended forms in the upper bits. */
function isContention(thrown: unknown): boolean {
  const { errcode, code } = (thrown ?? {}) as { errcode?: unknown; code?: unknown };
  if (typeof errcode === 'number') return (errcode & 0xff) === 5 || (errcode & 0xff) === 6;
  return typeof code === 'string' && /^SQLITE_(BUSY|LOCKED)/.test(code);
}

/** SQLite's FULL (13), and what the operating system says of a full disk or quota. */
function isFull(thrown: unknown): boolean {
  const { errcode, code } = (thrown ?? {}) as { errcode?: unknown; code?: unknown };
  if (typeof errcode === 'number') return (errcode & 0xff) === 13;
  return code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT';
}

/** Returns the refusal of a request body of another media type than the operation takes, or of a compressed one. */
export function unsupportedMediaType(bodyType = 'application/json'): DepotError {
  const what = bodyType === 'application/json' ? 'JSON' : 'the bytes of the file';
  return new DepotError(
    'UNSUPPORTED_MEDIA_TYPE',
    `The request body must be ${what}, sent as it is: \`Content-Type: ${bodyType}\` and no Content-Encoding.`,
  );
}
