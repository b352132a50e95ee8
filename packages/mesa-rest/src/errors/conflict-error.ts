import { ApiError } from './api-error.js';

/** Thrown when the state of the resource does not allow the operation, or a concurrent write won (409). */
export class ConflictError extends ApiError {
  static {
    ConflictError.prototype.name = 'ConflictError';
  }
}
