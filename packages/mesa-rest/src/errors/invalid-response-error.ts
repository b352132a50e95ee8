import { MesaError, type MesaErrorJSON } from './mesa-error.js';

/** Where an answer differs from its schema. */
export interface ResponseIssue {
  /** Member, for example `repos.0.name`; empty for the answer itself. */
  readonly path: string;
  readonly message: string;
}

/**
 * Thrown when the server reports success with an answer that is none of this API: empty, not JSON (often a proxy's
 * page), or, with `validateResponses`, of another shape. The operation itself may well have taken place.
 */
export class InvalidResponseError extends MesaError {
  /** HTTP status of the answer. */
  readonly status: number;
  /** `x-request-id` of the answer. */
  readonly requestId: string | undefined;
  /** What is wrong with the shape; empty when the answer could not be read at all. */
  readonly issues: readonly ResponseIssue[];

  static {
    InvalidResponseError.prototype.name = 'InvalidResponseError';
  }

  constructor(
    text: string,
    options: { status: number; requestId?: string | undefined; issues?: readonly ResponseIssue[] },
  ) {
    super('INVALID_RESPONSE', text);
    this.status = options.status;
    this.requestId = options.requestId;
    this.issues = options.issues ?? [];
  }

  override toJSON(): MesaErrorJSON {
    return {
      ...super.toJSON(),
      status: this.status,
      ...(this.requestId === undefined ? {} : { requestId: this.requestId }),
      ...(this.issues.length === 0 ? {} : { issues: this.issues }),
    };
  }
}
