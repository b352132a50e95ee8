import { encodePacket, MAX_PACKET_PAYLOAD } from './pkt-line.js';

const PREFIX = 'ERR ';

/** Returns the packet that ends a conversation with an error; git prints `fatal: remote error: <message>`. */
export function encodeRemoteError(message: string): Buffer {
  return encodePacket(Buffer.from(`${PREFIX}${message}\n`).subarray(0, MAX_PACKET_PAYLOAD));
}

/** Returns the message of a line that is such an error, or `undefined` for any other line. */
export function remoteErrorOf(line: string): string | undefined {
  return line.startsWith(PREFIX) ? line.slice(PREFIX.length) : undefined;
}
