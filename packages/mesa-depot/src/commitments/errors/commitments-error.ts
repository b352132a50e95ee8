import type { CommitmentsErrorCode } from './commitments-error-codes.js';

/**
 * Thrown when the commitments server refuses something. The code says why; `commitments/http/` alone decides which status
 * that is.
 */
export class CommitmentsError extends Error {
  readonly code: CommitmentsErrorCode;
  /** Members of the answer beside code and message. They reach the client. */
  readonly extras: Readonly<Record<string, unknown>>;

  constructor(code: CommitmentsErrorCode, message: string, extras: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'CommitmentsError';
    this.code = code;
    this.extras = extras;
  }
}
