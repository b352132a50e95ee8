import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** What a proxy does to what passes through it. */
export interface Weather {
  /** Wait before each piece is passed on, in milliseconds. */
  delayMs: number;
  /** Bytes a second, in each direction of each connection; 0 for no limit. */
  bytesPerSecond: number;
  /** Whether connections are refused. */
  isDown: boolean;
  /** Whether what the server answers is thrown away, and the connection with it. */
  losesAnswers: boolean;
}

/** Passes connections on to a port of this machine, in all kinds of weather. */
export class FlakyProxy implements AsyncDisposable {
  readonly weather: Weather = { delayMs: 0, bytesPerSecond: 0, isDown: false, losesAnswers: false };
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Answers that were thrown away. */
  lostAnswers = 0;
  cuts = 0;
  /** Pieces that had to wait. */
  delays = 0;

  private constructor(targetPort: () => number) {
    this.#server = createServer((client) => {
      if (this.weather.isDown) return void client.resetAndDestroy();
      const target = connect(targetPort(), '127.0.0.1');
      for (const [one, other] of [
        [client, target],
        [target, client],
      ] as const) {
        this.#sockets.add(one);
        one.setNoDelay(true);
        one.on('error', () => {});
        one.once('close', () => {
          this.#sockets.delete(one);
          other.destroy();
        });
      }
      void this.#pass(client, target, false);
      void this.#pass(target, client, true);
    });
  }

  static async start(targetPort: () => number): Promise<FlakyProxy> {
    const proxy = new FlakyProxy(targetPort);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  /** Cuts all connections, whatever is on its way. */
  cut(): void {
    this.cuts += 1;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.weather.isDown = true;
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #pass(from: Socket, to: Socket, isAnswer: boolean): Promise<void> {
    try {
      for await (const piece of from) {
        const { delayMs, bytesPerSecond } = this.weather;
        const waitMs =
          delayMs + (bytesPerSecond > 0 ? ((piece as Buffer).length * 1000) / bytesPerSecond : 0);
        if (waitMs > 0) {
          this.delays += 1;
          await new Promise((resolve) => setTimeout(resolve, waitMs));
        }
        if (isAnswer && this.weather.losesAnswers) {
          this.lostAnswers += 1;
          to.resetAndDestroy();
          return;
        }
        if (!to.write(piece)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
      }
      to.end();
    } catch {
      to.destroy();
    }
  }
}
