import type { FilledMountOptions } from '../dev-fuse/mount-options.js';

/** Stands for a port in data that goes to another process, which makes one of its own. */
export interface PortMark {
  readonly mesaPort: number;
}

/** A message of a port, on its way to the other process. */
export interface PortMessage {
  readonly kind: 'port';
  readonly port: number;
  /** By the clock of the machine, for who must not act on old messages. */
  readonly sentAtMs: number;
  readonly message: unknown;
}

export interface StartMessage {
  readonly kind: 'start';
  readonly mountPoint: string;
  readonly url: string;
  /** With a {@link PortMark} for each port. */
  readonly data: unknown;
  readonly options: Omit<FilledMountOptions, 'onError'>;
}

/** To the process that serves. `end` says that the mount is gone. */
export type ToChild = StartMessage | PortMessage | { readonly kind: 'end' };

/** And back. `ended` is the last. */
export type FromChild =
  | { readonly kind: 'mounted' }
  | { readonly kind: 'failed'; readonly error: unknown; readonly isMissing: boolean }
  | { readonly kind: 'error'; readonly error: unknown }
  | { readonly kind: 'counts'; readonly counts: Readonly<Record<string, number>> }
  | { readonly kind: 'ended' }
  | PortMessage;
