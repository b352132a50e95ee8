import { MesaError } from 'mesa-rest';

/** Thrown when `apiUrl` or `vcsUrl` is not an http or https URL that a path can be appended to. */
export class InvalidApiUrlError extends MesaError {
  static {
    InvalidApiUrlError.prototype.name = 'InvalidApiUrlError';
  }

  constructor(text: string, options: { cause?: unknown } = {}) {
    super('INVALID_API_URL', text, options);
  }
}
