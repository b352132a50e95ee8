import type { ResponseIssue } from 'mesa-rest';

/** What a `RoomException` is made of. */
export interface RoomExceptionInit {
  readonly message: string;
  readonly statusCode: number | null;
  readonly code: string;
  readonly errorCode: number | null;
  readonly body: string | null;
  readonly requestId: string | null;
  readonly issues?: readonly ResponseIssue[] | undefined;
  readonly errors?: readonly ResponseIssue[] | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/**
 * Thrown when a call fails. Some statuses have a class of their own below this one: {@link ValidationErrorResponse} (400),
 * {@link PermissionDeniedError} (403), {@link NotFoundError} (404), {@link ConflictError} (409), {@link ServerError} (500 and more).
 *
 * The credential of the call is in none of its members.
 */
export class RoomException extends Error {
  /** HTTP status; null when there was no answer. */
  readonly statusCode: number | null;
  /**
   * Cause of the failure, for programs: what the server says (`not_found`, `already_exists`, …). In capitals where it is not
   * from the server: `CONNECTION_FAILED`, `TIMEOUT`, `ABORTED`, `INVALID_RESPONSE`, and `CONFLICT` and its like for an answer
   * without a code.
   */
  readonly code: string;
  /** The same as a number of the room protocol, for example 1003; null when the server did not say it. */
  readonly errorCode: number | null;
  /** Body of the answer as it came; null when there was none, or it is not told. Not printed. */
  declare readonly body: string | null;
  /** Id of the request: quote it to the operator of the server; null when there is none. */
  readonly requestId: string | null;
  /** Members of the answer that are not as they should be, with `INVALID_RESPONSE`; else empty. */
  readonly issues: readonly ResponseIssue[];
  /** Members of the request that the server refuses, with `invalid_request`: their paths, and what is wrong; else empty. */
  readonly errors: readonly ResponseIssue[];
  /** How long the server asks to wait before the next attempt, in milliseconds; undefined when it does not say. */
  readonly retryAfterMs: number | undefined;

  static {
    RoomException.prototype.name = 'RoomException';
  }

  constructor(init: RoomExceptionInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.statusCode = init.statusCode;
    this.code = init.code;
    this.errorCode = init.errorCode;
    this.requestId = init.requestId;
    this.issues = init.issues ?? [];
    this.errors = init.errors ?? [];
    this.retryAfterMs = init.retryAfterMs;
    Object.defineProperty(this, 'body', { value: init.body, enumerable: false });
  }

  /** Returns what may go into a log. */
  toJSON(): Record<string, unknown> {
    const { name, message, statusCode, code, errorCode, requestId, issues, errors, retryAfterMs } = this;
    return {
      name,
      message,
      statusCode,
      code,
      errorCode,
      requestId,
      ...(issues.length === 0 ? {} : { issues }),
      ...(errors.length === 0 ? {} : { errors }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  }
}
