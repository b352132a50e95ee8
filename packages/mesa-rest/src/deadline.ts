/** Why a call was ended from this side. */
export type DeadlineEnd =
  | { readonly kind: 'timeout' }
  | { readonly kind: 'aborted'; readonly reason: unknown };

/**
 * The one clock of a call: a signal that aborts when the total time is over or the caller's signal aborts.
 *
 * Made by hand and not of `AbortSignal.timeout` and `AbortSignal.any`: those live on after the call, `any` is
 * missing in older browsers and leaks on older Node releases, and they cannot tell which of the two ended the call.
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #started = performance.now();
  readonly #timeoutMs: number;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #caller: AbortSignal | undefined;
  readonly #onCallerAbort = (): void => this.#end({ kind: 'aborted', reason: this.#caller?.reason });
  #ended: DeadlineEnd | undefined;

  /** @param timeoutMs total time of the call; 0 means no limit */
  constructor(timeoutMs: number, caller?: AbortSignal) {
    this.#timeoutMs = timeoutMs === 0 ? Number.POSITIVE_INFINITY : timeoutMs;
    this.#caller = caller;
    // Timers hold 31 bits: what is longer would fire at once.
    if (this.#timeoutMs < 2 ** 31)
      this.#timer = setTimeout(() => this.#end({ kind: 'timeout' }), this.#timeoutMs);
    if (caller?.aborted) this.#onCallerAbort();
    else caller?.addEventListener('abort', this.#onCallerAbort, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What ended the call; undefined while it may go on. */
  get ended(): DeadlineEnd | undefined {
    return this.#ended;
  }

  /** Time since the call began. */
  elapsedMs(): number {
    return performance.now() - this.#started;
  }

  /** Returns whether a wait would end before the call has to. */
  allows(waitMs: number): boolean {
    return this.elapsedMs() + waitMs < this.#timeoutMs;
  }

  /** Resolves with the work, or rejects as soon as the call is ended, whether or not the work notices. */
  async race<T>(work: Promise<T>): Promise<T> {
    const { signal } = this;
    let onAbort: () => void = () => {};
    const aborted = new Promise<never>((_, reject) => {
      onAbort = () => reject(signal.reason);
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    });
    try {
      return await Promise.race([work, aborted]);
    } finally {
      signal.removeEventListener('abort', onAbort);
      // Whichever lost must not become an unhandled rejection.
      work.catch(() => {});
      aborted.catch(() => {});
    }
  }

  /** Lets go of the timer and of the caller's signal. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener('abort', this.#onCallerAbort);
  }

  #end(end: DeadlineEnd): void {
    if (this.#ended !== undefined) return;
    this.#ended = end;
    this.clear();
    this.#controller.abort(end.kind === 'aborted' ? end.reason : undefined);
  }
}
