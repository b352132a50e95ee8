import type { AddressInfo } from 'node:net';
import cors from '@fastify/cors';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { DepotError } from '../errors/index.js';
import { BodyMemory } from './body-memory.js';
import { createClientErrorAnswer, watchResponses } from './client-error.js';
import { type DrainOptions, drain, watchTraffic } from './drain.js';
import { findModule, type HttpModule } from './http-module.js';
import * as limits from './limits.js';
import type { Metrics } from './metrics.js';
import type { NotFoundExplainer } from './not-found.js';
import { parseQuery } from './query.js';
import { RateLimits } from './rate-limits.js';
import { REQUEST_ID_HEADER, toRequestId } from './request-id.js';
import { cutSlowClients } from './slow-clients.js';
import { acceptUpgrades } from './upgrades.js';
import './request-state.js';

/** What every HTTP server of a depot needs, whatever it serves. */
export interface ServerOptions {
  readonly logger: FastifyBaseLogger;
  /** Counts what is answered. */
  readonly metrics: Metrics;
  /** Rejects when the depot cannot serve, for example because its database is gone. */
  readonly checkHealth: () => Promise<void>;
  /** What else is served, each below a path of its own. */
  readonly modules?: readonly HttpModule[];
  /** Requests a second of one credential. Default 0, which limits nothing. */
  readonly requestsPerSecond?: number;
  /** Proxies whose `X-Forwarded-For` is believed: addresses and networks, separated by commas. Default: none. */
  readonly trustProxy?: string;
  /** Limits other than those of `limits.ts`, for tests. */
  readonly limits?: Partial<ServerLimits>;
}

/** What tests lower, so that they need not wait. */
export interface ServerLimits {
  readonly headersTimeoutMs: number;
  readonly timeoutCheckIntervalMs: number;
  readonly maxConnections: number;
  readonly minBytesPerSecond: number;
  readonly slowClientWindowMs: number;
  readonly bodyMemoryBytes: number;
  readonly bodyMemoryWaitMs: number;
}

const SERVER_LIMITS: ServerLimits = {
  headersTimeoutMs: limits.HEADERS_TIMEOUT_MS,
  timeoutCheckIntervalMs: limits.TIMEOUT_CHECK_INTERVAL_MS,
  maxConnections: limits.MAX_CONNECTIONS,
  minBytesPerSecond: limits.MIN_BYTES_PER_SECOND,
  slowClientWindowMs: limits.SLOW_CLIENT_WINDOW_MS,
  bodyMemoryBytes: limits.MAX_BODY_MEMORY_BYTES,
  bodyMemoryWaitMs: limits.BODY_MEMORY_WAIT_MS,
};

/** How a server says what went wrong. */
export interface ErrorShape {
  /** Returns what to answer for something that was thrown. */
  toResponse(thrown: unknown, requestId: string): AnsweredError;
  /** Returns the body for bytes that are not HTTP, where there is no request that could fail. */
  toClientErrorBody(message: string): object;
  readonly explainNotFound: NotFoundExplainer;
}

/** An error as a server answers it. */
export interface AnsweredError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
  /** For the log. */
  readonly code: string;
}

/** A running HTTP server. */
export interface App {
  /** Starts to listen and returns the port, which matters when 0 was asked for. */
  listen(address: { readonly host: string; readonly port: number }): Promise<number>;
  /** Stops to listen and lets requests in flight end: by default for at most 10 seconds, without lingering. Idempotent. */
  close(options?: Partial<DrainOptions>): Promise<void>;
}

/** An HTTP server that has everything but its routes. */
export interface Server extends App {
  /** Takes the routes. */
  readonly routes: FastifyInstance;
  /** Undefined when nothing is limited. */
  readonly rateLimits: RateLimits | undefined;
  readonly bodyMemory: BodyMemory;
  /** Aborts when the server is told to stop. */
  readonly stopping: AbortSignal;
}

/**
 * Creates an HTTP server that answers `/healthz` and takes routes. All servers of a depot are made here, so that each has the
 * same limits, time-outs, request ids, log lines, metrics, and the same end.
 */
