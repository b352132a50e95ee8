import { MesaError } from 'mesa-rest';

/**
 * Thrown inside a filesystem when what was written could not be stored for as long as its writer waits. It is not lost:
 * the message tells where it is. `cause` is how the last request failed.
 */
export class UnsentError extends MesaError {
  static {
    UnsentError.prototype.name = 'UnsentError';
  }

  /** What the message says, without the code. */
  readonly text: string;

  constructor(text: string, options: { cause: unknown }) {
    super('UNSENT', text, options);
    this.text = text;
  }
}
