import type { MessagePort } from 'node:worker_threads';
import type { FilledMountOptions } from './mount-options.js';

/** What a server is started with. */
export interface ServerStart {
  readonly fd: number;
  readonly options: FilledMountOptions;
  readonly counts: SharedArrayBuffer;
  /** The kernel's messages, unless the server reads them itself. */
  readonly messages: MessagePort;
}

/** Talks to the kernel for a mount, in this thread or another. */
export interface Server {
  /** Prepares the filesystem, before there is a mount. Returns whether it reads the device itself. */
  load(): Promise<{ readonly readsItself: boolean }>;
  /** Begins to serve, once mounted; resolves when the protocol is agreed on. */
  begin(): Promise<{ readonly minor: number; readonly flags: number }>;
  /** Resolves when it has served the last message, and the filesystem's `destroy` is done; never rejects. */
  readonly ended: Promise<void>;
  /** Gives up a server that was not begun. */
  abandon(): Promise<void>;
}

export type StartServer = (start: ServerStart) => Server;
