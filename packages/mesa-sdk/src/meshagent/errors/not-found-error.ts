import { RoomException } from './room-exception.js';

/** Thrown when what the call is about does not exist (404). */
export class NotFoundError extends RoomException {
  static {
    NotFoundError.prototype.name = 'NotFoundError';
  }
}
