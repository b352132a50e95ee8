import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as it arrived. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly at: number;
}

export interface TestServer {
  /** Base URL with a version, as clients are given it. */
  readonly url: string;
  readonly received: Received[];
  /** Connections that are open now. */
  openConnections(): number;
  /** Connections that carried a request and were closed, by either side. */
  closedConnections(): number;
}

type Handler = (request: Received, response: ServerResponse, count: number) => void | Promise<void>;

/** Starts a real server on a free port and closes it when the test ends. */
export async function startServer(handle: Handler): Promise<TestServer> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  let closed = 0;
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
    } catch {
      return; // The client went away in the middle of the request.
    }
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers, body: Buffer.concat(chunks).toString(), at: performance.now() };
    received.push(request);
    await handle(request, response, received.length);
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      // Node from 24 on opens a connection in place of a broken one ahead of need, and closes it unused.
      if (socket.bytesRead > 0) closed += 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    received,
    openConnections: () => sockets.size,
    closedConnections: () => closed,
  };
}

/** Answers with JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Answers with an error body of the API. */
export function sendError(
  response: ServerResponse,
  status: number,
  code: string,
  headers: Record<string, string> = {},
  more: Record<string, unknown> = {},
): void {
  sendJson(response, status, { error: { code, message: `It is ${code}.`, ...more } }, headers);
}
