import type { CommitmentsClient } from 'mesa-rest/commitments';
import type { CallOptions } from '../core/call-options.js';
import { sendRequest } from '../core/send-request.js';
import { toMesaError } from './errors/to-mesa-error.js';

/** What every function of `mesa-rest/commitments` takes beside its parameters. */
export type CallBase = { readonly client: CommitmentsClient } & CallOptions;

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
  send<T>(options: CallOptions, request: (base: CallBase) => Promise<{ readonly data: T }>): Promise<T> {
    return sendRequest(this.client, options, request, toMesaError);
  }
}
