import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { countRequest, identify } from '../../http/admit.js';
import { toSource } from '../../http/rate-limits.js';
import type { Server } from '../../http/server.js';
import { createValidatorCompiler } from '../../http/validator-compiler.js';
import type { Caller } from '../caller.js';
import { BODY_LIMITS, LARGE_BODY_LIMITS } from '../limits.js';
import { MeshagentError } from '../meshagent-error.js';
import type { MeshagentServices } from '../service/services.js';
import type { Call, Handler } from './call.js';
import { type Admission, passGate } from './gate.js';
import { handlers } from './handlers/index.js';
import type { Operation } from './operations.js';
import { requirePlainInput } from './require-plain-input.js';

/** What the gate found out, for the handler. */
const admissions = new WeakMap<FastifyRequest, Admission>();

/** What the routes of a server lead to. */
export interface Routed {
  readonly services: MeshagentServices;
  /** Origin under which clients reach the server. Undefined: where each of them did. */
  readonly publicUrl: string | undefined;
}

/**
 * Adds a route for every operation of the contract.
 *
 * A request passes, in this order: 401, 429, 403 and the 404 of its project, 503 while other bodies take all the memory there is for
 * them, 413 and the rest of 400, and only then its handler.
 */
export function registerRoutes(server: Server, operations: readonly Operation[], routed: Routed): void {
  const { routes } = server;
  routes.setValidatorCompiler(createValidatorCompiler('meshagent'));
  for (const operation of operations) {
    const handler = handlers[operation.id];
    if (handler === undefined) throw new Error(`the operation ${operation.id} has no handler`);
    routes.route(toRoute(operation, handler, { server, ...routed }));
  }
}

interface RouteDeps extends Routed {
  readonly server: Server;
}

function toRoute(operation: Operation, handler: Handler, deps: RouteDeps): RouteOptions {
  const { server, services, publicUrl } = deps;
  const takesBytes = operation.bodyType === 'application/octet-stream';
  const bodyLimits = /\/(services|secrets|templates)\b/.test(operation.path)
    ? LARGE_BODY_LIMITS
    : BODY_LIMITS;
  return {
    method: operation.method,
    url: operation.path.replace(/\{(\w+)\}/g, ':$1'),
    schema: operation.schema,
    config: {
      name: `meshagent.${operation.id}`,
      ...(operation.bodyType === undefined ? {} : { bodyType: operation.bodyType }),
    },
    ...(takesBytes ? {} : { bodyLimit: bodyLimits.bytes }),
    async onRequest(request, reply) {
      admissions.set(request, await admit(request, reply, operation, deps));
    },
    async preParsing(request, reply) {
      if (!takesBytes) await server.bodyMemory.reserve(request, reply);
    },
    async preValidation(request) {
      if (operation.isBodyOptional) request.body ??= {};
      requirePlainInput('path', request.params);
      requirePlainInput('query', request.query);
      if (!takesBytes) requirePlainInput('body', request.body, bodyLimits.values);
    },
    async handler(request, reply) {
      const admission = admissions.get(request);
      if (admission === undefined) throw new Error('request was not admitted');
      reply.code(operation.successStatus);
      const answer = await handler(services, new AdmittedCall(request, reply, admission, publicUrl));
      if (reply.sent || reply.statusCode === 204) return undefined;
      if (answer instanceof Readable || answer instanceof Uint8Array || typeof answer === 'string')
        return answer;
      return answer ?? {};
    },
  };
}

async function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  { scope }: Operation,
  { server: { rateLimits }, services }: RouteDeps,
): Promise<Admission> {
  if (scope === 'none') {
    if (rateLimits !== undefined) await countRequest(reply, rateLimits, toSource(request.ip));
    return { caller: undefined, access: undefined };
  }
  const caller = await identify<Caller>(request, reply, rateLimits, {
    authenticate: (authorization) => services.access.authenticate(authorization),
    idOf: (found) => (found.kind === 'user' ? found.user.id : found.key.id),
    isRefusal: (error) => error instanceof MeshagentError && error.code === 'unauthenticated',
  });
  const { project_id } = request.params as { readonly project_id?: string };
  return passGate(scope, caller, project_id, services.access);
}

class AdmittedCall implements Call {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly #admission: Admission;
  readonly #publicUrl: string | undefined;

  constructor(
    request: FastifyRequest,
    reply: FastifyReply,
    admission: Admission,
    publicUrl: string | undefined,
  ) {
    this.request = request;
    this.reply = reply;
    this.#admission = admission;
    this.#publicUrl = publicUrl;
  }

  get caller(): Call['caller'] {
    if (this.#admission.caller === undefined) throw new Error('The operation asks for no credential.');
    return this.#admission.caller;
  }

  get access(): Call['access'] {
    if (this.#admission.access === undefined) throw new Error('The operation is in no project.');
    return this.#admission.access;
  }

  get params(): Call['params'] {
    return this.request.params as Call['params'];
  }

  get query(): Call['query'] {
    return this.request.query;
  }

  get body(): Call['body'] {
    return this.request.body;
  }

  get origin(): string {
    return this.#publicUrl ?? `${this.request.protocol}://${this.request.host}`;
  }
}
