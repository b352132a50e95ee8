import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Scope } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import { type Authenticator, requireScope } from './auth.js';
import type { RateLimits } from './rate-limits.js';
import './request-state.js';

/** What `admit` needs. */
export interface AdmissionDeps {
  readonly auth: Authenticator;
  /** Undefined when nothing is limited. */
  readonly rateLimits: RateLimits | undefined;
}

/**
 * Finds out who sends a request, counts it, and lets it pass if its credential has the scope. The order matters: a request is counted
 * for its credential also when the scope is missing, and nothing of it is looked at once its address has failed too often.
 *
 * @throws DepotError `UNAUTHORIZED`, `FORBIDDEN` or `RATE_LIMITED`
 */
export async function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  needed: Scope,
  { auth, rateLimits }: AdmissionDeps,
): Promise<void> {
  const actor = await identify(request, reply, rateLimits, {
    authenticate: (authorization) => auth.authenticate(authorization),
    idOf: ({ credentialId }) => credentialId,
    isRefusal: (error) => error instanceof DepotError && error.code === 'UNAUTHORIZED',
  });
  request.mesa.actor = actor;
  requireScope(actor, needed);
}

/** How a server finds out who sends a request. */
export interface Identification<Caller> {
  authenticate(authorization: string | undefined): Promise<Caller>;
  /** Returns the id of the credential that was sent. */
  idOf(caller: Caller): string;
  /** Says whether an error of `authenticate` means that the credential is no good. */
  isRefusal(error: unknown): boolean;
}

/**
 * Finds out who sends a request, and counts it.
 *
 * @throws DepotError `RATE_LIMITED`, and what `authenticate` throws
 */
export async function identify<Caller>(
  request: FastifyRequest,
  reply: FastifyReply,
  rateLimits: RateLimits | undefined,
  how: Identification<Caller>,
): Promise<Caller> {
  await rateLimits?.requireTrusted(request.ip, request.headers.authorization);
  const caller = await authenticate(request, rateLimits, how);
  const id = how.idOf(caller);
  request.mesa.credentialId = id;
  if (rateLimits !== undefined) await countRequest(reply, rateLimits, id);
  return caller;
}

/**
 * Counts a request for `source` and puts what is left into the headers of its answer.
 *
 * @throws DepotError `RATE_LIMITED`
 */
export async function countRequest(
  reply: FastifyReply,
  rateLimits: RateLimits,
  source: string,
): Promise<void> {
  try {
    reply.headers(await rateLimits.count(source));
  } catch (error) {
    if (error instanceof DepotError) {
      reply.headers(rateLimits.exhausted(Number(error.details?.retry_after_seconds ?? 1)));
    }
    throw error;
  }
}

async function authenticate<Caller>(
  { headers, ip }: FastifyRequest,
  rateLimits: RateLimits | undefined,
  how: Identification<Caller>,
): Promise<Caller> {
  const { authorization } = headers;
  try {
    const caller = await how.authenticate(authorization);
    if (authorization !== undefined) rateLimits?.noteSuccess(authorization);
    return caller;
  } catch (error) {
    // Nothing was guessed where nothing was sent: git and browsers ask once without, to be told what is wanted.
    if (authorization !== undefined && how.isRefusal(error)) await rateLimits?.noteFailure(ip);
    throw error;
  }
}
