import { MesaError } from 'mesa-rest';

/** Thrown when a webhook is received by a client that was constructed without `webhookSecret`. */
export class MissingWebhookSecretError extends MesaError {
  static {
    MissingWebhookSecretError.prototype.name = 'MissingWebhookSecretError';
  }

  constructor(text: string, options: { cause?: unknown } = {}) {
    super('MISSING_WEBHOOK_SECRET', text, options);
  }
}
