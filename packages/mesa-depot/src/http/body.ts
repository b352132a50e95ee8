import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DepotError } from '../errors/index.js';
import { unsupportedMediaType } from './error-response.js';

/**
 * Makes `app` read JSON bodies, and only those.
 *
 * `onBytes` sees the bytes as they came, before they are parsed.
 */
export function acceptJsonBodies(
  app: FastifyInstance,
  onBytes: (request: FastifyRequest, bytes: Buffer) => void,
): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes: Buffer, done) => {
    const encoding = request.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') return done(unsupportedMediaType());
    onBytes(request, bytes);
    // Clients exist that name a content type without sending content, for example with DELETE.
    if (bytes.length === 0) return done(null, undefined);
    const text = decode(bytes);
    if (text === undefined) {
      return done(new DepotError('BAD_REQUEST', 'The request body is not valid UTF-8.'));
    }
    parse(request, text, (error, body) => {
      if (error) done(notJson(text));
      else done(null, body);
    });
  });
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Says why `text` was refused by the parser, which keeps that to itself. */
function notJson(text: string): DepotError {
  try {
    JSON.parse(text);
  } catch (error) {
    return new DepotError(
      'BAD_REQUEST',
      `The request body is not valid JSON: ${(error as SyntaxError).message}`,
    );
  }
  return new DepotError(
    'BAD_REQUEST',
    'The request body has a member named `__proto__`, or `constructor` with `prototype`, which is not accepted.',
  );
}
