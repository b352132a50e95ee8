import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/** A part of the server that answers everything below a path, in shapes of its own. */
export interface HttpModule {
  /** The path, for example `/commitments`. */
  readonly prefix: string;
  /** Adds the routes to `app`, which is of this module alone: its hooks and handlers are nobody else's. */
  register(app: FastifyInstance): void;
  /** Takes over a connection that asks to become a WebSocket. `path` is what follows the prefix, with the query. */
  upgrade(request: IncomingMessage, connection: { socket: Duplex; head: Buffer; path: string }): void;
  /** Ends the connections that it took over. */
  stop(): Promise<void>;
}

/** Returns the module whose path a URL is below, and the rest of the URL. */
export function findModule(
  modules: readonly HttpModule[],
  url: string,
): { readonly module: HttpModule; readonly path: string } | undefined {
  for (const module of modules) {
    if (!url.startsWith(module.prefix)) continue;
    const path = url.slice(module.prefix.length);
    if (path === '' || path.startsWith('/') || path.startsWith('?')) return { module, path };
  }
  return undefined;
}
