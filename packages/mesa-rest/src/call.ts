import { InvalidOptionsError } from './errors/invalid-options-error.js';
import type { ApiResponse, RequestOptions } from './request-options.js';

/** How the body of an answer is handed to the caller. */
export type AnswerForm = 'json' | 'text' | 'bytes' | 'stream' | 'none';

/** A schema of the generated zod module, as far as this package uses it. */
export interface ResponseSchema {
  safeParse(
    data: unknown,
  ):
    | { success: true }
    | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } };
}

/** Bytes to send. */
export type BodySource = Uint8Array | Blob | ReadableStream<Uint8Array>;

/** A generated function, and what the client has to know beside its options. */
export interface Operation {
  /** The generated function; sends one request through the generated client it is given. */
  readonly send: (options: never) => Promise<{ data: unknown; response: Response }>;
  readonly form: AnswerForm;
  /** Media type to ask for. */
  readonly accept: string;
  /**
   * Loads the schema of the answer. A function, so that zod is loaded by those who validate and by nobody else.
   */
  readonly schema?: () => Promise<ResponseSchema>;
  /** True for a POST that changes nothing when it is sent twice, so that it is retried as a GET is. */
  readonly repeatable?: boolean;
  /**
   * Bytes to send that are not JSON, or what opens them for each attempt. In place of `body` of the input, which ky copies
   * before it sends: of a stream it would keep in memory whatever was sent already.
   */
  readonly octets?: BodySource | (() => BodySource);
}

/** Path, query and body of a call with its request options. */
export interface OperationInput extends RequestOptions {
  readonly path?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

/** What runs operations; every client is one. */
export interface OperationRunner {
  /** Runs an operation with credential, deadline, retries and errors. It is there for the generated functions. */
  run<T>(operation: Operation, input: OperationInput): Promise<ApiResponse<T>>;
}

/**
 * Returns the client among the options of a flat function.
 *
 * @public for the generated functions, which knip does not look into
 * @throws InvalidOptionsError when there is none; without types, it is the first thing to be forgotten
 */
export function clientOf(options: { readonly client: OperationRunner } | undefined): OperationRunner {
  const client = options?.client as Partial<OperationRunner> | undefined;
  if (typeof client?.run === 'function') return client as OperationRunner;
  throw new InvalidOptionsError(
    'A function of mesa-rest takes an object with `client`: what `createMesaClient` returns, `client` of a `MesaRest`, or `raw` of a `Mesa`.',
  );
}
