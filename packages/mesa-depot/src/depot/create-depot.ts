import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type LevelWithSilent, type Logger, pino } from 'pino';
import type {
  CommitmentsOptions,
  CommitmentsServer,
  CommitmentsServerDeps,
} from '../commitments/create-commitments.js';
import type { CommitmentsServices } from '../commitments/service/services.js';
import { GitServer } from '../git/git-server.js';
import { createApp } from '../http/app.js';
import type { DrainOptions } from '../http/drain.js';
import { DEFAULT_REQUESTS_PER_SECOND } from '../http/limits.js';
import { createMetrics } from '../http/metrics.js';
import type { ServerOptions } from '../http/server.js';
import { createSyncWorker, DeliveryWorker, ExpiryWorker } from '../jobs/index.js';
import type {
  MeshagentOptions,
  MeshagentServer,
  MeshagentServerDeps,
} from '../meshagent/create-meshagent.js';
import type { MeshagentServices } from '../meshagent/service/services.js';
import { ObjectCache } from '../objects/index.js';
import { createServices, type ServiceDeps, type Services } from '../service/services.js';
import { prepareDataFolder } from '../storage/embedded/data-folder.js';
import { listOrgs, type Storage } from '../storage/index.js';
import { parseOrgSlug } from '../vcs/index.js';
import { TextEngine } from '../vcs/text/index.js';
import { loadAdminKey } from './admin-key.js';
import { isLoopback, toOrigin } from './host.js';
import { loadInstanceKey } from './instance-key.js';
import { openStorage } from './open-storage.js';
import { makeSpoolFolder } from './spool-folder.js';
import { VERSION } from './version.js';

/** Options of {@link createDepot}. */
export interface DepotOptions {
  /** Folder for the database and the keys, made where it is missing. Default: a temporary one, removed on `close`. */
  readonly dataFolder?: string;
  /**
   * URL of a PostgreSQL database, `postgres://user:password@host:port/database`, which any number of depots may use together. The
   * data folder then holds no more than keys and uploads under way. Default: an SQL file in the data folder, for this depot alone.
   */
  readonly databaseUrl?: string;
  /**
   * Store for large blobs that speaks S3, `s3://bucket/prefix?endpoint=https://store.example:9000&region=eu-central-1`; the
   * credentials are those that the AWS SDK finds in the environment. Default: they are in the database.
   */
  readonly objectsUrl?: string;
  /** Blobs of more bytes go to `objectsUrl`. Default, and at least: 1 MiB. */
  readonly largeBlobBytes?: number;
  /**
   * The key that secrets in the database are encrypted with, 32 bytes in base64: the same for all depots on one database. Default:
   * the one in the data folder, made at the first start.
   */
  readonly instanceKey?: string;
  /** Origin under which clients reach the depot, for the URLs in webhooks. Default: where it listens. */
  readonly publicUrl?: string;
  /** Slug of the organization. Default: the one in the database, in a new one `acme`. */
  readonly org?: string;
  /** Address to listen on. Default `127.0.0.1`: programs of this machine only. */
  readonly host?: string;
  /** Port to listen on. Default 0, which takes any free one. */
  readonly port?: number;
  /** Level of the log lines, which go to stderr. Default `silent`. */
  readonly logLevel?: LevelWithSilent;
  /** Logger to use in place of one on stderr; `logLevel` then has no effect. */
  readonly logger?: Logger;
  /**
   * Whether webhooks and upstreams may be on private networks. Default: when `host` is a loopback address and there is no
   * `databaseUrl`.
   */
  readonly allowPrivateNetworks?: boolean;
  /** Serves the official operations alone, as a server without our extensions does. Default false. */
  readonly officialOnly?: boolean;
  /**
   * Requests a second of one credential, averaged over 10 seconds; beyond, requests are answered with 429 `RATE_LIMITED`. 0
   * limits nothing. Each process counts for itself. Default: 0 when `host` is a loopback address and there is no `databaseUrl`,
   * otherwise 200.
   */
  readonly requestsPerSecond?: number;
  /**
   * Reverse proxies whose `X-Forwarded-For` is believed, as addresses and networks separated by commas, for example
   * `10.0.0.0/8,127.0.0.1`. Default: none, every connection is of who opened it.
   */
  readonly trustProxy?: string;
  /** Serves the commitments API as well, below `/commitments`. Default false. */
  readonly commitments?: boolean | CommitmentsOptions;
  /** Serves the MeshAgent API as well, at the root of a port of its own. Default false. */
  readonly meshagent?: boolean | MeshagentOptions;
  /** How long `close` waits for requests in flight, in milliseconds. Default 10,000; `0` cuts them at once. */
  readonly drainTimeoutMs?: number;
  /**
   * How long `close` leaves idle connections open, in milliseconds, for requests that are on their way: they are answered 503,
   * which clients send again, where a closed connection leaves them in doubt. Default 0; `mesa-depot serve` takes 500.
   */
  readonly lingerMs?: number;
  /** The time, in milliseconds since 1970. Default: the clock of the machine. */
  readonly now?: () => number;
  /** A source of random bytes. Default: the one of the machine. */
  readonly random?: (bytes: number) => Uint8Array;
  /** Gets the storage before anything uses it and returns what to use instead, for tests of faults. */
  readonly wrapStorage?: (storage: Storage) => Storage;
}

