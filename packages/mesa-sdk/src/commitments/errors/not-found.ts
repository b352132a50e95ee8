import { MesaError } from './mesa-error.js';

/** Thrown when what the call is about does not exist (404). */
export class NotFound extends MesaError {
  static {
    NotFound.prototype.name = 'NotFound';
  }
}
