import { RoomException } from './room-exception.js';

/** Thrown when there is one already, or its state does not allow this (409). */
export class ConflictError extends RoomException {
  static {
    ConflictError.prototype.name = 'ConflictError';
  }
}
