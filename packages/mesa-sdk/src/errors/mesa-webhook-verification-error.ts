import { MesaError } from 'mesa-rest';

/** Thrown when a webhook delivery is not genuine, is too old, or is not an event that this version knows. */
export class MesaWebhookVerificationError extends MesaError {
  static {
    MesaWebhookVerificationError.prototype.name = 'MesaWebhookVerificationError';
  }

  constructor(text: string, options: { cause?: unknown } = {}) {
    super('WEBHOOK_VERIFICATION_FAILED', text, options);
  }
}
