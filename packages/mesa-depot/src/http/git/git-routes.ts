import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Scope } from 'mesa-rest';
import { DepotError } from '../../errors/index.js';
import type { GitServer } from '../../git/git-server.js';
import { type GitService, gatherPackets } from '../../git/wire/index.js';
import type { AuthService } from '../../service/auth.js';
import type { Call } from '../../service/call.js';
import { admit } from '../admit.js';
import { MAX_FETCH_BODY_BYTES, MAX_PUSH_BODY_BYTES } from '../limits.js';
import type { RateLimits } from '../rate-limits.js';
import { answerGitError } from './answer-git-error.js';
import { inflateBody } from './inflate-body.js';
import { protocolVersion } from './protocol-version.js';

/** What the routes for git clients need. */
export interface GitRouteDeps {
  readonly git: GitServer;
  readonly auth: Pick<AuthService, 'authenticateGit'>;
  /** Undefined when nothing is limited. */
  readonly rateLimits: RateLimits | undefined;
}

/** The scope that each service takes: reading is enough to clone. */
const SCOPES: Readonly<Record<GitService, Scope>> = {
  'git-upload-pack': 'read',
  'git-receive-pack': 'write',
};

const REPO = '/:org/:repo(^[^/]+\\.git$)';

/**
 * Adds what git clients speak with: `/<org>/<repo>.git`, the smart HTTP protocol.
 *
 * Format: https://git-scm.com/docs/http-protocol
 */
export async function gitRoutes(
  app: FastifyInstance,
  { git, auth, rateLimits }: GitRouteDeps,
): Promise<void> {
  app.removeAllContentTypeParsers();
  // Each handler says which it takes, and reads it as it comes.
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-cache, max-age=0, must-revalidate').header('pragma', 'no-cache');
  });

  const deps = {
    auth: { authenticate: (header: string | undefined) => auth.authenticateGit(header) },
    rateLimits,
  };
  const enter =
    (service: (request: FastifyRequest) => GitService) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<void> =>
      admit(request, reply, SCOPES[service(request)], deps);

  app.get(`${REPO}/info/refs`, {
    config: { name: 'git.listRefs' },
    exposeHeadRoute: false,
    errorHandler: answerGitError,
    onRequest: enter(askedService),
    async handler(request, reply) {
      const service = askedService(request);
      const packets = await git.advertise(callOf(request), {
        ...targetOf(request),
        service,
        version: protocolVersion(request.headers['git-protocol']),
      });
      reply.type(`application/x-${service}-advertisement`);
      return Readable.from(gatherPackets(packets), { objectMode: false });
    },
  });

  app.post(`${REPO}/git-upload-pack`, {
    config: { name: 'git.fetch' },
    errorHandler: answerGitError,
    onRequest: enter(() => 'git-upload-pack'),
    async handler(request, reply) {
      const body = readBody(request, 'git-upload-pack', MAX_FETCH_BODY_BYTES);
      return answer(request, reply, 'git-upload-pack', (exchange) =>
        git.uploadPack(callOf(request), { ...exchange, body }),
      );
    },
  });

  app.post(`${REPO}/git-receive-pack`, {
    config: { name: 'git.push' },
    errorHandler: answerGitError,
    onRequest: enter(() => 'git-receive-pack'),
    async handler(request, reply) {
      const body = readBody(request, 'git-receive-pack', MAX_PUSH_BODY_BYTES);
      return answer(request, reply, 'git-receive-pack', (exchange) =>
        git.receivePack(callOf(request), { ...exchange, body }),
      );
    },
  });
}

/** What the answer to a request needs beside its body. */
interface Exchange {
  readonly org: string;
  readonly repo: string;
  readonly version: 0 | 1 | 2;
  readonly signal: AbortSignal;
  onError(error: unknown): void;
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  service: GitService,
  respond: (exchange: Exchange) => Promise<AsyncIterable<Uint8Array>>,
): Promise<Readable> {
  const left = new AbortController();
  reply.raw.once('close', () => {
    left.abort();
    if (reply.raw.writableFinished) return;
    // What is not answered whole leaves no other line.
    const { actor } = request.mesa;
    const who = { org: actor?.org.slug, credential: actor?.credentialId };
    const { name } = request.routeOptions.config;
    request.log.info(
      { operation: name, path: request.url.split('?', 1)[0], ...who },
      'client left before the end',
    );
  });
  const packets = await respond({
    ...targetOf(request),
    version: protocolVersion(request.headers['git-protocol']),
    signal: left.signal,
    onError: (error) => request.log.error({ err: error }, 'git request failed'),
  });
  reply.type(`application/x-${service}-result`);
  // Proxies that gather an answer before they pass it on would hold progress back.
  reply.header('x-accel-buffering', 'no');
  return Readable.from(packets, { objectMode: false });
}

function askedService(request: FastifyRequest): GitService {
  const { service } = request.query as { service?: unknown };
  if (service === 'git-upload-pack' || service === 'git-receive-pack') return service;
  throw new DepotError(
    'FORBIDDEN',
    'This server speaks the smart HTTP protocol of git only: use git 1.6.6 or newer.',
  );
}

function readBody(request: FastifyRequest, service: GitService, maxBytes: number): AsyncIterable<Uint8Array> {
  const { body, headers } = request;
  const type = `application/x-${service}-request`;
  if (headers['content-type'] !== type || !(body instanceof Readable)) {
    throw new DepotError('UNSUPPORTED_MEDIA_TYPE', `The request body must be ${type}.`);
  }
  return inflateBody(body, headers['content-encoding'], maxBytes);
}

function targetOf(request: FastifyRequest): { readonly org: string; readonly repo: string } {
  const { org, repo } = request.params as { org: string; repo: string };
  return { org, repo: repo.slice(0, -'.git'.length) };
}

function callOf(request: FastifyRequest): Call {
  const { actor } = request.mesa;
  if (actor === undefined) throw new Error('request was not authorized');
  return { actor, requestId: request.id };
}
