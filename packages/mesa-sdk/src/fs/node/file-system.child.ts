import { MessageChannel } from 'node:worker_threads';
import type { FuseMount } from '../kernel/index.js';
import { toWireError } from '../remote/wire-error.js';
import type { FileSystemModuleData } from './file-system.module.js';
import type { FromHost, ToHost } from './host-messages.js';
import { mountModule } from './mount-module.js';
import { unmountSoon } from './unmount-soon.js';

/*
 * The process that holds a mount. It hands messages on between the application and the thread that serves the kernel,
 * and takes the mount away when the application wants that, or is no more, however it ended.
 */

/** What is not stored so long after the application has gone is in the journal, or lost. */
const LONGEST_END_MS = 120_000; // 2 minutes

const { port1, port2 } = new MessageChannel();
let mount: Promise<FuseMount> | undefined;
let isEnding = false;

const tell = (message: FromHost): void => {
  // An application that is gone needs no answer.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
};
const report = (problem: unknown): void =>
  tell({ kind: 'fault', text: problem instanceof Error ? problem.message : String(problem) });

async function start({ input, mountPoint, options }: ToHost & { kind: 'start' }): Promise<void> {
  const data: FileSystemModuleData = { ...input, port: port2 };
  mount = mountModule(
    { url: new URL('./file-system.module.js', import.meta.url), data, transfer: [port2] },
    mountPoint,
    { ...options, onError: report },
  );
  try {
    const { mountPoint, closed } = await mount;
    tell({ kind: 'mounted', mountPoint });
    // Somebody may take the mount away from outside. The filesystem has ended then, and whoever asks it would wait for ever.
    void closed.then(end, end);
  } catch (error) {
    tell({ kind: 'not-mounted', error: toWireError(error) });
    process.disconnect?.();
  }
}

async function end(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  const error = await unmountSoon(await mount?.catch(() => undefined), report).then(
    () => undefined,
    (thrown: unknown) => toWireError(thrown),
  );
  tell({ kind: 'unmounted', error });
  if (process.connected) process.disconnect?.();
}

port1.on('message', (message: unknown) => tell({ kind: 'relay', message }));
process.on('message', (message: ToHost) => {
  if (message.kind === 'start') void start(message);
  else if (message.kind === 'relay') port1.postMessage(message.message);
  else void end();
});
const onOrphaned = (): void => {
  port1.unref();
  setTimeout(() => process.exit(), LONGEST_END_MS).unref();
  void end();
};
process.on('disconnect', onOrphaned);
// The application may have gone while this process began.
if (!process.connected) onOrphaned();
