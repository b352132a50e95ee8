import { RoomException } from './room-exception.js';

/** Thrown when the server failed (500 and more). */
export class ServerError extends RoomException {
  static {
    ServerError.prototype.name = 'ServerError';
  }
}
