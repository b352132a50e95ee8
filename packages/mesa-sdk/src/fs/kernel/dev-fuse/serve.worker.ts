import { randomUUID } from 'node:crypto';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { BridgedDescription } from '../bridge/bridge-messages.js';
import { bridgedFileSystem } from '../bridge/bridged-file-system.js';
import type { KernelFileSystem } from '../kernel-file-system.js';
import type { Lifetimes } from '../protocol/replies.js';
import { FuseSession } from '../session/fuse-session.js';
import { RequestCounts } from '../session/request-counts.js';
import { kernelNotifier, writeMessage } from './device.js';
import { ReadingTurn } from './reading-turn.js';
import { serveBlocking } from './serve-blocking.js';
import { serveInTurns } from './serve-in-turns.js';
import { servePort } from './serve-port.js';
import type { ReaderRole } from './server.js';
import { WakeFile } from './wake-file.js';

/** What the worker is to serve: a module's own filesystem, or one of the thread that started it. */
export type ServedFileSystem =
  | { readonly kind: 'module'; readonly url: string; readonly data: unknown }
  | {
      readonly kind: 'bridge';
      readonly description: BridgedDescription;
      readonly port: MessagePort;
      readonly slots: SharedArrayBuffer;
      readonly blockedTimeoutMs: number;
    };

export interface ServeWorkerData {
  readonly fd: number;
  readonly served: ServedFileSystem;
  readonly lifetimes: Lifetimes;
  readonly writebackCache: boolean;
  readonly explicitInvalidation: boolean;
  readonly counts: SharedArrayBuffer;
  /** Where the messages of the kernel come from, unless the worker reads them itself. */
  readonly messages: MessagePort;
  /** Shared memory of a {@link ReadingTurn}. */
  readonly turn: SharedArrayBuffer;
  readonly mountPoint: string;
}

/** From the worker. `loaded` asks for the mount and is answered with `mounted`; `ended` is the last. */
export type ServeWorkerMessage =
  | { readonly kind: 'loaded'; readonly reader: ReaderRole }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'ready'; readonly minor: number; readonly flags: number }
  | { readonly kind: 'error'; readonly error: unknown }
  | { readonly kind: 'ended' };

const { fd, served, lifetimes, writebackCache, explicitInvalidation, counts, messages, turn, mountPoint } =
  workerData as ServeWorkerData;
const wakeFile = new WakeFile(mountPoint, `.mesa-wake-${randomUUID()}`);
const parent = parentPort as MessagePort;
const tell = (message: ServeWorkerMessage): void => parent.postMessage(message);
const onError = (error: unknown): void => tell({ kind: 'error', error: toSendable(error) });

/** Returns an error with what survives the way to another thread. */
function toSendable(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const sendable = new Error(error.message);
  sendable.name = error.name;
  if (error.stack !== undefined) sendable.stack = error.stack;
  return sendable;
}

async function load(): Promise<KernelFileSystem> {
  if (served.kind === 'bridge') return bridgedFileSystem({ ...served.description, ...served });
  const { createFileSystem } = (await import(served.url)) as { createFileSystem?: unknown };
  if (typeof createFileSystem !== 'function') {
    throw new TypeError(`${served.url} has to export a function createFileSystem(data).`);
  }
  return createFileSystem(served.data) as KernelFileSystem | Promise<KernelFileSystem>;
}

async function main(): Promise<void> {
  let fs: KernelFileSystem;
  let reader: ReaderRole;
  let session: FuseSession;
  try {
    fs = await load();
    // Another thread's answers are always waited for: nothing would be gained by taking turns.
    reader = fs.synchronous === true ? 'none' : served.kind === 'bridge' ? 'all' : 'turns';
    session = new FuseSession({
      fs: reader === 'turns' ? wakeFile.addTo(fs) : fs,
      lifetimes,
      writebackCache,
      explicitInvalidation,
      counts: new RequestCounts(counts),
      write: (message) => writeMessage(fd, message),
      onError,
    });
    await session.start(kernelNotifier(fd));
  } catch (error) {
    tell({ kind: 'failed', error: toSendable(error) });
    return;
  }
  const mounted = new Promise((resolve) => parent.once('message', resolve));
  tell({ kind: 'loaded', reader });
  await mounted;
  session.ready.then(
    (agreed) => tell({ kind: 'ready', ...agreed }),
    (error) => tell({ kind: 'failed', error: toSendable(error) }),
  );
  if (reader === 'none') await serveBlocking(session, fd, onError);
  else if (reader === 'all') await servePort(session, messages, onError);
  else await serveInTurns({ session, fd, messages, turn: new ReadingTurn(turn), wakeFile, onError });
  tell({ kind: 'ended' });
}

await main();
// Whatever timers and sockets a filesystem has left: the mount is over, and so is its thread.
process.exit();
