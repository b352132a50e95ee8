import { Readable } from 'node:stream';
import { begin } from './begin.js';
import type { HandlerContext } from './handler.js';

/** Answers bytes as they are read, so that no more than a part of a large file is in memory. */
export async function sendBytes(
  { reply }: Pick<HandlerContext, 'reply'>,
  byteLength: number,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Readable> {
  const started = await begin(bytes);
  reply.type('application/octet-stream').header('content-length', byteLength);
  return Readable.from(started, { objectMode: false });
}
