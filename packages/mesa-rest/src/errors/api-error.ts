import { MesaError, type MesaErrorJSON } from './mesa-error.js';
import { redact } from './redact.js';

/** What an `ApiError` is made of. */
export interface ApiErrorInit {
  readonly status: number;
  /** Code of the server, for example `NOT_FOUND`. */
  readonly code: string;
  /** Sentence of the server. */
  readonly text: string;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  readonly traceId?: string | undefined;
  readonly requestId?: string | undefined;
  readonly headers: Headers;
  readonly body: unknown;
  readonly bodyText?: string | undefined;
}

/**
 * Thrown when the server answered with a status that is not a success.
 *
 * Every status of the API has a class of its own below this one; what has none, for example 413, is an `ApiError`.
 */
export class ApiError extends MesaError {
  /** HTTP status of the answer. */
  readonly status: number;
  /** Facts a program can act on; which ones depends on `code`. Empty when the server sent none. */
  readonly details: Readonly<Record<string, unknown>>;
  /** `x-request-id` of the answer: quote it to the operator of the server. */
  readonly requestId: string | undefined;
  /** Correlation id that answers of status 5xx carry in their body. */
  readonly traceId: string | undefined;
  /** Headers of the answer. */
  declare readonly headers: Headers;
  /** Body of the answer: the parsed JSON, else the text. */
  declare readonly body: unknown;
  /** Body of the answer as it came. Undefined where the error was not made of one. */
  declare readonly bodyText: string | undefined;

  static {
    ApiError.prototype.name = 'ApiError';
  }

  constructor(init: ApiErrorInit) {
    super(init.code, init.text);
    this.status = init.status;
    this.details = init.details ?? {};
    this.requestId = init.requestId;
    this.traceId = init.traceId;
    // Loggers copy enumerable members: these are for programs, and too long for a log line.
    Object.defineProperties(this, {
      headers: { value: init.headers, enumerable: false },
      body: { value: init.body, enumerable: false },
      bodyText: { value: init.bodyText, enumerable: false },
    });
  }

  override toJSON(): MesaErrorJSON {
    return {
      ...super.toJSON(),
      status: this.status,
      ...(this.requestId === undefined ? {} : { requestId: this.requestId }),
      ...(this.traceId === undefined ? {} : { traceId: this.traceId }),
      ...(Object.keys(this.details).length === 0 ? {} : { details: redact(this.details) }),
    };
  }
}
