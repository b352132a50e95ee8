import type { MessagePort } from 'node:worker_threads';
import type { FuseSession } from '../session/fuse-session.js';

/** Serves the messages that a reader thread hands on; resolves when the connection has ended and the session too. */
export function servePort(
  session: FuseSession,
  port: MessagePort,
  onError: (error: unknown) => void,
): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      port.removeAllListeners();
      port.close();
      session.end().then(resolve, resolve);
    };
    port.on('message', (message: Uint8Array | null) => {
      if (message === null) {
        finish();
        return;
      }
      try {
        session.handle(Buffer.from(message.buffer, message.byteOffset, message.byteLength));
      } catch (error) {
        onError(error);
      }
    });
    port.on('close', finish);
  });
}
