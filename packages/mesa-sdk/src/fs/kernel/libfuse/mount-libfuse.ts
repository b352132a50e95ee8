import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type Transferable } from 'node:worker_threads';
import { type BridgeRequest, SLOT, SLOTS } from '../bridge/bridge-messages.js';
import { describeFileSystem, serveBridge } from '../bridge/serve-bridge.js';
import type { FuseMount } from '../dev-fuse/fuse-mount.js';
import { fillMountOptions, type MountOptions, type ObjectMountOptions } from '../dev-fuse/mount-options.js';
import { mountState } from '../dev-fuse/mount-state.js';
import { findFuseMount } from '../dev-fuse/mount-table.js';
import { prepareMountPoint } from '../dev-fuse/prepare-mount-point.js';
import type { KernelFileSystem } from '../kernel-file-system.js';
import { KernelMountError } from '../kernel-mount-error.js';
import type { BridgedModuleData } from './bridged.module.js';
import type { FromChild, ToChild } from './child-messages.js';
import { libfuseBlockers } from './libfuse-blockers.js';
import { PortRelay } from './port-relay.js';
import { detachNow, unmountLibfuse } from './unmount-libfuse.js';

/** libfuse 2.9 speaks version 7.19 and does not tell what else was agreed on. */
const PROTOCOL = { minor: 19, flags: 0 } as const;
/** How much earlier than the other side the application takes a call for one that was given up. */
const MARGIN_MS = 100;
/** A mount that takes longer to begin than this does not. */
const MOUNT_TIMEOUT_MS = 30_000;
/** How much of what the C library says is kept, for the message of a mount that failed. */
const MAX_STDERR = 4_096;

/**
 * Mounts a filesystem of the calling thread through libfuse, and resolves when programs can use it. A process of its
 * own serves the kernel and asks the filesystem by messages; what holds for a blocked thread is as with `mountFuse`.
 *
 * @throws KernelMountError `MOUNT_UNAVAILABLE`, `MOUNT_POINT_UNUSABLE` or `MOUNT_FAILED`.
 */
export async function mountLibfuse(
  fs: KernelFileSystem,
  mountPoint: string,
  { blockedTimeoutMs = 10_000, thread: _thread, ...options }: ObjectMountOptions = {},
): Promise<FuseMount> {
  const { port1: port, port2: theirs } = new MessageChannel();
  const slots = new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT);
  const states = new Int32Array(slots);
  const { onError } = fillMountOptions(options);
  const data: BridgedModuleData = { description: describeFileSystem(fs), blockedTimeoutMs, port: theirs };
  const end = async (): Promise<void> => {
    port.close();
    await fs.destroy?.();
  };
  // Nothing can be told to the kernel through libfuse; what it remembers ends with its lifetimes.
  await fs.init?.({
    invalidateInode: async () => {},
    invalidateEntry: async () => {},
    notifyDelete: async () => {},
  });
  serveBridge(fs, { port, slots, onError });
  const module = { url: new URL('./bridged.module.js', import.meta.url), data, transfer: [theirs] };
  try {
    return await establish(module, mountPoint, options, {
      onClosed: () => end().catch(onError),
      onArrival(message, sentAtMs) {
        const request = message as BridgeRequest;
        if (request.kind !== 'call') return;
        const isOld = blockedTimeoutMs > 0 && Date.now() - sentAtMs >= blockedTimeoutMs - MARGIN_MS;
        const mustArrive = request.method === 'release' || request.method === 'releasedir';
        Atomics.store(states, request.slot, isOld && !mustArrive ? SLOT.WITHDRAWN : SLOT.WAITING);
      },
    });
  } catch (error) {
    await end();
    throw error;
  }
}

/**
 * Mounts the filesystem that a module makes through libfuse. It lives in a process of its own, so that the application
 * may use the mount in any way. The module exports `createFileSystem(data)`, which returns the filesystem or a promise
 * of it. `data` has to be what a process can be sent; a port that is a member of it is carried there message by message.
 *
 * @throws KernelMountError `MOUNT_UNAVAILABLE`, `MOUNT_POINT_UNUSABLE` or `MOUNT_FAILED`.
 *
 * @example
 * const mount = await mountLibfuseModule({ url: new URL('./my-file-system.js', import.meta.url) }, '/tmp/work');
 */
export function mountLibfuseModule(
  module: {
    readonly url: string | URL;
    readonly data?: unknown;
    /** Ports of `data`, as with `mountFuseModule`. */
    readonly transfer?: readonly Transferable[];
  },
  mountPoint: string,
  options: MountOptions = {},
): Promise<FuseMount> {
  return establish(module, mountPoint, options);
}

