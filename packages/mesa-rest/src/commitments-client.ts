import type { OperationRunner } from './call.js';
import { canonicalJson } from './canonical-json/index.js';
import { type ClientOptions, checkClientOptions, checkServerUrl, clientSettings } from './client-options.js';
import { type Credential, type CredentialWords, checkCredential } from './credential.js';
import { commitmentsErrorFrom } from './errors/commitments-error-from.js';
import { createClient, createConfig } from './generated/commitments/client/index.js';
import { Transport } from './transport.js';

/** Options of `createCommitmentsClient`. */
export interface CommitmentsClientOptions extends ClientOptions {
  /** Base URL of the commitments server; it may have a path. */
  readonly serverUrl: string;
  /** Sent with the operations of operators, and with no other. */
  readonly adminToken?: string | undefined;
  /** Sent with signed envelopes, where it narrows what their principal may do. A function is asked once per call. */
  readonly capabilityToken?: Credential | undefined;
}

const CAPABILITY_TOKEN: CredentialWords = {
  name: 'The capability token',
  remedy: 'Pass one as `capabilityToken`, or leave it out.',
};
const ADMIN_TOKEN: CredentialWords = {
  name: 'The admin token',
  remedy: 'Pass one as `adminToken`, or leave it out.',
};

const OPTIONS = [
  'serverUrl',
  'adminToken',
  'capabilityToken',
] as const satisfies readonly (keyof CommitmentsClientOptions)[];

/** A configured client: what every function of this subpath takes as `client`. It holds no connection. */
export interface CommitmentsClient extends OperationRunner {
  /** Tells it from clients of other servers. */
  readonly api: 'commitments';
  /** Base URL of the server, without a slash at its end. */
  readonly serverUrl: string;
}

/**
 * Returns a client of a commitments server.
 *
 * @throws InvalidOptionsError when an option makes no sense
 * @example
 * const client = createCommitmentsClient({ serverUrl: 'http://127.0.0.1:8790/commitments-api' });
 * const { data } = await createPrincipal({ client, body: { org: 'acme', public_key } });
 */
export function createCommitmentsClient(options: CommitmentsClientOptions): CommitmentsClient {
  checkClientOptions(options, OPTIONS);
  const settings = clientSettings(options);
  const serverUrl = checkServerUrl(options.serverUrl, {
    // Not by the name of the option: clients that are made of this one have another.
    name: 'The URL of the commitments server',
    example: 'http://127.0.0.1:8790/commitments-api',
    credential: '`capabilityToken` or `adminToken`',
  });
  const { adminToken, capabilityToken = null } = options;
  const transport = new Transport({
    ...settings,
    dialect: {
      createClient: (config) => createClient(createConfig(config)),
      name: 'commitments',
      urlHint: 'Is the URL that of a commitments server, with its path?',
      credentialWords: CAPABILITY_TOKEN,
      takesIdempotencyKeys: false,
      // Numbers that were read from JSON travel as they are signed.
      bodySerializer: canonicalJson,
      toError: commitmentsErrorFrom,
    },
    credential:
      typeof capabilityToken === 'string'
        ? checkCredential(capabilityToken, CAPABILITY_TOKEN)
        : capabilityToken,
    keys: {
      'X-Admin-Token': adminToken === undefined ? undefined : checkCredential(adminToken, ADMIN_TOKEN),
    },
    serverUrl,
  });
  return { api: 'commitments', serverUrl, run: (operation, input) => transport.run(operation, input) };
}
