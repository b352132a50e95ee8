import type { TimedToken } from '../mount-token.js';

/** Longest time that a timer takes. */
const MAX_TIMER_MS = 2 ** 31 - 1;
/** A token that could not be renewed is asked for again after this. */
const RETRY_MS = 5_000;

/**
 * Tokens that are asked of another thread: kept, and renewed by itself long before they end, so that it does not matter
 * when the other thread is blocked meanwhile, for example by a program that waits for this filesystem.
 */
export class RemoteToken {
  readonly #ask: () => Promise<TimedToken>;
  #known: TimedToken | undefined;
  #asking: Promise<TimedToken> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(ask: () => Promise<TimedToken>) {
    this.#ask = ask;
  }

  /** Returns a token that is good now. */
  get = async (): Promise<string> => {
    if (this.#known !== undefined && Date.now() < this.#known.expiresAtMs) return this.#known.token;
    return (await this.#renew()).token;
  };

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #renew(): Promise<TimedToken> {
    this.#asking ??= this.#ask()
      .then(
        (token) => {
          this.#known = token;
          this.#renewAfter(token.renewAtMs - Date.now());
          return token;
        },
        (error: unknown) => {
          this.#renewAfter(RETRY_MS);
          throw error;
        },
      )
      .finally(() => {
        this.#asking = undefined;
      });
    return this.#asking;
  }

  #renewAfter(ms: number): void {
    if (this.#isClosed || ms === Number.POSITIVE_INFINITY) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        // Whoever needs it hears of a failure; until then there is the present one.
        this.#renew().catch(() => {});
      },
      Math.min(Math.max(ms, 0), MAX_TIMER_MS),
    );
  }
}
