import type { Checkout } from './checkout.js';
import type { RevisionName } from './repo-client.js';

/** A repository in a filesystem. */
export interface MountedRepo {
  /** Names that `change` and `bookmark` know it by; the first is the one that messages show. */
  readonly names: readonly string[];
  /** Absolute path in the filesystem. */
  readonly path: string;
  /** Further paths that lead to the same. */
  readonly aliases: readonly string[];
  /** Where it began. */
  readonly start: RevisionName;
  readonly checkout: Checkout;
}
