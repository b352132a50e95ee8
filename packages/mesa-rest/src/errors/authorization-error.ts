import { ApiError } from './api-error.js';

/** Thrown when the credential lacks the scope that the operation needs (403). */
export class AuthorizationError extends ApiError {
  static {
    AuthorizationError.prototype.name = 'AuthorizationError';
  }
}
