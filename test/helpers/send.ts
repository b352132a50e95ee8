import type { Operation, Spec } from './load-spec.js';
import { operationOf, problemsOf } from './spec.js';

/** A request of one operation, in the parts that the specification names. */
export interface ContractRequest {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  /** Sent as JSON; bytes are sent as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: the key of the client. `null` sends no credential. */
  readonly credential?: string | null;
}

/** What came back. `body` is parsed JSON, or text; of a feed, what it tells first. */
export interface ContractAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
  /** Where the answer is not what the specification says. */
  readonly problems: readonly string[];
}

/** Sends requests by operation id and checks every answer against the specification. */
export type ContractClient = (operationId: string, request?: ContractRequest) => Promise<ContractAnswer>;

/**
 * Returns a client for the server at `apiUrl`. Nothing of the product is used: only `fetch` and the specification.
 *
 * @param apiKey Null for an API that wants none.
 */
export function createContractClient(
  apiUrl: string,
  apiKey: string | null,
  spec: Pick<Spec, 'operationOf' | 'problemsOf'> = { operationOf, problemsOf },
): ContractClient {
  return async (operationId, request = {}) => {
    const operation = spec.operationOf(operationId);
    const { credential = apiKey } = request;
    const response = await fetch(apiUrl + urlOf(operation, request), {
      method: operation.method.toUpperCase(),
      headers: {
        ...(credential === null ? {} : { authorization: `Bearer ${credential}` }),
        ...(request.body === undefined ? {} : { 'content-type': typeOf(request.body) }),
        ...request.headers,
      },
      ...(request.body === undefined ? {} : { body: encode(request.body) }),
    });
    const contentType = response.headers.get('content-type') ?? '';
    const text = contentType.startsWith('text/event-stream')
      ? await firstChunk(response)
      : await response.text();
    const body = contentType.startsWith('application/json') ? JSON.parse(text) : text;
    const problems = spec.problemsOf(operation, response.status, contentType, body);
    return { status: response.status, contentType, headers: response.headers, body, problems };
  };
}

function typeOf(body: unknown): string {
  return body instanceof Uint8Array ? 'application/octet-stream' : 'application/json';
}

function encode(body: unknown): BodyInit {
  return body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body);
}

/** Reads the beginning of an answer that has no end. */
async function firstChunk(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  await reader?.cancel();
  return new TextDecoder().decode(value);
}

/** Returns path and query of a request. */
export function urlOf(operation: Operation, { path = {}, query = {} }: ContractRequest): string {
  const filled = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(path[name] ?? ''),
  );
  const pairs = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return pairs.length === 0 ? filled : `${filled}?${pairs.join('&')}`;
}
