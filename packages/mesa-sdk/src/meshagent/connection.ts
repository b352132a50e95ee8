import { PagePromise, type RequestOptions } from 'mesa-rest';
import type { MeshagentClient } from 'mesa-rest/meshagent';
import { sendRequest } from '../core/send-request.js';
import { toRoomException } from './errors/to-room-exception.js';

/** What every function of `mesa-rest/meshagent` takes beside its parameters. */
export type CallBase = { readonly client: MeshagentClient } & RequestOptions;

/** A part of a list that is counted through: how many items, after how many. */
export interface OffsetPage {
  readonly limit: number;
  readonly offset: number;
}

/** The way to the server, shared by the resources. */
export class Connection {
  readonly client: MeshagentClient;

  constructor(client: MeshagentClient) {
    this.client = client;
  }

  /** Sends a request, and throws the errors of this API. */
  send<T>(options: RequestOptions, request: (base: CallBase) => Promise<{ readonly data: T }>): Promise<T> {
    return sendRequest(this.client, options, request, toRoomException);
  }

  /** Sends a request whose answer says nothing. */
  async act(
    options: RequestOptions,
    request: (base: CallBase) => Promise<{ readonly data: unknown }>,
  ): Promise<void> {
    await this.send(options, request);
  }

  /** Sends a request for a list, and returns its items. */
  async items<Answer, Item>(
    options: RequestOptions,
    request: (base: CallBase) => Promise<{ readonly data: Answer }>,
    items: (answer: Answer) => Item[],
  ): Promise<Item[]> {
    return items(await this.send(options, request));
  }

  /**
   * Returns a list that awaits to the part at `offset` and iterates over all items from there on. What is added or removed
   * meanwhile may be missed, or come twice.
   *
   * @param first Returns the part that awaiting it gives; it may throw.
   */
  pages<Item>(
    first: () => OffsetPage,
    options: RequestOptions,
    request: (base: CallBase, page: OffsetPage) => Promise<Item[]>,
  ): PagePromise<Item[], Item> {
    const ends = new WeakMap<Item[], string>();
    return new PagePromise<Item[], Item>({
      fetch: (next) =>
        this.send(options, async (base) => {
          const { limit, offset: start } = first();
          const offset = next === undefined ? start : Number(next);
          const page = await request(base, { limit, offset });
          if (page.length >= limit) ends.set(page, String(offset + page.length));
          return { data: page };
        }),
      items: (page) => page,
      next: (page) => ends.get(page),
    });
  }
}
