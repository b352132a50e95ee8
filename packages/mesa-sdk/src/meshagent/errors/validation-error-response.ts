import { RoomException } from './room-exception.js';

/** Thrown when the server finds the request not valid (400); the message says which members. */
export class ValidationErrorResponse extends RoomException {
  static {
    ValidationErrorResponse.prototype.name = 'ValidationErrorResponse';
  }
}
