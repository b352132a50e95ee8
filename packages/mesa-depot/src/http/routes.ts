import type { FastifyInstance, RouteOptions } from 'fastify';
import type { Call } from '../service/call.js';
import type { Services } from '../service/services.js';
import { admit } from './admit.js';
import type { BodyMemory } from './body-memory.js';
import type { Contract } from './contract.js';
import type { Handler } from './handlers/handler.js';
import { toIdempotentRequest } from './idempotency-key.js';
import { negotiate } from './negotiate.js';
import { API_PREFIX, type Operation } from './operation.js';
import { gatherMetadata } from './query.js';
import type { RateLimits } from './rate-limits.js';
import { createValidatorCompiler } from './validator-compiler.js';

/** What `registerRoutes` needs. */
export interface RouteDeps {
  readonly contract: Contract;
  readonly handlers: Readonly<Record<string, Handler>>;
  readonly services: Services;
  /** Aborts when the server is told to stop. */
  readonly stopping: AbortSignal;
  /** Undefined when nothing is limited. */
  readonly rateLimits: RateLimits | undefined;
  readonly bodyMemory: BodyMemory;
}

/**
 * Adds a route for every operation of the contract to `app`.
 *
 * A request passes, in this order: 401, 429 and 403 (hook `onRequest`), 406 (the same hook), 503 while other bodies take all the
 * memory there is for them, 415 and 413 (the body parser), 400 (validation), and only then its handler.
 *
 * fastify-openapi-glue did this at first. It checks the whole document against the OpenAPI schema at every start, which
 * took 125 ms here where registering the routes takes 8, and `pnpm check` lints the document already.
 */
export function registerRoutes(app: FastifyInstance, deps: RouteDeps): void {
  const { contract, handlers } = deps;
  const { name } = contract;
  app.setValidatorCompiler(createValidatorCompiler(name));
  for (const operation of contract.operations.values()) {
    const handler = handlers[operation.id];
    if (handler === undefined) throw new Error(`the operation ${operation.id} has no handler`);
    app.route(toRoute(operation, handler, deps));
  }
}

function toRoute(
  operation: Operation,
  handler: Handler,
  { services, stopping, contract, rateLimits, bodyMemory }: RouteDeps,
): RouteOptions {
  return {
    method: operation.method,
    url: API_PREFIX + operation.path.replace(/\{(\w+)\}/g, ':$1'),
    schema: operation.schema,
    config: { operation },
    // HEAD would wait for the end of a feed, which has none.
    exposeHeadRoute: !operation.mediaTypes.includes('text/event-stream'),
    async onRequest(request, reply) {
      await admit(request, reply, operation.scope, { auth: services.auth, rateLimits });
      if (operation.mediaTypes.length > 1) reply.header('vary', 'accept');
      request.mesa.mediaType = negotiate(request.headers.accept, operation.mediaTypes);
    },
    async preParsing(request, reply) {
      if (operation.bodyType === 'application/json') await bodyMemory.reserve(request, reply);
    },
    async preValidation(request) {
      if (operation.id !== 'getContent') return;
      request.query = gatherMetadata(
        request.query as Record<string, unknown>,
        new Set([...operation.queryNames, ...contract.refusedQueryNames]),
      );
    },
    async handler(request, reply) {
      const { actor, mediaType } = request.mesa;
      if (actor === undefined || mediaType === undefined) throw new Error('request was not authorized');
      const idempotency = toIdempotentRequest(request, operation, () => {
        reply.header('idempotency-replayed', 'true');
      });
      const call: Call = {
        actor,
        requestId: request.id,
        ...(idempotency === undefined ? {} : { idempotency }),
      };
      const input = {
        ...(request.query as object),
        // Bytes are read by the handler.
        ...(operation.bodyType === 'application/octet-stream' ? {} : (request.body as object | undefined)),
        ...(request.params as object),
      };
      const { scope } = operation;
      reply.code(operation.successStatus);
      return handler({ services, call, input, mediaType, scope, stopping, request, reply });
    },
  };
}
