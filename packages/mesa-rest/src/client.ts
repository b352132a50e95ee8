import type { OperationRunner } from './call.js';
import { type ClientOptions, checkClientOptions, checkServerUrl, clientSettings } from './client-options.js';
import { type Credential, type CredentialWords, checkCredential } from './credential.js';
import { readEnvironment } from './environment.js';
import { apiErrorFrom } from './errors/api-error-from.js';
import { createClient, createConfig } from './generated/depot/client/index.js';
import { headerRecord } from './headers.js';
import type { ApiResponse, RequestOptions } from './request-options.js';
import { Transport } from './transport.js';

const DEFAULT_SERVER_URL = 'https://api.mesa.dev/v1';

const API_KEY: CredentialWords = {
  name: 'The API key',
  remedy: 'Pass `apiKey`, or set MESA_API_KEY.',
};

const OPTIONS = ['apiKey', 'serverUrl'] as const satisfies readonly (keyof MesaClientOptions)[];

/** Options of `createMesaClient` and `MesaRest`. */
export interface MesaClientOptions extends ClientOptions {
  /**
   * API key or access token. A function is asked once per call. Null sends no credential. Default: the environment
   * variable `MESA_API_KEY`.
   */
  readonly apiKey?: Credential | undefined;
  /** Base URL with its version. Default: the environment variable `MESA_API_URL`, else `https://api.mesa.dev/v1`. */
  readonly serverUrl?: string | undefined;
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
  checkClientOptions(options, OPTIONS);
  const settings = clientSettings(options);
  const serverUrl = checkServerUrl(
    options.serverUrl ?? readEnvironment('MESA_API_URL') ?? DEFAULT_SERVER_URL,
    {
      name: options.serverUrl === undefined ? 'MESA_API_URL' : 'serverUrl',
      example: DEFAULT_SERVER_URL,
      credential: '`apiKey`',
    },
  );
  const transport = new Transport({
    ...settings,
    dialect: {
      createClient: (config) => createClient(createConfig(config)),
      name: 'Mesa',
      urlHint: 'Is the URL that of the API, with its version at the end?',
      credentialWords: API_KEY,
      takesIdempotencyKeys: true,
      toError: apiErrorFrom,
    },
    credential: credentialOf(options.apiKey),
    serverUrl,
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
  return checkCredential(given ?? readEnvironment('MESA_API_KEY') ?? '', API_KEY);
}
