import type { KernelFileSystem } from '../kernel-file-system.js';
import { FuseSession } from '../session/fuse-session.js';
import { RequestCounts } from '../session/request-counts.js';
import { kernelNotifier, writeMessage } from './device.js';
import { servePort } from './serve-port.js';
import type { Server, ServerStart } from './server.js';

/** Serves a filesystem in the calling thread. */
export function threadServer(fs: KernelFileSystem, { fd, options, counts, messages }: ServerStart): Server {
  const session = new FuseSession({
    fs,
    lifetimes: options,
    writebackCache: options.writebackCache,
    explicitInvalidation: options.explicitInvalidation,
    counts: new RequestCounts(counts),
    write: (message) => writeMessage(fd, message),
    onError: options.onError,
  });
  let end!: () => void;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    ended,
    async load() {
      await session.start(kernelNotifier(fd));
      return { reader: 'all' };
    },
    begin() {
      servePort(session, messages, options.onError).then(end, end);
      return session.ready;
    },
    async abandon() {
      messages.close();
      await session.end();
      end();
    },
  };
}
