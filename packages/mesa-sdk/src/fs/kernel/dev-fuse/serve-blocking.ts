import { setImmediate, setTimeout } from 'node:timers/promises';
import type { FuseSession } from '../session/fuse-session.js';
import { MESSAGE_SIZE, readMessage } from './device.js';

/**
 * Serves a connection until it ends, and blocks the thread while it waits: for a filesystem that answers everything
 * at once, in a thread that has nothing else to do. Should an operation promise its answer after all, the thread is
 * let go until none is pending.
 */
export async function serveBlocking(
  session: FuseSession,
  fd: number,
  onError: (error: unknown) => void,
): Promise<void> {
  let isAnnounced = false;
  let buffer = Buffer.allocUnsafeSlow(MESSAGE_SIZE);
  for (let length = readMessage(fd, buffer); length !== undefined; length = readMessage(fd, buffer)) {
    try {
      session.handle(buffer.subarray(0, length));
    } catch (error) {
      onError(error);
    }
    if (session.pending > 0) {
      // The waiting operation may still read the bytes of its request.
      buffer = Buffer.allocUnsafeSlow(MESSAGE_SIZE);
      while (session.pending > 0) await setTimeout(1);
    } else if (!isAnnounced) {
      // Once, so that whoever waits for the agreement on the protocol hears of it.
      isAnnounced = session.isReady;
      await setImmediate();
    }
  }
  await session.end();
}
