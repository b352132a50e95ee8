import { MesaError } from './mesa-error.js';

/** Thrown when the caller's `signal` ended the call. `cause` is the reason of the signal. */
export class AbortedError extends MesaError {
  static {
    AbortedError.prototype.name = 'AbortedError';
  }

  constructor(text: string, options: { cause?: unknown } = {}) {
    super('ABORTED', text, options);
  }
}
