import { RoomException } from './room-exception.js';

/** Thrown when the caller may not do this (403). */
export class PermissionDeniedError extends RoomException {
  static {
    PermissionDeniedError.prototype.name = 'PermissionDeniedError';
  }
}
