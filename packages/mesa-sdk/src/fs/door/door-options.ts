import type { Checkout } from '../checkout.js';
import type { SpillStore } from '../contents/spill-store.js';
import type { Space } from '../namespace.js';

/** What a kernel door is made of. */
export interface DoorOptions {
  /** The directories above the repositories, as the in-process filesystem has them. */
  readonly root: Space;
  /** User and group that everything belongs to until somebody says otherwise: those of the mounter. */
  readonly uid: number;
  readonly gid: number;
  /** Where drafts go that are too much for memory. */
  readonly spill: SpillStore;
  /** Clock in nanoseconds since 1970; the machine's by default. */
  readonly now?: (() => bigint) | undefined;
  /** Told of faults that no caller hears of: what could not be stored after its file was closed, for example. */
  readonly onError: (error: unknown) => void;
}

/** The checkouts that lead from a space, each once. */
export function checkoutsOf(root: Space): readonly Checkout[] {
  const found = new Set<Checkout>();
  const visit = (space: Space): void => {
    for (const below of [...space.entries.values(), ...space.hidden.values()]) {
      if ('type' in below) visit(below);
      else found.add(below);
    }
  };
  visit(root);
  return [...found];
}
