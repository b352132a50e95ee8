import type { MesaClient } from './client.js';
import type { HeaderOptions } from './headers.js';
import type { RetryOptions } from './retry.js';

/** What a single call may decide for itself, in place of what the client was made with. */
export interface RequestOptions {
  /**
   * Total time of the call in milliseconds: every attempt, the waits between them and the reading of the answer.
   * 0 means no limit.
   */
  readonly timeoutMs?: number | undefined;
  /** Headers added to those of the client, or replacing them; null removes one. */
  readonly headers?: HeaderOptions | undefined;
  /** Retry settings; those left out stay as the client has them. */
  readonly retry?: RetryOptions | undefined;
  /** Ends the call with an `AbortedError` when it aborts. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Makes POST and PATCH safe to send again: for 24 hours the server answers a request with the same key as it
   * answered the first one. Use a new random key for every operation, and the same one to repeat it. The commitments and
   * MeshAgent APIs have no such keys, and their clients refuse one.
   */
  readonly idempotencyKey?: string | undefined;
}

/** The generated description of what an operation takes. */
export interface OperationData {
  readonly body?: unknown;
  readonly path?: unknown;
  readonly query?: unknown;
  readonly url: string;
}

/** Allows `undefined` for optional members also under `exactOptionalPropertyTypes`. */
type Lenient<T> = { [Member in keyof T]: undefined extends T[Member] ? T[Member] | undefined : T[Member] };

/** The argument of a flat function: client, `path`, `query` and `body` of the operation, and request options. */
export type CallOptions<Data extends OperationData, Client = MesaClient> = { readonly client: Client } & {
  [Part in keyof Data as Part extends 'path' | 'body' ? Part : never]: Data[Part];
} & { [Part in keyof Data as Part extends 'query' ? Part : never]: Lenient<Data[Part]> } & RequestOptions;

type Members<Part> = [Exclude<Part, undefined>] extends [never] ? unknown : Lenient<Exclude<Part, undefined>>;
type PartOf<Data, Name extends string> = Name extends keyof Data ? Data[Name] : undefined;
type BodyMember<Data> = [Exclude<PartOf<Data, 'body'>, undefined>] extends [never]
  ? unknown
  : Pick<Data, 'body' & keyof Data>;

/** The first argument of a resource method: members of path and query side by side, and the body as `body`. */
export type Arguments<Data extends OperationData> = Members<PartOf<Data, 'path'>> &
  Members<PartOf<Data, 'query'>> &
  BodyMember<Data>;

/** What a flat function resolves with. */
export interface ApiResponse<T> {
  /** The answer, parsed. */
  readonly data: T;
  /** Status and headers of the answer; its body is read already. */
  readonly response: Response;
}
