import type { NativeOptions } from '@zkochan/fuse-native';
import type { FilledMountOptions } from '../dev-fuse/mount-options.js';
import type { Handlers } from './native-handlers.js';
import { nativeOptions } from './native-options.js';

/** From here on the binding has lost more than a little memory and speed. */
const MANY_THREADS = 2_000;
const LOOK_EVERY_MS = 10_000;

/**
 * Mounts through the binding; resolves when the kernel has answered.
 *
 * @throws Error whose `code` is `ERR_MODULE_NOT_FOUND` or `ERR_DLOPEN_FAILED` where the binding or libfuse is missing.
 */
export async function mountNative(
  mountPoint: string,
  handlers: Handlers,
  options: Omit<FilledMountOptions, 'onError'>,
): Promise<void> {
  const { default: Fuse } = await import('@zkochan/fuse-native');
  /** The binding cuts an attribute off where the caller has too little room; a disk refuses. */
  class SizedFuse extends Fuse {
    override _op_getxattr(...[signal, path, name, room]: Parameters<typeof handlers.getxattr>): void {
      handlers.getxattr(signal, path, name, room);
    }
    override _op_listxattr(...[signal, path, room]: Parameters<typeof handlers.listxattr>): void {
      handlers.listxattr(signal, path, room);
    }
  }
  const native: NativeOptions = nativeOptions(options);
  const fuse = new SizedFuse(mountPoint, handlers.native, native);
  await new Promise<void>((resolve, reject) => {
    fuse.mount((error) => {
      if (error === null || error === undefined) resolve();
      else reject(error);
    });
  });
  const watch = setInterval(() => {
    if (fuse._threads.size < MANY_THREADS) return;
    clearInterval(watch);
    process.emitWarning(
      `${mountPoint} was used by so many programs at once that the binding of libfuse has become slow: it leaks with ` +
        'every thread. Unmount and mount again when there is time.',
    );
  }, LOOK_EVERY_MS).unref();
}
