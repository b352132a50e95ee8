import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Systems take ports from 32,768 or higher for servers that ask for any. */
const FROM = 12_000;
const TO = 32_000;

/**
 * Returns a port of loopback that is free now, and that no server gets which asks for any: one that was stopped finds it free
 * when it is started again, and what its clients send meanwhile reaches nobody else.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FROM, TO);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
