import type { Logger } from '../core/logger.js';
import type { Connection } from '../core/session.js';
import type { CheckoutState } from './checkout-state.js';
import type { KernelMountOptions } from './kernel-mounter.js';
import type { MountPlan } from './mount-plan.js';
import type { TimedToken } from './mount-token.js';

/** What the thread of a filesystem needs to open it: plain data. */
export interface FileSystemThreadInput {
  readonly plan: MountPlan;
  /** What the checkouts of the caller's thread hold, in the order of the plan. */
  readonly states: readonly CheckoutState[];
  readonly connection: Connection;
}

/** A filesystem to bring into the kernel. */
export interface KernelMountRequest extends FileSystemThreadInput {
  /** Signs the tokens of the mount: the credential stays where it is. */
  readonly getToken: () => Promise<TimedToken>;
  readonly logger: Logger | undefined;
  readonly mountPoint: string;
  readonly options: KernelMountOptions;
}
