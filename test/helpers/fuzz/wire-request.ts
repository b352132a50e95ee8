import http from 'node:http';
import type { Operation } from '../load-spec.js';
import type { ContractRequest } from '../send.js';
import { urlOf } from '../send.js';

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly method: string;
  /** Path and query, sent as they are. */
  readonly target: string;
  /** In lower case; several values are sent as several lines. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer | undefined;
}

/** An answer; `body` is parsed JSON, or text. */
export interface WireAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: unknown;
}

/** Returns the bytes of a request of an operation, below the path `prefix`; empty for none. */
export function toWire(
  operation: Operation,
  request: ContractRequest,
  prefix: string,
  apiKey: string,
): WireRequest {
  const credential = request.credential === undefined ? apiKey : request.credential;
  const { body } = request;
  const encoded = body === undefined ? undefined : encode(operation, body);
  return {
    method: operation.method.toUpperCase(),
    target: `${prefix === '' ? '' : `/${prefix}`}${urlOf(operation, request)}`,
    headers: {
      ...(credential === null ? {} : { authorization: `Bearer ${credential}` }),
      ...(encoded ? { 'content-type': encoded.type } : {}),
      ...request.headers,
    },
    body: encoded?.bytes,
  };
}

function encode(operation: Operation, body: unknown): { type: string; bytes: Buffer } | undefined {
  if (operation.takesBytes)
    return { type: 'application/octet-stream', bytes: Buffer.from(body as Uint8Array) };
  if (operation.bodySchema === undefined) return undefined;
  return { type: 'application/json', bytes: Buffer.from(JSON.stringify(body)) };
}

/**
 * Sends a request over the connections of `agent`. Node's own client rather than `fetch`, which would repair paths and
 * headers on the way.
 *
 * @throws Error when no complete answer comes within `timeoutMs`, or the connection breaks.
 */
export function sendWire(
  origin: string,
  request: WireRequest,
  agent: http.Agent,
  timeoutMs: number,
): Promise<WireAnswer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const length = request.body === undefined ? {} : { 'content-length': String(request.body.length) };
    const outgoing = http.request({
      hostname,
      port,
      agent,
      method: request.method,
      path: request.target,
      headers: { ...length, ...(request.headers as http.OutgoingHttpHeaders) },
    });
    const timer = setTimeout(
      () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    outgoing.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    outgoing.once('response', (incoming) => {
      const chunks: Buffer[] = [];
      if (incoming.headers['content-type']?.startsWith('text/event-stream')) {
        // It has no end; that it began is the answer.
        clearTimeout(timer);
        resolve(toAnswer(incoming, ''));
        outgoing.destroy();
        return;
      }
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.once('error', reject);
      incoming.once('end', () => {
        clearTimeout(timer);
        try {
          resolve(toAnswer(incoming, Buffer.concat(chunks).toString()));
        } catch (error) {
          reject(error);
        }
      });
    });
    outgoing.end(request.body);
  });
}

/** Returns a request as a line for a shell. The key of the run, which dies with it, is left out. */
export function toCurl(origin: string, request: WireRequest, apiKey: string): string {
  const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
  const headers = Object.entries(request.headers).flatMap(([name, values]) =>
    [values].flat().map((value) => `-H ${quote(`${name}: ${value}`)}`),
  );
  const line = ['curl -isS --path-as-is -X', request.method, quote(origin + request.target), ...headers].join(
    ' ',
  );
  const safe = line.replaceAll(apiKey, `'"$MESA_API_KEY"'`);
  if (request.body === undefined) return safe;
  return `echo ${request.body.toString('base64')} | base64 -d | ${safe} --data-binary @-`;
}

function toAnswer(incoming: http.IncomingMessage, text: string): WireAnswer {
  const contentType = incoming.headers['content-type'] ?? '';
  const isJson = contentType.startsWith('application/json') && text !== '';
  return {
    status: incoming.statusCode ?? 0,
    contentType,
    headers: incoming.headers,
    body: isJson ? JSON.parse(text) : text,
  };
}
