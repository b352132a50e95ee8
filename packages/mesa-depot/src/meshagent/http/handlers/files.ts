import type { Handlers } from '../call.js';

export const fileHandlers: Handlers = {
  upload(services, { access, query, body, request }) {
    const declared = request.headers['content-length'];
    const size = declared === undefined ? undefined : Number(declared);
    return services.files.upload(access, query.path, body, size);
  },
  async download(services, { access, query, reply }) {
    const { size, stream } = await services.files.download(access, query.path);
    reply.headers({
      'content-type': 'application/octet-stream',
      'content-length': size,
      // Whatever the file is, a browser is to store it and not to show it.
      'content-disposition': 'attachment',
    });
    return stream;
  },
  listFiles: (services, { access, query }) => services.files.list(access, query),
  deleteFile: (services, { access, query }) => services.files.delete(access, query.path),
};
