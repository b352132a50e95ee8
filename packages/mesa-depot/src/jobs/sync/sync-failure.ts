import { DepotError, type DepotErrorCode } from '../../errors/index.js';
import { RemoteGitError } from '../../git/remote/remote-git-error.js';

/** How an attempt of a sync failed, as far as it matters for the next one. */
export interface SyncFailure {
  /** For those who may read the repository: one line, without a credential and without the inside of the depot. */
  readonly message: string;
  /** Whether another attempt makes sense. */
  readonly isTransient: boolean;
  /** Whether the message leaves out what happened, so that the log of the depot has to tell it. */
  readonly isOurs: boolean;
  /** How long the upstream asks to be left alone. */
  readonly retryAfterMs: number | undefined;
}

/** Failures of ours that pass. A repository that is not found was renamed: one that was deleted fails the next attempt. */
const TRANSIENT: ReadonlySet<DepotErrorCode> = new Set(['LOCK_CONFLICT', 'UNAVAILABLE', 'NOT_FOUND']);
/** Failures that tell of the inside of the depot. */
const INTERNAL: ReadonlySet<DepotErrorCode> = new Set(['INTERNAL_ERROR', 'OBJECT_MISSING']);

/** Returns what an error that ended an attempt means. */
export function toSyncFailure(error: unknown): SyncFailure {
  const failure = { isOurs: false, isTransient: true, retryAfterMs: undefined };
  if (error instanceof RemoteGitError) {
    const { message, isTransient, retryAfterMs } = error;
    return { ...failure, message, isTransient, retryAfterMs };
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return { ...failure, message: 'The attempt took too long.' };
  }
  if (error instanceof DepotError && !INTERNAL.has(error.code)) {
    return { ...failure, message: error.message, isTransient: TRANSIENT.has(error.code) };
  }
  // A full disk, a database that restarts: what we do not know may pass.
  return { ...failure, message: 'The depot failed; the cause is in its log.', isOurs: true };
}
