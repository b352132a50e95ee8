import type { MessagePort } from 'node:worker_threads';
import type { KernelFileSystem } from '../kernel-file-system.js';
import { MemoryFileSystem } from './memory-file-system.js';

/** A filesystem that answers what it is told through a port, and says through it when it ends. */
export function createFileSystem({ port, prefix }: { port: MessagePort; prefix: string }): KernelFileSystem {
  port.on('message', (message) => port.postMessage([prefix, message]));
  const fs: KernelFileSystem = new MemoryFileSystem();
  fs.destroy = () => port.postMessage('destroyed');
  return fs;
}
