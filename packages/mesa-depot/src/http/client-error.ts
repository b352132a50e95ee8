import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { MAX_HEAD_BYTES } from './limits.js';
import { newRequestId, REQUEST_ID_HEADER } from './request-id.js';

/** What is answered to bytes that Node's HTTP parser refuses, by the code of its error. */
const ANSWERS: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    `The request head is too large: the path, the query and the headers have ${MAX_HEAD_BYTES / 1024} KiB together.`,
  ],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'The chunk extensions of the request body are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time. Send it again.'],
};

/** The responses of a connection that are not sent whole. */
const openResponses = new WeakMap<Socket, Set<ServerResponse>>();

/** Makes a `ClientErrorAnswer` know which connections of `server` are in the middle of a response. */
export function watchResponses(server: Server): void {
  server.on('request', ({ socket }, response) => {
    const open = openResponses.get(socket) ?? new Set();
    openResponses.set(socket, open.add(response));
    response.once('close', () => open.delete(response));
  });
}

/** Answers a connection whose bytes are not HTTP, and closes it. */
export type ClientErrorAnswer = (error: NodeJS.ErrnoException, socket: Socket) => void;

/**
 * Returns what answers bytes that are not HTTP. There is no request object then, so the response is written by hand, in the
 * shape of every other error of the server.
 */
export function createClientErrorAnswer(toBody: (message: string) => object): ClientErrorAnswer {
  return (error, socket) => answer(error, socket, toBody);
}

function answer(error: NodeJS.ErrnoException, socket: Socket, toBody: (message: string) => object): void {
  // After ECONNRESET nobody listens; after a response has begun, a second one would be read as a part of it.
  if (error.code === 'ECONNRESET' || !socket.writable || isInResponse(socket)) {
    socket.destroy();
    return;
  }
  const [status, message] = ANSWERS[error.code ?? ''] ?? [400, 'The request is not valid HTTP.'];
  const body = JSON.stringify(toBody(message));
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `${REQUEST_ID_HEADER}: ${newRequestId()}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

function isInResponse(socket: Socket): boolean {
  const open = openResponses.get(socket) ?? [];
  return [...open].some((response) => response.headersSent && !response.writableFinished);
}
