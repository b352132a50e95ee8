import { MesaError } from 'mesa-rest';

/** Thrown when a script is given to a session that has ended: by `exit`, a timeout, an abort, or because it was closed. */
export class SessionEndedError extends MesaError {
  static {
    SessionEndedError.prototype.name = 'SessionEndedError';
  }

  constructor(text: string) {
    super('SESSION_ENDED', text);
  }
}
