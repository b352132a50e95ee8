import type { OpenBlob } from '../../objects/index.js';
import { forward, type Handler } from './handler.js';
import { sendBytes } from './send-bytes.js';

const getAsJson = forward('content', 'get');
const open = forward('content', 'open');

export const contentHandlers: Record<string, Handler> = {
  async getContent(context) {
    if (context.mediaType !== 'application/octet-stream') return getAsJson(context);
    const blob = (await open(context)) as OpenBlob;
    return sendBytes(context, blob.size, blob.read(0, blob.size));
  },
  updateMetadata: forward('content', 'setMetadata'),
};
