import { ApiError } from './api-error.js';

/** Thrown when the resource does not exist, or the credential has no access to it (404). */
export class NotFoundError extends ApiError {
  static {
    NotFoundError.prototype.name = 'NotFoundError';
  }
}
