import { ApiError } from './api-error.js';

/** Thrown when the server refuses the request as not valid (400), or has no representation the caller accepts (406). */
export class ValidationError extends ApiError {
  static {
    ValidationError.prototype.name = 'ValidationError';
  }
}
