import { MesaError } from 'mesa-rest';

/** Thrown inside a filesystem when the server has moved on from what the filesystem asked for: look again, then retry. */
export class StaleRevisionError extends MesaError {
  static {
    StaleRevisionError.prototype.name = 'StaleRevisionError';
  }

  constructor(path: string) {
    super('STALE_REVISION', `\`${path}\` is not what it was any more.`);
  }
}
