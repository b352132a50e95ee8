import { ApiError } from './api-error.js';

/** Thrown when the credential is missing, malformed, expired or revoked (401). */
export class AuthenticationError extends ApiError {
  static {
    AuthenticationError.prototype.name = 'AuthenticationError';
  }
}
