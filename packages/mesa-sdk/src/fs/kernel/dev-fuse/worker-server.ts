import { MessageChannel, type Transferable, Worker } from 'node:worker_threads';
import { SLOTS } from '../bridge/bridge-messages.js';
import { describeFileSystem, serveBridge } from '../bridge/serve-bridge.js';
import type { KernelFileSystem } from '../kernel-file-system.js';
import { kernelNotifier } from './device.js';
import type { ServedFileSystem, ServeWorkerData, ServeWorkerMessage } from './serve.worker.js';
import type { Server, ServerStart } from './server.js';

/** Serves the filesystem that a module makes, in a worker of its own. */
export function moduleServer(
  module: { url: string; data: unknown },
  start: ServerStart,
  transfer: readonly Transferable[] = [],
): Server {
  return workerServer({ kind: 'module', ...module }, start, transfer);
}

/** Serves a filesystem of the calling thread from a worker, which asks it by messages. */
export function bridgeServer(fs: KernelFileSystem, blockedTimeoutMs: number, start: ServerStart): Server {
  const { port1: port, port2: theirs } = new MessageChannel();
  const slots = new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT);
  const { onError } = start.options;
  const description = describeFileSystem(fs);
  serveBridge(fs, { port, slots, onError });
  const server = workerServer({ kind: 'bridge', description, port: theirs, slots, blockedTimeoutMs }, start, [
    theirs,
  ]);
  const finish = async (): Promise<void> => {
    port.close();
    try {
      await fs.destroy?.();
    } catch (error) {
      onError(error);
    }
  };
  return {
    async load() {
      await fs.init?.(kernelNotifier(start.fd));
      return server.load();
    },
    begin: () => server.begin(),
    ended: server.ended.then(finish),
    abandon: () => server.abandon(),
  };
}

function workerServer(
  served: ServedFileSystem,
  { fd, mountPoint, options, counts, messages, turn }: ServerStart,
  transfer: readonly Transferable[],
): Server {
  const { entryTtlMs, attributesTtlMs, negativeTtlMs, writebackCache, explicitInvalidation, onError } =
    options;
  const data: ServeWorkerData = {
    fd,
    served,
    lifetimes: { entryTtlMs, attributesTtlMs, negativeTtlMs },
    writebackCache,
    explicitInvalidation,
    counts,
    messages,
    turn: turn.shared,
    mountPoint,
  };
  const worker = new Worker(new URL('./serve.worker.js', import.meta.url), {
    name: 'mesa-fuse-serve',
    workerData: data,
    transferList: [messages, ...transfer],
  });
  let onMessage: ((message: ServeWorkerMessage) => void) | undefined;
  let failed: unknown;
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      onMessage?.({ kind: 'failed', error: failed ?? new Error('The thread that serves the mount ended.') });
      resolve();
    });
  });
  worker.on('error', (error) => {
    failed = error;
    onError(error);
  });
  worker.on('message', (message: ServeWorkerMessage) => {
    if (message.kind === 'error') onError(message.error);
    else onMessage?.(message);
  });
  const next = (): Promise<ServeWorkerMessage> =>
    new Promise((resolve, reject) => {
      onMessage = (message) => {
        onMessage = undefined;
        if (message.kind === 'failed') reject(message.error);
        else resolve(message);
      };
    });
  return {
    ended,
    async load() {
      const message = await next();
      return { reader: message.kind === 'loaded' ? message.reader : 'none' };
    },
    async begin() {
      const answer = next();
      worker.postMessage('mounted');
      const message = await answer;
      return message.kind === 'ready' ? message : { minor: 0, flags: 0 };
    },
    async abandon() {
      await worker.terminate();
    },
  };
}
