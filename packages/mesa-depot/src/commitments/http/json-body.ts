import type { FastifyInstance } from 'fastify';
import {
  type ExactJson,
  JsonSyntaxError,
  type PlainJson,
  parseJson,
  toPlainJson,
} from 'mesa-rest/canonical-json';
import { InvalidInput, plainMessage } from '../errors/index.js';
import { MAX_DEPTH } from '../limits.js';

/** A JSON body in two forms. */
export interface JsonBody {
  /** With numbers to calculate with. */
  readonly plain: PlainJson;
  /** With numbers as they were written, which is how they were signed. */
  readonly exact: ExactJson;
}

/** Makes `app` read bodies as JSON. A body of another type reaches the handlers as its text, and fits no schema. */
export function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, bytes: Buffer, done) => {
    // Clients exist that name a content type without sending content.
    if (bytes.length === 0) return done(null, undefined);
    try {
      const text = decode(bytes);
      const isJson = /^application\/([\w.+-]+\+)?json\b/i.test(request.headers['content-type'] ?? '');
      done(null, isJson ? read(text) : { plain: text, exact: text });
    } catch (error) {
      done(error as Error);
    }
  });
}

function read(text: string): JsonBody {
  try {
    const exact = parseJson(text, { maxDepth: MAX_DEPTH });
    return { plain: toPlainJson(exact), exact };
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw invalidJson(plainMessage(error), error.position);
    throw error;
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalidJson('The body is not valid UTF-8.', 0);
  }
}

function invalidJson(error: string, position: number): InvalidInput {
  return new InvalidInput([
    { type: 'json_invalid', loc: ['body', position], msg: 'JSON decode error', input: {}, ctx: { error } },
  ]);
}
