import { createDepot, type Depot, type MeshagentOptions } from '../index.js';
import { describeFailure } from './describe-failure.js';
import { greeting } from './greeting.js';
import type { LogLevel } from './log-levels.js';

/**
 * How long a stopping depot answers on connections that clients still believe to be open. Well below the second after which they
 * send again what was refused meanwhile: the last connections must not close just then.
 */
const LINGER_MS = 500;

/** Options of the command `serve`, as the command line gives them. */
export interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly databaseUrl?: string;
  readonly objectsUrl?: string;
  readonly largeFileSize?: number;
  readonly instanceKey?: string;
  readonly publicUrl?: string;
  readonly org?: string;
  readonly json?: true;
  readonly allowPrivateNetworks?: boolean;
  readonly officialOnly?: true;
  readonly rateLimit?: number;
  readonly trustProxy?: string;
  readonly commitments?: true;
  readonly meshagentPort?: number;
  readonly meshagentPublicUrl?: string;
  /** What the admin of the commitments API sends. */
  readonly adminToken?: string;
  readonly logLevel: LogLevel;
}

/** What `serve` needs of the process it runs in. */
export interface ServeProcess {
  readonly pid: number;
  print(text: string): void;
  warn(text: string): void;
  /** Calls `listener` at every SIGTERM and SIGINT. */
  onStop(listener: () => void): void;
  exit(code: number): void;
}

/**
 * Starts a depot and tells where it is. It then runs until a signal: the first drains and closes, a second one ends the
 * process at once.
 */
export async function serve(options: ServeOptions, process: ServeProcess): Promise<void> {
  let stopRequests = 0;
  let depot: Depot | undefined;
  const stop = async (): Promise<void> => {
    stopRequests += 1;
    if (stopRequests > 1) return process.exit(1);
    try {
      // Before the start is over, the first signal only notes that it came.
      if (depot === undefined) return;
      await depot.close();
      process.exit(0);
    } catch (error) {
      process.warn(describeFailure(error));
      process.exit(1);
    }
  };
  process.onStop(() => void stop());

  depot = await createDepot({
    dataFolder: options.data,
    host: options.host,
    port: options.port,
    logLevel: options.logLevel,
    lingerMs: LINGER_MS,
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
    ...(options.objectsUrl === undefined ? {} : { objectsUrl: options.objectsUrl }),
    ...(options.largeFileSize === undefined ? {} : { largeBlobBytes: options.largeFileSize }),
    ...(options.instanceKey === undefined ? {} : { instanceKey: options.instanceKey }),
    ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
    ...(options.org === undefined ? {} : { org: options.org }),
    ...(options.allowPrivateNetworks === undefined
      ? {}
      : { allowPrivateNetworks: options.allowPrivateNetworks }),
    ...(options.officialOnly === undefined ? {} : { officialOnly: options.officialOnly }),
    ...(options.rateLimit === undefined ? {} : { requestsPerSecond: options.rateLimit }),
    ...(options.trustProxy === undefined ? {} : { trustProxy: options.trustProxy }),
    ...(options.commitments === undefined
      ? {}
      : { commitments: options.adminToken === undefined ? true : { adminToken: options.adminToken } }),
    ...(options.meshagentPort === undefined ? {} : { meshagent: toMeshagentOptions(options) }),
  });
  if (stopRequests > 0) {
    await depot.close();
    return process.exit(0);
  }
  announce(depot, options, process);
}

function toMeshagentOptions({
  meshagentPort: port,
  meshagentPublicUrl: publicUrl,
}: ServeOptions): MeshagentOptions {
  return { ...(port === undefined ? {} : { port }), ...(publicUrl === undefined ? {} : { publicUrl }) };
}

function announce(depot: Depot, { host, json }: ServeOptions, process: ServeProcess): void {
  if (!depot.isLoopback) {
    process.warn(
      `Warning: ${host} is not a loopback address. Whoever can reach this machine can reach the depot, and keys travel in plain HTTP: put a proxy with TLS in front.`,
    );
  }
  if (depot.apiKeyProblem !== undefined) {
    process.warn(
      `Warning: the key in ${depot.apiKeyPath} does not work. ${depot.apiKeyProblem} Use another key, or delete the file: the next start then makes a new one.`,
    );
  }
  if (json) {
    const api_key = depot.apiKeyProblem === undefined ? depot.apiKey : null;
    const { apiUrl: api_url, vcsUrl: vcs_url, commitmentsUrl: commitments_url, org } = depot;
    const { meshagentUrl: meshagent_url, meshagentToken: meshagent_token } = depot;
    process.print(
      JSON.stringify({
        api_url,
        vcs_url,
        commitments_url,
        meshagent_url,
        meshagent_token,
        org,
        api_key,
        pid: process.pid,
      }),
    );
  } else {
    process.print(greeting(depot));
  }
}
