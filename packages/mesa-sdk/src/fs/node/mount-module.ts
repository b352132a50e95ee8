import { setTimeout as delay } from 'node:timers/promises';
import {
  type FileSystemModule,
  type FuseMount,
  mountFuseModule,
  mountLibfuseModule,
  mountState,
} from '../kernel/index.js';
import type { HostMountOptions } from './host-messages.js';
import { mountPath } from './mount-path.js';

/** A name that is not there stays so for the kernel: the door tells when somebody makes it. */
const NEGATIVE_TTL_MS = 60_000;
/** How long a mount on the folder may take to go: the process of an application that was killed is just doing that. */
const LEAVING_MS = 2_000;
const BETWEEN_LOOKS_MS = 50;

/** Mounts the filesystem that a module makes, with the driver that was chosen. */
export async function mountModule(
  module: FileSystemModule,
  mountPoint: string,
  { driver, allowOther, onError }: HostMountOptions & { readonly onError: (error: unknown) => void },
): Promise<FuseMount> {
  const folder = mountPath(mountPoint);
  const until = Date.now() + LEAVING_MS;
  while (Date.now() < until && (await mountState(folder)) === 'ok') await delay(BETWEEN_LOOKS_MS);
  const mount = driver === 'libfuse' ? mountLibfuseModule : mountFuseModule;
  return mount(module, mountPoint, {
    explicitInvalidation: true,
    negativeTtlMs: NEGATIVE_TTL_MS,
    allowOther,
    onError,
  });
}
