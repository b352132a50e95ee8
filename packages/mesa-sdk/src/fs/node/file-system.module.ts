import type { MessagePort } from 'node:worker_threads';
import type { KernelFileSystem } from '../kernel/kernel-file-system.js';
import { type HostInput, openHost } from './file-system-host.js';
import { portChannel } from './port-channel.js';

/** What the thread of a mounted filesystem is given. */
export interface FileSystemModuleData extends HostInput {
  /** To the application. */
  readonly port: MessagePort;
}

/** Makes the filesystem of a mount, in the thread that serves the kernel. */
export function createFileSystem({ port, ...input }: FileSystemModuleData): Promise<KernelFileSystem> {
  return openHost(portChannel(port), input, (error) => process.emitWarning(toWarning(error)));
}

function toWarning(error: unknown): Error | string {
  return error instanceof Error ? error : String(error);
}