/** A running depot. Close it when done: `await using depot = await createDepot()` does. */
export interface Depot extends AsyncDisposable {
  /** Origin of the server, for example `http://127.0.0.1:8790`. */
  readonly url: string;
  /** Where clients find the API: `url` and `/v1`. */
  readonly apiUrl: string;
  /** Where git clients find repositories. */
  readonly vcsUrl: string;
  /** Where clients find the commitments API; undefined when it is not served. */
  readonly commitmentsUrl: string | undefined;
  /** Where clients find the MeshAgent API; undefined when it is not served. */
  readonly meshagentUrl: string | undefined;
  /** Token of the user who runs the MeshAgent server, the same for all depots on one database. */
  readonly meshagentToken: string | undefined;
  /** Slug of the organization. */
  readonly org: string;
  /** The first admin key of the organization, the same for all depots on one database. */
  readonly apiKey: string;
  /** File that keeps the key. */
  readonly apiKeyPath: string;
  /** Whether this start made the key. */
  readonly isNewApiKey: boolean;
  /** Why the key in the file does not work any more; undefined while it does. */
  readonly apiKeyProblem: string | undefined;
  readonly dataFolder: string;
  /** Whether only programs on this machine can reach it. */
  readonly isLoopback: boolean;
  /** The use cases behind the API, for tests that look beneath it. */
  readonly services: Services;
  /** The use cases behind the commitments API; undefined when it is not served. */
  readonly commitments: CommitmentsServices | undefined;
  /** The use cases behind the MeshAgent API; undefined when it is not served. */
  readonly meshagent: MeshagentServices | undefined;
  /** Lets requests in flight end, then stops and releases everything. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts a depot in this process and returns it once it answers.
 *
 * @throws DepotError `DATA_FOLDER_LOCKED`, `DATA_FOLDER_UNUSABLE`, `DATA_FOLDER_TOO_NEW`, `DATABASE_UNUSABLE`, `DATABASE_TOO_NEW`, `OBJECT_STORE_UNUSABLE` or, for a bad `org`, `BAD_REQUEST`; and Node's
 * own error when it cannot listen, for example `EADDRINUSE`.
 * @example
 * await using depot = await createDepot();
 * const mesa = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey });
 */
export async function createDepot(options: DepotOptions = {}): Promise<Depot> {
  const cleanUps: (() => Promise<void>)[] = [];
  const cleanUp = async (): Promise<void> => {
    const errors: unknown[] = [];
    for (let next = cleanUps.pop(); next !== undefined; next = cleanUps.pop()) {
      // What comes after a failed step still has to be released: above all the lock of the data folder.
      await next().catch((error: unknown) => errors.push(error));
    }
    if (errors.length > 0) throw errors[0];
  };
  try {
    return await start(options, cleanUps, cleanUp);
  } catch (error) {
    await cleanUp().catch(() => {}); // why it did not start is the error to tell
    throw error;
  }
}

async function start(
  options: DepotOptions,
  cleanUps: (() => Promise<void>)[],
  cleanUp: () => Promise<void>,
): Promise<Depot> {
  const { host = '127.0.0.1', port = 0, now = Date.now, random = randomBytes } = options;
  const { databaseUrl } = options;
  const isShared = databaseUrl !== undefined;
  const allowPrivateNetworks = options.allowPrivateNetworks ?? (isLoopback(host) && !isShared);
  if (options.org !== undefined) parseOrgSlug(options.org); // before a folder is made for it
  const log = options.logger ?? createLogger(options.logLevel ?? 'silent');

  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'mesa-depot-')));
  if (options.dataFolder === undefined) {
    cleanUps.push(() => rm(dataFolder, { recursive: true, force: true, maxRetries: 3 }));
  }
  const folder = resolve(dataFolder);

  if (isShared) prepareDataFolder(folder);
  const { objectsUrl, largeBlobBytes } = options;
  const opened = await openStorage({ folder, databaseUrl, objectsUrl, largeBlobBytes }, { log });
  cleanUps.push(() => opened.close());
  const storage = options.wrapStorage?.(opened) ?? opened;
  const text = new TextEngine();
  cleanUps.push(() => text.close());

  const keyDeps = { folder, storage, isShared, random };
  const instanceKey = await loadInstanceKey({ ...keyDeps, given: options.instanceKey });
  const jobDeps = { storage, now, log };
  const deliveries = new DeliveryWorker({
    ...jobDeps,
    random,
    instanceKey,
    version: VERSION,
    allowPrivateNetworks,
  });
  const holder = `${process.pid}-${Buffer.from(random(8)).toString('hex')}`;
  const expiry = new ExpiryWorker({ ...jobDeps, holder });
  let url = toOrigin(host, port);
  const spoolFolder = await makeSpoolFolder(folder, isShared, Date.now());
  cleanUps.push(() => rm(spoolFolder, { recursive: true, force: true }));
  const cache = new ObjectCache();
  const deps: ServiceDeps = {
    storage,
    cache,
    text,
    instanceKey,
    allowPrivateNetworks,
    version: VERSION,
    spoolFolder,
    now,
    random,
    apiOrigin: () => options.publicUrl ?? url,
    onCommit: () => deliveries.wake(),
    onSyncQueued: () => syncs.wake(),
  };
  const services = createServices(deps);
  const syncs = createSyncWorker({ ...deps, log, writer: services.writer, isAlone: !isShared });
  const adminKey = await loadAdminKey({ ...keyDeps, instanceKey, auth: services.auth, now }, options.org);

  const commitments = await startCommitments(options.commitments, { storage, instanceKey, log, now, random });

  const serverOptions: ServerOptions = {
    logger: log,
    metrics: createMetrics({
      countDeliveries: () => deliveries.metrics(),
      countSyncs: () => syncs.metrics(),
    }),
    checkHealth: async () => void (await listOrgs(storage.read)),
    requestsPerSecond:
      options.requestsPerSecond ?? (isLoopback(host) && !isShared ? 0 : DEFAULT_REQUESTS_PER_SECOND),
    ...(options.trustProxy === undefined ? {} : { trustProxy: options.trustProxy }),
  };
  const app = await createApp({
    ...serverOptions,
    services,
    git: new GitServer({ storage, cache, writer: services.writer, version: VERSION, spoolFolder }),
    officialOnly: options.officialOnly ?? false,
    modules: commitments === undefined ? [] : [commitments.module],
  });
  const drainOptions: Partial<DrainOptions> = {
    ...(options.drainTimeoutMs === undefined ? {} : { timeoutMs: options.drainTimeoutMs }),
    ...(options.lingerMs === undefined ? {} : { lingerMs: options.lingerMs }),
  };
  // Workers stop after the last request and before the storage they write to is closed.
  cleanUps.push(
    async () => void (await Promise.all([deliveries.stop(), expiry.stop(), syncs.stop()])),
    () => app.close(drainOptions),
  );
  url = toOrigin(host, await app.listen({ host, port }));
  deliveries.start();
  expiry.start();
  syncs.start();
  const meshagent = await startMeshagent(options.meshagent, {
    depot: { storage, instanceKey, allowPrivateNetworks, version: VERSION, now, random, http: serverOptions },
    folder,
    host,
    cleanUps,
    drainOptions,
  });

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= cleanUp();
    return closing;
  };
  return {
    url,
    apiUrl: `${url}/v1`,
    vcsUrl: url,
    commitmentsUrl: commitments === undefined ? undefined : `${url}${commitments.module.prefix}`,
    meshagentUrl: meshagent?.url,
    meshagentToken: meshagent?.token,
    org: adminKey.org,
    apiKey: adminKey.secret,
    apiKeyPath: adminKey.path,
    isNewApiKey: adminKey.isNew,
    apiKeyProblem: adminKey.problem,
    dataFolder: folder,
    isLoopback: isLoopback(host),
    services,
    commitments: commitments?.services,
    meshagent: meshagent?.server.services,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** It is loaded only where it is asked for: most depots start without it. */
async function startCommitments(
  options: DepotOptions['commitments'],
  deps: Omit<CommitmentsServerDeps, keyof CommitmentsOptions>,
): Promise<CommitmentsServer | undefined> {
  if (options === undefined || options === false) return undefined;
  const { createCommitments } = await import('../commitments/create-commitments.js');
  return createCommitments({ ...(options === true ? {} : options), ...deps });
}

interface MeshagentStart {
  readonly depot: Omit<MeshagentServerDeps, 'prices' | 'origin' | 'publicUrl'>;
  readonly folder: string;
  readonly host: string;
  readonly cleanUps: (() => Promise<void>)[];
  readonly drainOptions: Partial<DrainOptions>;
}

/** As with the other API, it is loaded only where it is asked for. It ends before the depot does. */
async function startMeshagent(
  options: DepotOptions['meshagent'],
  { depot, folder, host, cleanUps, drainOptions }: MeshagentStart,
): Promise<{ readonly url: string; readonly token: string; readonly server: MeshagentServer } | undefined> {
  if (options === undefined || options === false) return undefined;
  const { port = 0, prices = {}, publicUrl } = options === true ? {} : options;
  const { createMeshagent } = await import('../meshagent/create-meshagent.js');
  const { loadMeshagentToken } = await import('./meshagent-operator.js');
  const token = await loadMeshagentToken({ ...depot, folder });
  let url = toOrigin(host, port);
  const server = await createMeshagent({ ...depot, prices, publicUrl, origin: () => publicUrl ?? url });
  cleanUps.push(
    () => server.stop(),
    () => server.app.close(drainOptions),
  );
  url = toOrigin(host, await server.app.listen({ host, port }));
  server.start();
  return { url, token, server };
}

/** Log lines go to stderr at once: stdout is for answers, and the last line before a crash is the one that matters. */
function createLogger(level: LevelWithSilent): Logger {
  return pino({ level, base: { pid: process.pid } }, pino.destination({ dest: 2, sync: true }));
}
