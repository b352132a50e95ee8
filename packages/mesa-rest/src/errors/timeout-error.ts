import { MesaError } from './mesa-error.js';

/**
 * Thrown when a call did not finish within its deadline (`timeoutMs`), which covers every attempt, the waits between
 * them and the reading of the answer. `cause` is the failure of the last attempt, when there was one.
 */
export class TimeoutError extends MesaError {
  /** The deadline that passed. */
  readonly timeoutMs: number;

  static {
    TimeoutError.prototype.name = 'TimeoutError';
  }

  constructor(text: string, options: { timeoutMs: number; cause?: unknown }) {
    super('TIMEOUT', text, 'cause' in options ? { cause: options.cause } : {});
    this.timeoutMs = options.timeoutMs;
  }
}
