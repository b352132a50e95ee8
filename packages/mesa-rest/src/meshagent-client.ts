import type { OperationRunner } from './call.js';
import { type ClientOptions, checkClientOptions, checkServerUrl, clientSettings } from './client-options.js';
import { type Credential, type CredentialWords, checkCredential } from './credential.js';
import { meshagentErrorFrom } from './errors/meshagent-error-from.js';
import { createClient, createConfig } from './generated/meshagent/client/index.js';
import { Transport } from './transport.js';

/** Options of `createMeshagentClient`. */
export interface MeshagentClientOptions extends ClientOptions {
  /** Origin of the MeshAgent server, for example `http://127.0.0.1:8791`. */
  readonly serverUrl: string;
  /**
   * API key of a project, or token of a user. A function is asked once per call. Default: none, which the few operations
   * that are open to everybody can do without.
   */
  readonly token?: Credential | undefined;
}

const TOKEN: CredentialWords = {
  name: 'The token',
  remedy: 'Pass an API key or a user token as `token`, or set MESHAGENT_API_KEY.',
};

const OPTIONS = ['serverUrl', 'token'] as const satisfies readonly (keyof MeshagentClientOptions)[];

/** A configured client: what every function of this subpath takes as `client`. It holds no connection. */
export interface MeshagentClient extends OperationRunner {
  /** Tells it from clients of other servers. */
  readonly api: 'meshagent';
  /** Origin of the server, without a slash at its end. */
  readonly serverUrl: string;
}

/**
 * Returns a client of a MeshAgent server.
 *
 * @throws InvalidOptionsError when an option makes no sense
 * @example
 * const client = createMeshagentClient({ serverUrl: 'http://127.0.0.1:8791', token: process.env.MESHAGENT_API_KEY });
 * const { data } = await listRooms({ client, path: { project_id } });
 */
export function createMeshagentClient(options: MeshagentClientOptions): MeshagentClient {
  checkClientOptions(options, OPTIONS);
  const settings = clientSettings(options);
  const serverUrl = checkServerUrl(options.serverUrl, {
    // Not by the name of the option: clients that are made of this one have another, or a variable.
    name: 'The URL of the MeshAgent server (an option, else MESHAGENT_API_URL)',
    example: 'http://127.0.0.1:8791',
    credential: '`token`',
  });
  const { token = null } = options;
  const transport = new Transport({
    ...settings,
    dialect: {
      createClient: (config) => createClient(createConfig(config)),
      name: 'MeshAgent',
      urlHint: 'Is the URL that of a MeshAgent server?',
      credentialWords: TOKEN,
      takesIdempotencyKeys: false,
      toError: meshagentErrorFrom,
    },
    credential: typeof token === 'string' ? checkCredential(token, TOKEN) : token,
    serverUrl,
  });
  return { api: 'meshagent', serverUrl, run: (operation, input) => transport.run(operation, input) };
}
