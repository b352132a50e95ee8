import { Readable } from 'node:stream';
import type { Services } from '../../service/services.js';
import { begin } from './begin.js';
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
