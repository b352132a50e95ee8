/** What a {@link RemoteGitError} knows beside its message. */
export interface RemoteGitErrorOptions {
  /** Whether the same request may succeed a while later. Default false. */
  readonly isTransient?: boolean;
  /** How long the server asks to be left alone, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** For the log only. */
  readonly cause?: unknown;
}

/**
 * Thrown when another git server cannot be reached, refuses, or does not keep to the protocol.
 *
 * The message is shown to whoever may read the repository: one line, without the credential.
 */
export class RemoteGitError extends Error {
  readonly isTransient: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: RemoteGitErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'RemoteGitError';
    this.isTransient = options.isTransient ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}
