import { MesaError } from './mesa-error.js';

/** Thrown when the key is registered, the envelope was accepted before, or the approval was decided (409). */
export class Conflict extends MesaError {
  static {
    Conflict.prototype.name = 'Conflict';
  }
}
