import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ClientErrorAnswer } from './client-error.js';

/** What a client has to manage while the server waits for it. */
export interface SlowClientOptions {
  /** Bytes a second, as an average over the window, in either direction. */
  readonly minBytesPerSecond: number;
  readonly windowMs: number;
  /** Tells one whose request is not answered yet. */
  readonly answerClientError: ClientErrorAnswer;
}

/** One request and its answer, and how much of them had passed when the window began. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly socket: Socket;
  direction: 'in' | 'out' | undefined;
  since: number;
  bytes: number;
}

/** How often a window is looked at, so that a wait that ended in between is seen. */
const LOOKS_PER_WINDOW = 10;

/**
 * Cuts connections whose client sends a body, or takes an answer, so slowly that it can only mean to keep them.
 *
 * It counts the time alone in which the server waits for the client: everything that came has been read, or more is to be sent than the
 * socket takes. A server that is slow itself, and a feed in which nothing happens, are nobody's fault. The limits of Node
 * do the rest: on the head of a request, on its whole time, and on connections without any byte.
 */
export function cutSlowClients(
  server: Server,
  { minBytesPerSecond, windowMs, answerClientError }: SlowClientOptions,
): void {
  const open = new Set<Exchange>();
  server.on('request', (request, response) => {
    const { socket } = request;
    const exchange: Exchange = { request, response, socket, direction: undefined, since: 0, bytes: 0 };
    open.add(exchange);
    response.once('close', () => open.delete(exchange));
  });
  const look = (): void => {
    const now = performance.now();
    for (const exchange of open) {
      const direction = awaited(exchange);
      const bytes = passed(exchange, direction);
      const isNew = direction !== exchange.direction;
      const elapsedMs = now - exchange.since;
      if (!isNew && (direction === undefined || elapsedMs < windowMs)) continue;
      if (!isNew && bytes - exchange.bytes < (minBytesPerSecond * elapsedMs) / 1000)
        cut(exchange, answerClientError);
      Object.assign(exchange, { direction, since: now, bytes });
    }
  };
  const timer = setInterval(look, windowMs / LOOKS_PER_WINDOW);
  timer.unref();
  server.once('close', () => clearInterval(timer));
}

/** Returns in which direction the server waits for the client, if it does. */
function awaited({ request, response, socket }: Exchange): Exchange['direction'] {
  if (socket.writableNeedDrain || (response.writableEnded && socket.writableLength > 0)) return 'out';
  // What came and was not read waits for us.
  const isRead = request.readableLength === 0;
  return !request.complete && !response.writableEnded && isRead ? 'in' : undefined;
}

function passed({ socket }: Exchange, direction: Exchange['direction']): number {
  return direction === 'out' ? socket.bytesWritten - socket.writableLength : socket.bytesRead;
}

function cut({ socket, response }: Exchange, answerClientError: ClientErrorAnswer): void {
  if (response.headersSent) {
    socket.destroy();
    return;
  }
  answerClientError(Object.assign(new Error('slow'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
  // It may take the answer as slowly as it sent the request.
  socket.destroySoon();
}
