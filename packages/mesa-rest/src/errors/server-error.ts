import { ApiError } from './api-error.js';

/** Thrown when the server failed (5xx). `traceId` finds the failure in its logs. */
export class ServerError extends ApiError {
  static {
    ServerError.prototype.name = 'ServerError';
  }
}
