import type { DepotErrorCode } from './error-codes.js';

/** What an error may carry beside its code and message. */
export interface DepotErrorOptions {
  /** Facts a caller can act on, as JSON. They reach the client, so no secrets and no internals. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** The error underneath, for the log only. */
  readonly cause?: unknown;
}

/**
 * Thrown when the depot refuses or cannot do something, by every layer below `http/`.
 *
 * It knows nothing of HTTP: the code says why, and `http/` alone decides which status that is.
 */
export class DepotError extends Error {
  readonly code: DepotErrorCode;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(code: DepotErrorCode, message: string, options: DepotErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DepotError';
    this.code = code;
    this.details = options.details;
  }
}
