import { BashUnavailableError } from '../errors/bash-unavailable-error.js';

/** Returns the error for a sandbox that could not be made, with what bubblewrap said of it. */
export function sandboxFailed(message: string): BashUnavailableError {
  return new BashUnavailableError(
    `The sandbox could not be made: ${message.trim() || 'bubblewrap ended without a word'}. It needs user namespaces (in a ` +
      'container: "--security-opt seccomp=unconfined", or a profile that allows them) and paths that exist. Pass ' +
      "`sandbox: false` or `engine: 'virtual'` to do without.",
  );
}

/** Returns the error for a program that is not installed; the error itself where it is another. */
export function notInstalled(file: string, error: unknown): unknown {
  if ((error as { code?: unknown })?.code !== 'ENOENT') return error;
  return new BashUnavailableError(`${file} is not on the PATH. Install it, or pass \`engine: 'virtual'\`.`, {
    cause: error,
  });
}
