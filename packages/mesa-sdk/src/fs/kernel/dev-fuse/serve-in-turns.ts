import { setImmediate } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import { isWake } from '../protocol/notifications.js';
import type { FuseSession } from '../session/fuse-session.js';
import { MESSAGE_SIZE, readMessage } from './device.js';
import type { ReadingTurn } from './reading-turn.js';
import type { WakeFile } from './wake-file.js';

/** In a burst the event loop gets a turn after so long. */
const LOOP_EVERY_MS = 1;
/** A turn that took longer had something to do, and there is probably more. */
const BUSY_TURN_MS = 0.2;

export interface ServeInTurnsOptions {
  readonly session: FuseSession;
  readonly fd: number;
  /** What the reader read in its turns. */
  readonly messages: MessagePort;
  readonly turn: ReadingTurn;
  /** Part of the session's filesystem. */
  readonly wakeFile: WakeFile;
  readonly onError: (error: unknown) => void;
}

/**
 * Serves a connection until it ends, for a filesystem that answers most calls at once and waits for some: in a thread
 * that blocks in the kernel for the next request of a burst, and is in its event loop while a call is pending and
 * while the kernel has nothing to ask. The first request of a burst is read by the other thread.
 */
export async function serveInTurns(options: ServeInTurnsOptions): Promise<void> {
  const { session, messages, turn, wakeFile, onError } = options;
  const serveBurst = burstServer(options);
  await new Promise<void>((resolve) => {
    messages.on('message', async (message: Uint8Array | null) => {
      if (message === null) {
        resolve();
        return;
      }
      const waits = session.pending > 0;
      if (waits) turn.passToReader();
      handle(session, Buffer.from(message.buffer, message.byteOffset, message.byteLength), onError);
      if (waits) return;
      if ((await serveBurst()) === 'ended') {
        resolve();
        return;
      }
      turn.passToReader();
      if (session.isReady) wakeFile.introduce();
    });
    messages.on('close', resolve);
  });
  messages.removeAllListeners();
  messages.close();
  turn.end();
  await session.end();
}

function burstServer({
  session,
  fd,
  turn,
  wakeFile,
  onError,
}: ServeInTurnsOptions): () => Promise<'over' | 'ended'> {
  // One for all: a burst begins and goes on only while no operation may still look into the last message.
  const buffer = Buffer.allocUnsafeSlow(MESSAGE_SIZE);
  const read = (): number | undefined => readMessage(fd, buffer);
  return async () => {
    let loopAt = await loopOnce();
    // What nobody can wake must not wait: its timers and messages would wait for ever.
    while (session.pending === 0 && wakeFile.isKnown) {
      const length = turn.waiting(read);
      if (length === undefined) return 'ended';
      const message = buffer.subarray(0, length);
      if (isWake(message)) break;
      handle(session, message, onError);
      // What a promise was given for may be known already, so that one turn of the loop fulfils it.
      if (session.pending > 0 || performance.now() >= loopAt) loopAt = await loopOnce();
    }
    return 'over';
  };
}

/** Lets the event loop turn once, and returns when it is to again: a busy one gets half of the time. */
async function loopOnce(): Promise<number> {
  const start = performance.now();
  await setImmediate();
  const end = performance.now();
  const took = end - start;
  return end + (took > BUSY_TURN_MS ? took : LOOP_EVERY_MS);
}

function handle(session: FuseSession, message: Buffer, onError: (error: unknown) => void): void {
  try {
    session.handle(message);
  } catch (error) {
    onError(error);
  }
}
