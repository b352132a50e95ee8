import { type MessagePort, workerData } from 'node:worker_threads';
import { MESSAGE_SIZE, readMessage } from './device.js';

/*
 * Blocks in the kernel and hands each message on as an array buffer of its own, so that the thread that serves stays
 * free for promises, timers and sockets. Ends with `null` when the connection has.
 */

const { fd, port } = workerData as { fd: number; port: MessagePort };

/** From here on a message is handed on with its buffer, and not copied. */
const LARGE = 64 * 1024;

let buffer = Buffer.allocUnsafeSlow(MESSAGE_SIZE);
for (let length = readMessage(fd, buffer); length !== undefined; length = readMessage(fd, buffer)) {
  if (length >= LARGE) {
    port.postMessage(buffer.subarray(0, length), [buffer.buffer as ArrayBuffer]);
    buffer = Buffer.allocUnsafeSlow(MESSAGE_SIZE);
  } else {
    const message = new Uint8Array(buffer.subarray(0, length));
    port.postMessage(message, [message.buffer as ArrayBuffer]);
  }
}
port.postMessage(null);
port.close();
