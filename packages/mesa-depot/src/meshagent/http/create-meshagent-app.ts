import { acceptBodies } from '../../http/body.js';
import { createNotFoundExplainer } from '../../http/not-found.js';
import { createServer, type Server, type ServerOptions } from '../../http/server.js';
import { MESHAGENT_ERRORS, toMeshagentErrorResponse } from './error-response.js';
import { loadOperations } from './operations.js';
import { type Routed, registerRoutes } from './routes.js';

/** Creates the HTTP server of the MeshAgent API, which is at the root of its origin. It does not listen yet. */
export async function createMeshagentApp(options: ServerOptions, routed: Routed): Promise<Server> {
  const operations = await loadOperations();
  const server = await createServer(options, {
    toResponse(thrown, requestId) {
      const response = toMeshagentErrorResponse(thrown, requestId);
      return { ...response, code: response.body.code };
    },
    toClientErrorBody: (message) => ({
      message,
      code: 'invalid_request',
      error_code: MESHAGENT_ERRORS.invalid_request.number,
    }),
    explainNotFound: createNotFoundExplainer(operations, ''),
  });
  acceptBodies(server.routes, () => {});
  registerRoutes(server, operations, routed);
  server.routes.get('/checkout', async (_request, reply) => {
    reply.type('text/plain; charset=utf-8');
    return 'This server takes no payments. Ask its operator to credit your project.\n';
  });
  return server;
}
