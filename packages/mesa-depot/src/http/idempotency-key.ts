import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { IdempotentRequest } from '../service/idempotency.js';
import { bearerToken } from './auth.js';
import { IDEMPOTENCY_HEADER, type Operation } from './operation.js';

/** Remembers what the body was, for `toIdempotentRequest`, before it is parsed. */
export function hashBody(request: FastifyRequest, bytes: Uint8Array): void {
  if (request.headers[IDEMPOTENCY_HEADER] === undefined) return;
  request.mesa.bodyHash = createHash('sha256').update(bytes).digest();
}

/**
 * Returns the idempotency of a request: its key, what it asks for, and the secret that its stored answer is sealed with.
 * Undefined where no key was sent or the operation takes none. `onReplay` is called when the answer is a stored one.
 *
 * Two requests ask for the same when method, path, query and the bytes of the body are equal.
 */
export function toIdempotentRequest(
  request: FastifyRequest,
  operation: Operation,
  onReplay: () => void,
): IdempotentRequest | undefined {
  const key = request.headers[IDEMPOTENCY_HEADER];
  if (typeof key !== 'string' || !operation.takesIdempotencyKey) return undefined;
  const requestHash = createHash('sha256')
    .update(`${request.method} ${request.raw.url}\n`)
    .update(request.mesa.bodyHash ?? '')
    .digest();
  const secret = Buffer.from(bearerToken(request.headers.authorization));
  return { key, requestHash, secret, onReplay };
}
