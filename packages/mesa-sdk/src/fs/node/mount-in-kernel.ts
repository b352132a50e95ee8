import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Logger, log } from '../../core/logger.js';
import { KernelMountError, mountBlockers, onPath } from '../kernel/index.js';
import type { KernelMountRequest } from '../kernel-mount-request.js';
import type { KernelMounted } from '../kernel-mounter.js';
import type { Channel } from '../remote/channel.js';
import { RemoteFileSystem } from '../remote/remote-file-system.js';
import { fromWireError } from '../remote/wire-error.js';
import { chooseDriver } from './choose-driver.js';
import type { FromHost, HostMountOptions, ToHost } from './host-messages.js';

/**
 * Opens a filesystem in a process of its own and mounts it at a folder.
 *
 * A thread would not do: threads share Node's pool, and an application that reads four files of the mount at a time has
 * filled it, with calls that wait for a filesystem which needs the pool to look up a host or to hash a file. A process
 * also outlives the application for as long as it takes to store what was written, however the application ended.
 *
 * @throws {KernelMountError} when it cannot be mounted.
 */
export function mountInKernel(request: KernelMountRequest): Promise<KernelMounted> {
  return mountFrom(request, () => ({ driver: chooseDriver(request.options.driver), child: startHost() }));
}

/**
 * Mounts a filesystem for the shell in its sandbox, which has a way into namespaces: where nothing but the right to mount is
 * missing, it is mounted in some.
 *
 * @throws {KernelMountError} when it cannot be mounted.
 */
export function mountForShell(request: KernelMountRequest): Promise<KernelMounted> {
  const blockers = mountBlockers();
  const isForNamespace = blockers.length > 0 && blockers.every(({ code }) => code === 'NO_PRIVILEGE');
  return isForNamespace && onPath('unshare') && onPath('nsenter')
    ? mountInNamespace(request)
    : mountInKernel(request);
}

/**
 * Does the same in a user and a mount namespace of its own, which ordinary users may make where the system allows it: nobody
 * sees the mount but who enters the namespaces.
 *
 * @throws {KernelMountError} when it cannot be mounted.
 */
async function mountInNamespace(request: KernelMountRequest): Promise<KernelMounted> {
  let pid = 0;
  const mounted = await mountFrom(request, () => {
    const child = startHost(['unshare', '--user', '--map-root-user', '--mount', '--']);
    pid = child.pid ?? 0;
    return { driver: 'dev-fuse', child };
  });
  return { ...mounted, namespacePid: pid };
}

async function mountFrom(
  request: KernelMountRequest,
  start: () => { driver: HostMountOptions['driver']; child: ChildProcess },
): Promise<KernelMounted> {
  const { plan, states, connection, logger, options, getToken } = request;
  const { driver, child } = start();
  const host = watchHost(child, logger);
  const backend = new RemoteFileSystem({ channel: host.channel, getToken, logger, end: host.end });
  send(child, {
    kind: 'start',
    input: { plan, states, connection, logsRequests: logger !== undefined },
    // The process is in another folder.
    mountPoint: resolve(request.mountPoint),
    options: { driver, allowOther: options.allowOther ?? false },
  });
  try {
    return { backend, mountPoint: await host.mounted };
  } catch (error) {
    // What the filesystem itself could not do is told as it is: a repository that does not exist, for example.
    throw (await backend.refusal) ?? error;
  }
}

/** Starts the process, behind a program that becomes it where one is given. */
function startHost(before: readonly string[] = []): ChildProcess {
  const entry = fileURLToPath(new URL('./file-system.child.js', import.meta.url));
  const [program = process.execPath, ...args] = [...before, process.execPath, entry];
  return spawn(program, args, {
    serialization: 'advanced',
    // Not in the mount, nor in the group that Ctrl-C in a terminal ends: it has to store what is written first.
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

interface Host {
  readonly channel: Channel;
  /** Resolves with the folder, without links. */
  readonly mounted: Promise<string>;
  /** Takes the mount away; the process ends with it. */
  readonly end: () => Promise<void>;
}

function watchHost(child: ChildProcess, logger: Logger | undefined): Host {
  let onMessage: (message: unknown) => void = () => {};
  let onEnd: () => void = () => {};
  let onUnmountFailed: (error: Error) => void = () => {};
  const unmountFailed = new Promise<Error>((resolve) => {
    onUnmountFailed = resolve;
  });
  const exited = once(child, 'exit').then(onExit, onExit);
  function onExit(): void {
    onEnd();
  }
  const mounted = new Promise<string>((fulfil, reject) => {
    child.on('message', (message: FromHost) => {
      switch (message.kind) {
        case 'mounted':
          fulfil(message.mountPoint);
          return;
        case 'not-mounted':
          reject(fromWireError(message.error));
          return;
        case 'relay':
          onMessage(message.message);
          return;
        case 'fault':
          report(logger, message.text);
          return;
        case 'unmounted':
          if (message.error !== undefined) onUnmountFailed(fromWireError(message.error));
      }
    });
    void exited.then(() =>
      reject(new KernelMountError('MOUNT_FAILED', 'The process that was to hold the mount ended at once.')),
    );
  });
  // The process may end after whoever awaited it has gone.
  mounted.catch(() => {});
  return {
    mounted,
    channel: {
      send: (message) => send(child, { kind: 'relay', message }),
      receive(listener, end) {
        onMessage = listener;
        onEnd = end;
      },
      close: () => child.disconnect(),
    },
    async end() {
      send(child, { kind: 'unmount' });
      // It goes on serving a mount that it could not take away.
      const error = await Promise.race([exited, unmountFailed]);
      if (error instanceof Error) throw error;
    },
  };
}

function send(child: ChildProcess, message: ToHost): void {
  // That it has ended is told by its end.
  if (child.connected) child.send(message, () => {});
}

function report(logger: Logger | undefined, text: string): void {
  if (logger === undefined) process.emitWarning(text, 'MesaFileSystemWarning');
  else log(logger, 'error', text);
}
