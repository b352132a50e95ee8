import type { Server, ServerOptions } from '../http/server.js';
import { createMeshagentApp } from './http/create-meshagent-app.js';
import { MeshagentWorker } from './jobs/meshagent-worker.js';
import type { MeshagentDeps } from './service/deps.js';
import type { UsagePrices } from './service/ledger.js';
import { createMeshagentServices, type MeshagentServices } from './service/services.js';

/** How a MeshAgent server is to behave. */
export interface MeshagentOptions {
  /** Port to listen on. Default 0, which takes any free one. */
  readonly port?: number;
  /** Origin under which clients reach the server, for URLs in answers and webhooks. Default: where they did, and where it listens. */
  readonly publicUrl?: string;
  /** Dollars for a unit of what projects use. Default: everything is free. */
  readonly prices?: UsagePrices;
}

/** What a MeshAgent server is made of. */
export interface MeshagentServerDeps extends Omit<MeshagentDeps, 'log'> {
  /** How it is served. */
  readonly http: ServerOptions;
  /** Origin under which clients reach the server. Undefined: where each of them did. */
  readonly publicUrl: string | undefined;
}

/** A MeshAgent server, which has a port of its own. */
export interface MeshagentServer {
  readonly services: MeshagentServices;
  readonly app: Server;
  /** Begins with what has to be done without being asked for. */
  start(): void;
  /** Ends that. The server is closed before, the storage after. */
  stop(): Promise<void>;
}

/** Makes a MeshAgent server over the storage of a depot. It does not listen yet. */
export async function createMeshagent({
  http,
  publicUrl,
  ...deps
}: MeshagentServerDeps): Promise<MeshagentServer> {
  const services = createMeshagentServices({ ...deps, log: http.logger });
  const app = await createMeshagentApp(http, { services, publicUrl });
  const worker = new MeshagentWorker({ services, log: http.logger });
  return { services, app, start: () => worker.start(), stop: () => worker.stop() };
}
