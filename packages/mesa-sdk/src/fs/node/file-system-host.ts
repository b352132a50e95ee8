import { createMesaClient, type Fetch } from 'mesa-rest';
import { logRequests } from '../../core/logger.js';
import { createDoor } from '../door/create-door.js';
import type { KernelFileSystem } from '../kernel/kernel-file-system.js';
import type { FileSystemThreadInput } from '../kernel-mount-request.js';
import { LocalFileSystem } from '../local-file-system.js';
import type { TimedToken } from '../mount-token.js';
import { openMount } from '../open-mount.js';
import type { Channel } from '../remote/channel.js';
import type { FromFileSystem, LogLevel, ToFileSystem } from '../remote/messages.js';
import { RemoteToken } from '../remote/remote-token.js';
import { serveFileSystem } from '../remote/serve-file-system.js';
import { fromWireError, toWireError } from '../remote/wire-error.js';
import { openDiskCache } from './disk-cache/open-disk-cache.js';
import { defaultJournalPath, openJournalFiles } from './journal-files.js';
import { spillFiles } from './spill-files.js';

/** What a host is started with. */
export interface HostInput extends FileSystemThreadInput {
  /** Whether the application wants to be told about requests. */
  readonly logsRequests: boolean;
}

/**
 * Opens a filesystem in this thread for two callers: the application, by messages, and the kernel, by the door that is
 * returned. It lives until the door is destroyed, which is when the mount is gone.
 *
 * @param onError Told of faults that no caller hears of.
 */
export async function openHost(
  channel: Channel,
  { plan, states, connection, logsRequests }: HostInput,
  onError: (error: unknown) => void,
): Promise<KernelFileSystem> {
  const send = (message: FromFileSystem): void => channel.send(message);
  const asked = new Map<number, { resolve(token: TimedToken): void; reject(error: unknown): void }>();
  let onCall: ((call: ToFileSystem & { kind: 'call' }) => void) | undefined;
  channel.receive(
    (given) => {
      const message = given as ToFileSystem;
      if (message.kind === 'call') {
        onCall?.(message);
        return;
      }
      const asker = asked.get(message.id);
      asked.delete(message.id);
      if (message.kind === 'token') asker?.resolve(message.token);
      else asker?.reject(fromWireError(message.error));
    },
    // An application that has ended takes its mount with it: the driver sees to that.
    () => {},
  );
  let lastAsked = 0;
  const token = new RemoteToken(
    () =>
      new Promise((resolve, reject) => {
        const id = ++lastAsked;
        asked.set(id, { resolve, reject });
        send({ kind: 'token?', id });
      }),
  );
  try {
    const log = (level: LogLevel) => (line: string) => send({ kind: 'log', level, line });
    const logger = { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
    const fetch: Fetch | undefined = logsRequests
      ? logRequests((request, init) => globalThis.fetch(request, init), logger)
      : undefined;
    const client = createMesaClient({ ...connection, apiKey: token.get, fetch });
    // Before it is needed: later the application may be waiting for a program that uses this filesystem.
    await token.get();
    // Programs do not wait for the server as callers do: what they wrote is not to be lost with this process.
    const journal = plan.journal ?? { path: defaultJournalPath() };
    const repos = await openMount(
      { ...plan, journal },
      {
        client,
        now: Date.now,
        states,
        // By themselves: the rest of this side is not needed here, and takes longer to load than all else.
        stores: { openDiskCache, openJournalFiles },
      },
    );
    const local = new LocalFileSystem(repos);
    const door = createDoor({
      root: local.root,
      uid: process.geteuid?.() ?? 0,
      gid: process.getegid?.() ?? 0,
      spill: spillFiles(),
      onError,
    });
    onCall = serveFileSystem(local, channel);
    send({ kind: 'ready' });
    return withEnd(door, async () => {
      const failure = await local.close().then(
        () => undefined,
        (error: unknown) => toWireError(error),
      );
      token.close();
      send({ kind: 'closed', error: failure });
      channel.close();
    });
  } catch (error) {
    token.close();
    send({ kind: 'failed', error: toWireError(error) });
    throw error;
  }
}

/** Adds to what a door does when its mount is gone. */
function withEnd(door: KernelFileSystem, end: () => Promise<void>): KernelFileSystem {
  const destroy = door.destroy?.bind(door);
  door.destroy = async () => {
    try {
      await destroy?.();
    } finally {
      await end();
    }
  };
  return door;
}
