import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { canonicalJson } from 'mesa-rest/canonical-json';
import type { HttpModule } from '../../http/http-module.js';
import { MAX_BODY_BYTES, MAX_TURN_BYTES } from '../limits.js';
import type { CommitmentsServices } from '../service/services.js';
import type { CapabilityTokens } from '../tokens/capability-tokens.js';
import { AdminGate } from './admin-gate.js';
import { toCommitmentsErrorResponse } from './error-response.js';
import { handlers } from './handlers.js';
import { HttpRefusal } from './http-refusal.js';
import { acceptJson, type JsonBody } from './json-body.js';
import { loadOperations, type Operation } from './operations.js';
import { type SubscriptionLog, Subscriptions } from './subscriptions.js';
import { createUnknownPathExplainer } from './unknown-path.js';

/** What the HTTP side of the commitments server needs. */
export interface CommitmentsModuleDeps {
  /** Path that everything is below, for example `/commitments`. */
  readonly prefix: string;
  readonly services: CommitmentsServices;
  readonly tokens: CapabilityTokens;
  /** What the admin sends as `X-Admin-Token`; without it nobody is the admin. */
  readonly adminToken: string | undefined;
  /** Operations that the contract leaves open and that this server keeps for the admin. */
  readonly adminOnly: ReadonlySet<string>;
  readonly log: SubscriptionLog;
  now(): number;
}

/** Returns the commitments server as a part of the depot's HTTP server. */
export async function createCommitmentsModule(deps: CommitmentsModuleDeps): Promise<HttpModule> {
  const { prefix } = deps;
  const operations = await loadOperations();
  const missing = operations.filter(({ id }) => handlers[id] === undefined).map(({ id }) => id);
  if (missing.length > 0) throw new Error(`These operations have no handler: ${missing.join(', ')}.`);
  const gate = new AdminGate(deps.adminToken);
  const subscriptions = new Subscriptions(deps);
  const explainUnknown = createUnknownPathExplainer(operations, prefix);

  return {
    prefix,
    register(app) {
      acceptJson(app);
      app.setErrorHandler(answerError);
      app.setNotFoundHandler((request, reply) => {
        const answer = explainUnknown(request.url);
        if (answer instanceof HttpRefusal) throw answer;
        // 307 keeps method and body.
        reply.code(307).header('location', answer.location).send();
      });
      for (const operation of operations) addRoute(app, operation, deps, gate);
    },
    upgrade(request, connection) {
      subscriptions.accept(request, connection);
    },
    stop: () => subscriptions.stop(),
  };
}

function addRoute(
  app: FastifyInstance,
  operation: Operation,
  { adminOnly, services }: CommitmentsModuleDeps,
  gate: AdminGate,
): void {
  const handler = handlers[operation.id];
  const isForAdmin = operation.isForAdmin || adminOnly.has(operation.id);
  app.route<{ Params: { id?: string } }>({
    method: operation.method,
    // A parameter is never empty: with a slash at its end a path is another one.
    url: operation.path.replace(/\{(\w+)\}/g, ':$1(^.+$)'),
    config: { name: `commitments.${operation.id}` },
    bodyLimit: operation.id === 'appendTurn' ? MAX_TURN_BYTES : MAX_BODY_BYTES,
    exposeHeadRoute: false,
    // A body that is no JSON is refused before, the form of the rest after the gate.
    async handler(request, reply) {
      if (isForAdmin) gate.check(request.headers['x-admin-token']);
      const body = request.body as JsonBody | undefined;
      operation.checkBody(body?.plain);
      const query = operation.readQuery(new URLSearchParams(request.url.split(/\?(.*)/s, 2)[1] ?? ''));
      const answer = await handler?.(services, {
        id: request.params.id ?? '',
        query,
        body,
        request,
        reply,
        actor: isForAdmin ? 'admin' : 'anonymous',
      });
      reply.code(operation.successStatus);
      if (answer === undefined) return reply.send();
      // Canonical, so that the numbers of payloads are as they were signed.
      return reply.type('application/json').send(canonicalJson(answer));
    },
  });
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { status, headers, body, code } = toCommitmentsErrorResponse(error, request.id);
  if (request.mesa !== undefined) request.mesa.errorCode = code;
  if (status >= 500) request.log.error({ err: error }, 'request failed');
  reply.code(status).headers(headers);
  if (typeof body === 'string') reply.type('text/plain; charset=utf-8').send(body);
  else reply.type('application/json').send(JSON.stringify(body));
}
