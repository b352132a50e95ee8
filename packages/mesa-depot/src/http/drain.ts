import type { Server } from 'node:http';
import { Server as SocketServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** How often a draining server looks whether it is done. */
const POLL_MS = 10;

/** How a server is closed. All in milliseconds. */
export interface DrainOptions {
  /** How long requests in flight may take. */
  readonly timeoutMs: number;
  /** How long idle connections stay open for requests that are on their way already. */
  readonly lingerMs: number;
}

/** What a server is doing. */
export interface Traffic {
  /** Open connections. */
  connections: number;
  /** Requests that are being answered. */
  requests: number;
}

/** Returns what `server` is doing, kept up to date. */
export function watchTraffic(server: Server): Readonly<Traffic> {
  const traffic: Traffic = { connections: 0, requests: 0 };
  server.on('connection', (socket) => {
    traffic.connections += 1;
    socket.once('close', () => {
      traffic.connections -= 1;
    });
  });
  server.on('request', (_request, response) => {
    traffic.requests += 1;
    response.once('close', () => {
      traffic.requests -= 1;
    });
  });
  return traffic;
}

/**
 * Closes `app`: no new connections at once; idle ones when they have lingered, since a client cannot tell whether a request
 * that met a closing connection was acted on; requests in flight get their time to end, and then all connections are cut.
 *
 * `server.close()` alone would close idle connections at once, and wait for those that never sent a request.
 */
export async function drain(
  app: FastifyInstance,
  traffic: Readonly<Traffic>,
  { timeoutMs, lingerMs }: DrainOptions,
): Promise<void> {
  const start = Date.now();
  // What `server.close()` does besides closing idle connections.
  SocketServer.prototype.close.call(app.server);
  while (traffic.connections > 0 && Date.now() - start < Math.min(lingerMs, timeoutMs)) await wait(POLL_MS);
  const timer = setInterval(() => {
    if (traffic.requests === 0 || Date.now() - start >= timeoutMs) app.server.closeAllConnections();
  }, POLL_MS);
  try {
    await app.close();
  } finally {
    clearInterval(timer);
  }
}
