import { type MessagePort, workerData } from 'node:worker_threads';
import { isWake } from '../protocol/notifications.js';
import { MESSAGE_SIZE, readMessage, wakeDevice } from './device.js';
import { ReadingTurn } from './reading-turn.js';

/*
 * Blocks in the kernel and hands each message on as an array buffer of its own, so that the thread that serves stays
 * free for promises, timers and sockets. Ends with `null` when the connection has.
 */

export interface ReaderWorkerData {
  readonly fd: number;
  readonly port: MessagePort;
  /** Shared memory of a {@link ReadingTurn}, where the server reads too. */
  readonly turn: SharedArrayBuffer | undefined;
}

const { fd, port, turn: shared } = workerData as ReaderWorkerData;
const turn = shared === undefined ? undefined : new ReadingTurn(shared);

/** From here on a message is handed on with its buffer, and not copied. */
const LARGE = 64 * 1024;

let buffer = Buffer.allocUnsafeSlow(MESSAGE_SIZE);
while (turn === undefined || turn.awaitTurn(() => wakeDevice(fd))) {
  const length = readMessage(fd, buffer);
  if (length === undefined) {
    port.postMessage(null);
    break;
  }
  const read = buffer.subarray(0, length);
  // Meant for the server, which was quicker.
  if (isWake(read)) continue;
  turn?.passToServer();
  if (length >= LARGE) {
    port.postMessage(read, [buffer.buffer as ArrayBuffer]);
    buffer = Buffer.allocUnsafeSlow(MESSAGE_SIZE);
  } else {
    const message = new Uint8Array(read);
    port.postMessage(message, [message.buffer as ArrayBuffer]);
  }
}
port.close();
