import { MesaError } from './mesa-error.js';

/** Thrown when a client or a call is given options that make no sense, for example a negative timeout. */
export class InvalidOptionsError extends MesaError {
  static {
    InvalidOptionsError.prototype.name = 'InvalidOptionsError';
  }

  constructor(text: string, options: { cause?: unknown } = {}) {
    super('INVALID_OPTIONS', text, options);
  }
}
