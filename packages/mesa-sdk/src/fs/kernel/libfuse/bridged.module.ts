import type { MessagePort } from 'node:worker_threads';
import { type BridgedDescription, SLOTS } from '../bridge/bridge-messages.js';
import { bridgedFileSystem } from '../bridge/bridged-file-system.js';
import type { KernelFileSystem } from '../kernel-file-system.js';

export interface BridgedModuleData {
  readonly description: BridgedDescription;
  readonly blockedTimeoutMs: number;
  readonly port: MessagePort;
}

/** For a mount whose filesystem is an object of the application: it is asked by messages, from the serving process. */
export function createFileSystem({
  description,
  blockedTimeoutMs,
  port,
}: BridgedModuleData): KernelFileSystem {
  // Its own, since processes share no memory: the application looks at the age of a call instead.
  const slots = new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT);
  return bridgedFileSystem({ ...description, blockedTimeoutMs, port, slots });
}