export async function createServer(options: ServerOptions, errors: ErrorShape): Promise<Server> {
  const { metrics, modules = [], requestsPerSecond = 0 } = options;
  const stopping = new AbortController();
  const serverLimits = { ...SERVER_LIMITS, ...options.limits };
  const rateLimits = requestsPerSecond > 0 ? await RateLimits.create(requestsPerSecond) : undefined;
  const bodyMemory = new BodyMemory({
    totalBytes: serverLimits.bodyMemoryBytes,
    waitMs: serverLimits.bodyMemoryWaitMs,
  });
  const answerClientError = createClientErrorAnswer(errors.toClientErrorBody);
  let closed: Promise<void> | undefined;

  const answerError = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const { status, headers, body, code } = errors.toResponse(error, request.id);
    // Absent when the framework refused the request before its hooks ran.
    if (request.mesa !== undefined) request.mesa.errorCode = code;
    if (status >= 500) request.log.error({ err: error }, 'request failed');
    // A failure is not to be kept, whatever was to be answered.
    reply.removeHeader('etag');
    reply.header('cache-control', 'no-store');
    reply
      .code(status)
      .header(REQUEST_ID_HEADER, request.id)
      .headers(headers)
      .type('application/json; charset=utf-8')
      .send(body);
  };

  const app = Fastify({
    loggerInstance: options.logger,
    // One line a request, written below, instead of the two of the framework, which show the query.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    genReqId: (request) => toRequestId(request.headers[REQUEST_ID_HEADER]),
    bodyLimit: limits.MAX_BODY_BYTES,
    requestTimeout: limits.REQUEST_TIMEOUT_MS,
    connectionTimeout: limits.SOCKET_IDLE_TIMEOUT_MS,
    keepAliveTimeout: limits.KEEP_ALIVE_TIMEOUT_MS,
    http: {
      maxHeaderSize: limits.MAX_HEAD_BYTES,
      headersTimeout: serverLimits.headersTimeoutMs,
      connectionsCheckingInterval: serverLimits.timeoutCheckIntervalMs,
      // Node's own refusal has neither a body nor a request id; it is refused in a hook below.
      requireHostHeader: false,
    },
    routerOptions: { maxParamLength: limits.MAX_PATH_PARAMETER_LENGTH, querystringParser: parseQuery },
    return503OnClosing: false,
    ...(options.trustProxy === undefined ? {} : { trustProxy: options.trustProxy }),
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => answerError(error, request, reply),
  });

  app.decorateRequest('mesa');
  app.addHook('onRequest', async (request, reply) => {
    request.mesa = {};
    reply.header(REQUEST_ID_HEADER, request.id);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('cache-control', 'no-store');
  });
  // Before anything that can refuse a request, so that pages of other origins can read refusals too.
  await app.register(cors, {
    origin: '*',
    credentials: false,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: [
      REQUEST_ID_HEADER,
      'retry-after',
      'idempotency-replayed',
      'x-total-count',
      'ratelimit-limit',
      'ratelimit-remaining',
      'ratelimit-reset',
    ],
    maxAge: 86_400, // 1 day
    strictPreflight: false,
  });
  app.addHook('onRequest', async (request) => {
    if (closed !== undefined) {
      throw new DepotError('UNAVAILABLE', 'The server is stopping. Send the request again in a moment.');
    }
    if (request.headers.host === undefined && request.raw.httpVersion === '1.1') {
      throw new DepotError('BAD_REQUEST', 'The request has no `Host` header, which HTTP/1.1 requires.');
    }
    // Here rather than in the handler for unknown routes, which would run after the body is read and judged.
    if (request.is404 && findModule(modules, request.url) === undefined) {
      throw errors.explainNotFound(request.method, request.url);
    }
  });
  app.addHook('onSend', async (_request, reply) => {
    // Tells clients with requests in flight that the connection takes no more of them.
    if (closed !== undefined) reply.header('connection', 'close');
  });
  app.addHook('onResponse', async (request, reply) => {
    const { config } = request.routeOptions;
    const operation = config.operation?.id ?? config.name ?? 'none';
    const { method } = request;
    const status = reply.statusCode;
    metrics.observe({ operation, method, status, seconds: reply.elapsedTime / 1000 });
    request.log[operation === 'none' ? 'debug' : 'info'](
      {
        operation,
        method,
        // The query is left out, for what may stand in it.
        path: request.url.split('?', 1)[0],
        org: request.mesa.actor?.org.slug,
        credential: request.mesa.credentialId,
        status,
        error: request.mesa.errorCode,
        duration_ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request answered',
    );
  });
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply));
  app.setNotFoundHandler((request) => {
    throw errors.explainNotFound(request.method, request.url);
  });

  app.get('/healthz', async () => {
    try {
      await options.checkHealth();
    } catch (cause) {
      throw new DepotError('UNAVAILABLE', 'The database does not answer.', { cause });
    }
    return { status: 'ok' };
  });
  acceptUpgrades(app.server, modules, () => closed !== undefined);

  app.server.maxConnections = serverLimits.maxConnections;
  cutSlowClients(app.server, {
    minBytesPerSecond: serverLimits.minBytesPerSecond,
    windowMs: serverLimits.slowClientWindowMs,
    answerClientError,
  });
  watchResponses(app.server);
  // An `Expect` other than `100-continue` may be ignored; Node's own 417 would have neither a body nor a request id.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  const traffic = watchTraffic(app.server);
  return {
    routes: app,
    rateLimits,
    bodyMemory,
    stopping: stopping.signal,
    async listen(address) {
      await app.listen(address);
      return (app.server.address() as AddressInfo).port;
    },
    close({ timeoutMs = limits.DRAIN_TIMEOUT_MS, lingerMs = 0 } = {}) {
      closed ??= Promise.all([
        drain(app, traffic, { timeoutMs, lingerMs }),
        // The server waits for the connections that they took over.
        ...modules.map((module) => module.stop()),
      ]).then(() => {});
      stopping.abort();
      return closed;
    },
  };
}
