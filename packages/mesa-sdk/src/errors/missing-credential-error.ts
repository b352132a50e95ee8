import { MesaError } from 'mesa-rest';

/** Thrown when a client is constructed without a credential, and the environment has none either. */
export class MissingCredentialError extends MesaError {
  static {
    MissingCredentialError.prototype.name = 'MissingCredentialError';
  }

  constructor(text: string, options: { cause?: unknown } = {}) {
    super('MISSING_CREDENTIAL', text, options);
  }
}
