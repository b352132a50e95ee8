import { closeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { MessageChannel, type Transferable, Worker } from 'node:worker_threads';
import type { KernelFileSystem } from '../kernel-file-system.js';
import { KernelMountError } from '../kernel-mount-error.js';
import { RequestCounts } from '../session/request-counts.js';
import { cutNow } from './cut-now.js';
import { wakeDevice } from './device.js';
import { unmountAtExit } from './exit-hook.js';
import type { FuseMount } from './fuse-mount.js';
import { mountDevice, openDevice } from './mount-device.js';
import { MountGuard } from './mount-guard.js';
import { fillMountOptions, type MountOptions, type ObjectMountOptions } from './mount-options.js';
import { mountState } from './mount-state.js';
import { findFuseMount } from './mount-table.js';
import { prepareMountPoint } from './prepare-mount-point.js';
import type { ReaderWorkerData } from './reader.worker.js';
import { ReadingTurn } from './reading-turn.js';
import type { Server, StartServer } from './server.js';
import { threadServer } from './thread-server.js';
import { unmountPath } from './unmount-path.js';
import { bridgeServer, moduleServer } from './worker-server.js';

/**
 * Mounts a filesystem on an empty folder, and resolves when programs can use it.
 *
 * The kernel is talked to in a worker; the filesystem is asked in this thread. While this thread is blocked it cannot
 * answer, so do not use `fs.*Sync`, `execSync` or a module in the mount: such a call fails with `ETIMEDOUT` after
 * `blockedTimeoutMs`. Starting a program with its `cwd` in the mount is answered from memory. Where that is not
 * enough, give the filesystem to the worker: {@link mountFuseModule}.
 *
 * @throws KernelMountError `MOUNT_UNAVAILABLE`, `MOUNT_POINT_UNUSABLE` or `MOUNT_FAILED`.
 *
 * @example
 * const mount = await mountFuse(fileSystem, '/tmp/work');
 * // … any program can use /tmp/work …
 * await mount.unmount();
 */
export function mountFuse(
  fs: KernelFileSystem,
  mountPoint: string,
  options: ObjectMountOptions = {},
): Promise<FuseMount> {
  const { thread = 'worker', blockedTimeoutMs = 10_000, ...rest } = options;
  return establish(mountPoint, rest, (start) =>
    thread === 'main' ? threadServer(fs, start) : bridgeServer(fs, blockedTimeoutMs, start),
  );
}

/** A module that makes a filesystem in a thread of its own. */
export interface FileSystemModule {
  readonly url: string | URL;
  /** What its `createFileSystem` is given. */
  readonly data?: unknown;
  /** What of `data` is moved to that thread instead of copied: message ports, array buffers. */
  readonly transfer?: readonly Transferable[];
}

/**
 * Mounts the filesystem that a module makes, which lives in a worker of its own: this thread may use the mount in any
 * way, synchronous calls among them. The module exports `createFileSystem(data)`, which returns the filesystem or a
 * promise of it; `data` has to be what a thread can be sent, and what of it moves there, as ports do, is named in
 * `transfer`.
 *
 * @throws KernelMountError `MOUNT_UNAVAILABLE`, `MOUNT_POINT_UNUSABLE` or `MOUNT_FAILED`.
 *
 * @example
 * const mount = await mountFuseModule({ url: new URL('./my-file-system.js', import.meta.url) }, '/tmp/work');
 */
export function mountFuseModule(
  module: FileSystemModule,
  mountPoint: string,
  options: MountOptions = {},
): Promise<FuseMount> {
  return establish(mountPoint, options, (start) =>
    moduleServer({ url: String(module.url), data: module.data }, start, module.transfer),
  );
}

/** A mount that was taken away ends within so long, unless somebody has a copy of it. */
const LINGER_MS = 3_000;

async function establish(path: string, given: MountOptions, startServer: StartServer): Promise<FuseMount> {
  const options = fillMountOptions(given);
  const mountPoint = await prepareMountPoint(path, options);
  const fd = openDevice();
  const counts = new RequestCounts();
  const { port1: readerPort, port2: messages } = new MessageChannel();
  const turn = new ReadingTurn();
  const server = startServer({ fd, mountPoint, options, counts: counts.shared, messages, turn });
  let reader: Promise<void> = Promise.resolve();
  let mounted: HeldMount | undefined;
  try {
    const { reader: role } = await server.load();
    await mountDevice(fd, mountPoint, options);
    mounted = holdMount(mountPoint);
    if (role === 'none') readerPort.close();
    else {
      const data = { fd, port: readerPort, turn: role === 'turns' ? turn.shared : undefined };
      reader = startReader(data, options.onError);
    }
    const protocol = await server.begin();
    const { guard } = options;
    return established({ mounted, protocol, fd, counts, server, reader, turn, guard });
  } catch (error) {
    if (mounted?.isThere()) await unmountPath(mountPoint, { force: true });
    await server.abandon();
    readerPort.close();
    turn.end();
    await reader;
    await server.ended;
    mounted?.letGo();
    closeSync(fd);
    if (error instanceof KernelMountError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new KernelMountError('MOUNT_FAILED', `${mountPoint} was not mounted: ${reason}`, { cause: error });
  }
}

/** Starts the thread that waits for the kernel; resolves when it is done. */
function startReader(data: ReaderWorkerData, onError: (error: unknown) => void): Promise<void> {
  const worker = new Worker(new URL('./reader.worker.js', import.meta.url), {
    name: 'mesa-fuse-read',
    workerData: data,
    transferList: [data.port],
  });
  worker.on('error', onError);
  return new Promise((resolve) => {
    worker.on('exit', () => resolve());
  });
}

/** A mount that is ours by the number of its connection: somebody may put another on the same folder. */
interface HeldMount {
  readonly mountPoint: string;
  isThere(): boolean;
  /** Cuts the connection, wherever the mount may still be. Only while it is there: numbers are used again. */
  cut(): void;
  /** No longer cuts it at the exit of the process. */
  letGo(): void;
}

function holdMount(mountPoint: string): HeldMount {
  const connection = findFuseMount(mountPoint)?.minor;
  if (connection === undefined) throw new Error('it was unmounted again at once');
  return {
    mountPoint,
    isThere: () => findFuseMount(mountPoint)?.minor === connection,
    cut: () => cutNow(mountPoint, connection),
    letGo: unmountAtExit(mountPoint, connection),
  };
}

function established({
  mounted,
  protocol: { minor, flags },
  fd,
  counts,
  server,
  reader,
  turn,
  guard,
}: {
  mounted: HeldMount;
  protocol: { minor: number; flags: number };
  fd: number;
  counts: RequestCounts;
  server: Server;
  reader: Promise<void>;
  turn: ReadingTurn;
  guard: boolean;
}): FuseMount {
  const { mountPoint } = mounted;
  const mountGuard = guard ? new MountGuard(mountPoint) : undefined;

  let isClosed = false;
  const finish = async (): Promise<void> => {
    await server.ended;
    turn.end();
    // A server that ended while the mount is there has died: callers would wait for ever.
    if (mounted.isThere()) await unmountPath(mountPoint, { force: true }).catch(() => {});
    await reader;
    isClosed = true;
    closeSync(fd);
    mounted.letGo();
    mountGuard?.dismiss();
  };
  const closed = finish();

  const unmount = async (force: boolean): Promise<void> => {
    if (mounted.isThere()) {
      try {
        await unmountPath(mountPoint);
      } catch (error) {
        if (!force) throw error;
        await unmountPath(mountPoint, { force });
      }
      // A process that has a copy of the mount in a namespace of its own, a sandbox for example, would keep it alive.
      // Its clock must not keep this process: the threads do that while there is something to wait for.
      const lingered = delay(LINGER_MS, false, { ref: false });
      const hasEnded = await Promise.race([reader.then(() => true), lingered]);
      if (!hasEnded) mounted.cut();
    }
    await closed;
  };
  let unmounting: Promise<void> | undefined;
  const mount: FuseMount = {
    mountPoint,
    protocol: { minor, flags },
    closed,
    state: () => mountState(mountPoint),
    requestCounts: () => counts.read(),
    wake() {
      // Once it is closed its number may be that of another file.
      if (!isClosed && turn.isServers()) wakeDevice(fd);
    },
    unmount({ force = false } = {}) {
      unmounting ??= unmount(force).finally(() => {
        // One that failed may be tried again, with force for example.
        unmounting = undefined;
      });
      return unmounting;
    },
    [Symbol.asyncDispose]: () => mount.unmount({ force: true }),
  };
  return mount;
}
