import type { RequestOptions } from 'mesa-rest';
import type { CommitmentsClient } from 'mesa-rest/commitments';
import { checkCallOptions } from '../core/check-call-options.js';
import { toMesaError } from './errors/to-mesa-error.js';

/** What every function of `mesa-rest/commitments` takes beside its parameters. */
export type CallBase = { readonly client: CommitmentsClient } & RequestOptions;

/** The way to the server, shared by the resources. */
export class Connection {
  readonly client: CommitmentsClient;
  /** Capability token for subscriptions that bring none of their own. */
  readonly capabilityToken: string | undefined;

  constructor(client: CommitmentsClient, capabilityToken: string | undefined) {
    this.client = client;
    this.capabilityToken = capabilityToken;
  }

  /** Sends a request, and throws the errors of this API. */
  async send<T>(
    options: RequestOptions,
    request: (base: CallBase) => Promise<{ readonly data: T }>,
  ): Promise<T> {
    checkCallOptions(options);
    const { timeoutMs, headers, retry, signal, idempotencyKey } = options;
    try {
      return (await request({ client: this.client, timeoutMs, headers, retry, signal, idempotencyKey })).data;
    } catch (error) {
      throw toMesaError(error);
    }
  }
}
