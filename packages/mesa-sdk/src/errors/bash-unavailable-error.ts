import { MesaError } from 'mesa-rest';

/** Thrown when scripts cannot be run here, or not in a sandbox; the message says what to install or to choose. */
export class BashUnavailableError extends MesaError {
  static {
    BashUnavailableError.prototype.name = 'BashUnavailableError';
  }

  constructor(text: string, options: { cause?: unknown } = {}) {
    super('BASH_UNAVAILABLE', text, options);
  }
}
