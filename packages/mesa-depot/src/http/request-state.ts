import type { Actor } from '../service/call.js';
import type { Operation } from './operation.js';

/** What the server finds out about a request on its way to the handler. */
export interface RequestState {
  actor?: Actor;
  /** Id of the credential that was sent, once it is known to be good. */
  credentialId?: string;
  /** The media type that the answer will have. */
  mediaType?: string;
  /** SHA-256 of the body as it came; set where the request has an idempotency key. */
  bodyHash?: Uint8Array;
  /** Code of the error that was answered. */
  errorCode?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    mesa: RequestState;
  }
  interface FastifyContextConfig {
    /** The operation of the contract that the route serves. */
    operation?: Operation;
    /** What the route is called in logs and metrics, where it serves no operation of the contract. */
    name?: string;
    /** Media type of the request body, where the route serves no operation of the contract and takes other than JSON. */
    bodyType?: string;
  }
}
