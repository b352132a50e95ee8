import { BashAbortedError } from '../errors/bash-aborted-error.js';
import { BashTimeoutError } from '../errors/bash-timeout-error.js';
import type { ScriptOutput } from '../errors/script-output.js';

/** What can end a script before its time. */
export interface ScriptLimits {
  readonly signal: AbortSignal | undefined;
  /** 0 means no limit. */
  readonly timeoutMs: number;
}

/** Ends a script when its time is over or its signal comes, and then knows why. */
export class ScriptEnd {
  readonly #kill: () => void;
  readonly #signal: AbortSignal | undefined;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  #toError: ((output: ScriptOutput) => Error) | undefined;

  constructor({ signal, timeoutMs }: ScriptLimits, kill: () => void) {
    this.#kill = kill;
    this.#signal = signal;
    if (timeoutMs > 0) {
      this.#timer = setTimeout(() => {
        this.#end((output) => new BashTimeoutError(timeoutMs, output));
      }, timeoutMs);
    }
    if (signal?.aborted) this.#onAbort();
    else signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Ends the script for another reason. */
  abort(why: string): void {
    this.#end((output) => new BashAbortedError(why, output));
  }

  /** Stops watching. Throws when the script was ended before its time. */
  settle(output: ScriptOutput): void {
    this.stop();
    if (this.#toError !== undefined) throw this.#toError(output);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#onAbort);
  }

  readonly #onAbort = (): void => {
    const cause = this.#signal?.reason;
    this.#end((output) => new BashAbortedError('The script was ended by its signal.', output, { cause }));
  };

  #end(toError: (output: ScriptOutput) => Error): void {
    this.#toError ??= toError;
    this.#kill();
  }
}
