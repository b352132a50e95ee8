import { MesaError } from './mesa-error.js';

/**
 * Thrown when no answer arrived: the server could not be reached, or the connection broke before the end of the
 * answer. `cause` is what the platform's `fetch` reported.
 */
export class ConnectionError extends MesaError {
  static {
    ConnectionError.prototype.name = 'ConnectionError';
  }

  constructor(text: string, options: { cause?: unknown } = {}) {
    super('CONNECTION_FAILED', text, options);
  }
}
