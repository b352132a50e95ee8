import { MesaError } from './mesa-error.js';

/** Thrown when the signer may not do this, a policy blocks it, the deliberation is closed, or the caller is no admin (403): `code` tells which. */
export class Forbidden extends MesaError {
  static {
    Forbidden.prototype.name = 'Forbidden';
  }
}
