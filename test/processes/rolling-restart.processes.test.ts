import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Mesa, VIRTUAL_ROOT_CHANGE_ID } from 'mesa-sdk';
import { describe, expect, it } from 'vitest';
import { hasPostgres } from '../../packages/mesa-depot/src/storage/testing/postgres-server.js';
import { Cluster } from './cluster.js';

const CLIENTS = 4;
/** Changes that have to be made while each depot is started again, and after. */
const CHANGES_BETWEEN = 8;

describe.skipIf(!hasPostgres)('a rolling restart behind a proxy', () => {
  it('fails no request beyond a retry', async () => {
    await using cluster = await Cluster.start({ depots: 2 });
    await using proxy = await RoundRobinProxy.start(() => cluster.depots.map(({ port }) => port));
    const [depot] = cluster.depots;
    const made: string[] = [];
    let isOver = false;
    const failures: unknown[] = [];
    let requests = 0;
    const countingFetch: typeof fetch = (...request) => {
      requests += 1;
      return fetch(...request);
    };
    const client = async (index: number): Promise<void> => {
      const mesa = new Mesa({ apiUrl: proxy.apiUrl, apiKey: depot?.apiKey ?? '', fetch: countingFetch });
      const { name: repo } = await mesa.repos.create({ name: `client-${index}` });
      let tip = VIRTUAL_ROOT_CHANGE_ID;
      while (!isOver) {
        const files = [{ path: 'file.txt', text: `${made.length}\n` }];
        const { id } = await mesa.changes.create({ repo, base_change_id: tip, files });
        await mesa.bookmarks.move({ repo, bookmark: 'main', change_id: id });
        const { change_id } = await mesa.bookmarks.get({ repo, bookmark: 'main' });
        expect(change_id).toBe(id);
        tip = id;
        made.push(id);
      }
    };
    const clients = Promise.all(
      Array.from({ length: CLIENTS }, (_, index) =>
        client(index).catch((error: unknown) => failures.push(error)),
      ),
    );
    const makeMore = async (): Promise<void> => {
      const enough = made.length + CHANGES_BETWEEN;
      while (made.length < enough && failures.length === 0) await pause(5);
    };
    for (const depot of cluster.depots) {
      await makeMore();
      await depot.stop();
      await makeMore();
      await depot.start();
    }
    await makeMore();
    isOver = true;
    await clients;
    console.log(
      `${made.length} changes by ${requests} requests, ${requests - made.length * 3 - CLIENTS} of them sent again`,
    );
    expect(failures).toEqual([]);
  });
});

/** Passes each connection on to the next of several ports that takes it, as a load balancer does. */
class RoundRobinProxy implements AsyncDisposable {
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((client) => void this.#pass(client));
  readonly #ports: () => readonly number[];
  #turn = 0;

  private constructor(ports: () => readonly number[]) {
    this.#ports = ports;
  }

  static async start(ports: () => readonly number[]): Promise<RoundRobinProxy> {
    const proxy = new RoundRobinProxy(ports);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }

  async #pass(client: Socket): Promise<void> {
    this.#watch(client);
    const ports = this.#ports();
    for (let attempt = 0; attempt < ports.length; attempt++) {
      const depot = connect(ports[this.#turn++ % ports.length] ?? 0, '127.0.0.1');
      this.#watch(depot);
      const isOpen = await Promise.race([
        once(depot, 'connect').then(() => true),
        once(depot, 'close').then(() => false),
      ]).catch(() => false);
      if (!isOpen) continue;
      client.pipe(depot).pipe(client);
      depot.once('close', () => client.destroy());
      client.once('close', () => depot.destroy());
      return;
    }
    client.destroy();
  }

  #watch(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => this.#sockets.delete(socket));
  }
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
