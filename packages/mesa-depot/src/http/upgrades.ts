import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { findModule, type HttpModule } from './http-module.js';

/**
 * Gives connections that ask to become a WebSocket to the module that serves their path.
 *
 * With a listener for upgrades Node stops to read every request that asks for any, such as curl's offer of HTTP/2, where it
 * would ignore the wish otherwise. Those are read again without it.
 */
export function acceptUpgrades(
  server: Server,
  modules: readonly HttpModule[],
  isStopping: () => boolean,
): void {
  if (modules.length === 0) return;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const found =
      request.headers.upgrade?.toLowerCase() === 'websocket' && !isStopping()
        ? findModule(modules, request.url ?? '')
        : undefined;
    if (found === undefined) serveWithoutUpgrade(server, request, { socket, head });
    else found.module.upgrade(request, { socket, head, path: found.path });
  });
}

function serveWithoutUpgrade(
  server: Server,
  request: IncomingMessage,
  { socket, head }: { readonly socket: Duplex; readonly head: Buffer },
): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? '';
    if (/^(upgrade|connection|http2-settings)$/i.test(name)) continue;
    lines.push(`${name}: ${request.rawHeaders[index + 1]}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
}
