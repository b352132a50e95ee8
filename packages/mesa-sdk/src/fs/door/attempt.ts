import { MesaError } from 'mesa-rest';
import { ErrnoError, errnoCodeOf } from '../kernel/errno.js';
import type { MaybePromise } from '../kernel/kernel-file-system.js';
import { Suspension } from '../suspension.js';
import { toFileSystemError } from '../to-file-system-error.js';

/**
 * Runs an operation: at once and without a promise where everything that it needs is known, else again after each wait.
 * Its steps must change nothing before the last time.
 */
export function attempt<T>(steps: () => MaybePromise<T>): MaybePromise<T> {
  try {
    const result = steps();
    return result instanceof Promise ? result.catch(refuse) : result;
  } catch (thrown) {
    if (thrown instanceof Suspension) return wait(thrown, steps);
    return refuse(thrown);
  }
}

async function wait<T>(first: Suspension, steps: () => MaybePromise<T>): Promise<T> {
  for (let suspension = first; ; ) {
    try {
      await suspension.wait();
      return await steps();
    } catch (thrown) {
      if (!(thrown instanceof Suspension)) return refuse(thrown);
      suspension = thrown;
    }
  }
}

/** Throws what the kernel is told: the code of a refusal. A fault of ours stays what it is, and is reported. */
function refuse(thrown: unknown): never {
  if (thrown instanceof ErrnoError || errnoCodeOf(thrown) !== undefined) throw thrown;
  if (thrown instanceof MesaError) throw toFileSystemError(thrown, '', '');
  throw thrown;
}
