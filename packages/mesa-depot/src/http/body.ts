import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DepotError } from '../errors/index.js';
import { unsupportedMediaType } from './error-response.js';
import './request-state.js';

const OCTETS = 'application/octet-stream';

/**
 * Makes `app` read JSON bodies, and bytes where the operation takes bytes: the handler gets those as a stream.
 *
 * `onBytes` sees the bytes as they came, before they are parsed.
 */
export function acceptBodies(
  app: FastifyInstance,
  onBytes: (request: FastifyRequest, bytes: Buffer) => void,
): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(OCTETS, (request, payload, done) => {
    if (takesBytes(request) && isPlain(request)) done(null, payload);
    else done(unsupportedMediaType(bodyTypeOf(request)));
  });
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes: Buffer, done) => {
    if (takesBytes(request) || !isPlain(request)) return done(unsupportedMediaType(bodyTypeOf(request)));
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

function bodyTypeOf(request: FastifyRequest): string | undefined {
  const { operation, bodyType } = request.routeOptions.config;
  return operation === undefined ? bodyType : operation.bodyType;
}

function takesBytes(request: FastifyRequest): boolean {
  return bodyTypeOf(request) === OCTETS;
}

function isPlain({ headers }: FastifyRequest): boolean {
  return (headers['content-encoding'] ?? 'identity') === 'identity';
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
