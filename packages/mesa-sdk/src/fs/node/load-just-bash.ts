import { BashUnavailableError } from '../../errors/bash-unavailable-error.js';

/**
 * Loads the interpreter of the virtual shell, which is installed beside this package or not.
 *
 * @throws {BashUnavailableError} `BASH_UNAVAILABLE` when it cannot be loaded.
 */
export async function loadJustBash(): Promise<unknown> {
  try {
    return await import('just-bash');
  } catch (cause) {
    throw new BashUnavailableError(
      "The engine 'virtual' needs the package just-bash, which cannot be loaded. Install it: npm install just-bash",
      { cause },
    );
  }
}
