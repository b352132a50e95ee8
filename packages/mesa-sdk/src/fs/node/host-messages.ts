import type { WireError } from '../remote/wire-error.js';
import type { HostInput } from './file-system-host.js';

/** How a host mounts, with the driver chosen. */
export interface HostMountOptions {
  readonly driver: 'dev-fuse' | 'libfuse';
  readonly allowOther: boolean;
}

/** From the application to the process that holds a mount. `start` is the first; a connection that ends means `unmount`. */
export type ToHost =
  | {
      readonly kind: 'start';
      readonly input: HostInput;
      readonly mountPoint: string;
      readonly options: HostMountOptions;
    }
  | { readonly kind: 'relay'; readonly message: unknown }
  | { readonly kind: 'unmount' };

/** And back. `mounted` or `not-mounted` comes once, `unmounted` is the last. */
export type FromHost =
  | { readonly kind: 'mounted'; readonly mountPoint: string }
  | { readonly kind: 'not-mounted'; readonly error: WireError }
  | { readonly kind: 'relay'; readonly message: unknown }
  | { readonly kind: 'fault'; readonly text: string }
  | { readonly kind: 'unmounted'; readonly error: WireError | undefined };
