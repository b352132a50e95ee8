import type { FastifyReply, FastifyRequest } from 'fastify';
import { toErrorResponse } from '../error-response.js';
import '../request-state.js';

/**
 * Answers a git client that something is wrong, as text: git shows that to its user, and would not show JSON.
 *
 * Without a good credential it is asked for one, in the way that makes git ask its user or its credential helper.
 */
export function answerGitError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const { status, headers, body } = toErrorResponse(error, request.id);
  const { code, message, trace_id: traceId } = body.error;
  request.mesa.errorCode = code;
  if (status >= 500) request.log.error({ err: error }, 'request failed');
  reply
    .code(status)
    .headers(headers)
    .type('text/plain; charset=utf-8')
    .send(`${message}${traceId === undefined ? '' : ` (${traceId})`}\n`);
  if (status === 401) reply.header('www-authenticate', 'Basic realm="mesa", charset="UTF-8"');
}
