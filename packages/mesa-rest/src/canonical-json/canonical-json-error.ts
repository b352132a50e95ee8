import { MesaError } from '../errors/mesa-error.js';

/** Thrown when a value has no canonical JSON: a number that is not finite, half a surrogate pair, a function, a cycle. */
export class CanonicalJsonError extends MesaError {
  static {
    CanonicalJsonError.prototype.name = 'CanonicalJsonError';
  }

  constructor(text: string) {
    super('NOT_CANONICAL', text);
  }
}
