import type { Server } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** How often a draining server looks whether it is done. */
const POLL_MS = 10;

/** Returns a function that tells how many requests `server` is answering. */
export function countInFlight(server: Server): () => number {
  let inFlight = 0;
  server.on('request', (_request, response) => {
    inFlight += 1;
    response.once('close', () => {
      inFlight -= 1;
    });
  });
  return () => inFlight;
}

/**
 * Closes `app`: no new connections, requests in flight get `timeoutMs` to end, and then all connections are cut.
 *
 * `server.close()` alone would wait for every connection a client holds open, also those that never sent a request.
 */
export async function drain(app: FastifyInstance, inFlight: () => number, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  const timer = setInterval(() => {
    if (inFlight() === 0 || Date.now() >= deadline) app.server.closeAllConnections();
  }, POLL_MS);
  try {
    await app.close();
  } finally {
    clearInterval(timer);
  }
}
