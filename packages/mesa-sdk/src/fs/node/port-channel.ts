import type { MessagePort } from 'node:worker_threads';
import type { Channel } from '../remote/channel.js';

/** Returns a channel to another thread of this process. */
export function portChannel(port: MessagePort): Channel {
  return {
    send: (message, transfer = []) => port.postMessage(message, [...transfer]),
    receive(onMessage, onEnd) {
      port.on('message', onMessage);
      port.on('close', onEnd);
    },
    close: () => port.close(),
  };
}
