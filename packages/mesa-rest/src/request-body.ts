import type { BodySource } from './call.js';

/** Bytes to send: opened for each attempt, and let go of when the attempt has failed or is never made. */
export class RequestBody {
  readonly #source: BodySource | (() => BodySource);
  /** Lets go of what was opened last. */
  #drop: ((reason: unknown) => void) | undefined;
  #cancelled = false;

  constructor(source: BodySource | (() => BodySource)) {
    this.#source = source;
  }

  /** Returns what the next attempt sends. */
  open(): BodySource {
    const source = this.#source;
    if (this.#cancelled) throw new Error('The call has ended.');
    const body = typeof source === 'function' ? source() : source;
    return body instanceof ReadableStream ? this.#guard(body) : body;
  }

  /** Cancels the stream of the attempt under way, unless it was read to its end. */
  drop(reason: unknown): void {
    this.#drop?.(reason);
  }

  /** Cancels whatever there is of it, because the call has failed; it is not opened again. */
  cancel(reason: unknown): void {
    this.#cancelled = true;
    this.drop(reason);
    // A stream of the caller's that no attempt got to. One that is being read elsewhere refuses, rightly.
    if (this.#drop === undefined && this.#source instanceof ReadableStream)
      this.#source.cancel(reason).catch(() => {});
  }

  /**
   * Returns a stream of the same bytes that can be dropped: `fetch` goes on reading what it sends after it was aborted, and
   * never cancels it. Not `pipeThrough` with a signal, which first waits for somebody to take the bytes it has read.
   */
  #guard(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    const reader = body.getReader();
    let over = false;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#drop = (reason) => {
            if (over) return;
            over = true;
            // Failed and not closed: what was sent until now must not pass for the whole.
            controller.error(reason);
            reader.cancel(reason).catch(() => {});
          };
        },
        async pull(controller) {
          const { done, value } = await reader.read();
          if (over) return;
          if (!done) return controller.enqueue(value);
          over = true;
          controller.close();
        },
        cancel(reason) {
          over = true;
          return reader.cancel(reason);
        },
      },
      // Read only on demand: the one buffer is that of the connection.
      { highWaterMark: 0 },
    );
  }
}
