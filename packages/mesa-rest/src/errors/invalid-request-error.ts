import { MesaError } from './mesa-error.js';

/**
 * Thrown before anything is sent, when a request cannot be built as given: a path parameter that is empty, `.` or
 * `..`, a body that is not JSON, a header with a line break.
 */
export class InvalidRequestError extends MesaError {
  static {
    InvalidRequestError.prototype.name = 'InvalidRequestError';
  }

  constructor(text: string, options: { cause?: unknown } = {}) {
    super('INVALID_REQUEST', text, options);
  }
}