async function establish(
  module: { readonly url: string | URL; readonly data?: unknown },
  path: string,
  given: MountOptions,
  hooks: {
    /** Sees the messages of ports before they are delivered. */
    readonly onArrival?: (message: unknown, sentAtMs: number) => void;
    readonly onClosed?: () => Promise<void>;
  } = {},
): Promise<FuseMount> {
  const { onError, ...options } = fillMountOptions(given);
  const blockers = libfuseBlockers();
  if (blockers.length > 0) {
    const text = blockers.map(({ problem, remedy }) => `${problem} ${remedy}`).join(' ');
    throw new KernelMountError('MOUNT_UNAVAILABLE', text);
  }
  const mountPoint = await prepareMountPoint(path, options, unmountLibfuse);
  const child = startChild();
  const send = (message: ToChild): void => {
    if (child.connected) child.send(message, () => {});
  };
  const relay = new PortRelay(send, hooks.onArrival);
  let counts: Readonly<Record<string, number>> = {};
  let said = '';
  let isMounted = false;
  let hasEnded = false;
  child.stderr?.on('data', (chunk: Buffer) => {
    if (isMounted) process.stderr.write(chunk);
    else said = (said + chunk.toString()).slice(-MAX_STDERR);
  });
  const exited = new Promise<string>((resolve) => {
    // "close" comes after the last message and the last output.
    child.on('close', (code, signal) => resolve(signal ?? `code ${code}`));
    child.on('error', (error) => resolve(error.message));
  });
  const begun = new Promise<void>((resolve, reject) => {
    child.on('message', (message: FromChild) => {
      if (message.kind === 'mounted') resolve();
      else if (message.kind === 'failed') {
        const text = message.error instanceof Error ? message.error.message : String(message.error);
        reject(
          new KernelMountError(message.isMissing ? 'MOUNT_UNAVAILABLE' : 'MOUNT_FAILED', text, {
            cause: message.error,
          }),
        );
      } else if (message.kind === 'error') onError(message.error);
      else if (message.kind === 'counts') counts = message.counts;
      else if (message.kind === 'port') relay.deliver(message);
      else if (message.kind === 'ended') hasEnded = true;
    });
    void exited.then((how) => reject(new Error(`its process ended with ${how}`)));
    setTimeout(() => reject(new Error('its process did not answer')), MOUNT_TIMEOUT_MS).unref();
  });
  send({ kind: 'start', mountPoint, url: String(module.url), data: relay.takePorts(module.data), options });
  let connection: number | undefined;
  try {
    await begun;
    connection = findFuseMount(mountPoint)?.minor;
    if (connection === undefined) throw new Error('it was unmounted again at once');
  } catch (error) {
    child.kill('SIGKILL');
    await exited;
    relay.close();
    // The binding leaves a dead mount behind when it fails late.
    await unmountLibfuse(mountPoint, { force: true });
    const reason = [error instanceof Error ? error.message : String(error), said.trim()]
      .filter((part) => part !== '')
      .join('; ');
    const code =
      error instanceof KernelMountError && error.code === 'MOUNT_UNAVAILABLE'
        ? 'MOUNT_UNAVAILABLE'
        : 'MOUNT_FAILED';
    throw new KernelMountError(code, `${mountPoint} was not mounted: ${reason}`, { cause: error });
  }
  isMounted = true;
  const isThere = (): boolean => findFuseMount(mountPoint)?.minor === connection;
  const detachAtExit = (): void => {
    if (isThere()) detachNow(mountPoint);
  };
  process.on('exit', detachAtExit);

  const closed = exited.then(async (how) => {
    process.removeListener('exit', detachAtExit);
    relay.close();
    if (!hasEnded) onError(new Error(`The process that served ${mountPoint} ended with ${how}.`));
    if (isThere()) await unmountLibfuse(mountPoint, { force: true }).catch(onError);
    await hooks.onClosed?.();
  });
  const unmount = async (force: boolean): Promise<void> => {
    if (isThere()) {
      try {
        await unmountLibfuse(mountPoint);
      } catch (error) {
        if (!force) throw error;
        await unmountLibfuse(mountPoint, { force });
      }
    }
    send({ kind: 'end' });
    await closed;
  };
  let unmounting: Promise<void> | undefined;
  const mount: FuseMount = {
    mountPoint,
    protocol: PROTOCOL,
    closed,
    state: () => mountState(mountPoint),
    requestCounts: () => counts,
    // A process looks at its timers and messages all the time.
    wake() {},
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

function startChild(): ChildProcess {
  return fork(fileURLToPath(new URL('./serve.child.js', import.meta.url)), [], {
    cwd: '/',
    // A group of its own: an interrupt of the terminal is for the application, after which the mount is cleaned away.
    detached: true,
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    execArgv: process.execArgv.filter((option) => !option.startsWith('--inspect')),
    // "*" would have libfuse write down every request.
    env: { ...process.env, ...(process.env.DEBUG?.includes('*') === true && { DEBUG: '' }) },
  });
}
