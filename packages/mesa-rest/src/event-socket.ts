/** How a connection ended: code and reason of the last frame; 1006 when there was none. */
export interface Ended {
  readonly code: number;
  readonly reason: string;
}

/** How many frames may wait for a slow reader: then the connection is given up, to be taken up again from there. */
const MAX_WAITING = 1_000;

/** A WebSocket that is read frame by frame. */
export class EventSocket {
  readonly #socket: WebSocket;
  readonly #signal: AbortSignal | undefined;
  readonly #frames: string[] = [];
  #ended: Ended | undefined;
  #wasOpen = false;
  #wake: () => void = () => {};
  readonly #onAbort = (): void => this.#end({ code: 1006, reason: '' });

  /** Resolves when the connection is open or has failed. Messages of the platform are left out: they hold the URL with its token. */
  static async open(url: string, signal: AbortSignal | undefined): Promise<EventSocket> {
    const Socket = await webSocketClass();
    const socket = new EventSocket(new Socket(url), signal);
    await socket.#opened();
    return socket;
  }

  private constructor(socket: WebSocket, signal: AbortSignal | undefined) {
    this.#socket = socket;
    this.#signal = signal;
    socket.addEventListener('open', () => {
      this.#wasOpen = true;
      this.#wake();
    });
    socket.addEventListener('message', ({ data }) => this.#take(String(data)));
    socket.addEventListener('close', ({ code, reason }) => this.#end({ code, reason }));
    // Where the handshake fails, Node 22 tells of the error alone, and no close follows.
    socket.addEventListener('error', () => this.#end({ code: 1006, reason: '' }));
    if (signal?.aborted) this.#onAbort();
    else signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Whether it is open now. */
  get isOpen(): boolean {
    return this.#wasOpen && this.#ended === undefined;
  }

  /** Whether it ever was open. */
  get wasOpen(): boolean {
    return this.#wasOpen;
  }

  /** How it ended; before that, as if it had broken. */
  get ended(): Ended {
    return this.#ended ?? { code: 1006, reason: '' };
  }

  /** Yields the text of each frame until the connection ends. What had arrived by then is yielded, unless the signal aborted. */
  async *frames(): AsyncGenerator<string, void, undefined> {
    for (;;) {
      if (this.#signal?.aborted) return;
      const frame = this.#frames.shift();
      if (frame !== undefined) yield frame;
      else if (this.#ended !== undefined) return;
      else await this.#change();
    }
  }

  /** Lets go of the connection. */
  close(): void {
    this.#signal?.removeEventListener('abort', this.#onAbort);
    this.#socket.close();
  }

  async #opened(): Promise<void> {
    while (!this.#wasOpen && this.#ended === undefined) await this.#change();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #take(frame: string): void {
    if (this.#ended !== undefined) return;
    this.#frames.push(frame);
    if (this.#frames.length >= MAX_WAITING) this.#end({ code: 1006, reason: '' });
    this.#wake();
  }

  #end(ended: Ended): void {
    if (this.#ended !== undefined) return;
    this.#ended = ended;
    this.#socket.close();
    this.#wake();
  }
}

/** Browsers, Node 22 and later have one; Node 20 takes that of `ws`, which nobody else loads. */
async function webSocketClass(): Promise<typeof WebSocket> {
  if (typeof globalThis.WebSocket === 'function') return globalThis.WebSocket;
  return (await import('ws')).WebSocket as unknown as typeof WebSocket;
}
