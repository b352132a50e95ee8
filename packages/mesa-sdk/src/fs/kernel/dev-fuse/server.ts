import type { MessagePort } from 'node:worker_threads';
import type { FilledMountOptions } from './mount-options.js';
import type { ReadingTurn } from './reading-turn.js';

/** What a server is started with. */
export interface ServerStart {
  readonly fd: number;
  readonly mountPoint: string;
  readonly options: FilledMountOptions;
  readonly counts: SharedArrayBuffer;
  /** The kernel's messages, unless the server reads them itself. */
  readonly messages: MessagePort;
  /** Whose turn it is to read, where that is sometimes the server's. */
  readonly turn: ReadingTurn;
}

/** What a thread beside the server reads: nothing, every message, or those in its {@link ReadingTurn}. */
export type ReaderRole = 'none' | 'all' | 'turns';

/** Talks to the kernel for a mount, in this thread or another. */
export interface Server {
  /** Prepares the filesystem, before there is a mount. Returns what the server wants of a reader. */
  load(): Promise<{ readonly reader: ReaderRole }>;
  /** Begins to serve, once mounted; resolves when the protocol is agreed on. */
  begin(): Promise<{ readonly minor: number; readonly flags: number }>;
  /** Resolves when it has served the last message, and the filesystem's `destroy` is done; never rejects. */
  readonly ended: Promise<void>;
  /** Gives up a server that was not begun. */
  abandon(): Promise<void>;
}

export type StartServer = (start: ServerStart) => Server;
