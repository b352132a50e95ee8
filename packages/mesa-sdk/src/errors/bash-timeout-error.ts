import { MesaError } from 'mesa-rest';
import type { ScriptOutput } from './script-output.js';

/**
 * Thrown when a script ran for longer than its `timeoutMs`. It was ended with every process that it started; what it wrote by
 * then is stored, and what it printed is in `stdout` and `stderr`.
 */
export class BashTimeoutError extends MesaError {
  static {
    BashTimeoutError.prototype.name = 'BashTimeoutError';
  }

  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;

  constructor(timeoutMs: number, { stdout, stderr }: ScriptOutput) {
    super(
      'BASH_TIMEOUT',
      `The script did not end within ${timeoutMs} ms and was ended. Give it longer with \`timeoutMs\`.`,
    );
    this.stdout = stdout;
    this.stderr = stderr;
  }
}
