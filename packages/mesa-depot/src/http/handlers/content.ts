import { forward, type Handler } from './handler.js';

const getAsJson = forward('content', 'get');
const getBytes = forward('content', 'bytes');

export const contentHandlers: Record<string, Handler> = {
  async getContent(context) {
    if (context.mediaType !== 'application/octet-stream') return getAsJson(context);
    const { bytes } = (await getBytes(context)) as { bytes: Uint8Array };
    context.reply.type('application/octet-stream');
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  },
  updateMetadata: forward('content', 'setMetadata'),
};
