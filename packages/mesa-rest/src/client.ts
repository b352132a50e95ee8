import type { OperationRunner } from './call.js';
import { type Credential, checkCredential } from './credential.js';
import { readEnvironment, userAgentHeader } from './environment.js';
import { InvalidOptionsError } from './errors/invalid-options-error.js';
import { VERSION } from './generated/version.gen.js';
import { type HeaderOptions, headerRecord } from './headers.js';
import { checkMembers, typeName } from './known-members.js';
import type { ApiResponse, RequestOptions } from './request-options.js';
import { DEFAULT_RETRY, type RetryOptions, resolveRetry } from './retry.js';
import { type Fetch, Transport } from './transport.js';

const DEFAULT_SERVER_URL = 'https://api.mesa.dev/v1';
const DEFAULT_TIMEOUT_MS = 60_000; // 60 seconds

const OPTIONS = [
  'apiKey',
  'serverUrl',
  'timeoutMs',
  'retry',
  'fetch',
  'headers',
  'userAgent',
  'validateResponses',
] as const satisfies readonly (keyof MesaClientOptions)[];

/** Options of `createMesaClient` and `MesaRest`. */
export interface MesaClientOptions {
  /**
   * API key or access token. A function is asked once per call. Null sends no credential. Default: the environment
   * variable `MESA_API_KEY`.
   */
  readonly apiKey?: Credential | undefined;
  /** Base URL with its version. Default: the environment variable `MESA_API_URL`, else `https://api.mesa.dev/v1`. */
  readonly serverUrl?: string | undefined;
  /** Total time of a call in milliseconds, retries and reading included. Default 60,000; 0 means no limit. */
  readonly timeoutMs?: number | undefined;
  /** When and how failed requests are sent again. Default: exponential back-off for up to 30 seconds. */
  readonly retry?: RetryOptions | undefined;
  /** Sends the requests, in place of the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Headers of every request. */
  readonly headers?: HeaderOptions | undefined;
  /** Sent as `User-Agent` in place of `mesa-rest-ts/<version>`; as `X-Mesa-User-Agent` in browsers. */
  readonly userAgent?: string | undefined;
  /**
   * Checks every JSON answer against its schema and throws `InvalidResponseError` on a difference. Default false:
   * it costs time and loads zod. Members that the schema does not know are never an error.
   */
  readonly validateResponses?: boolean | undefined;
}

/** A request that this version has no function for. */
export interface RawRequest extends RequestOptions {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  /** Path below the server URL, with its parameters in braces: `/{org}/{repo}/things`. */
  readonly url: `/${string}`;
  readonly path?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** A configured client: what every flat function takes as `client`. It holds no connection and needs no closing. */
export interface MesaClient extends OperationRunner {
  /** Base URL of the server, without a slash at its end. */
  readonly serverUrl: string;
  /**
   * Sends a request that this version has no function for, with everything a function has: credential, deadline,
   * retries, errors. The answer must be JSON.
   *
   * @example
   * const { data } = await client.request<{ ok: boolean }>({ method: 'GET', url: '/{org}/new-thing', path: { org } });
   */
  request<T = unknown>(request: RawRequest): Promise<ApiResponse<T>>;
}

/**
 * Returns a client.
 *
 * @throws InvalidOptionsError when there is no API key, or an option makes no sense
 * @example
 * const client = createMesaClient({ apiKey: 'mesa_…' });
 * const { data } = await listRepos({ client, path: { org: 'acme' } });
 */
export function createMesaClient(options: MesaClientOptions = {}): MesaClient {
  checkMembers('A client', options, OPTIONS);
  if (options.fetch !== undefined && typeof options.fetch !== 'function') {
    throw new InvalidOptionsError(`fetch is ${typeName(options.fetch)}; it must be a function.`);
  }
  const serverUrl = checkServerUrl(
    options.serverUrl ?? readEnvironment('MESA_API_URL') ?? DEFAULT_SERVER_URL,
  );
  const { timeoutMs = DEFAULT_TIMEOUT_MS, userAgent = `mesa-rest-ts/${VERSION}` } = options;
  if (!(timeoutMs >= 0)) {
    throw new InvalidOptionsError(`timeoutMs is ${timeoutMs}; it must be 0 (no limit) or a positive number.`);
  }
  const transport = new Transport({
    credential: credentialOf(options.apiKey),
    serverUrl,
    timeoutMs,
    retry: resolveRetry(options.retry, DEFAULT_RETRY),
    // Looked up at each call, so that a `fetch` that is replaced later, as by a test, counts.
    fetch: options.fetch ?? ((request, init) => globalThis.fetch(request, init)),
    headers: { [userAgentHeader()]: userAgent, ...headerRecord(options.headers) },
    validateResponses: options.validateResponses ?? false,
  });
  return {
    serverUrl,
    run: (operation, input) => transport.run(operation, input),
    request: ({ method, url, ...input }) =>
      transport.run(
        {
          send: (request: {
            client: { request(request: object): Promise<{ data: unknown; response: Response }> };
          }) =>
            request.client.request({
              security: [{ scheme: 'bearer', type: 'http' }],
              ...request,
              method,
              url,
            }),
          form: 'json',
          accept: 'application/json',
        },
        input.body === undefined
          ? input
          : { ...input, headers: { 'Content-Type': 'application/json', ...headerRecord(input.headers) } },
      ),
  };
}

function credentialOf(given: Credential | undefined): Credential {
  if (given === null || typeof given === 'function') return given;
  return checkCredential(given ?? readEnvironment('MESA_API_KEY') ?? '');
}

function checkServerUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new InvalidOptionsError(
      `serverUrl is not a URL: '${text}'. An example is '${DEFAULT_SERVER_URL}'.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new InvalidOptionsError(
      'serverUrl holds a user name or a password; pass the credential as `apiKey`.',
    );
  }
  if (!['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new InvalidOptionsError(`serverUrl must be an http or https URL without a query: '${text}'.`);
  }
  return url.href.replace(/\/+$/, '');
}
