import { MesaError } from 'mesa-rest';

/** Thrown when the server could not be asked which organization or key the credential is. `cause` is the failed request. */
export class OrgResolutionError extends MesaError {
  static {
    OrgResolutionError.prototype.name = 'OrgResolutionError';
  }

  constructor(text: string, options: { cause?: unknown } = {}) {
    super('ORG_RESOLUTION_FAILED', text, options);
  }
}
