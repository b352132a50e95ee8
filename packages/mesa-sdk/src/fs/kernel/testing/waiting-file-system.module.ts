import { setImmediate, setTimeout } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import type { KernelFileSystem } from '../kernel-file-system.js';
import { MemoryFileSystem } from './memory-file-system.js';

/** Whatever these do, nothing comes undone when they begin later than they were called. */
const MAY_WAIT = ['lookup', 'getattr', 'open', 'read', 'write', 'create', 'unlink', 'readdir'] as const;

/**
 * For a mount whose filesystem lives in its worker and has an event loop there: one call of three waits, by turns for
 * a promise, for the event loop and for a timer. Messages of `port` come back as they are. A look-up of `end-thread`
 * ends the thread, and one of `for-ever` is never answered.
 */
export function createFileSystem({ port }: { port?: MessagePort } = {}): KernelFileSystem {
  port?.on('message', (message) => port.postMessage(message));
  const fs = new (class extends MemoryFileSystem {
    override readonly synchronous = false;
  })();
  const methods = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
  let calls = 0;
  for (const name of MAY_WAIT) {
    const method = (methods[name] as (...args: unknown[]) => unknown).bind(fs);
    methods[name] = (...args) => {
      if (name === 'lookup' && args[1] === 'end-thread') process.exit();
      if (name === 'lookup' && args[1] === 'for-ever') return new Promise(() => {});
      calls += 1;
      if (calls % 3 !== 0) return method(...args);
      const wait =
        calls % 9 === 0 ? setTimeout(1) : calls % 9 === 3 ? setImmediate() : Promise.resolve(undefined);
      return (wait as Promise<unknown>).then(() => method(...args));
    };
  }
  return fs;
}
