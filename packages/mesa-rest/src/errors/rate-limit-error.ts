import { parseRetryAfter } from '../retry-after.js';
import { ApiError, type ApiErrorInit } from './api-error.js';

/** Thrown when the server answers that there were too many requests (429) and waiting did not fit the deadline. */
export class RateLimitError extends ApiError {
  /** How long the server asked to wait; undefined when it did not say. */
  readonly retryAfterMs: number | undefined;

  static {
    RateLimitError.prototype.name = 'RateLimitError';
  }

  constructor(init: ApiErrorInit) {
    super(init);
    this.retryAfterMs = parseRetryAfter(init.headers);
  }
}
