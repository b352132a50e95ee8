import { AbortedError } from 'mesa-rest';
import {
  type DeliberationEvent,
  type SubscribeDeliberationOptions,
  subscribeDeliberation,
} from 'mesa-rest/commitments';
import { toMesaError } from './errors/to-mesa-error.js';

/**
 * What happens in a deliberation, event by event. It ends when the loop over it ends, when `return` is called, also while it
 * waits, and when the signal that it was made with aborts.
 */
export class Subscription implements AsyncIterableIterator<DeliberationEvent, void, undefined> {
  readonly #ended = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #onAbort = (): void => this.#ended.abort(this.#caller?.reason);
  readonly #events: AsyncGenerator<DeliberationEvent, void, undefined>;

  constructor(options: SubscribeDeliberationOptions) {
    this.#caller = options.signal;
    if (this.#caller?.aborted) this.#onAbort();
    else this.#caller?.addEventListener('abort', this.#onAbort, { once: true });
    this.#events = eventsOf({ ...options, signal: this.#ended.signal });
  }

  next(): Promise<IteratorResult<DeliberationEvent, void>> {
    return this.#events.next();
  }

  async return(): Promise<IteratorResult<DeliberationEvent, void>> {
    this.#caller?.removeEventListener('abort', this.#onAbort);
    // A generator that waits would let `return` wait as well.
    this.#ended.abort();
    return this.#events.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}

async function* eventsOf(
  options: SubscribeDeliberationOptions,
): AsyncGenerator<DeliberationEvent, void, undefined> {
  try {
    yield* subscribeDeliberation(options);
  } catch (error) {
    if (error instanceof AbortedError) return;
    throw toMesaError(error);
  }
}
