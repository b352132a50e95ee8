import { AbortedError } from 'mesa-rest';
import type { ScriptOutput } from './script-output.js';

/**
 * Thrown when the caller's `signal`, or closing the shell, ended a script; what it printed by then is in `stdout` and `stderr`.
 * `cause` is the reason of the signal.
 */
export class BashAbortedError extends AbortedError {
  static {
    BashAbortedError.prototype.name = 'BashAbortedError';
  }

  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;

  constructor(text: string, { stdout, stderr }: ScriptOutput, options: { cause?: unknown } = {}) {
    super(text, options);
    this.stdout = stdout;
    this.stderr = stderr;
  }
}
