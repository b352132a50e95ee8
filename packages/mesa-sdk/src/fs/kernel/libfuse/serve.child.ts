import { findFuseMount } from '../dev-fuse/mount-table.js';
import type { KernelFileSystem } from '../kernel-file-system.js';
import type { FromChild, StartMessage, ToChild } from './child-messages.js';
import { mountNative } from './mount-native.js';
import { PortRelay } from './port-relay.js';
import { ServedPaths } from './served-paths.js';
import { detachNow } from './unmount-libfuse.js';

/*
 * The process that owns a mount of libfuse's. The binding needs a main thread of its own (it crashes in workers, and a
 * thread that touches its own mount hangs), and its descriptor of the device leaks into every program that the process
 * starts: so this one starts none, and the application starts none with it.
 */

const COUNTS_EVERY_MS = 100;
/** The binding does not say when somebody else unmounts. */
const LOOK_EVERY_MS = 500;
/** How long a filesystem may take to end when its application is gone. */
const LONGEST_END_MS = 60_000;

const counts: Record<string, number> = {};
let countsToTell: NodeJS.Timeout | undefined;

const tell = (message: FromChild): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
};
const onError = (error: unknown): void => tell({ kind: 'error', error: toSendable(error) });
const relay = new PortRelay(tell);
/** Until something is mounted there is nothing to take care of. */
let end = async (): Promise<void> => process.exit();

/** Returns an error with what survives the way to another process. */
function toSendable(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const sendable = new Error(error.message);
  sendable.name = error.name;
  if (error.stack !== undefined) sendable.stack = error.stack;
  return sendable;
}

function count(name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
  countsToTell ??= setTimeout(() => {
    countsToTell = undefined;
    tell({ kind: 'counts', counts });
  }, COUNTS_EVERY_MS);
}

async function load({ url, data }: StartMessage): Promise<KernelFileSystem> {
  const { createFileSystem } = (await import(url)) as { createFileSystem?: unknown };
  if (typeof createFileSystem !== 'function') {
    throw new TypeError(`${url} has to export a function createFileSystem(data).`);
  }
  return createFileSystem(relay.makePorts(data)) as KernelFileSystem | Promise<KernelFileSystem>;
}

async function serve(start: StartMessage): Promise<void> {
  const { mountPoint, options } = start;
  let served: ServedPaths;
  try {
    const fs = await load(start);
    const { entryTtlMs, attributesTtlMs } = options;
    served = new ServedPaths(fs, { entryTtlMs, attributesTtlMs, count, onError });
    await fs.init?.(served.notifier);
  } catch (error) {
    tell({ kind: 'failed', error: toSendable(error), isMissing: false });
    await leave();
    return;
  }
  try {
    await mountNative(mountPoint, served.handlers, options);
  } catch (error) {
    await served.end();
    const { code } = error as NodeJS.ErrnoException;
    const isMissing = code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_DLOPEN_FAILED';
    tell({ kind: 'failed', error: toSendable(error), isMissing });
    await leave();
    return;
  }
  const connection = findFuseMount(mountPoint)?.minor;
  let isEnding = false;
  end = async (): Promise<void> => {
    if (isEnding) return;
    isEnding = true;
    // The application has ended without a word: new programs find nothing, and those inside get errors in a moment.
    if (findFuseMount(mountPoint)?.minor === connection) detachNow(mountPoint);
    await served.end();
    await leave();
  };
  setInterval(() => {
    if (findFuseMount(mountPoint)?.minor !== connection) void end();
  }, LOOK_EVERY_MS).unref();
  tell({ kind: 'mounted' });
}

/** Ends the process once everything it has to say is said. */
async function leave(): Promise<void> {
  clearTimeout(countsToTell);
  tell({ kind: 'counts', counts });
  // Messages of ports that were posted a moment ago come in a later turn.
  await new Promise((resolve) => setTimeout(resolve, 20));
  if (process.connected) {
    await new Promise((resolve) => process.send?.({ kind: 'ended' } satisfies FromChild, resolve));
  }
  process.exit();
}

process.on('message', (message: ToChild) => {
  if (message.kind === 'start') void serve(message);
  else if (message.kind === 'port') relay.deliver(message);
  else void end();
});
process.on('disconnect', () => {
  setTimeout(() => process.exit(), LONGEST_END_MS);
  void end();
});
// The terminal's interrupt is meant for the application, which unmounts when it ends.
process.on('SIGINT', () => {});
