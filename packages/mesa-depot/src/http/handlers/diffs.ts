import { Readable } from 'node:stream';
import type { Services } from '../../service/services.js';
import { forward, type Handler } from './handler.js';

type PatchInput = Parameters<Services['diffs']['patch']>[1];

const getAsJson = forward('diffs', 'get');

export const diffHandlers: Record<string, Handler> = {
  async getDiff(context) {
    const { services, call, input, mediaType, reply } = context;
    if (mediaType !== 'text/plain') return getAsJson(context);
    const patch = services.diffs.patch(call, input as unknown as PatchInput);
    const chunks = await begin(patch);
    reply.type('text/plain; charset=utf-8');
    return Readable.from(chunks, { objectMode: false });
  },
};

/**
 * Waits for the first chunk before anything is sent, so that a diff of changes that do not exist is still a proper
 * 404. A failure after that can only cut the connection.
 */
async function begin(chunks: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* rest() {
    try {
      for (let next = first; !next.done; next = await iterator.next()) yield next.value;
    } finally {
      // Reached early when the client goes away; the patch then stops being computed.
      await iterator.return?.();
    }
  })();
}
