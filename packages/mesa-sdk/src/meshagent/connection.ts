import { PagePromise } from 'mesa-rest';
import type { MeshagentClient } from 'mesa-rest/meshagent';
import type { CallOptions } from '../core/call-options.js';
import { sendRequest } from '../core/send-request.js';
import { RoomException } from './errors/room-exception.js';
import { toRoomException } from './errors/to-room-exception.js';

/** What every function of `mesa-rest/meshagent` takes beside its parameters. */
export type CallBase = { readonly client: MeshagentClient } & CallOptions;

/** A part of a list that is counted through: how many items, after how many. */
export interface OffsetPage {
  readonly limit: number;
  readonly offset: number;
}

/** The way to the server, shared by the resources. */
export class Connection {
  readonly client: MeshagentClient;
  /** Total time of a call that says nothing else, in milliseconds. */
  readonly timeoutMs: number;

  constructor(client: MeshagentClient, timeoutMs: number) {
    this.client = client;
    this.timeoutMs = timeoutMs;
  }

  /** Sends a request, and throws the errors of this API. */
  send<T>(options: CallOptions, request: (base: CallBase) => Promise<{ readonly data: T }>): Promise<T> {
    return sendRequest(this.client, options, request, toRoomException);
  }

  /**
   * Sends a request that some servers answer with what they have now and others with nothing: then `ask` finds it out.
   */
  async sendOrAsk<T>(
    options: CallOptions,
    request: (base: CallBase) => Promise<{ readonly data: T }>,
    ask: () => Promise<T>,
  ): Promise<T> {
    try {
      return await this.send(options, request);
    } catch (error) {
      if (!(error instanceof RoomException) || error.code !== 'INVALID_RESPONSE' || error.issues.length === 0)
        throw error;
      return ask();
    }
  }

  /** Sends a request whose answer says nothing. */
  async act(
    options: CallOptions,
    request: (base: CallBase) => Promise<{ readonly data: unknown }>,
  ): Promise<void> {
    await this.send(options, request);
  }

  /** Sends a request for a list, and returns its items. */
  async items<Answer, Item>(
    options: CallOptions,
    request: (base: CallBase) => Promise<{ readonly data: Answer }>,
    items: (answer: Answer) => Item[],
  ): Promise<Item[]> {
    return items(await this.send(options, request));
  }

  /**
   * Returns a list that awaits to what the server gives at once, and iterates over all items. Servers say how many there are
   * where that is more.
   *
   * @param first Returns where it begins, in the query that chooses it; it may throw.
   */
  counted<Query extends { readonly offset?: number | undefined }, Item>(
    first: () => Query,
    options: CallOptions,
    request: (
      base: CallBase,
      query: Query,
    ) => Promise<{ readonly items: Item[]; readonly total?: number | undefined }>,
  ): PagePromise<Item[], Item> {
    const ends = new WeakMap<Item[], string>();
    return new PagePromise<Item[], Item>({
      fetch: (next) =>
        this.send(options, async (base) => {
          const query = first();
          const offset = next === undefined ? query.offset : Number(next);
          const { items, total = 0 } = await request(base, { ...query, offset });
          const end = (offset ?? 0) + items.length;
          if (items.length > 0 && end < total) ends.set(items, String(end));
          return { data: items };
        }),
      items: (page) => page,
      next: (page) => ends.get(page),
    });
  }

  /**
   * Returns a list that awaits to the part at `offset` and iterates over all items from there on. What is added or removed
   * meanwhile may be missed, or come twice.
   *
   * @param first Returns the part that awaiting it gives; it may throw.
   */
  pages<Item>(
    first: () => OffsetPage,
    options: CallOptions,
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
