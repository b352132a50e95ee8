import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Scope } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import type { Actor } from '../service/call.js';
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
  const { authorization } = request.headers;
  await rateLimits?.requireTrusted(request.ip, authorization);
  const actor = await authenticate(request, auth, rateLimits);
  request.mesa.actor = actor;
  if (rateLimits !== undefined) await countRequest(reply, rateLimits, actor.credentialId);
  requireScope(actor, needed);
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

async function authenticate(
  { headers, ip }: FastifyRequest,
  auth: Authenticator,
  rateLimits: RateLimits | undefined,
): Promise<Actor> {
  const { authorization } = headers;
  try {
    const actor = await auth.authenticate(authorization);
    if (authorization !== undefined) rateLimits?.noteSuccess(authorization);
    return actor;
  } catch (error) {
    // Nothing was guessed where nothing was sent: git and browsers ask once without, to be told what is wanted.
    const isGuess =
      authorization !== undefined && error instanceof DepotError && error.code === 'UNAUTHORIZED';
    if (isGuess) await rateLimits?.noteFailure(ip);
    throw error;
  }
}
