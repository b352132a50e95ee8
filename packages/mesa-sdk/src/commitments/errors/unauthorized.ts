import { MesaError } from './mesa-error.js';

/** Thrown when the server does not believe who signed, or a capability token is no good (401). */
export class Unauthorized extends MesaError {
  static {
    Unauthorized.prototype.name = 'Unauthorized';
  }
}
