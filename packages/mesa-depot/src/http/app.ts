import type { GitServer } from '../git/git-server.js';
import type { Services } from '../service/services.js';
import { countRequest } from './admit.js';
import { acceptBodies } from './body.js';
import { loadContract } from './contract.js';
import { toErrorResponse } from './error-response.js';
import { gitRoutes } from './git/git-routes.js';
import { handlers } from './handlers/index.js';
import { hashBody } from './idempotency-key.js';
import { createNotFoundExplainer } from './not-found.js';
import { API_PREFIX } from './operation.js';
import { toSource } from './rate-limits.js';
import { registerRoutes } from './routes.js';
import { type App, createServer, type ServerOptions } from './server.js';

/** What the HTTP server of the depot's own API needs. */
export interface AppOptions extends ServerOptions {
  readonly services: Services;
  readonly git: GitServer;
  /** Serves the official operations alone, and refuses what the extensions add to them. Default false. */
  readonly officialOnly?: boolean;
}

/** Creates the HTTP server of a depot. It does not listen yet. */
export async function createApp(options: AppOptions): Promise<App> {
  const contract = await loadContract(options.officialOnly ?? false);
  const { modules = [], metrics } = options;
  const server = await createServer(options, {
    toResponse(thrown, requestId) {
      const response = toErrorResponse(thrown, requestId);
      return { ...response, code: response.body.error.code };
    },
    toClientErrorBody: (message) => ({ error: { code: 'BAD_REQUEST', message } }),
    explainNotFound: createNotFoundExplainer(contract.operations.values(), API_PREFIX),
  });
  const { routes, rateLimits, bodyMemory, stopping } = server;
  acceptBodies(routes, hashBody);

  routes.get('/metrics', async (_request, reply) => {
    reply.type(metrics.contentType);
    return metrics.render();
  });
  registerRoutes(routes, {
    contract,
    handlers,
    services: options.services,
    stopping,
    rateLimits,
    bodyMemory,
  });
  await routes.register(gitRoutes, { git: options.git, auth: options.services.auth, rateLimits });
  for (const module of modules) {
    await routes.register(
      async (own) => {
        // What a module takes for a credential is its own affair.
        if (rateLimits !== undefined) {
          own.addHook('onRequest', ({ ip }, reply) => countRequest(reply, rateLimits, toSource(ip)));
        }
        module.register(own);
      },
      { prefix: module.prefix },
    );
  }
  return server;
}
